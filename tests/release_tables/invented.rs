//! Instruments of a few invented questions, and releases of them that are planned without pages.

use server::disclosure::plan::Ledger;
use server::owed::Owed;
use server::release::{Choice, Draft, Gathered, Part, gather};

use crate::shore::asked::{asking, section};
use crate::study::Study;

/// The question for a code by which the same people are known again.
pub const CODE: &str = r#"
[[section.question]]
id = "code"
kind = "link_code"
text = { en = "Your code" }
missing = ["prefer_not"]
element = [
    { id = "a", text = { en = "A" } },
    { id = "b", text = { en = "B" } },
    { id = "c", text = { en = "C" } },
    { id = "d", text = { en = "D" } },
    { id = "e", text = { en = "E" } },
    { id = "f", text = { en = "F" } },
]
"#;

/// A code of six elements: two people have at most four of them alike.
pub fn code(person: usize) -> String {
    [7, 11, 13, 17, 19, 23].map(|of| format!("k{}", person % of)).join("|")
}

/// The file of an instrument with these questions.
pub fn instrument(id: &str, questions: &str) -> String {
    asking(id, &section("one", questions))
}

/// Some items of a study's one instrument in all waves.
pub async fn part(study: &Study, items: &[&str]) -> Part {
    let instrument = server::store::instruments::all(&study.store, &study.study.id).await.unwrap().remove(0).id;
    let waves = server::store::waves::all(&study.store, &study.study.id).await.unwrap();
    Part {
        instrument,
        waves: waves.into_iter().map(|wave| wave.id).collect(),
        items: items.iter().map(|item| (*item).to_owned()).collect(),
        ..Part::default()
    }
}

/// The choice of one part.
pub fn choice(part: Part) -> Choice {
    Choice { title: "Invented".into(), language: "en".into(), instruments: vec![part], ..Choice::default() }
}

/// A release, planned beside all earlier ones.
pub async fn draft(study: &Study, ledger: &Ledger, choice: Choice) -> Draft {
    let workspace = study.unlock().await;
    let chosen = gather(&study.store, &workspace, &study.study, &choice).await.unwrap();
    let gathered = Gathered {
        choice,
        chosen,
        made_on: "2026-01-01".into(),
        mentions: None,
        quotes: Vec::new(),
        owed: Owed::default(),
        ledger: ledger.clone(),
    };
    gathered.draft(&mut |_, _| ()).unwrap()
}
