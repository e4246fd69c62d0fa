//! Each kind of table goes from answers to the frozen page and every file.

use server::disclosure::plan::{Figure, Key, Release};
use server::release::sealed::{self, Place};
use server::store::releases;

use crate::files::{all, named};
use crate::harbour::{Harbour, OF_GUESTS, OF_STAFF, Said, said};
use crate::shore::stands;

/// People of both waves: how many, their work, how calm it is and whether it is safe, in spring and in autumn.
pub type Groups<'a> = &'a [(usize, &'a str, [&'a str; 2], [&'a str; 2])];

/// Three people of law go down; everybody else stays or goes up.
const STAFF: Groups<'_> = &[
    (131, "beds", ["often", "always"], ["no", "yes"]),
    (90, "health", ["often", "often"], ["yes", "yes"]),
    (83, "beds", ["often", "often"], ["yes", "yes"]),
    (109, "beds", ["never", "often"], ["no", "no"]),
    (3, "law", ["always", "often"], ["yes", "yes"]),
    (12, "beds", ["never", ""], ["no", ""]),
    (151, "beds", ["often", ""], ["no", ""]),
    (40, "law", ["always", ""], ["yes", ""]),
    (163, "health", ["", "often"], ["", "yes"]),
    (37, "law", ["", "never"], ["", "no"]),
];

/// Answers of one wave; who answered both has the same code in both.
pub fn wave(groups: Groups<'_>, wave: usize) -> Vec<Said> {
    let mut people = Vec::new();
    let mut person = 0;
    for (count, role, calm, safe) in groups {
        for _ in 0..*count {
            person += 1;
            if !calm[wave].is_empty() {
                // Two of three work more in the second wave.
                let nights = (person % 9 + 1 + wave * (person % 3)).to_string();
                let one = said(&[("role", role), ("calm", calm[wave]), ("safe", safe[wave]), ("nights", &nights)]);
                people.push(Said { code: Some(person), ..one });
            }
        }
    }
    people
}

/// The office with the staff's answers.
pub async fn staff(groups: Groups<'_>) -> Harbour {
    let harbour = Harbour::open().await;
    for number in [0, 1] {
        harbour.answer(OF_STAFF, number, &wave(groups, number)).await;
    }
    harbour
}

/// Guests who are as calm as told, in both waves.
pub async fn guests(harbour: &Harbour, calm: [&[(usize, &str)]; 2]) {
    for (wave, people) in calm.into_iter().enumerate() {
        let all: Vec<Said> = people.iter().flat_map(|(count, calm)| vec![said(&[("calm", calm)]); *count]).collect();
        harbour.answer(OF_GUESTS, wave, &all).await;
    }
}

/// The figures of the one release that is out.
pub async fn figures(harbour: &Harbour) -> Release {
    let office = &harbour.office;
    let (store, mut from) = (&office.state.store, office.state.store.pool.acquire().await.unwrap());
    let keys = office.keys_by_kit(&mut from).await;
    let all = releases::all(store, &office.study).await.unwrap();
    let out = all.into_iter().rev().find(|one| one.state == releases::State::Released).unwrap();
    let kept = releases::sealed(store, &out.id).await.unwrap().figures.unwrap();
    sealed::open(&keys, Place::new(&office.study, &out.id, "figures"), &kept).unwrap()
}

/// Hidden counts of some keys, large enough to stand nowhere by chance and shown nowhere else.
fn hidden(release: &Release, wanted: impl Fn(&Key) -> bool) -> Vec<u64> {
    let shown = |count: u64| release.figures.iter().any(|(_, figure)| *figure == Figure::Shown(count));
    let large = release.figures.iter().filter_map(|(key, figure)| match figure {
        Figure::Hidden { count, .. } if *count >= 100 && wanted(key) && !shown(*count) => Some(*count),
        _ => None,
    });
    large.collect()
}

/// The figures in words, for a test that fails.
fn told(release: &Release) -> Vec<String> {
    release.figures.iter().map(|(key, figure)| format!("{key}: {figure:?}")).collect()
}

fn speaks_of(key: &Key, words: &[&str]) -> bool {
    let told = key.to_string();
    words.iter().all(|word| told.contains(word))
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_8_crosstabs_linked_change_and_means_go_out_whole_and_what_is_small_stands_nowhere() {
    let mut harbour = staff(STAFF).await;
    let id = harbour.instrument(OF_STAFF).to_owned();
    let form = harbour.office.owner.get(&harbour.office.page("releases/new")).await;
    for words in ["One question by another, in the last wave", "The same people in two waves", "The mean of"] {
        assert!(form.says(words), "{words}: {}", form.body);
    }
    let (cross, by) = (format!("cross.{id}"), format!("by.{id}"));
    let (follow, means) = (format!("follow.{id}"), format!("means.{id}"));
    let more = [
        (cross.as_str(), "calm"),
        (by.as_str(), "role"),
        (cross.as_str(), ""),
        (by.as_str(), ""),
        (follow.as_str(), "yes"),
        (means.as_str(), "yes"),
    ];
    let page = harbour.prepare(&[(OF_STAFF, &["calm", "safe", "nights", "role"])], &more).await;
    assert!(page.says("What is shown and what is hidden"), "{}", page.body);
    let again = harbour.office.owner.get(&format!("{}/choice", page.address)).await;
    assert!(again.says("value=\"role\" selected"), "what was chosen stands in the form: {}", again.body);
    let word = harbour.publish(&page).await;
    let release = figures(&harbour).await;
    let moved = hidden(&release, |key| speaks_of(key, &["move calm"]));
    let crossed = hidden(&release, |key| speaks_of(key, &["calm=", "role="]));
    assert!(
        !moved.is_empty() && !crossed.is_empty(),
        "control: large counts are hidden beside small ones: {:#?}",
        told(&release)
    );
    let files = all(&harbour.office, &word).await;
    for (name, text) in &files {
        for number in moved.iter().chain(&crossed) {
            assert!(!stands(text, *number), "{number} in “{name}”: {text}");
        }
    }
    let names = ["", "report.docx", "report.pdf", "tables.xlsx", "data.csv", "dictionary.csv", "data.json"];
    for name in names {
        let text = named(&files, name);
        if name.ends_with(".pdf") && text.starts_with("%PDF") {
            continue;
        }
        let (words, ids) = if name.ends_with(".csv") { ("harbour-staff", true) } else { ("Harbour", false) };
        assert!(text.contains(words), "{name}");
        for table in ["harbour-staff.calm.by.role", "harbour-staff-moves", "harbour-staff.linked", "mean_interval"] {
            assert!(!ids || text.contains(table), "{table} in {name}");
        }
    }
    let page = named(&files, "");
    for words in [
        "One question by another",
        "The same people twice",
        "Known again",
        "Answered both times",
        "More went from no to yes than back.",
        "McNemar",
        "compared by the paired t-test",
        "hidden",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("answers of the same person are not joined here"), "they are");
    let dictionary = named(&files, "dictionary.csv");
    for words in ["Answered both times", "Higher less lower, in points", "The same people: Autumn against Spring"] {
        assert!(dictionary.contains(words), "{words}");
    }
    let csv = named(&files, "data.csv");
    let line = |table: &str, row: &str, column: &str| {
        let start = format!("{table},{row},{column},");
        csv.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("{start} in {csv}")).to_owned()
    };
    assert!(line("harbour-staff.linked", "Spring", "linked").contains(",416,619,"), "{csv}");
    assert!(line("harbour-staff-moves", "calm", "lower").contains(",yes,"), "three people are hidden: {csv}");
    assert!(line("harbour-staff-moves", "calm", "net").contains(",yes,"), "and what follows from them: {csv}");
    assert!(line("harbour-staff-mean-moves", "nights", "both").contains("416"), "{csv}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_question_of_two_audiences_goes_out_under_the_stricter_rule_with_its_gap_and_change() {
    const STAFF: Groups<'_> = &[
        (60, "beds", ["often", "always"], ["no", "yes"]),
        (40, "health", ["never", "never"], ["yes", "yes"]),
        (30, "law", ["always", "often"], ["yes", "no"]),
    ];
    let mut harbour = staff(STAFF).await;
    guests(&harbour, [&[(70, "never"), (30, "always")], &[(20, "never"), (60, "always")]]).await;
    let form = harbour.office.owner.get(&harbour.office.page("releases/new")).await;
    assert!(form.says("One question, several audiences"), "{}", form.body);
    let page = harbour.prepare(&[(OF_STAFF, &[]), (OF_GUESTS, &[])], &[("mirror", "calm.here")]).await;
    let word = harbour.publish(&page).await;
    let files = all(&harbour.office, &word).await;
    let csv = named(&files, "data.csv");
    // Staff: 30 of 130, then 60 of 130. Guests: 30 of 100, then 60 of 80.
    assert!(csv.contains("mirror.calm.here,Spring,side_1,0.2308,30,130"), "{csv}");
    assert!(csv.contains("mirror.calm.here,Autumn,side_2,0.75,60,80"), "{csv}");
    assert!(csv.contains("mirror.calm.here,Autumn,gap_2,29,"), "75 less 46: {csv}");
    assert!(csv.contains("mirror.calm.here.change,gap_2,change,22,"), "29 less 7: {csv}");
    for name in ["", "report.docx", "tables.xlsx"] {
        let text = named(&files, name);
        assert!(text.contains("Harbour guests less Harbour staff"), "{name}: {text}");
    }
    assert!(named(&files, "").contains("The gap changed.") && named(&files, "").contains("a gap may be one of words"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_not_followed_between_waves_that_asked_one_side_otherwise() {
    const STAFF: Groups<'_> = &[
        (60, "beds", ["often", "always"], ["no", "yes"]),
        (40, "health", ["never", "never"], ["yes", "yes"]),
        (30, "law", ["always", "often"], ["yes", "no"]),
    ];
    let calm = |never: usize, always: usize| {
        [vec![said(&[("calm", "never")]); never], vec![said(&[("calm", "always")]); always]].concat()
    };
    let mut harbour = staff(STAFF).await;
    harbour.answer(OF_GUESTS, 0, &calm(70, 30)).await;
    harbour.reword(OF_GUESTS, "How often is it calm?", "How often are the nights calm?").await;
    harbour.answer(OF_GUESTS, 1, &calm(20, 60)).await;
    let page = harbour.prepare(&[(OF_STAFF, &[]), (OF_GUESTS, &[])], &[("mirror", "calm.here")]).await;
    let word = harbour.publish(&page).await;
    let files = all(&harbour.office, &word).await;
    let csv = named(&files, "data.csv");
    assert!(csv.contains("mirror.calm.here,Autumn,gap_2,29,"), "the later gap is told: {csv}");
    assert!(!csv.contains("mirror.calm.here,Spring,side_2,0.3"), "answers to other words are left out: {csv}");
    let text = named(&files, "");
    let why = "Not computed: “Harbour guests” asked this otherwise in Spring than in Autumn.";
    assert!(text.contains(why) && text.contains("“Harbour guests” asked this otherwise in: Spring."), "{text}");
    assert!(
        text.contains("is not told. Not computed:") && !text.contains("How the gap changed:"),
        "no table of dashes"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn sides_with_other_answers_to_choose_from_have_no_table_of_gaps_but_the_reason() {
    const STAFF: Groups<'_> =
        &[(60, "beds", ["often", "always"], ["no", "yes"]), (60, "law", ["always", "often"], ["yes", "no"])];
    let mut harbour = staff(STAFF).await;
    harbour.reword(OF_GUESTS, "text = { en = \"Always\" }", "text = { en = \"At all times\" }").await;
    guests(&harbour, [&[(70, "never"), (30, "always")], &[(20, "never"), (60, "always")]]).await;
    let page = harbour.prepare(&[(OF_STAFF, &[]), (OF_GUESTS, &[])], &[("mirror", "calm.here")]).await;
    let word = harbour.publish(&page).await;
    let files = all(&harbour.office, &word).await;
    let csv = named(&files, "data.csv");
    assert!(csv.contains("mirror.calm.here,Autumn,side_2,0.75,60,80"), "control: both sides are told: {csv}");
    assert!(!csv.contains("gap_2"), "{csv}");
    let text = named(&files, "");
    let why =
        "“Harbour guests” had other answers to choose from than “Harbour staff”: no gap between them is computed.";
    assert!(text.contains(why) && !text.contains("How the gap"), "{text}");
    assert!(!text.contains("Harbour guests less Harbour staff"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_side_that_staff_alone_could_show_is_hidden_beside_survivors() {
    // Eight of the staff say always: enough for staff alone, too few beside guests.
    const STAFF: Groups<'_> =
        &[(109, "beds", ["often", "often"], ["no", "yes"]), (8, "law", ["always", "always"], ["yes", "no"])];
    let mut harbour = staff(STAFF).await;
    guests(&harbour, [&[(70, "never"), (30, "always")], &[(20, "never"), (60, "always")]]).await;
    let alone = harbour.prepare(&[(OF_STAFF, &["role"])], &[]).await;
    assert!(alone.says("7 %"), "control: eight of 117 are shown: {}", alone.body);
    let page = harbour.prepare(&[(OF_STAFF, &[]), (OF_GUESTS, &[])], &[("mirror", "calm.here")]).await;
    assert!(!page.says("7 %") && page.says("All of it would have to be hidden"), "{}", page.body);
    let word = harbour.publish(&page).await;
    for (name, text) in all(&harbour.office, &word).await {
        assert!(!stands(&text, 109) && !text.contains("7 %"), "{name}: {text}");
    }
}
