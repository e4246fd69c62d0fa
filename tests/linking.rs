//! A coordinator repeats a survey; a researcher unlocks the study and joins its waves, and nobody learns who is who.

mod office;
mod platform;
#[allow(dead_code, reason = "the example prints more than is held here")]
#[path = "../server/examples/linking/population.rs"]
mod population;
mod study;

use axum::http::StatusCode;
use office::Office;
use population::{Setting, simulate};
use server::access::Role;
use server::linking::{Code, Likeness, Way, card, people};
use server::seal::keys::Passphrase;
use server::seal::{DataKey, PrivateKey};
use server::store::grants::StudyKeys;
use server::store::{instruments as kept, linking, sql, versions};
use server::workspace::links::GIVEN;
use study::Study;

const CODED: &str = include_str!("fixtures/coded.toml");
/// Two waves; the third person of the first is gone, the second gives one answer otherwise.
const WAVES: &[u8] = b"_wave,_link,code.color,at_ease\n\
    First,Quartz|02|c|d|e|f,quartz,1\n\
    First,g|h|i|j|k|l,g,2\n\
    First,m|n|o|p|q|r,m,3\n\
    Second,G|h|i|j|k|z,g,4\n\
    Second,quartz|2|c|d|e|f,quartz,5\n";

#[test]
fn simulated_waves_are_linked_as_well_as_published_ones_with_few_false_links() {
    for (elements, people, repetitions) in [(6, 100, 40), (6, 400, 20), (8, 1_000, 8)] {
        for error in [0.03, 0.08] {
            let rates = simulate(Setting { people, elements, error }, repetitions, 4);
            println!("{elements} elements, {people} people, error {error}: {rates:.4?}");
            assert!(rates.linked >= if error < 0.05 { 0.88 } else { 0.8 }, "{elements}, {people}, {error}: {rates:?}");
            assert!(rates.false_links <= 0.01, "{elements}, {people}, {error}: {rates:?}");
            assert!(rates.ambiguous <= 0.02, "{elements}, {people}, {error}: {rates:?}");
        }
    }
}

#[test]
fn false_links_are_estimated_from_the_codes_alone() {
    for (elements, people) in [(4, 1_000), (6, 1_000)] {
        let rates = simulate(Setting { people, elements, error: 0.08 }, 12, 4);
        println!("{elements} elements: {rates:.4?}");
        assert!(rates.false_links > 0.005, "control: there are false links to be estimated: {rates:?}");
        let ratio = rates.expected / rates.false_links;
        assert!((0.7..1.6).contains(&ratio), "{elements}: estimated {} of {}", rates.expected, rates.false_links);
    }
}

#[tokio::test]
async fn an_unlocked_study_joins_its_waves_and_holds_no_code_in_clear() {
    let study = Study::with_instrument(CODED).await;
    study.import(WAVES, "").await.expect("imported");
    let workspace = study.unlock().await;
    let tables = [study.collection_in("First").await, study.collection_in("Second").await].map(|id| {
        let table = workspace.table(&id).clone();
        assert!(!format!("{table:?}").contains("quartz"), "{table:?}");
        table
    });
    let linked = people(&[tables[0].codes(), tables[1].codes()]);
    let [step] = &linked.steps[..] else { panic!("two waves have one step") };
    assert_eq!((step.report.exact, step.report.one_off, step.report.unlinked_earlier), (1, 1, 1));
    let said = |wave: usize, row: usize| format!("{:?}", tables[wave].column("at_ease")[row]);
    let mut both: Vec<(String, String, Likeness)> =
        step.links.iter().map(|link| (said(0, link.earlier), said(1, link.later), link.likeness)).collect();
    both.sort();
    let score = |number: u8| format!("{:?}", instruments::Answer::One(number.to_string()));
    assert_eq!(both, [(score(1), score(5), Likeness::Exact), (score(2), score(4), Likeness::OneOff)]);
    assert_eq!(tables[0].column("code.color").len(), 3, "control: the answers are there");
    assert!(tables[0].column("code.color").iter().all(|answer| *answer == instruments::Answer::One(GIVEN.into())));
}

/// Real repeated measures: 77 people at two times, 70 of them at two more; their codes are numbers in the file.
#[tokio::test]
async fn people_of_an_imported_file_are_followed_through_four_waves() {
    let folder = std::env::var("TIDEMARK_DATA").unwrap_or_else(|_| "../../shared/data".into());
    let Ok(file) = std::fs::read_to_string(format!("{folder}/open/sai_vale.csv")) else {
        return println!("SKIPPED: no {folder}/open/sai_vale.csv");
    };
    let rows = file.lines().skip(1).map(|line| line.split(',').take(3).collect::<Vec<_>>().join(","));
    let rows: Vec<String> = std::iter::once("_link,_wave,at_ease".to_owned()).chain(rows).collect();
    let study = Study::with_instrument(CODED).await;
    study.import(rows.join("\n").as_bytes(), "").await.expect("imported");
    let workspace = study.unlock().await;
    let mut tables = Vec::new();
    for wave in ["1", "2", "3", "4"] {
        tables.push(workspace.table(&study.collection_in(wave).await).clone());
    }
    let linked = people(&tables.iter().map(server::workspace::Table::codes).collect::<Vec<_>>());
    let exact: Vec<usize> = linked.steps.iter().map(|step| step.report.exact).collect();
    assert_eq!((linked.people, exact), (77, vec![77, 70, 70]));
    assert_eq!(linked.between(0, 3).len(), 70);
    let lost = &linked.steps[1].report;
    assert_eq!((lost.unlinked_earlier, lost.unlinked_later, lost.ambiguous), (7, 0, [0, 0]));
    assert!(lost.false_exact < 1e-9 && lost.false_one_off == 0.0, "{lost:?}");
}

#[tokio::test]
async fn the_linking_key_survives_unlocking_anew_and_a_new_study_key() {
    let study = Study::with_instrument(CODED).await;
    study.import(WAVES, "").await.expect("imported");
    let first = study.collection_in("First").await;
    let codes = |workspace: &server::workspace::Workspace| -> Vec<Option<Code>> {
        workspace.table(&first).codes().into_iter().map(Option::<&Code>::cloned).collect()
    };
    let before = codes(&*study.unlock().await);
    assert!(before.iter().all(Option::is_some), "control: there are codes");
    assert_eq!(codes(&*study.unlock_anew().await), before);
    let mut renewed = study.keys.clone();
    renewed.generations.push((2, PrivateKey::new(), DataKey::new()));
    let key = |keys: StudyKeys| {
        let (store, id) = (study.store.clone(), study.study.id.clone());
        async move { linking::key(&store, &id, &keys).await }
    };
    let old = key(study.keys.clone()).await.expect("the key");
    assert_eq!(key(renewed.clone()).await.expect("the same key").as_bytes(), old.as_bytes());
    renewed.generations.remove(0);
    assert!(key(renewed).await.is_err(), "who holds only the new generation cannot open what lies under the old one");
    let rests: Vec<u8> =
        sql::query_scalar("select sealed from linking_keys").fetch_one(&study.store.pool).await.unwrap();
    assert!(!rests.windows(32).any(|bytes| bytes == old.as_bytes()), "it rests sealed");
}

async fn add(office: &Office, toml: &str) {
    let parsed = instruments::parse(toml).expect("a sound instrument");
    let id = kept::add(&office.state.store, &office.study, &parsed.id, toml).await.expect("added");
    let mut to = office.state.store.write().await.expect("a transaction");
    versions::publish(&mut to, &id, toml, &parsed.languages, "2026-01-01").await.expect("published");
    to.commit().await.expect("kept");
}

#[tokio::test]
async fn a_study_chooses_how_its_rounds_are_joined_where_the_questions_are_there() {
    let mut office = Office::open().await;
    let page = office.page("linking");
    let shown = office.owner.get(&page).await;
    assert!(shown.says("How waves are joined") && shown.chosen("none"), "{}", shown.body);
    let choose = [("audience", "professionals"), ("way", "codes")];
    let refused = office.owner.post(&page, &choose).await;
    assert!(refused.says("at least six small questions"), "{}", refused.body);
    add(&office, CODED).await;
    let refused = office.owner.post(&page, &[("audience", "professionals"), ("way", "cards")]).await;
    assert!(refused.says("words of a card"), "{}", refused.body);
    let kept = office.owner.post(&page, &choose).await;
    assert!(kept.says("Saved."), "{}", kept.body);
    let way = |audience| linking::way(&office.state.store, &office.study, audience);
    assert_eq!(way(instruments::Audience::Professionals).await.unwrap(), Way::Codes);
    assert_eq!(way(instruments::Audience::Survivors).await.unwrap(), Way::Nothing, "the others stay apart");
    let keys = server::seal::keys::make_person(&Passphrase::new("a reader of figures"));
    let (_, mut reader) = office.colleague("Rita Reader", Role::Reader, &keys).await;
    for address in [page.clone(), format!("{page}/cards?count=10&language=en")] {
        assert_eq!(reader.get(&address).await.status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!(reader.post_only(&page, &choose).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn cards_are_printed_shuffled_in_two_languages_and_kept_nowhere() {
    let mut office = Office::open().await;
    let page = office.page("linking/cards");
    for (language, said) in [("en", "Keep this card."), ("es", "Guarde esta tarjeta.")] {
        let sheet = office.owner.get(&format!("{page}?count=40&language={language}")).await;
        let codes: Vec<&str> =
            sheet.body.split("class=\"code\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        assert_eq!(codes.len(), 40, "{}", sheet.body);
        assert!(sheet.says(said) && sheet.says("Nothing on these cards is kept"), "{}", sheet.body);
        assert!(!codes.is_sorted(), "the order would tell which cards were printed together");
        for code in &codes {
            let words: Vec<&str> = code.split(' ').collect();
            assert_eq!(words.len(), 4, "{code}");
        }
        let again = office.owner.get(&format!("{page}?count=40&language={language}")).await;
        assert!(codes.iter().all(|code| !again.says(code)), "cards that were printed are known to nobody");
    }
    for count in ["9", "2001", "", "many"] {
        let refused = office.owner.get(&format!("{page}?count={count}&language=en")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{count}");
    }
    assert_eq!((card::FEWEST, card::MOST), (10, 2_000));
}
