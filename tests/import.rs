//! A researcher brings earlier answers in: real files through the real path, then unlocks and looks at the figures.

mod oracle;
mod study;

use std::path::{Path, PathBuf};

use instruments::{Answer, MissingReason};
use server::exchange::{csv, import};
use server::statistics::describe::describe;
use server::statistics::tally::{Tally, shares};

use study::Study;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/import").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A study into which a file of the data folder was imported; nothing where there is no data.
async fn imported(name: &str, file: &str) -> Option<(Study, std::time::Duration)> {
    let path: PathBuf = oracle::data()?.join(file);
    let study = Study::with_instrument(&fixture(&format!("{name}.toml"))).await;
    let bytes = std::fs::read(path).expect("the data file is there");
    let start = std::time::Instant::now();
    study.import(&bytes, &fixture(&format!("{name}.map.toml"))).await.expect("every row is good");
    Some((study, start.elapsed()))
}

#[tokio::test]
async fn twenty_five_scale_items_of_2800_people_give_the_figures_of_r() {
    let Some((study, _)) = imported("bfi", "open/bfi.csv").await else { return };
    let workspace = study.unlock().await;
    let table = workspace.tables.values().next().expect("one collection");
    let folder = oracle::data().expect("the data is there");
    let cases = oracle::cases(&folder.join("oracle/open_01_descriptives.json"), &folder);
    let mut compared = 0;
    for case in
        cases.iter().filter(|case| case.statistic() == "item_descriptives" && case.at("/select/where").is_none())
    {
        let name = case.texts("/select/value")[0].clone();
        let key = if name == "age" { name } else { format!("me.{}", name.to_lowercase()) };
        if table.column(&key).is_empty() || case.at("/dataset").and_then(|set| set.as_str()) != Some("open/bfi.csv") {
            continue;
        }
        let number = |answer: &Answer| match answer {
            Answer::One(code) => code.parse().ok(),
            Answer::Number(number) => Some(*number),
            _ => None,
        };
        let described = describe(table.column(&key).iter().filter_map(number));
        assert_eq!(Some(table.rows.len() as f64), case.number("/expected/n_total"));
        assert_eq!(Some(described.mean.base as f64), case.number("/expected/n_valid"));
        let (mean, expected) = (described.mean.estimate.unwrap(), case.number("/expected/mean").unwrap());
        assert!((mean - expected).abs() < 1e-9, "{key}: {mean}, R says {expected}");
        compared += 1;
    }
    assert!(compared >= 5, "{compared} items compared");
}

#[tokio::test]
async fn beliefs_of_2449_people_come_in_with_their_gaps() {
    let Some((study, _)) = imported("conspiracist", "open/conspiracist2016.csv").await else { return };
    let workspace = study.unlock().await;
    let table = workspace.tables.values().next().expect("one collection");
    assert_eq!(Tally::of(table.column("belief.q1").iter()).answered, 2447);
    assert_eq!(
        shares(&["suburban", "urban", "rural"], table.column("area").iter())
            .iter()
            .map(|share| share.count)
            .collect::<Vec<_>>(),
        [1124, 850, 475]
    );
}

#[tokio::test]
async fn split_columns_become_one_question_with_several_answers() {
    let Some((study, _)) = imported("tea", "open/tea.csv").await else { return };
    let workspace = study.unlock().await;
    let table = workspace.tables.values().next().expect("one collection");
    let places = shares(&["home", "work", "tearoom", "friends", "resto", "pub"], table.column("places").iter());
    assert_eq!(places.iter().map(|share| share.count).collect::<Vec<_>>(), [291, 87, 58, 196, 79, 63]);
    assert_eq!(places[0].share.base, 300);
}

#[tokio::test]
async fn eight_waves_in_one_file_become_eight_collections() {
    let Some((study, took)) = imported("gss", "open/gss_cat.csv").await else { return };
    println!("21,483 rows of eight waves imported in {took:.1?}");
    let start = std::time::Instant::now();
    let workspace = study.unlock().await;
    println!("21,483 responses unlocked for the first time in {:.1?}", start.elapsed());
    assert_eq!(workspace.tables.values().map(|table| table.rows.len()).sum::<usize>(), 21_483);
    assert_eq!(workspace.tables.len(), 8);
    let table = &workspace.tables[&study.collection_in("2010").await];
    let tally = Tally::of(table.column("income").iter());
    assert_eq!((tally.total, tally.answered, tally.eligible()), (2044, 1202, 1360));
    assert_eq!((tally.missing(MissingReason::DontKnow), tally.missing(MissingReason::PreferNot)), (13, 145));
}

#[tokio::test]
async fn open_answers_keep_their_line_breaks() {
    let Some((study, _)) = imported("gadarian", "text/gadarian_open_ended.csv").await else { return };
    let workspace = study.unlock().await;
    let table = workspace.tables.values().next().expect("one collection");
    let words: Vec<&str> = table
        .column("worry")
        .iter()
        .filter_map(|answer| if let Answer::Text(text) = answer { Some(text.as_str()) } else { None })
        .collect();
    assert_eq!(words.len(), 341);
    assert_eq!(words.iter().filter(|text| text.contains('\n')).count(), 70);
}

const INSTRUMENT: &str = include_str!("fixtures/import/tea.toml");

async fn codes(file: &str, map: &str) -> Vec<(&'static str, Option<usize>, Option<usize>)> {
    let study = Study::with_instrument(INSTRUMENT).await;
    match study.import(file.as_bytes(), map).await {
        Err(server::Error::Problems(problems)) => {
            assert_eq!(study.count().await, 0, "all or nothing");
            problems.iter().map(|problem| (problem.code, problem.place.line, problem.place.column)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn errors_name_row_and_column_and_nothing_is_stored() {
    let found = codes("tea,age\nblack,30\npurple,31\ngreen,old\n", "").await;
    assert_eq!(found, [("import-no-option", Some(3), Some(1)), ("not-a-number", Some(4), Some(2))]);
    assert_eq!(codes("tea,height\nblack,1\n", "").await, [("import-column-unknown", Some(1), Some(2))]);
    assert_eq!(codes("tea\nblack\n", "[columns]\ntee = \"tea\"\n").await, [("import-column-missing", None, None)]);
    assert_eq!(codes("tea\nblack\n", "[columns]\ntea = \"coffee\"\n").await[0].0, "import-key-unknown");
    assert_eq!(codes("tea,year\nblack,2024\n", "[columns]\nyear = \"wave\"\n").await[0].0, "import-key-above");
    assert_eq!(codes("tea\n", "").await[0].0, "import-no-rows");
}

#[tokio::test]
async fn what_cannot_be_seen_is_refused_by_row_and_column() {
    let odd = "tea,age,_wave,_site\nblack,30,2024,North\nblack,3\u{0},2024,\u{202e}S\nblack,31,WAVE,North\n";
    let found = codes(&odd.replace("WAVE", &"x".repeat(121)), "").await;
    let expected = [
        ("import-control", Some(3), Some(2)),
        ("import-name-unseen", Some(3), Some(4)),
        ("import-name-long", Some(4), Some(3)),
    ];
    assert_eq!(found, expected);
    let named = codes("tea,_site\nblack,N\n", "[sites]\nN = \"a\\u202Eb\"\n").await;
    assert_eq!(named, [("import-name-unseen", Some(2), Some(2))], "what the map calls it is a name too");
    let study = Study::with_instrument(INSTRUMENT).await;
    let sound = format!("tea,_wave,_site\nblack,{},\" North\tshore\"\n", "x".repeat(120));
    study.import(sound.as_bytes(), "").await.expect("control: tabs and long names are no fault");
}

#[tokio::test]
async fn a_file_that_cannot_come_in_at_once_is_refused_before_it_is_read() {
    let rows = format!("tea\n{}", "purple\n".repeat(import::MOST_ROWS + 1));
    assert_eq!(codes(&rows, "").await, [("import-rows-many", None, None)]);
    let columns = format!("tea{}\n", ",x".repeat(import::MOST_COLUMNS));
    assert_eq!(codes(&columns, "").await, [("import-columns-many", None, None)]);
    let first = codes(&format!("tea\n{}", "purple\n".repeat(10_000)), "").await;
    assert_eq!((first.len(), first[0].1, first[199].1), (200, Some(2), Some(201)), "only the first are named");
}

#[test]
fn a_calculated_column_is_told_and_is_refused_where_it_would_be_lost() {
    let instrument = instruments::parse(server::library::find("housing-provider").unwrap().source).unwrap();
    let join = |file: &str| import::columns(&csv::read(file.as_bytes()).unwrap(), &import::Map::default(), &instrument);
    let refused = join("beds_total\n12\n").unwrap_err();
    assert_eq!((refused[0].code, refused[0].values["from"].as_str()), ("import-calculated", "beds"));
    let columns = join("program.1.beds,beds_total\n12,12\n").unwrap();
    assert!(
        matches!(&columns[1].target, import::Target::Calculated(from) if *from == ["beds"]),
        "{:?}",
        columns[1].target
    );
}

#[tokio::test]
async fn the_same_file_twice_is_noticed_and_an_import_can_be_undone() {
    let study = Study::with_instrument(INSTRUMENT).await;
    let file = b"tea,age\nblack,30\ngreen,31\n";
    let import = study.import(file, "").await.expect("a good file");
    assert!(matches!(study.import(file, "").await, Err(server::Error::Conflict("import-again"))));
    assert_eq!(study.count().await, 2);
    assert_eq!(study.undo(&import).await, 2);
    assert_eq!(study.count().await, 0);
    study.import(file, "").await.expect("an undone file may come again");
}

#[tokio::test]
async fn columns_that_point_to_people_are_named_and_left_out() {
    let file = "Timestamp,Email Address,tea,note\n5/2/2019 9:03:00,ana@example.org,black,504-555-0101\n";
    let sheet = csv::read(file.as_bytes()).unwrap();
    let map = import::Map::parse("[columns]\nnote = \"drink_with\"\n").unwrap();
    let instrument = instruments::parse(INSTRUMENT).unwrap();
    let plan = import::plan(&sheet, &map, &instrument, "hash").unwrap();
    let suspects: Vec<_> =
        plan.suspects().map(|(column, suspicion)| (column.name.as_str(), suspicion.code())).collect();
    assert_eq!(suspects, [("Timestamp", "time"), ("Email Address", "mail"), ("note", "phone")]);
    assert!(!format!("{:?}", plan.rows).contains("ana@"));
}

#[tokio::test]
async fn exports_of_other_programs_are_read_with_their_own_headers() {
    let read = |file: &str, map: &str| {
        let sheet = csv::read(file.as_bytes()).unwrap();
        let plan =
            import::plan(&sheet, &import::Map::parse(map).unwrap(), &instruments::parse(INSTRUMENT).unwrap(), "hash");
        plan.unwrap().rows.into_iter().map(|row| row.response.answers["places"].clone()).collect::<Vec<_>>()
    };
    let several = |codes: &[&str]| Answer::Several(codes.iter().map(|code| (*code).to_owned()).collect());
    let monkey = "Respondent ID,Where?,\n,At home,In a pub\n111,At home,\n112,,In a pub\n113,,\n";
    let map = "program = \"survey-monkey\"\n[columns]\n\"Where? – At home\" = { key = \"places\", option = \"home\" }\n\"Where? – In a pub\" = { key = \"places\", option = \"pub\" }\n";
    assert_eq!(read(monkey, map), [several(&["home"]), several(&["pub"]), Answer::Missing(MissingReason::Skipped)]);
    let google = "Timestamp,Where?\n2/3/2024 10:11:12,\"At home, In a pub\"\n";
    let map = "[columns]\n\"Where?\" = { key = \"places\", separator = \",\" }\n";
    assert_eq!(read(google, map), [several(&["home", "pub"])]);
    let qualtrics = "StartDate,Q1_1,Q1_2\nStart,Where? - home,Where? - pub\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"QID1_1\"\"}\",\"{\"\"ImportId\"\":\"\"QID1_2\"\"}\"\n2024-01-01 10:00:00,1,\n";
    let map = "program = \"qualtrics\"\n[columns]\nQ1_1 = { key = \"places\", option = \"home\" }\nQ1_2 = { key = \"places\", option = \"pub\" }\n";
    assert_eq!(read(qualtrics, map), [several(&["home"])]);
}

#[tokio::test]
async fn imported_rows_are_sealed_like_any_other_and_resealed_when_first_unlocked() {
    let study = Study::with_instrument(INSTRUMENT).await;
    study.import(b"tea,age\nblack,30\ngreen,31\n", "").await.expect("a good file");
    let sealed = || async { server::store::responses::after(&study.store, &study.study.id, "", 100).await.unwrap() };
    let shared =
        |stored: &server::store::responses::Stored| server::seal::envelope::is_under_shared_key(&stored.sealed);
    assert!(!sealed().await.iter().any(shared));
    let first = study.unlock().await;
    assert!(sealed().await.iter().all(shared));
    let again = study.unlock_anew().await;
    let ages = |workspace: &server::workspace::Workspace| {
        format!("{:?}", workspace.tables.values().next().unwrap().column("age"))
    };
    assert_eq!(ages(&first), ages(&again));
}

/// How long the log became by two files of ten thousand people each.
async fn log_of_two_files(written_back: bool) -> u64 {
    let study = Study::with_instrument(INSTRUMENT).await;
    for tea in ["black", "green"] {
        let file = format!("tea\n{}", format!("{tea}\n").repeat(10_000));
        let import = match written_back {
            true => study.import(file.as_bytes(), "").await,
            false => study.import_into_the_log(file.as_bytes(), "").await,
        };
        import.expect("a good file");
        println!("ten thousand rows, written back: {written_back}, the log has {} KB", study.log() / 1024);
    }
    assert_eq!(study.count().await, 20_000);
    study.log()
}

#[tokio::test]
async fn the_log_of_the_database_is_begun_anew_by_each_file() {
    let (kept, left) = (log_of_two_files(true).await, log_of_two_files(false).await);
    assert!(kept > 1024 * 1024, "control: a file makes it long: {kept}");
    assert!(left > kept + kept / 4, "with the write back left out it grows from file to file: {kept} and {left}");
}
