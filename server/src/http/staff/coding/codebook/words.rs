//! The form for a code's words, place and colour: of a new one, and of one that is there. What differs is written as one
//! event.

use axum::extract::{Path, RawQuery};
use axum::response::{Html, Redirect};

use super::code::choices;
use super::{Bench, Named, Shared};
use crate::access::Action;
use crate::coding::codebook::Origin;
use crate::coding::event::Id;
use crate::coding::{Act, Draft, Part};
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::Desk;
use crate::{Error, Result, chance, name};

/// How many colours there are.
pub const COLOURS: u8 = 12;
/// Longest name, in characters.
const LONGEST_NAME: usize = 120;
/// Longest other words, in characters.
const LONGEST: usize = 4_000;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// The code; none is a new one.
    pub code: Option<Named>,
    /// Its words.
    pub words: Vec<(Part, String)>,
    /// Its colour; of a new one, the one used least.
    pub colour: u8,
    /// Where it came from.
    pub origin: Origin,
    /// Id of the code above it; empty at the top.
    pub parent: String,
    /// Codes that it may stand under.
    pub parents: Vec<(usize, Named)>,
    /// The version of the codebook that the form shows: what somebody changes meanwhile is not overwritten.
    pub version: u32,
}

pub(super) async fn new(state: Shared, around: Around, member: Member, query: RawQuery) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let query = Fields::read(query.0.unwrap_or_default().as_bytes());
    let view = {
        let desk = bench.workspace.read();
        let parent = desk.coding.codebook.active(query.get("parent")).map(|code| code.id.clone());
        View {
            member: bench.member.clone(),
            code: None,
            words: Part::ALL.iter().map(|part| (*part, String::new())).collect(),
            colour: rarest(&desk),
            origin: Origin::default(),
            parent: parent.unwrap_or_default(),
            parents: choices(&desk, None),
            version: desk.coding.codebook.version(),
        }
    };
    Ok(Html(state.staff_pages.code_words(&around, &view)))
}

/// The colour that the fewest codes have.
pub(super) fn rarest(desk: &Desk) -> u8 {
    let uses = |colour: &u8| desk.coding.codebook.codes.values().filter(|code| code.colour == *colour).count();
    (0..COLOURS).min_by_key(uses).unwrap_or_default()
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Path((_, id)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let view = {
        let desk = bench.workspace.read();
        let code = desk.coding.codebook.code(&id).ok_or(Error::NotFound)?;
        View {
            member: bench.member.clone(),
            code: Some(Named { id: id.clone(), name: desk.code_name(&id).to_owned(), colour: code.colour }),
            words: Part::ALL.iter().map(|part| (*part, desk.code_says(&id, *part).to_owned())).collect(),
            colour: code.colour,
            origin: code.origin,
            parent: code.parent.clone().unwrap_or_default(),
            parents: choices(&desk, Some(&id)),
            version: desk.coding.codebook.version(),
        }
    };
    bench.reading(&state, "codebook").await?;
    Ok(Html(state.staff_pages.code_words(&around, &view)))
}

pub(super) async fn make(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let mut draft = Draft::default();
    let code = {
        let desk = bench.workspace.read();
        let wanted = Wanted::read(&desk, &fields, None)?;
        let name = draft.repeat(&wanted.words[0].1, desk.whose(&wanted.words[0].1)?);
        let origin = if fields.get("origin") == Origin::Emerged.name() { Origin::Emerged } else { Origin::Deductive };
        let (code, parent, colour) = (chance::id(), wanted.parent.clone(), wanted.colour);
        draft.acts.push(Act::MakeCode { code: code.clone(), parent, name, origin, colour });
        for (part, words) in wanted.words[1..].iter().filter(|(_, words)| !words.is_empty()) {
            word(&mut draft, &desk, &code, *part, words)?;
        }
        code
    };
    bench.act(&state, draft).await?;
    Ok(bench.to_code(&code, "code-made"))
}

pub(super) async fn change(
    state: Shared,
    member: Member,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::KeepCodebook).await?;
    let draft = {
        let desk = bench.workspace.read();
        unchanged(&desk, &id, &bench.member.person.id, fields.get("version"))?;
        changes(&desk, &fields, &id)?
    };
    if draft.acts.is_empty() {
        return Ok(bench.to_code(&id, "code-same"));
    }
    bench.act(&state, draft).await?;
    Ok(bench.to_code(&id, "code-changed"))
}

/// Refuses a form that shows a code as it was before somebody else changed it.
fn unchanged(desk: &Desk, id: &str, person: &str, shown: &str) -> Result<()> {
    let Ok(shown) = shown.parse::<u32>() else { return Ok(()) };
    let since = desk.coding.codebook.history.iter().filter(|change| change.version > shown && change.code == id);
    if since.into_iter().any(|change| change.by != person) {
        return Err(Error::Conflict("code-changed-meanwhile"));
    }
    Ok(())
}

/// What the form says otherwise than the codebook.
fn changes(desk: &Desk, fields: &Fields, id: &str) -> Result<Draft> {
    let code = desk.coding.codebook.code(id).ok_or(Error::NotFound)?;
    let wanted = Wanted::read(desk, fields, Some(id))?;
    let mut draft = Draft::default();
    for (part, words) in &wanted.words {
        if desk.code_says(id, *part) != words {
            word(&mut draft, desk, id, *part, words)?;
        }
    }
    let code_id = id.to_owned();
    if code.colour != wanted.colour {
        draft.acts.push(Act::Colour { code: code_id.clone(), colour: wanted.colour });
    }
    if code.parent != wanted.parent {
        draft.acts.push(Act::Move { code: code_id, parent: wanted.parent });
    }
    Ok(draft)
}

fn word(draft: &mut Draft, desk: &Desk, code: &str, part: Part, words: &str) -> Result<()> {
    let of = desk.whose(words)?;
    let text = (!words.is_empty()).then(|| draft.repeat(words, of));
    draft.acts.push(Act::Word { code: code.to_owned(), part, text });
    Ok(())
}

/// What the form asks for.
struct Wanted {
    words: Vec<(Part, String)>,
    parent: Option<Id>,
    colour: u8,
}

impl Wanted {
    fn read(desk: &Desk, fields: &Fields, id: Option<&str>) -> Result<Self> {
        let tidy = |part: &Part| instruments::clean(&fields.get(part.name()).replace("\r\n", "\n")).trim().to_owned();
        let mut words: Vec<(Part, String)> = Part::ALL.iter().map(|part| (*part, tidy(part))).collect();
        for (part, said) in &mut words {
            let most = if *part == Part::Name { LONGEST_NAME } else { LONGEST };
            if said.chars().count() > most {
                return Err(Error::Invalid("code-words-long", most.to_string()));
            }
            if *part == Part::Name {
                *said = name::line(said, most).map_err(|fault| fault.error("code-name-missing", most))?;
            }
        }
        let parent = Some(fields.get("parent").to_owned()).filter(|parent| !parent.is_empty());
        fits_name(desk, &words[0].1, parent.as_deref(), id)?;
        let colour = fields.get("colour").parse().ok().filter(|colour| *colour < COLOURS);
        Ok(Self { words, parent, colour: colour.unwrap_or_else(|| rarest(desk)) })
    }
}

/// Refuses an empty name, and one that a code in use beside it has: nobody could tell them apart.
pub(super) fn fits_name(desk: &Desk, name: &str, parent: Option<&str>, id: Option<&str>) -> Result<()> {
    if name.is_empty() {
        return Err(Error::Invalid("code-name-missing", String::new()));
    }
    let codebook = &desk.coding.codebook;
    let mut beside = codebook.under(parent).filter(|code| codebook.active(&code.id).is_some());
    let same = |code: &&crate::coding::Code| {
        Some(code.id.as_str()) != id && desk.code_name(&code.id).to_lowercase() == name.to_lowercase()
    };
    if beside.any(|code| same(&code)) { Err(Error::Invalid("code-name-taken", name.to_owned())) } else { Ok(()) }
}
