//! An office with few answers publishes the share of a question alone, without how many gave each answer: its comparison
//! goes out then, and a reader who also has a release with every answer finds nobody.

use std::io::{Cursor, Read};

use server::chance::Seeded;
use server::disclosure::plan::{Ledger, Outcome};
use server::http::staff::releases::Pages;
use server::release::{About, Draft, Part, Said, Test, Told};
use server::waves::{Verdict, Way};

use crate::attacker::{People, Reader};
use crate::files::{all, bytes, named};
use crate::harbour::OF_STAFF;
use crate::invented;
use crate::kinds::{Groups, staff};
use crate::shore::read;
use crate::study::Study;

const CALM: [&str; 4] = ["never", "seldom", "often", "always"];

const QUESTION: &str = r#"
[[section.question]]
id = "calm"
kind = "single"
text = { en = "How often is it calm?" }
option = [
    { code = "never", score = 1, text = { en = "Never" } },
    { code = "seldom", score = 2, text = { en = "Seldom" } },
    { code = "often", score = 3, text = { en = "Often" } },
    { code = "always", score = 4, text = { en = "Always" } },
]
"#;

/// How many gave each answer, in spring and then in summer.
type Counts = [u64; 8];

/// A study with so many answers.
async fn study(counts: Counts) -> Study {
    let mut rows = vec!["_wave,calm".to_owned()];
    for (place, count) in counts.into_iter().enumerate() {
        let row = format!("{},{}", ["Spring", "Summer"][place / 4], CALM[place % 4]);
        rows.extend(std::iter::repeat_n(row, count as usize));
    }
    let study = Study::with_instrument(&invented::instrument("pier", QUESTION)).await;
    study.import(rows.join("\n").as_bytes(), "").await.expect("imported");
    study
}

/// A release of the question in both waves: every answer, or the headline alone.
async fn draft(study: &Study, ledger: &Ledger, alone: bool) -> Draft {
    let headlines = if alone { vec!["calm".into()] } else { Vec::new() };
    let part = Part { headlines, means: true, ..invented::part(study, &["calm"]).await };
    invented::draft(study, ledger, invented::choice(part)).await
}

/// Lets a reader see all cells of a release.
fn see(reader: &mut Reader, draft: &Draft, counts: &Counts) {
    for (laid, planned) in draft.laid.iter().zip(&draft.plan.sheets) {
        let Outcome::Published { cells, .. } = &planned.outcome else { continue };
        let moments = &draft.chosen[0].series.moments;
        for (row, cells) in laid.sheet.rows.values.iter().zip(cells) {
            let wave = moments.iter().position(|moment| row.contains(&moment.wave)).unwrap();
            for (column, verdict) in cells.iter().enumerate() {
                // The last column is of everybody, and so is the only one of who took part.
                let answers = laid.sheet.columns.values.get(column).filter(|answers| !answers.is_empty());
                let here = |place: &usize| answers.is_none_or(|answers| answers.contains(CALM[*place]));
                let kinds: Vec<usize> = (0..4).filter(here).map(|place| wave * 4 + place).collect();
                let count: u64 = kinds.iter().map(|kind| counts[*kind]).sum();
                assert_eq!(count, verdict.count, "control: {:?}", laid.about);
                reader.see(kinds, verdict.shown(), laid.sheet.threshold.smallest());
            }
        }
    }
}

fn found(reader: &Reader, counts: &Counts) -> Vec<String> {
    reader.finds(&People { variables: Vec::new(), kinds: counts.to_vec() })
}

fn place(draft: &Draft) -> usize {
    draft.place(About::Item(0, 0)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_that_every_answer_keeps_back_goes_out_with_the_share_alone() {
    const FEW: Counts = [3, 30, 20, 20, 12, 13, 45, 50];
    let study = study(FEW).await;
    let whole = draft(&study, &Ledger::default(), false).await;
    assert!(matches!(whole.said(0, 0), Said::Kept), "control: three people never have it calm");
    let alone = draft(&study, &Ledger::default(), true).await;
    let Said::Line(line) = alone.said(0, 0) else { panic!("the share is compared") };
    assert!(matches!(line.verdict, Verdict::Clear { way: Way::Up, .. }), "{:?}", line.verdict);
    assert_eq!(alone.methods.tests.iter().collect::<Vec<_>>(), [&Test::Shares], "by shares, and not by every answer");
    assert_eq!((alone.methods.headlines, whole.methods.headlines), (1, 0));
    let told = [0, 1].map(|row| alone.told(place(&alone), row));
    assert!(matches!(told, [Told::Figure(_, Some(40)), Told::Figure(_, Some(95))]), "{told:?}");
    assert!(whole.tells_mean(place(&whole)) && !alone.tells_mean(place(&alone)), "a mean would tell of the answers");
    let document = app::pages::StaffPages.document(&alone);
    let said = serde_json::to_string(&document).unwrap();
    for words in ["More people answer “Often” or “Always”.", "Of 1 question only one share", "Told as one share"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let table = document.tables().find(|table| table.id == "pier.calm").unwrap();
    let columns: Vec<&str> = table.heads.iter().map(|head| head.id.as_str()).collect();
    assert_eq!(columns, ["answered", "always+often", "never+seldom"]);
}

/// Three people seldom have it calm, and with them twelve are hidden who often do: one of the other answers is on either
/// side of the headline.
const CROSSED: Counts = [30, 3, 12, 40, 20, 20, 40, 60];

#[tokio::test(flavor = "multi_thread")]
async fn a_share_that_beside_every_answer_would_tell_a_hidden_number_is_kept_back() {
    let study = study(CROSSED).await;
    let (mut reader, mut ledger) = (Reader::default(), Ledger::default());
    let whole = draft(&study, &ledger, false).await;
    see(&mut reader, &whole, &CROSSED);
    assert!(found(&reader, &CROSSED).is_empty(), "{:?}", found(&reader, &CROSSED));
    let careless = draft(&study, &ledger, true).await;
    assert!(matches!(careless.said(0, 0), Said::Line(_)), "control: alone it goes out");
    let mut both = Reader::default();
    see(&mut both, &whole, &CROSSED);
    see(&mut both, &careless, &CROSSED);
    assert!(!found(&both, &CROSSED).is_empty(), "control: both together tell of three people");
    ledger.releases.extend(whole.figures());
    let beside = draft(&study, &ledger, true).await;
    see(&mut reader, &beside, &CROSSED);
    assert!(found(&reader, &CROSSED).is_empty(), "{:?}", found(&reader, &CROSSED));
    assert!(matches!(beside.said(0, 0), Said::Kept));
    assert_eq!(beside.told(place(&beside), 0), Told::Hidden);
    assert!(matches!(beside.told(place(&beside), 1), Told::Figure(_, Some(100))), "the other wave is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_of_every_answer_and_of_the_share_alone_in_either_order_finds_nobody() {
    let mut random = Seeded::new(12);
    let (mut shown, mut hidden) = (0, 0);
    for number in 0..16 {
        let mut counts = Counts::default();
        counts.iter_mut().for_each(|count| *count = random.below(9) * random.below(9) / 2);
        // Enough for tables in both waves.
        (counts[3], counts[7]) = (counts[3] + 12, counts[7] + 12);
        let study = study(counts).await;
        let (mut reader, mut ledger) = (Reader::default(), Ledger::default());
        for alone in [number % 2 == 0, number % 2 == 1] {
            let draft = draft(&study, &ledger, alone).await;
            see(&mut reader, &draft, &counts);
            ledger.releases.extend(draft.figures());
        }
        assert!(found(&reader, &counts).is_empty(), "study {number}: {:?}: {counts:?}", found(&reader, &counts));
        (shown, hidden) = (shown + reader.figures().0, hidden + reader.figures().1);
    }
    println!("{shown} figures shown, {hidden} hidden");
    assert!(shown > 80 && hidden > 20, "control: {shown} shown, {hidden} hidden");
}

/// Never and not safe are of three people in spring.
const FEW: Groups<'_> = &[
    (3, "beds", ["never", "often"], ["no", "yes"]),
    (40, "beds", ["often", "often"], ["yes", "yes"]),
    (20, "health", ["often", "always"], ["yes", "no"]),
    (30, "law", ["always", "always"], ["yes", "yes"]),
];

#[tokio::test(flavor = "multi_thread")]
async fn the_share_alone_is_chosen_in_the_form_and_stands_in_the_page_the_files_and_the_funders_table() {
    let mut harbour = staff(FEW).await;
    let headline = format!("headline.{}", harbour.instrument(OF_STAFF));
    let kept = harbour.prepare(&[(OF_STAFF, &["calm", "safe"])], &[]).await;
    assert!(!kept.says("Told as one share"), "control: {}", kept.body);
    let page = harbour.prepare(&[(OF_STAFF, &["calm", "safe"])], &[(&headline, "calm")]).await;
    assert!(page.says("More people answer “Always”"), "{}", page.body);
    let form = harbour.office.owner.get(&format!("{}/choice", page.address)).await;
    assert!(form.says("Only the share, without the spread"), "{}", form.body);
    let ticked = form.body.split('<').find(|tag| tag.contains(&format!("name=\"{headline}\"")));
    assert!(ticked.is_some_and(|tag| tag.contains("checked")), "what was chosen stands in the form: {ticked:?}");
    let word = harbour.publish(&page).await;
    let files = all(&harbour.office, &word).await;
    let csv = named(&files, "data.csv");
    assert!(csv.contains("harbour-staff.calm,Spring,always,0.3226,30,93"), "{csv}");
    assert!(csv.contains("harbour-staff.calm,Spring,never+often,0.6774,63,93"), "{csv}");
    assert!(!csv.contains("harbour-staff.calm,Spring,often,"), "and not how many gave each answer: {csv}");
    for (name, words) in [
        ("", "Of 1 question only one share"),
        ("report.docx", "Of 1 question only one share"),
        ("dictionary.csv", "Told and compared as one share: How often is it calm?"),
        ("funder.docx", "Told and compared as one share: How often is it calm?"),
    ] {
        assert!(named(&files, name).contains(words), "{words} in “{name}”: {}", named(&files, name));
    }
    let file = bytes(&harbour.office, &format!("/r/{word}/funder.docx")).await;
    let mut body = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut body).unwrap();
    assert_eq!(body.matches("<w:tbl>").count(), 1, "one table, to be copied into another report");
    let rows: Vec<String> = body.split("<w:tr>").skip(1).map(read).collect();
    let [head, calm, safe] = &rows[..] else { panic!("a head and two questions: {rows:?}") };
    for words in ["Question", "Spring: percent", "Autumn: percent", "Change, in points", "In one sentence"] {
        assert!(head.contains(words), "{words}: {head}");
    }
    assert!(calm.contains("32 %") && calm.contains("54 %") && calm.contains("More people answer “Always”"), "{calm}");
    assert!(safe.contains("hidden") && !safe.contains("97 %"), "what is hidden is so for funders too: {safe}");
}
