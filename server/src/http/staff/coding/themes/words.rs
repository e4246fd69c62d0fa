//! What sets the passages of a code, wave, site … apart from all others, and which words stand together.

use axum::extract::Query as Address;
use axum::response::Html;

use super::super::{Bench, Shared};
use super::ground::{self, By, Codes};
use super::view::Words;
use crate::Result;
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::themes::collocation::{self, collocations};
use crate::themes::keyness::{Rule, keyness};
use crate::themes::members::Members;

/// Words and pairs on the page.
const MOST: usize = 60;
const MOST_PAIRS: usize = 40;

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    Address(address): Address<Vec<(String, String)>>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::Code).await?;
    let fields = Fields(address);
    let view = tokio::task::block_in_place(|| view(&bench, &fields));
    Ok(Html(state.staff_pages.theme_words(&around, &view)))
}

fn view(bench: &Bench, fields: &Fields) -> Words {
    let desk = bench.workspace.read();
    let ground = ground::of(bench, &desk);
    let codes = Codes::of(bench, &desk, &ground);
    let (by, value) = fields.get("what").split_once(':').unwrap_or_default();
    let passages = ground.ids.len();
    let target = match by {
        "code" => {
            let wanted = codes.names.iter().position(|(id, _)| id == value).map(|number| number as u32);
            let all = codes.with_inner();
            let fits = all.iter().filter(|coding| Some(coding.code) == wanted);
            wanted.map(|_| Members::listed(passages, fits.map(|coding| coding.passage)))
        }
        by => By::named(by).map(|by| {
            let fits = |number: u32| by.of(&ground.abouts[number as usize]).is_some_and(|(found, _)| found == value);
            Members::those(passages, fits)
        }),
    };
    let keyness = target.map(|target| {
        let mut found = keyness(&ground.corpus, &target, &target.others(), Rule::default());
        found.words.retain(|word| word.by_words.z > 0.0);
        found.words.truncate(MOST);
        found
    });
    let mut pairs = collocations(&ground.corpus, collocation::Rule::default());
    pairs.truncate(MOST_PAIRS);
    let words = keyness.iter().flat_map(|found| found.words.iter().map(|word| word.word));
    let words = words.chain(pairs.iter().flat_map(|pair| [pair.first, pair.second]));
    let labels = words.map(|word| (word, ground.corpus.label(word).to_owned())).collect();
    let mut choices = vec![("code".to_owned(), codes.names.clone())];
    for by in By::ALL {
        let (groups, _) = ground::groups(&ground, *by);
        if groups.len() > 1 {
            choices.push((by.name().to_owned(), groups));
        }
    }
    let head = ground::head(bench, &desk, &ground);
    Words { head, by: by.to_owned(), value: value.to_owned(), choices, keyness, labels, pairs }
}
