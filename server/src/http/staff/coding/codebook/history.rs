//! Every change of the codebook in words: who, when, what stood before and what stands now, and the version it made.

use axum::response::Html;

use super::{Bench, Named, Shared};
use crate::Result;
use crate::access::{Action, allows};
use crate::coding::Part;
use crate::coding::codebook::{Change, What};
use crate::coding::event::{Act, Id};
use crate::http::staff::{Around, Member};
use crate::workspace::Desk;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Every change, the newest first.
    pub entries: Vec<Entry>,
}

/// One change.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The version that it made.
    pub version: u32,
    /// Position of its event.
    pub event: i64,
    /// Who.
    pub by: String,
    /// When.
    pub day: String,
    /// The code or group; of an undoing, none.
    pub code: Option<Named>,
    /// What.
    pub what: Said,
    /// Whether the person who looks may undo its event.
    pub undo: bool,
}

/// What changed, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It was made.
    Made,
    /// Other words: before and after; empty where there were none.
    Worded(Part, String, String),
    /// Another colour.
    Coloured(u8, u8),
    /// Under another code: names; none is the top.
    Moved(Option<String>, Option<String>),
    /// Into another code.
    Merged(Named),
    /// Into several.
    Split(Vec<Named>),
    /// Not used any more.
    Retired,
    /// Used again.
    Restored,
    /// A group of codes: before and after.
    Grouped(Option<Together>, Option<Together>),
    /// Earlier versions were taken back, or brought back.
    TakenBack(u32, u32),
}

/// A group of codes as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// Its name.
    pub name: String,
    /// Names of its codes.
    pub codes: Vec<String>,
    /// Whether at most one fits.
    pub exclusive: bool,
}

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let entries = {
        let desk = bench.workspace.read();
        let mut told = Told::new(&desk, &bench.member.person.id);
        told.may_keep = allows(bench.member.role, Action::KeepCodebook);
        desk.coding.codebook.history.iter().rev().map(|change| told.entry(change)).collect()
    };
    bench.reading(&state, "codebook").await?;
    let view = View { member: bench.member, entries };
    Ok(Html(state.staff_pages.codebook_history(&around, &view)))
}

/// Tells changes to one person.
pub(super) struct Told<'a> {
    desk: &'a Desk,
    person: &'a str,
    /// Whether the person may undo at all.
    pub may_keep: bool,
}

impl<'a> Told<'a> {
    pub(super) fn new(desk: &'a Desk, person: &'a str) -> Self {
        Self { desk, person, may_keep: false }
    }

    /// The changes of one event.
    pub(super) fn of_event(&self, position: i64) -> Vec<Entry> {
        let history = self.desk.coding.codebook.history.iter();
        history.filter(|change| change.event == position).map(|change| self.entry(change)).collect()
    }

    /// The changes that touch a code, the newest first.
    pub(super) fn of_code(&self, code: &str) -> Vec<Entry> {
        let touches = |change: &&Change| {
            change.code == code
                || match &change.what {
                    What::Split(into) => into.iter().any(|one| one == code),
                    What::Merged(into) => into == code,
                    _ => false,
                }
        };
        self.desk.coding.codebook.history.iter().rev().filter(touches).map(|change| self.entry(change)).collect()
    }

    pub(super) fn entry(&self, change: &Change) -> Entry {
        Entry {
            version: change.version,
            event: change.event,
            by: self.desk.person(&change.by).to_owned(),
            day: change.day.clone(),
            code: self.named(&change.code),
            what: self.what(change),
            undo: self.may_keep && change.by == self.person && self.may_undo(change.event),
        }
    }

    fn may_undo(&self, position: i64) -> bool {
        let event = self.desk.coding.events.iter().find(|event| event.position == position);
        event.is_some_and(|event| !event.is_undoing() && self.desk.coding.may_undo(event).is_ok())
    }

    fn named(&self, code: &str) -> Option<Named> {
        let found = self.desk.coding.codebook.code(code)?;
        Some(Named { id: code.to_owned(), name: self.desk.code_name(code).to_owned(), colour: found.colour })
    }

    fn what(&self, change: &Change) -> Said {
        let said = |text: &Option<Id>| text.as_ref().map(|id| self.desk.say(id).to_owned()).unwrap_or_default();
        let name = |code: &Option<Id>| code.as_ref().map(|id| self.desk.code_name(id).to_owned());
        match &change.what {
            What::Made => Said::Made,
            What::Worded(part, before, after) => Said::Worded(*part, said(before), said(after)),
            What::Coloured(before, after) => Said::Coloured(*before, *after),
            What::Moved(before, after) => Said::Moved(name(before), name(after)),
            What::Merged(into) => Said::Merged(self.named(into).unwrap_or_default()),
            What::Split(into) => Said::Split(into.iter().filter_map(|one| self.named(one)).collect()),
            What::Retired => Said::Retired,
            What::Restored => Said::Restored,
            What::Grouped => {
                let (before, after) = self.group(&change.code, change.event);
                Said::Grouped(before, after)
            }
            What::TakenBack(first, last) => Said::TakenBack(*first, *last),
        }
    }

    /// A group before and after an event.
    fn group(&self, wanted: &str, event: i64) -> (Option<Together>, Option<Together>) {
        let coding = &self.desk.coding;
        let until = coding.events.iter().filter(|one| one.position <= event && !coding.undone.contains(&one.position));
        let (mut before, mut after) = (None, None);
        for act in until.flat_map(|one| &one.acts) {
            if let Act::Group { group, name, codes, exclusive } = act
                && group == wanted
            {
                let name = name.as_ref().map(|name| self.desk.say(name).to_owned());
                let codes = codes.iter().map(|code| self.desk.code_name(code).to_owned()).collect();
                before =
                    std::mem::replace(&mut after, name.map(|name| Together { name, codes, exclusive: *exclusive }));
            }
        }
        (before, after)
    }
}
