//! Open answers in another language than most of their question's, with their translations: what is still to be done.

use axum::extract::RawQuery;
use axum::response::Html;
use instruments::Text;

use super::{Bench, Shared};
use crate::Result;
use crate::access::Action;
use crate::coding::PassageId;
use crate::http::staff::{Around, Fields, Member};
use crate::workspace::{Desk, Passage};

/// Answers on one page.
const PAGE: usize = 50;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Answers, those without a translation first.
    pub answers: Vec<Said>,
    /// How many there are.
    pub total: usize,
    /// How many of them are translated.
    pub translated: usize,
    /// Which page, from 1.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its name.
    pub passage: PassageId,
    /// What was asked.
    pub question: Text,
    /// The wave.
    pub wave: String,
    /// The language it was given in.
    pub language: String,
    /// The words.
    pub text: String,
    /// The words of its translation.
    pub translation: Option<String>,
}

/// Answers in another language than most answers.
pub(super) fn foreign(desk: &Desk) -> impl Iterator<Item = &Passage> {
    let answers = || desk.passages.iter().filter(|passage| !passage.about.is_turn && !passage.id.translated);
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for passage in answers() {
        *counts.entry(passage.about.language.as_str()).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(language, _)| language.to_owned());
    answers().filter(move |passage| Some(&passage.about.language) != most.as_ref())
}

pub(super) async fn show(state: Shared, around: Around, member: Member, query: RawQuery) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    bench.reading(&state, "translations").await?;
    let query = Fields::read(query.0.unwrap_or_default().as_bytes());
    let view = view(&bench, query.get("page").parse().unwrap_or(1));
    Ok(Html(state.staff_pages.translate_answers(&around, &view)))
}

fn view(bench: &Bench, page: usize) -> View {
    let desk = bench.workspace.read();
    let translation = |passage: &Passage| {
        let beside = PassageId { translated: true, ..passage.id.clone() };
        desk.text(&beside).map(str::to_owned)
    };
    let mut all: Vec<(bool, &Passage)> =
        foreign(&desk).map(|passage| (desk.coding.translations.contains_key(&passage.id), passage)).collect();
    all.sort_by_key(|(is_translated, _)| *is_translated);
    let pages = all.len().div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let said = |(_, passage): &(bool, &Passage)| Said {
        passage: passage.id.clone(),
        question: passage.about.question.clone(),
        wave: passage.about.wave_name.clone(),
        language: passage.about.language.clone(),
        text: passage.text.clone(),
        translation: translation(passage),
    };
    View {
        member: bench.member.clone(),
        total: all.len(),
        translated: all.iter().filter(|(is_translated, _)| *is_translated).count(),
        answers: all.iter().skip((page - 1) * PAGE).take(PAGE).map(said).collect(),
        page,
        pages,
    }
}
