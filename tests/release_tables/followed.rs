//! A reader who works with people, not with tables, reads a release of questions by wave, one question by another and the
//! same people twice, and finds nobody.

use server::chance::Seeded;
use server::disclosure::plan::{Ledger, Outcome};
use server::release::{About, Bond, Crossed, Draft, Part, gather};

use crate::attacker::{People, Reader};
use crate::invented::{self, CODE, code};
use crate::study::Study;

const CALM: [&str; 3] = ["never", "often", "always"];
const SAFE: [&str; 2] = ["yes", "no"];
/// Both questions.
const BOTH: [&str; 2] = ["calm", "safe"];

/// What somebody said in a wave: places of calm and of safe; nothing where there is no answer.
type Said = (Option<usize>, Option<usize>);

/// One kind of people: what they said in spring and in autumn, where they answered.
type Kind = [Option<Said>; 2];

const QUESTIONS: &str = r#"
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
"#;

fn kinds() -> Vec<Kind> {
    let places = |count: usize| (0..count).map(Some).chain([None]);
    let said: Vec<Option<Said>> = places(CALM.len())
        .flat_map(|calm| places(SAFE.len()).map(move |safe| Some((calm, safe))))
        .chain([None])
        .collect();
    let all = said.iter().flat_map(|early| said.iter().map(move |late| [*early, *late]));
    all.filter(|kind| kind.iter().any(Option::is_some)).collect()
}

/// People of all kinds, some of which are rare; who gave no answer to a question is rarer, or not there.
fn random(random: &mut Seeded, silent: bool) -> Vec<u64> {
    let scale = [4, 6, 9][random.below(3) as usize];
    let count = |kind: &Kind| {
        let all = kind.iter().flatten().all(|(calm, safe)| calm.is_some() && safe.is_some());
        let count = random.below(scale + 1) * random.below(scale + 1) / scale;
        if all { count } else { count.min(1) * u64::from(silent && random.below(4) == 0) }
    };
    kinds().iter().map(count).collect()
}

fn csv(people: &[u64]) -> String {
    let mut rows = vec!["_wave,_link,calm,safe".to_owned()];
    let mut person = 0_usize;
    for (kind, count) in kinds().iter().zip(people) {
        for _ in 0..*count {
            person += 1;
            let code = code(person);
            for (wave, said) in ["Spring", "Summer"].into_iter().zip(kind) {
                if let Some((calm, safe)) = said {
                    let written = |answers: &[&str], place: &Option<usize>| {
                        place.map_or(String::new(), |place| answers[place].to_owned())
                    };
                    rows.push(format!("{wave},{code},{},{}", written(&CALM, calm), written(&SAFE, safe)));
                }
            }
        }
    }
    rows.join("\n")
}

async fn study(answers: &str) -> Study {
    let study = Study::with_instrument(&invented::instrument("pier", &format!("{QUESTIONS}{CODE}"))).await;
    study.import(answers.as_bytes(), "").await.expect("imported");
    study
}

/// A release of both questions; the whole one has them by each other, and the same people, as well.
async fn draft(study: &Study, ledger: &Ledger, whole: bool) -> Draft {
    let part = Part {
        crossed: if whole { vec![Crossed { item: "calm".into(), by: "safe".into() }] } else { Vec::new() },
        follows: whole,
        ..invented::part(study, &BOTH).await
    };
    invented::draft(study, ledger, invented::choice(part)).await
}

/// Whether people of a kind are counted in a cell of a table; a total has no value.
fn counted(draft: &Draft, about: About, row: Option<&str>, column: Option<&str>, kind: &Kind) -> bool {
    let (chosen, both) = (&draft.chosen[0], kind[0].zip(kind[1]));
    let wave = |id: &str| chosen.series.moments.iter().position(|moment| moment.wave == id).unwrap();
    let answer = |item: usize, said: Said| match chosen.series.items[item].key.as_str() {
        "calm" => said.0.map(|place| CALM[place]),
        _ => said.1.map(|place| SAFE[place]),
    };
    // No stands before yes.
    let place = |item: usize, said: Said| match chosen.series.items[item].key.as_str() {
        "calm" => said.0,
        _ => said.1.map(|place| 1 - place),
    };
    // Totals are of those who answered.
    let is = |found: Option<&str>, wanted: Option<&str>| {
        found.is_some_and(|found| wanted.is_none_or(|wanted| wanted == found))
    };
    match about {
        About::People(_) => kind[wave(row.unwrap())].is_some(),
        About::Item(_, item) => kind[wave(row.unwrap())].is_some_and(|said| is(answer(item, said), column)),
        About::Crossed(_, number) => {
            let (item, by) = chosen.crossed[number];
            kind[1].is_some_and(|said| is(answer(item, said), column) && is(answer(by.unwrap(), said), row))
        }
        About::Linked(_) => {
            let here = kind[wave(row.unwrap())].is_some();
            here && is(Some(if both.is_some() { "linked" } else { "unlinked" }), column)
        }
        About::Moves(_, item) => both.is_some_and(|(early, late)| {
            let way = place(item, early).zip(place(item, late)).map(|(early, late)| match late.cmp(&early) {
                std::cmp::Ordering::Greater => "higher",
                std::cmp::Ordering::Equal => "same",
                std::cmp::Ordering::Less => "lower",
            });
            is(way, column)
        }),
        About::Courses(_, item) => {
            both.is_some_and(|(early, late)| is(answer(item, early), row) && is(answer(item, late), column))
        }
        _ => panic!("no such table here"),
    }
}

/// Lets a reader see all cells of a release, and how many of each kind of table were published.
fn read(reader: &mut Reader, draft: &Draft, people: &People) -> [usize; 3] {
    let mut published = [0; 3];
    for (laid, planned) in draft.laid.iter().zip(&draft.plan.sheets) {
        let Outcome::Published { cells, .. } = &planned.outcome else { continue };
        match laid.about {
            About::Crossed(..) => published[0] += 1,
            About::Moves(..) => published[1] += 1,
            About::Courses(..) => published[2] += 1,
            _ => {}
        }
        let value =
            |values: Option<&std::collections::BTreeSet<String>>| values.and_then(|values| values.first().cloned());
        for (row, cells) in cells.iter().enumerate() {
            for (column, verdict) in cells.iter().enumerate() {
                let (down, across) =
                    (value(laid.sheet.rows.values.get(row)), value(laid.sheet.columns.values.get(column)));
                let here = |kind: &Kind| counted(draft, laid.about, down.as_deref(), across.as_deref(), kind);
                let here: Vec<usize> =
                    kinds().iter().enumerate().filter(|(_, kind)| here(kind)).map(|(place, _)| place).collect();
                let count: u64 = here.iter().map(|kind| people.kinds[*kind]).sum();
                assert_eq!(count, verdict.count, "control: {:?} {down:?} {across:?}", laid.about);
                reader.see(here, verdict.shown(), laid.sheet.threshold.smallest());
            }
        }
    }
    published
}

/// The tables with what is shown of them, for a test that fails.
fn told(draft: &Draft) -> Vec<String> {
    let of = |planned: &server::disclosure::plan::Planned| match &planned.outcome {
        Outcome::Published { cells, .. } => {
            let cells: Vec<Vec<String>> = cells
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|one| format!("{}{}", one.count, if one.shown().is_some() { "" } else { "*" }))
                        .collect()
                })
                .collect();
            format!("{}: {cells:?}", planned.name)
        }
        Outcome::Withheld { obstacles, .. } => format!("{}: {obstacles:?}", planned.name),
    };
    draft.plan.sheets.iter().map(of).collect()
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
            found.push(some(&|kind| {
                both(kind).is_some_and(|(one, other)| one.0 == Some(early) && other.0 == Some(late))
            }));
            found.push(some(&|kind| {
                both(kind).is_some_and(|(one, other)| one.1 == Some(early.min(1)) && other.1 == Some(late.min(1)))
            }));
        }
        for wave in [0, 1] {
            found.push(some(&|kind| both(kind).is_none() && kind[wave].is_some_and(|said| said.0 == Some(early))));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_of_crosstab_questions_and_the_same_people_together_finds_nobody() {
    let mut seeded = Seeded::new(44);
    let (mut published, mut figures) = ([0; 3], (0, 0));
    for number in 0..24 {
        let people = People { variables: Vec::new(), kinds: random(&mut seeded, number % 2 == 1) };
        let study = study(&csv(&people.kinds)).await;
        let (mut ledger, mut reader) = (Ledger::default(), Reader::default());
        // Every third study published its questions alone before.
        if number % 3 == 0 {
            let first = draft(&study, &ledger, false).await;
            read(&mut reader, &first, &people);
            ledger.releases.extend(first.figures());
        }
        let draft = draft(&study, &ledger, true).await;
        let some = read(&mut reader, &draft, &people);
        // That somebody gave no answer is no answer: who is silent may be found by subtraction.
        let found = if number % 2 == 1 { reader.narrows(&people) } else { reader.finds(&people) };
        assert!(found.is_empty(), "study {number}: {found:?}: {:?}\n{:#?}", people.kinds, told(&draft));
        for group in unseen() {
            let count: u64 = group.iter().map(|kind| people.kinds[*kind]).sum();
            let small = (1..5).contains(&count);
            assert!(
                !small || !reader.pins(&people, &group),
                "study {number}: {count} of {group:?}: {:?}",
                people.kinds
            );
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

#[tokio::test(flavor = "multi_thread")]
async fn the_same_people_are_followed_through_any_two_of_the_chosen_waves() {
    let mut rows = vec!["_wave,_link,calm,safe".to_owned()];
    for (wave, people, calm) in [("2023", 60, "never"), ("2024", 70, "often"), ("2025", 50, "always")] {
        rows.extend((1..=people).map(|person| format!("{wave},{},{calm},yes", code(person))));
    }
    let study = study(&rows.join("\n")).await;
    let (part, workspace) = (invented::part(&study, &BOTH).await, study.unlock().await);
    for (between, places, people) in [(None, [1, 2], 50), (Some([0, 1]), [0, 1], 60), (Some([2, 0]), [0, 2], 50)] {
        let between = between.map(|both: [usize; 2]| both.map(|wave| part.waves[wave].clone()));
        let part = Part { follows: true, between, ..part.clone() };
        let choice = invented::choice(part);
        let chosen = gather(&study.store, &workspace, &study.study, &choice).await.unwrap().remove(0);
        let bond = Bond::of(&chosen).expect("people who are known again");
        assert_eq!(([bond.linked.earlier, bond.linked.later], bond.standings[0][0]), (places, people));
    }
}
