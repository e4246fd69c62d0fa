//! All codes as a tree, with what carries them; notes on the study.

use axum::response::Html;

use super::count::{Count, Counts};
use super::history::{Entry, Told};
use super::{Bench, Named, Shared};
use crate::Result;
use crate::access::{Action, allows};
use crate::coding::codebook::{Origin, State};
use crate::coding::event::On;
use crate::http::staff::{Around, Member};
use crate::workspace::Desk;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The version of the codebook.
    pub version: u32,
    /// Codes, those above before those under them.
    pub lines: Vec<Line>,
    /// Codes that are not used any more.
    pub retired: Vec<Line>,
    /// Notes on the study.
    pub notes: Vec<Note>,
    /// What the person may take back, and what they may do again.
    pub back: Back,
}

/// One code.
#[derive(Clone, Debug)]
pub struct Line {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// The code.
    pub code: Named,
    /// What it means.
    pub definition: String,
    /// Where it came from.
    pub origin: Origin,
    /// What carries it.
    pub own: Count,
    /// What carries it or one under it; none where nothing stands under it.
    pub within: Option<Count>,
    /// Since which version it means something else than before.
    pub changed: Option<u32>,
}

/// A note, as it may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: String,
    /// The words.
    pub words: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub day: String,
    /// Whether the person who looks wrote it.
    pub own: bool,
}

/// The newest changes of the codebook that a person may take back, or do again: position and what they were.
#[derive(Clone, Debug, Default)]
pub struct Back {
    /// To be undone.
    pub undo: Option<(i64, Vec<Entry>)>,
    /// To be done again: its position.
    pub redo: Option<i64>,
}

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    Ok(Html(state.staff_pages.codebook(&around, &view(&bench))))
}

fn view(bench: &Bench) -> View {
    let desk = bench.workspace.read();
    let person = &bench.member.person.id;
    let counts = Counts::of(&desk, &bench.member.study, person);
    let all = desk.coding.codebook.tree();
    let is_active = |line: &Line| desk.coding.codebook.active(&line.code.id).is_some();
    let lines = all.into_iter().map(|(depth, code)| line(&desk, &counts, depth, &code.id));
    let (lines, retired) = lines.flatten().partition(is_active);
    View {
        member: bench.member.clone(),
        version: desk.coding.codebook.version(),
        lines,
        retired,
        notes: notes(&desk, person, &[On::Study]),
        back: back(&desk, bench),
    }
}

/// One line of the tree.
pub(super) fn line(desk: &Desk, counts: &Counts<'_>, depth: usize, id: &str) -> Option<Line> {
    let codebook = &desk.coding.codebook;
    let code = codebook.code(id)?;
    let has_inner = codebook.under(Some(id)).any(|inner| inner.state == State::Active);
    Some(Line {
        depth,
        code: Named { id: id.to_owned(), name: desk.code_name(id).to_owned(), colour: code.colour },
        definition: desk.code_says(id, crate::coding::Part::Definition).to_owned(),
        origin: code.origin,
        own: counts.own(id),
        within: has_inner.then(|| counts.within(codebook, id)),
        changed: codebook.changed_meaning(id).map(|change| change.version),
    })
}

/// Notes that a person may see on some things, the oldest first.
pub(crate) fn notes(desk: &Desk, person: &str, on: &[On]) -> Vec<Note> {
    let seen = desk.seen_by(person);
    let mut memos: Vec<_> = on.iter().flat_map(|on| seen.memos(on)).collect();
    memos.sort_by(|one, other| (&one.day, &one.id).cmp(&(&other.day, &other.id)));
    let note = |memo: &crate::coding::Memo| Note {
        id: memo.id.clone(),
        words: desk.say(&memo.text).to_owned(),
        by: desk.person(&memo.by).to_owned(),
        day: memo.day.clone(),
        own: memo.by == person,
    };
    memos.into_iter().map(note).collect()
}

/// What of the codebook a person may take back, if it is the last that they did.
pub(super) fn back(desk: &Desk, bench: &Bench) -> Back {
    let person = &bench.member.person.id;
    if !allows(bench.member.role, Action::KeepCodebook) {
        return Back::default();
    }
    let about = |position: &i64| desk.coding.codebook.history.iter().any(|change| change.event == *position);
    let undo = desk.coding.undoable(person).map(|event| event.position).filter(about);
    let told = Told::new(desk, person);
    let redo = desk.coding.redoable(person).map(|event| event.position).filter(about);
    Back { undo: undo.map(|position| (position, told.of_event(position))), redo }
}
