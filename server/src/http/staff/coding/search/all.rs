//! Coding all that a search found, after every passage was shown and could be left out: one event, one undo. Passages that
//! wait in a round of the person are left out: a coding outside of it would tell others what they must not know yet.

use axum::extract::Query as Address;
use axum::response::{Html, Redirect};

use super::super::{Bench, Shared};
use super::view::Review;
use super::{found, query, show, wanted};
use crate::access::Action;
use crate::coding::{Act, Draft, PassageId};
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::Desk;
use crate::{Error, Result, chance};

/// Passages that one review shows; a larger search is narrowed first, or coded in parts.
const MOST: usize = 300;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let asked = wanted(&Fields(address));
    let person = &bench.member.person.id;
    let view = found(&bench, &asked, 0, MOST, |desk, found, passages| Review {
        member: bench.member.clone(),
        query: query(&asked),
        total: found.documents.count(),
        waiting: passages.iter().filter(|id| waits(desk, person, id)).count(),
        hits: passages
            .iter()
            .filter(|id| !waits(desk, person, id))
            .filter_map(|id| show::hit(desk, person, found.query.as_ref(), id))
            .collect(),
        codes: desk
            .coding
            .codebook
            .tree()
            .into_iter()
            .filter(|(_, code)| desk.coding.codebook.active(&code.id).is_some())
            .map(|(depth, code)| (code.id.clone(), depth, desk.code_name(&code.id).to_owned()))
            .collect(),
    })?;
    bench.reading(&state, "search").await?;
    Ok(Html(state.staff_pages.code_all(&around, &view)))
}

/// Whether a passage, or what it translates, waits in a round that the person still codes blind.
fn waits(desk: &Desk, person: &str, passage: &PassageId) -> bool {
    let seen = desk.seen_by(person);
    let said = PassageId { translated: false, ..passage.clone() };
    !(seen.is_open(passage) && seen.is_open(&said))
}

pub(super) async fn code(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let code = fields.required("code", "code-missing")?.to_owned();
    let draft = draft(&bench, &fields, &code)?;
    let count = draft.acts.len();
    if count == 0 {
        return Err(Error::Conflict("nothing-to-do"));
    }
    bench.act(&state, draft).await?;
    Ok(Redirect::to(&bench.page(&format!("search?{}&done=coded-all", fields.get("query")))))
}

/// The codings of the chosen passages; those that carry the code already are passed over.
fn draft(bench: &Bench, fields: &Fields, code: &str) -> Result<Draft> {
    let desk = bench.workspace.read();
    let chosen = fields.0.iter().filter(|(name, _)| name == "passage").take(MOST);
    let mut draft = Draft::default();
    for (_, value) in chosen {
        let passage: PassageId = value.parse().map_err(|()| Error::NotFound)?;
        if !desk.passages.holds(&passage) {
            return Err(Error::NotFound);
        }
        if waits(&desk, &bench.member.person.id, &passage) {
            continue;
        }
        let act =
            Act::Code { coding: chance::id(), passage, span: None, code: code.to_owned(), round: None, coder: None };
        match desk.coding.check(&bench.member.person.id, std::slice::from_ref(&act)) {
            Ok(()) => draft.acts.push(act),
            Err(Error::Conflict("coded-already")) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(draft)
}
