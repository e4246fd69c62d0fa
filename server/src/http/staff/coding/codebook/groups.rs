//! Groups of codes: of which at most one fits the same words, or that are read together.

use axum::response::{Html, Redirect};

use super::code::choices;
use super::{Bench, Named, Shared};
use crate::access::Action;
use crate::coding::event::Id;
use crate::coding::{Act, Draft};
use crate::http::staff::{Around, Fields, Member};
use crate::{Error, Result, chance};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The groups that there are.
    pub groups: Vec<Group>,
    /// Codes that may be in one.
    pub codes: Vec<(usize, Named)>,
}

/// One group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its codes.
    pub codes: Vec<Named>,
    /// Whether at most one of them fits.
    pub exclusive: bool,
    /// Passages on which more than one stands already, of what the person may see.
    pub clashes: usize,
}

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    Ok(Html(state.staff_pages.groups(&around, &view(&bench))))
}

fn view(bench: &Bench) -> View {
    let desk = bench.workspace.read();
    let codebook = &desk.coding.codebook;
    let seen = desk.seen_by(&bench.member.person.id);
    let named = |id: &Id| {
        let code = codebook.code(id)?;
        Some(Named { id: id.clone(), name: desk.code_name(id).to_owned(), colour: code.colour })
    };
    let clashes = |codes: &[Id]| {
        let holds = |coded: &crate::coding::Coded| codes.iter().any(|code| code == desk.coding.code_of(coded));
        let mut of: Vec<_> = seen.codings().filter(|coded| holds(coded)).collect();
        of.sort_by_key(|coded| (&coded.passage, &coded.coder));
        of.chunk_by(|one, other| (&one.passage, &one.coder) == (&other.passage, &other.coder))
            .filter(|together| {
                together.iter().enumerate().any(|(at, one)| together[at + 1..].iter().any(|other| meet(one, other)))
            })
            .count()
    };
    let group = |(id, group): (&Id, &crate::coding::codebook::Group)| Group {
        id: id.clone(),
        name: desk.say(&group.name).to_owned(),
        codes: group.codes.iter().filter_map(named).collect(),
        exclusive: group.exclusive,
        clashes: if group.exclusive { clashes(&group.codes) } else { 0 },
    };
    let mut groups: Vec<Group> = codebook.groups.iter().map(group).collect();
    groups.sort_by(|one, other| one.name.cmp(&other.name));
    View { member: bench.member.clone(), groups, codes: choices(&desk, None) }
}

/// Whether two codings of different codes stand on the same words.
fn meet(one: &crate::coding::Coded, other: &crate::coding::Coded) -> bool {
    let overlap = match (one.span, other.span) {
        (Some(one), Some(other)) => one.overlaps(other),
        _ => true,
    };
    one.code != other.code && one.round == other.round && overlap
}

/// Makes, changes or dissolves a group.
pub(super) async fn keep(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let known = Some(fields.get("group").to_owned()).filter(|group| !group.is_empty());
    if let Some(group) = &known
        && !bench.workspace.read().coding.codebook.groups.contains_key(group)
    {
        return Err(Error::NotFound);
    }
    let group = known.unwrap_or_else(chance::id);
    if fields.get("do") == "dissolve" {
        bench.act(&state, Act::Group { group, name: None, codes: Vec::new(), exclusive: false }).await?;
        return Ok(Redirect::to(&bench.page("codebook/groups?done=group-dissolved")));
    }
    let name = fields.name("name", "group-name-missing")?;
    let codes: Vec<Id> = fields.all("code").map(str::to_owned).collect();
    if codes.len() < 2 {
        return Err(Error::Invalid("group-needs-two", String::new()));
    }
    let mut draft = Draft::default();
    let of = bench.workspace.read().whose(&name)?;
    let name = Some(draft.repeat(&name, of));
    draft.acts.push(Act::Group { group, name, codes, exclusive: fields.get("kind") == "exclusive" });
    bench.act(&state, draft).await?;
    Ok(Redirect::to(&bench.page("codebook/groups?done=group-kept")))
}
