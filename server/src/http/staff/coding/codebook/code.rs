//! One code: its words, what carries it, what stands under it, since when it can be compared, its history, notes on it.

use axum::extract::Path;
use axum::response::Html;

use super::count::{Count, Counts};
use super::history::{Entry, Told};
use super::tree::{Back, Line, Note, back, line, notes};
use super::{Bench, Named, Shared};
use crate::access::{Action, allows};
use crate::coding::Part;
use crate::coding::codebook::{Change, Code, Origin, State, What};
use crate::coding::event::{Id, On};
use crate::http::staff::{Around, Member};
use crate::workspace::Desk;
use crate::{Error, Result};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The code.
    pub code: Named,
    /// The codes above it, the topmost first.
    pub above: Vec<Named>,
    /// Its words but the name; those that it has.
    pub words: Vec<(Part, String)>,
    /// Where it came from.
    pub origin: Origin,
    /// What became of it.
    pub fate: Fate,
    /// What carries it.
    pub own: Count,
    /// What carries it or one under it; none where nothing stands under it.
    pub within: Option<Count>,
    /// The codes under it.
    pub under: Vec<Line>,
    /// Groups that it is in: name, whether at most one fits, the others.
    pub groups: Vec<(String, bool, Vec<Named>)>,
    /// Since when it can be compared.
    pub comparisons: Vec<Comparison>,
    /// Its changes, the newest first.
    pub history: Vec<Entry>,
    /// Notes on it.
    pub notes: Vec<Note>,
    /// Codes that it may be merged into.
    pub others: Vec<(usize, Named)>,
    /// What the person may take back.
    pub back: Back,
}

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// In use.
    Active,
    /// Not used any more.
    Retired,
    /// Merged into another.
    Merged(Named),
}

/// What one version means for comparing this code across it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Id of the code.
    pub of: Id,
    /// The version.
    pub version: u32,
    /// What happened then.
    pub why: Why,
    /// At which other code earlier and later can be compared; none where they cannot.
    pub at: Option<Named>,
}

/// Why a code means something else since then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It was made.
    Made,
    /// It was split into others.
    Split,
    /// It was split from another.
    SplitFrom(Named),
    /// Another was merged into it.
    MergedIn(Named),
    /// Its words changed.
    Reworded(Part),
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, code)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let view = view(&bench, &code)?;
    // Its examples are words that people said, and notes may repeat some.
    bench.reading(&state, "codebook").await?;
    Ok(Html(state.staff_pages.code(&around, &view)))
}

fn view(bench: &Bench, id: &str) -> Result<View> {
    let desk = bench.workspace.read();
    let person = &bench.member.person.id;
    let codebook = &desk.coding.codebook;
    let code = codebook.code(id).ok_or(Error::NotFound)?;
    let counts = Counts::of(&desk, &bench.member.study, person);
    let under: Vec<Line> = codebook.under(Some(id)).filter_map(|inner| line(&desk, &counts, 0, &inner.id)).collect();
    let said = |part: &Part| Some((*part, desk.code_says(id, *part).to_owned())).filter(|(_, said)| !said.is_empty());
    let mut told = Told::new(&desk, person);
    told.may_keep = allows(bench.member.role, Action::KeepCodebook);
    // What was noted on codes that were merged into this one is about this one now.
    let on: Vec<On> = codebook.order.iter().filter(|one| codebook.now(one) == id).cloned().map(On::Code).collect();
    Ok(View {
        member: bench.member.clone(),
        code: named(&desk, code),
        above: above(&desk, code),
        words: Part::ALL[1..].iter().filter_map(said).collect(),
        origin: code.origin,
        fate: fate(&desk, code),
        own: counts.own(id),
        within: (!under.is_empty()).then(|| counts.within(codebook, id)),
        groups: groups(&desk, id),
        comparisons: comparisons(&desk, id),
        history: told.of_code(id),
        notes: notes(&desk, person, &on),
        others: choices(&desk, Some(id)),
        back: back(&desk, bench),
        under,
    })
}

fn named(desk: &Desk, code: &Code) -> Named {
    Named { id: code.id.clone(), name: desk.code_name(&code.id).to_owned(), colour: code.colour }
}

fn above(desk: &Desk, code: &Code) -> Vec<Named> {
    let codebook = &desk.coding.codebook;
    let (mut above, mut at) = (Vec::new(), code.parent.as_deref());
    while let Some(code) =
        at.and_then(|id| codebook.code(codebook.now(id))).filter(|_| above.len() < codebook.codes.len())
    {
        above.push(named(desk, code));
        at = code.parent.as_deref();
    }
    above.reverse();
    above
}

fn fate(desk: &Desk, code: &Code) -> Fate {
    let codebook = &desk.coding.codebook;
    match &code.state {
        State::Active => Fate::Active,
        State::Retired => Fate::Retired,
        State::Merged(into) => {
            Fate::Merged(codebook.code(codebook.now(into)).map(|code| named(desk, code)).unwrap_or_default())
        }
    }
}

fn groups(desk: &Desk, id: &str) -> Vec<(String, bool, Vec<Named>)> {
    let codebook = &desk.coding.codebook;
    let mine = codebook.groups.values().filter(|group| group.codes.iter().any(|code| code == id));
    mine.map(|group| {
        let others = group.codes.iter().filter(|code| *code != id).filter_map(|code| codebook.code(code));
        (desk.say(&group.name).to_owned(), group.exclusive, others.map(|code| named(desk, code)).collect())
    })
    .collect()
}

/// The codes in use, as a tree, without one and all under it.
pub(super) fn choices(desk: &Desk, without: Option<&str>) -> Vec<(usize, Named)> {
    let codebook = &desk.coding.codebook;
    let fits = |code: &&Code| {
        code.state == State::Active && without.is_none_or(|without| !codebook.is_within(&code.id, without))
    };
    let tree = codebook.tree().into_iter().filter(|(_, code)| fits(code));
    tree.map(|(depth, code)| (depth, named(desk, code))).collect()
}

/// Each version since which this code means something else, the newest first, ending with the one that made it.
fn comparisons(desk: &Desk, id: &str) -> Vec<Comparison> {
    let codebook = &desk.coding.codebook;
    let of = |id: &str| codebook.code(id).map(|code| named(desk, code)).unwrap_or_default();
    // A part of a split holds what was dealt to it, from before it was made.
    let is_part = codebook.code(id).is_some_and(|code| code.split_from.is_some());
    let why = |change: &Change| match &change.what {
        What::Made if change.code == id && !is_part => Some(Why::Made),
        What::Split(_) if change.code == id => Some(Why::Split),
        What::Split(into) if into.iter().any(|one| one == id) => Some(Why::SplitFrom(of(&change.code))),
        What::Merged(into) if into == id => Some(Why::MergedIn(of(&change.code))),
        What::Worded(part, Some(_), _) if change.code == id && !matches!(part, Part::Name | Part::Example) => {
            Some(Why::Reworded(*part))
        }
        _ => None,
    };
    let comparison = |change: &Change| {
        let why = why(change)?;
        let at = match why {
            Why::Split | Why::SplitFrom(_) => codebook.comparable(id, change.version - 1),
            _ => None,
        };
        Some(Comparison { of: id.to_owned(), version: change.version, why, at: at.as_deref().map(of) })
    };
    codebook.history.iter().rev().filter_map(comparison).collect()
}

impl Comparison {
    /// Whether it is compared at the code itself.
    pub fn is_itself(&self, at: &Named) -> bool {
        self.of == at.id
    }
}
