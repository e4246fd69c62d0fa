//! A researcher with a slow line opens a list of fifty coded answers: the page is weighed as it travels, with its script
//! and its styles.

mod platform;
mod reading;

use reading::{Reading, tell};
use server::http::assets;

/// What a page with a list may weigh on the wire.
const MOST: usize = 150_000;

const SENTENCES: &[&str] = &[
    "The waiting list was closed when I called, and nobody could tell me when it would open again.",
    "What helped was one person who stayed with me through every form.",
    "We need rooms where a woman can bring her children and her dog.",
    "They asked for papers that I did not have any more.",
    "The bus stops at six, so evening classes are out of reach for most of us.",
    "I would rather sleep in the car than share a room with strangers again.",
    "Our landlord sold the house and the new one does not take vouchers.",
];

/// A list as a team has it after some weeks: 60 answers, 40 codes, several codes on each answer, some notes.
async fn team() -> Reading {
    let reading = Reading::begin().await;
    let mut codes = Vec::new();
    for number in 0..40 {
        codes
            .push(reading.code(&format!("{} {number}", ["Waiting", "Papers", "Transport", "Trust"][number % 4])).await);
    }
    let address = reading.page("passages/act?");
    for number in 0..60_usize {
        let text: Vec<&str> =
            (0..4).map(|at| SENTENCES[(number * 3 + at * (1 + number % 2)) % SENTENCES.len()]).collect();
        let passage = reading.answer("help", &format!("{number}. {}", text.join(" "))).await.to_string();
        for at in 0..3_usize {
            let (from, to) = ((at * 30).to_string(), (at * 30 + 50).to_string());
            let code = &codes[(number + at * 7) % codes.len()];
            let fields = [("do", "code"), ("passage", passage.as_str()), ("from", &from), ("to", &to), ("code", code)];
            let (status, told) = tell(&reading.owner, &address, &fields).await;
            assert!(status.is_success(), "{told}");
        }
        if number % 5 == 0 {
            let note = [("do", "memo"), ("passage", passage.as_str()), ("note", "Compare with the first wave.")];
            tell(&reading.owner, &address, &note).await;
        }
    }
    reading
}

#[tokio::test]
async fn a_list_of_fifty_coded_answers_with_its_script_and_styles_is_at_most_150_kb() {
    let mut reading = team().await;
    let list = reading.page("passages");
    let page = reading.owner.get(&list).await;
    let (marks, chips) = (page.body.matches("<mark").count(), page.body.matches("class=\"coding ").count());
    println!("{} bytes of page, {marks} marks, {chips} chips", page.body.len());
    assert!(chips >= 150 && marks > chips);
    let files = ["app.css", "staff.css", "coding.css", "chart.css", "loader.js", "islands.js", "islands.wasm"];
    for encoding in ["br", "gzip"] {
        let document = reading.owner.weigh(&list, encoding).await;
        let mut total = document;
        println!("{encoding}: page {document} bytes");
        for name in files {
            if assets::find(name).is_none() {
                println!("SKIPPED: built without islands, so {name} is not weighed");
                continue;
            }
            let weight = reading.owner.weigh(&assets::address(name), encoding).await;
            println!("{encoding}: {name} {weight} bytes");
            total += weight;
        }
        println!("{encoding}: {total} bytes in all (at most {MOST} in brotli)");
        assert!(encoding != "br" || total <= MOST, "{total} bytes");
    }
    for address in page.body.split("src=\"").skip(1).chain(page.body.split("href=\"").skip(1)) {
        assert!(
            address.starts_with(['/', '#', '?', '"']) || address.starts_with("data:,"),
            "a third party: {}",
            address.split('"').next().unwrap_or_default()
        );
    }
}
