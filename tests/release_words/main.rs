//! An office publishes in Spanish: every word of the page and of every file is Spanish. English words that a page could
//! fall back to are marked for the time of the test, so that one that is missing is seen.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]
#![allow(dead_code, reason = "the shore has more than is told here")]

#[path = "../office/mod.rs"]
mod office;
#[path = "../platform/mod.rs"]
mod platform;
#[path = "../release/shore.rs"]
mod shore;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use app::language::shipped;
use instruments::Answer;
use server::access::Role;
use server::store::sql;
use shore::Shore;

const MARK: &str = "NOT-SPANISH";

const TOML: &str = r#"
format = 1
id = "calm-inventory"
audience = "professionals"
languages = ["es"]
title = { es = "Qué tan tranquilo es" }
minutes = 5

[consent]
who = { es = "La oficina." }
why = { es = "Para aprender." }
seen_by = { es = "La oficina." }
limits = { es = "Ninguno." }

[wording]
source = "paraphrase"
acknowledgement = { es = "Inventario inventado de la calma." }

[[section]]
id = "one"
title = { es = "Calma" }

[[section.question]]
id = "calm"
kind = "single"
text = { es = "¿Con qué frecuencia está tranquilo?" }
option = [
    { code = "never", score = 1, text = { es = "Nunca" } },
    { code = "often", score = 2, text = { es = "Muchas veces" } },
    { code = "always", score = 3, text = { es = "Siempre" } },
]

[[section.question]]
id = "safe"
kind = "yes_no"
text = { es = "¿Está seguro aquí?" }

[[section.question]]
id = "hours"
kind = "number"
text = { es = "¿Cuántas horas duerme?" }
"#;

fn text(name: &str, bytes: &[u8]) -> String {
    if !name.ends_with(".docx") && !name.ends_with(".xlsx") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        archive.by_index(place).unwrap().read_to_string(&mut all).unwrap_or_default();
    }
    all
}

/// How calm and safe it is, hours, and how many people say so.
type Said<'a> = (&'a str, &'a str, f64, usize);

async fn answered(shore: &mut Shore) {
    let waves: [(&str, &str, &[Said<'_>]); 4] = [
        ("Primavera", "2024-04-01", &[("never", "no", 5.0, 60), ("often", "yes", 6.0, 80), ("always", "yes", 7.0, 70)]),
        ("Verano", "2024-07-01", &[("never", "no", 5.0, 3), ("often", "yes", 6.0, 90), ("always", "yes", 7.0, 75)]),
        ("Agosto", "2024-08-01", &[("often", "yes", 6.0, 8)]),
        ("Otoño", "2024-10-01", &[("never", "no", 6.0, 40), ("often", "no", 8.0, 70), ("always", "yes", 9.0, 160)]),
    ];
    for (name, date, people) in waves {
        let collection = shore.collection(name, date).await;
        for (calm, safe, hours, count) in people {
            let one = |code: &str| Answer::One(code.to_owned());
            let said = [("calm", one(calm)), ("safe", one(safe)), ("hours", Answer::Number(*hours))];
            shore.answer(&collection, 0, &said, count / 2).await;
            shore.answer(&collection, 1, &said, count - count / 2).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_in_spanish_falls_back_to_english_nowhere() {
    let spanish: BTreeSet<String> = shipped("es").into_iter().map(|(key, _)| key).collect();
    // The page of the plan is for staff: the test waits for it in English.
    let missing = |key: &String| !spanish.contains(key) && key != "release-planning";
    let marked = shipped("en").into_iter().map(|(key, _)| key).filter(missing);
    let mut shore = Shore::asking(TOML).await;
    app::language::lay_over(&marked.map(|key| ("en".to_owned(), key.clone(), format!("{MARK} {key}"))).collect());
    let control = shore.office.owner.get(&shore.office.page("releases")).await;
    assert!(control.says(MARK), "control: staff pages are in English");
    answered(&mut shore).await;
    let (_, mut cora) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &office::keys()).await;
    let names = ["item", "site", "means", "follow", "cross", "by"].map(|name| format!("{name}.{}", shore.instrument));
    let values = ["hours", "yes", "yes", "yes", "calm", "safe"];
    let more = names.iter().map(String::as_str).zip(values);
    let more: Vec<(&str, &str)> = more.chain([("lead", "La oficina quería saber.")]).collect();
    let page = shore.prepare_in("es", "Calma en la orilla", &[0, 1, 2, 3], &more).await;
    shore.office.owner.post(&format!("{}/propose", page.address), &[("looked", "yes")]).await;
    let word = shore::word(&shore::approve(&mut cora, &page.address).await);
    let rows: Vec<(String, Vec<u8>)> =
        sql::query_as("select name, bytes from release_files").fetch_all(&shore.office.state.store.pool).await.unwrap();
    let files: BTreeMap<String, Vec<u8>> = rows.into_iter().collect();
    for name in
        ["", "report.docx", "report.pdf", "tables.xlsx", "data.csv", "dictionary.csv", "data.json", "funder.docx"]
    {
        assert!(files.contains_key(name), "{name} of {:?}", files.keys());
    }
    for (name, bytes) in &files {
        let text = text(name, bytes);
        let found = text.find(MARK).map(|at| text[at..].chars().take(60).collect::<String>());
        assert_eq!(found, None, "“{name}” of {word}");
    }
    let page = text("", &files[""]);
    for says in [
        "Más alto que en Verano.",
        "Promedio",
        "8.3",
        "oculto",
        "Cómo se hizo esto, y qué no puede decir",
        "Aprobado por",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains("8,3"), "decimal points, as Spanish is written in the United States");
}
