//! Passages like those that carry a code, and codes that might fit passages without one: taken or turned down one by one.
//! How often suggestions are right is measured on passages held back, beside always naming the most frequent codes.

use axum::extract::Query as Address;
use axum::response::{Html, Redirect};

use super::super::{Bench, Shared};
use super::ground::{self, Codes, Ground};
use super::topics::line;
use super::view::{Suggested, Suggestions};
use crate::access::Action;
use crate::coding::{Act, Draft, PassageId};
use crate::http::staff::{Around, Fields, Member};
use crate::themes::alike::alike;
use crate::themes::hit_rate::{Rule, hit_rate};
use crate::themes::members::Members;
use crate::themes::suggest::Learned;
use crate::workspace::Desk;
use crate::{Error, Result, chance};

/// Passages on the page.
const LINES: usize = 25;
/// Codes for one passage.
const CODES: usize = 3;
/// Passages that a code must have before anything is learned from it.
const ENOUGH: usize = 3;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let code = Fields(address).get("code").to_owned();
    let view = tokio::task::block_in_place(|| view(&bench, code));
    bench.reading(&state, "suggestions").await?;
    Ok(Html(state.staff_pages.theme_suggestions(&around, &view)))
}

fn view(bench: &Bench, code: String) -> Suggestions {
    let desk = bench.workspace.read();
    let ground = ground::of(bench, &desk);
    let codes = Codes::of(bench, &desk, &ground);
    let by_passage = codes.by_passage(ground.ids.len());
    let learned: Vec<bool> = (0..codes.names.len() as u32)
        .map(|code| by_passage.iter().filter(|own| own.contains(&code)).count() >= ENOUGH)
        .collect();
    // What waits in a round of the person is not suggested: a coding outside of it would tell others about it.
    let seen = desk.seen_by(&bench.member.person.id);
    let blind = Members::those(ground.ids.len(), |number| !seen.is_open(&ground.ids[number as usize]));
    let uncoded =
        Members::those(ground.ids.len(), |number| by_passage[number as usize].is_empty() && !blind.contains(number));
    let rate = hit_rate(&ground.vectors, &by_passage, ground.corpus.people(), Rule::default());
    let wanted = codes.names.iter().position(|(id, _)| *id == code);
    let lines = match wanted {
        Some(number) => like(&desk, &ground, &codes, &by_passage, number as u32, &blind),
        None => suggested(&desk, &ground, &codes, &by_passage, &uncoded, &learned),
    };
    Suggestions {
        head: ground::head(bench, &desk, &ground),
        codes: codes.names.into_iter().zip(learned).filter(|(_, learned)| *learned).map(|(name, _)| name).collect(),
        code: if wanted.is_some() { code } else { String::new() },
        lines,
        uncoded: uncoded.count(),
        rate: (rate.passages > 0).then_some(rate),
    }
}

/// Whether somebody turned a code down for a passage.
fn is_judged(desk: &Desk, ground: &Ground, passage: u32, code: &str) -> bool {
    ground.ids.get(passage as usize).is_some_and(|id| desk.coding.judged.contains_key(&(id.clone(), code.to_owned())))
}

/// Passages like those with one code, that do not carry it.
fn like(
    desk: &Desk,
    ground: &Ground,
    codes: &Codes,
    by_passage: &[Vec<u32>],
    code: u32,
    blind: &Members,
) -> Vec<Suggested> {
    let (id, name) = &codes.names[code as usize];
    let carrying = Members::those(by_passage.len(), |number| by_passage[number as usize].contains(&code));
    let open = Members::those(by_passage.len(), |number| {
        !blind.contains(number) && !by_passage[number as usize].contains(&code) && !is_judged(desk, ground, number, id)
    });
    let found = alike(&ground.vectors, &carrying, &open, LINES);
    let one = |like: crate::themes::alike::Like| {
        let words = like.words.iter().map(|word| ground.corpus.label(*word).to_owned()).collect();
        Some(Suggested { line: line(desk, ground, like.passage)?, codes: vec![(id.clone(), name.clone(), words)] })
    };
    found.into_iter().filter_map(one).collect()
}

/// Codes for passages without one.
fn suggested(
    desk: &Desk,
    ground: &Ground,
    codes: &Codes,
    by_passage: &[Vec<u32>],
    uncoded: &Members,
    enough: &[bool],
) -> Vec<Suggested> {
    let learned = Learned::from(&ground.vectors, by_passage);
    let mut lines = Vec::new();
    for passage in uncoded.iter() {
        let fitting = learned.suggest(&ground.vectors, passage, CODES).into_iter().filter(|one| {
            let code = one.code as usize;
            enough[code]
                && desk.coding.codebook.active(&codes.names[code].0).is_some()
                && !is_judged(desk, ground, passage, &codes.names[code].0)
        });
        let own: Vec<_> = fitting
            .map(|one| {
                let (id, name) = &codes.names[one.code as usize];
                let words = one.words.iter().map(|word| ground.corpus.label(*word).to_owned()).collect();
                (one.score, (id.clone(), name.clone(), words))
            })
            .collect();
        if let Some(best) = own.first().map(|(score, _)| *score)
            && let Some(line) = line(desk, ground, passage)
        {
            lines.push((best, Suggested { line, codes: own.into_iter().map(|(_, code)| code).collect() }));
        }
    }
    lines.sort_by(|one, other| other.0.total_cmp(&one.0));
    lines.truncate(LINES);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// One suggestion, taken or turned down: the coding and the judgement are one event, undone together.
pub(super) async fn judge(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let passage: PassageId = fields.get("passage").parse().map_err(|()| Error::NotFound)?;
    let code = fields.required("code", "code-missing")?.to_owned();
    let taken = fields.get("judgement") == "take";
    {
        let desk = bench.workspace.read();
        if !desk.passages.holds(&passage) {
            return Err(Error::NotFound);
        }
        if taken && !desk.seen_by(&bench.member.person.id).is_open(&passage) {
            return Err(Error::Conflict("suggestion-waits"));
        }
    }
    let mut draft = Draft::default();
    if taken {
        let (coding, passage, code) = (chance::id(), passage.clone(), code.clone());
        draft.acts.push(Act::Code { coding, passage, span: None, code, round: None, coder: None });
    }
    draft.acts.push(Act::Judge { passage, code, taken });
    bench.act(&state, draft).await?;
    let done = if taken { "suggestion-taken" } else { "suggestion-declined" };
    let of = fields.get("of");
    let of = if of.is_empty() { String::new() } else { format!("code={of}&") };
    Ok(Redirect::to(&bench.page(&format!("themes/suggestions?{of}done={done}"))))
}
