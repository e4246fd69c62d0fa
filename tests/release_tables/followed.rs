//! A reader who works with people, not with tables, reads a release of questions by wave, one question by another and the
//! same people twice, and finds nobody.

use server::chance::Seeded;
use server::disclosure::plan::{Ledger, Outcome};
use server::owed::Owed;
use server::release::{About, Choice, Crossed, Draft, Gathered, Part, gather};

use crate::attacker::{People, Reader};
use crate::study::Study;

const CALM: [&str; 3] = ["never", "often", "always"];
const SAFE: [&str; 2] = ["yes", "no"];

/// What somebody said in a wave: places of calm and of safe.
type Said = (usize, usize);

/// One kind of people: what they said in spring and in autumn, where they answered.
type Kind = [Option<Said>; 2];

const TOML: &str = r#"
format = 1
id = "pier"
audience = "professionals"
languages = ["en"]
title = { en = "Pier" }
minutes = 5

[consent]
who = { en = "The office." }
why = { en = "To learn." }
seen_by = { en = "The office." }
limits = { en = "None." }

[[section]]
id = "one"
title = { en = "Here" }

[[section.question]]
id = "calm"
kind = "single"
text = { en = "How often is it calm?" }
option = [
    { code = "never", score = 1, text = { en = "Never" } },
    { code = "often", score = 2, text = { en = "Often" } },
    { code = "always", score = 3, text = { en = "Always" } },
]

[[section.question]]
id = "safe"
kind = "yes_no"
missing = ["dont_know"]
text = { en = "Is it safe here?" }

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

fn kinds() -> Vec<Kind> {
    let said: Vec<Option<Said>> =
        (0..CALM.len()).flat_map(|calm| (0..SAFE.len()).map(move |safe| Some((calm, safe)))).chain([None]).collect();
    let all = said.iter().flat_map(|early| said.iter().map(move |late| [*early, *late]));
    all.filter(|kind| kind.iter().any(Option::is_some)).collect()
}

/// People of all kinds, some of which are rare.
fn random(random: &mut Seeded) -> Vec<u64> {
    let scale = [4, 6, 9][random.below(3) as usize];
    kinds().iter().map(|_| random.below(scale + 1) * random.below(scale + 1) / scale).collect()
}

fn csv(people: &[u64]) -> String {
    let mut rows = vec!["_wave,_link,calm,safe".to_owned()];
    let mut person = 0_usize;
    for (kind, count) in kinds().iter().zip(people) {
        for _ in 0..*count {
            person += 1;
            let code = [7, 11, 13, 17, 19, 23].map(|of| format!("k{}", person % of)).join("|");
            for (wave, said) in ["Spring", "Summer"].into_iter().zip(kind) {
                if let Some((calm, safe)) = said {
                    rows.push(format!("{wave},{code},{},{}", CALM[*calm], SAFE[*safe]));
                }
            }
        }
    }
    rows.join("\n")
}

async fn draft(study: &Study) -> Draft {
    let workspace = study.unlock().await;
    let instrument = server::store::instruments::all(&study.store, &study.study.id).await.unwrap().remove(0).id;
    let waves = server::store::waves::all(&study.store, &study.study.id).await.unwrap();
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    let part = Part {
        instrument,
        waves: waves.into_iter().map(|wave| wave.id).collect(),
        items: keys(&["calm", "safe"]),
        crossed: vec![Crossed { item: "calm".into(), by: "safe".into() }],
        follows: true,
        ..Part::default()
    };
    let choice = Choice { title: "Pier".into(), language: "en".into(), instruments: vec![part], ..Choice::default() };
    let chosen = gather(&study.store, &workspace, &study.study, &choice).await.unwrap();
    let gathered = Gathered {
        choice,
        chosen,
        made_on: "2026-01-01".into(),
        mentions: None,
        quotes: Vec::new(),
        owed: Owed::default(),
        ledger: Ledger::default(),
    };
    gathered.draft(&mut |_, _| ()).unwrap()
}

/// Whether people of a kind are counted in a cell of a table; a total has no value.
fn counted(draft: &Draft, about: About, row: Option<&str>, column: Option<&str>, kind: &Kind) -> bool {
    let (chosen, both) = (&draft.chosen[0], kind[0].zip(kind[1]));
    let wave = |id: &str| chosen.series.moments.iter().position(|moment| moment.wave == id).unwrap();
    let answer = |item: usize, said: Said| match chosen.series.items[item].key.as_str() {
        "calm" => CALM[said.0],
        _ => SAFE[said.1],
    };
    let place = |item: usize, said: Said| if chosen.series.items[item].key == "calm" { said.0 } else { 1 - said.1 };
    let is = |found: &str, wanted: Option<&str>| wanted.is_none_or(|wanted| wanted == found);
    match about {
        About::People(_) => kind[wave(row.unwrap())].is_some(),
        About::Item(_, item) => kind[wave(row.unwrap())].is_some_and(|said| is(answer(item, said), column)),
        About::Crossed(_, number) => {
            let (item, by) = chosen.crossed[number];
            kind[1].is_some_and(|said| is(answer(item, said), column) && is(answer(by.unwrap(), said), row))
        }
        About::Linked(_) => {
            let here = kind[wave(row.unwrap())].is_some();
            here && is(if both.is_some() { "linked" } else { "unlinked" }, column)
        }
        About::Moves(_, item) => both.is_some_and(|(early, late)| {
            let way = match place(item, late).cmp(&place(item, early)) {
                std::cmp::Ordering::Greater => "higher",
                std::cmp::Ordering::Equal => "same",
                std::cmp::Ordering::Less => "lower",
            };
            is(way, column)
        }),
        About::Courses(_, item) => {
            both.is_some_and(|(early, late)| is(answer(item, early), row) && is(answer(item, late), column))
        }
        _ => panic!("no such table here"),
    }
}

/// All cells of the release as a reader sees them, and how many of each kind of table were published.
fn read(draft: &Draft, people: &People) -> (Reader, [usize; 3]) {
    let (mut reader, mut published) = (Reader::default(), [0; 3]);
    for (laid, planned) in draft.laid.iter().zip(&draft.plan.sheets) {
        let Outcome::Published { cells, .. } = &planned.outcome else { continue };
        match laid.about {
            About::Crossed(..) => published[0] += 1,
            About::Moves(..) => published[1] += 1,
            About::Courses(..) => published[2] += 1,
            _ => {}
        }
        let value = |values: Option<&std::collections::BTreeSet<String>>| values.and_then(|values| values.first().cloned());
        for (row, cells) in cells.iter().enumerate() {
            for (column, verdict) in cells.iter().enumerate() {
                let (down, across) = (value(laid.sheet.rows.values.get(row)), value(laid.sheet.columns.values.get(column)));
                let here = |kind: &Kind| counted(draft, laid.about, down.as_deref(), across.as_deref(), kind);
                let here: Vec<usize> =
                    kinds().iter().enumerate().filter(|(_, kind)| here(kind)).map(|(place, _)| place).collect();
                let count: u64 = here.iter().map(|kind| people.kinds[*kind]).sum();
                assert_eq!(count, verdict.count, "control: {:?} {down:?} {across:?}", laid.about);
                reader.see(here, verdict.shown(), laid.sheet.threshold.smallest());
            }
        }
    }
    (reader, published)
}

/// Groups that no table shows: who went from one answer to another, and who gave an answer once and is not linked.
fn unseen() -> Vec<Vec<usize>> {
    let all = kinds();
    let some = |wanted: &dyn Fn(&Kind) -> bool| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, kind)| wanted(kind)).map(|(place, _)| place).collect()
    };
    let both = |kind: &Kind| kind[0].zip(kind[1]);
    let mut found = Vec::new();
    for early in 0..CALM.len() {
        for late in 0..CALM.len() {
            found.push(some(&|kind| both(kind).is_some_and(|(one, other)| one.0 == early && other.0 == late)));
            found.push(some(&|kind| {
                both(kind).is_some_and(|(one, other)| one.1 == early.min(1) && other.1 == late.min(1))
            }));
        }
        for wave in [0, 1] {
            found.push(some(&|kind| both(kind).is_none() && kind[wave].is_some_and(|said| said.0 == early)));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_of_crosstab_questions_and_the_same_people_together_finds_nobody() {
    let mut seeded = Seeded::new(44);
    let (mut published, mut figures) = ([0; 3], (0, 0));
    for number in 0..24 {
        let people = People { variables: Vec::new(), kinds: random(&mut seeded) };
        let study = Study::with_instrument(TOML).await;
        study.import(csv(&people.kinds).as_bytes(), "").await.expect("imported");
        let draft = draft(&study).await;
        let (reader, some) = read(&draft, &people);
        assert_eq!(reader.finds(&people), Vec::<String>::new(), "study {number}: {:?}", people.kinds);
        for group in unseen() {
            let count: u64 = group.iter().map(|kind| people.kinds[*kind]).sum();
            let small = (1..5).contains(&count);
            assert!(!small || !reader.pins(&people, &group), "study {number}: {count} of {group:?}: {:?}", people.kinds);
        }
        published.iter_mut().zip(some).for_each(|(sum, more)| *sum += more);
        figures = (figures.0 + reader.figures().0, figures.1 + reader.figures().1);
    }
    println!(
        "crosstabs, moves, courses published: {published:?} of 24, 48, 48; {} figures shown, {} hidden",
        figures.0, figures.1
    );
    assert!(published[0] >= 12 && published[1] >= 16 && figures.1 > 100, "control: {published:?}, {figures:?}");
}
