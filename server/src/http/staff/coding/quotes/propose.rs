//! Proposing a quote: the words, what would be said about the speaker, and what must be looked at first.

use axum::extract::Query as Address;
use axum::response::{Html, Redirect};

use super::super::{Bench, Shared};
use super::checks::{self, place, said};
use super::view::Proposal;
use crate::access::Action;
use crate::coding::quote::{Attribution, Step};
use crate::coding::{Act, Draft, PassageId, Span};
use crate::http::staff::{Around, Fields, Member};
use crate::{Error, Result, chance};

/// `?passage=…` with `start` and `end`, or `?coding=…`.
pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let (passage, words, text) = asked(&bench, &Fields(address))?;
    let words = around.typed("words", &words);
    let checks = checks::of(&state, &bench, &passage, &words).await?;
    let levels = {
        let desk = bench.workspace.read();
        let about = &desk.passages.get(&passage).ok_or(Error::NotFound)?.about;
        let allowed = Attribution::ALL.iter().filter(|level| **level <= checks.finest);
        allowed.map(|level| said(about, *level)).collect()
    };
    bench.reading(&state, "quotes").await?;
    let view = Proposal { member: bench.member.clone(), passage, text, words, checks, levels };
    Ok(Html(state.staff_pages.quote_form(&around, &view)))
}

/// The passage, the words asked for, and all its words.
fn asked(bench: &Bench, fields: &Fields) -> Result<(PassageId, String, String)> {
    let desk = bench.workspace.read();
    let coding = desk.coding.codings.get(fields.get("coding"));
    let coding = coding.filter(|coded| desk.seen_by(&bench.member.person.id).sees(coded));
    let (passage, span) = match coding {
        Some(coded) => (coded.passage.clone(), coded.span),
        None => {
            let number = |name: &str| fields.get(name).parse::<u32>().ok();
            let span = number("start").zip(number("end")).and_then(|(start, end)| Span::new(start, end));
            (fields.get("passage").parse().map_err(|()| Error::NotFound)?, span)
        }
    };
    let text = desk.text(&passage).ok_or(Error::NotFound)?.to_owned();
    let words = span.map_or(Some(text.as_str()), |span| span.of(&text)).ok_or(Error::NotFound)?.to_owned();
    Ok((passage, words, text))
}

pub(super) async fn propose(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let passage: PassageId = fields.get("passage").parse().map_err(|()| Error::NotFound)?;
    let words = fields.required("words", "quote-words")?.replace("\r\n", "\n");
    let attribution = Attribution::named(fields.get("attribution")).ok_or(Error::NotFound)?;
    let span = {
        let desk = bench.workspace.read();
        place(desk.text(&passage).ok_or(Error::NotFound)?, &words)?
    };
    let checks = checks::of(&state, &bench, &passage, &words).await?;
    checks.pass(attribution, fields.get("looked") == "yes", fields.get("told") == "yes")?;
    let mut draft = Draft::default();
    let text = draft.repeat(&words, Some(passage.of.clone()));
    let step = Step::Propose { quote: chance::id(), passage, span, text, attribution };
    draft.acts.push(Act::Quote(step));
    bench.act(&state, draft).await?;
    Ok(Redirect::to(&bench.page("quotes?done=quote-proposed")))
}
