//! A researcher unlocks a study and looks at first results; a coordinator without the key, a reader and a stranger try
//! to see more than they may.

mod platform;
#[path = "tide/waves.rs"]
mod waves;

use std::sync::Arc;

use axum::http::StatusCode;
use instruments::{Answer, Answers};
use platform::{Browser, Open, PASSPHRASE, Platform, Scene};
use server::access::Role;
use server::exchange::{csv, import};
use server::seal::keys;
use server::seal::payload::{FORMAT, Response};
use server::store::{accounts, audit, grants, members, responses, sql};
use server::workspace::meaning::Meanings;
use server::workspace::results::sections;
use server::workspace::{Table, Workspaces};

const TEA: &str = include_str!("fixtures/import/tea.toml");
const WORRIES: &str = include_str!("fixtures/import/gadarian.toml");
const WILDER: &str = include_str!("../instruments/library/wilder-cfi.toml");

async fn scene(toml: &str) -> (Platform, Open) {
    Platform::with(Scene { toml: toml.to_owned(), ..Scene::default() }).await
}

/// Stores complete answers as if they had arrived.
async fn answer(platform: &Platform, open: &Open, toml: &str, answers: Answers) {
    let instrument = instruments::parse(toml).expect("a sound instrument");
    let whole = instruments::complete(&instrument, &answers);
    put(platform, open, whole).await;
}

fn response(open: &Open, answers: Answers) -> Response {
    Response {
        format: FORMAT,
        version_hash: open.collection.version_hash.clone(),
        language: "en".into(),
        week: "2026-W47".into(),
        mode: "alone".into(),
        answers,
        ..Response::default()
    }
}

async fn put(platform: &Platform, open: &Open, answers: Answers) {
    keep(platform, open, response(open, answers)).await;
}

async fn keep(platform: &Platform, open: &Open, response: Response) {
    let (store, study) = (&platform.state.store, &platform.study.id);
    let site = server::store::sites::all(store, study).await.expect("sites").remove(0).id;
    waves::arrive(store, study, &open.collection.id, [(site, response)]).await;
}

fn one(key: &str, code: &str) -> (String, Answer) {
    (key.to_owned(), Answer::One(code.to_owned()))
}

fn words(text: &str) -> Answers {
    Answers::from([("worry".to_owned(), Answer::Text(text.to_owned()))])
}

async fn signed_in(platform: &Platform, name: &str) -> Browser {
    let mut browser = platform.colleague();
    browser.post("/sign-in", &[("name", name), ("passphrase", PASSPHRASE)]).await;
    browser
}

async fn unlocked(platform: &Platform) -> Browser {
    let mut browser = signed_in(platform, "Olive Owner").await;
    let address = format!("/studies/{}/unlock", platform.study.id);
    let answered = browser.post(&address, &[("passphrase", PASSPHRASE)]).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.body);
    browser
}

fn results(platform: &Platform, rest: &str) -> String {
    format!("/studies/{}/results{rest}", platform.study.id)
}

async fn acts(platform: &Platform) -> Vec<String> {
    let all = audit::latest(&platform.state.store, Some(&platform.study.id), 100).await.expect("the audit");
    all.into_iter().map(|entry| entry.action).collect()
}

#[tokio::test]
async fn a_locked_study_shows_counts_and_no_answers() {
    let (platform, open) = scene(WORRIES).await;
    for number in 0..6 {
        answer(&platform, &open, WORRIES, words(&format!("secret worry {number}"))).await;
    }
    let mut browser = signed_in(&platform, "Olive Owner").await;
    let page = browser.get(&results(&platform, "")).await;
    assert!(page.says("6 responses") && page.says("30 %"), "{}", page.body);
    assert!(page.says("locked") && !page.says("secret worry"));
    for rest in ["", "/words/worry", "/data.csv", "/dictionary.csv"] {
        let answered = browser.get_only(&results(&platform, &format!("/{}{rest}", open.collection.id))).await;
        assert!(answered.location().is_some_and(|next| next.contains("/unlock")), "{rest} leads to unlocking");
    }
}

#[tokio::test]
async fn figures_show_shares_means_and_reasons() {
    let (platform, open) = scene(TEA).await;
    for (number, tea) in ["black", "green", "green", "earl_grey", "green", "black"].into_iter().enumerate() {
        let several = Answer::Several(vec!["home".into(), "pub".into()]);
        let age = Answer::Number(20.0 + number as f64);
        let answers = Answers::from([one("tea", tea), ("places".into(), several), ("age".into(), age)]);
        answer(&platform, &open, TEA, answers).await;
    }
    let mut browser = unlocked(&platform).await;
    let page = browser.get(&results(&platform, &format!("/{}", open.collection.id))).await;
    assert_eq!(page.status, StatusCode::OK);
    for expected in ["50 % (3 of 6)", "100 % (6 of 6)", "skipped it", "Mean 22.5", "<svg", "19 to 81 %"] {
        assert!(page.says(expected), "{expected} is missing");
    }
    assert!(!page.says("NaN") && !page.says("style=\""));
}

#[tokio::test]
async fn counts_below_the_smallest_cell_are_marked_and_others_are_not() {
    let (platform, open) = scene(TEA).await;
    for tea in ["black", "green", "green", "green", "green", "green"] {
        answer(&platform, &open, TEA, Answers::from([one("tea", tea)])).await;
    }
    let mut browser = unlocked(&platform).await;
    let page = browser.get(&results(&platform, &format!("/{}", open.collection.id))).await;
    let mark = |count: &str| page.says(&format!("class=\"small-count\">{count}"));
    assert!(mark("1") && !mark("5") && !mark("6"), "{}", page.body);
    assert!(page.says("counts below 5"));
}

#[tokio::test]
async fn the_inventory_shows_22_factors_in_six_categories_with_bands_and_its_acknowledgement() {
    let (platform, open) = scene(WILDER).await;
    let instrument = instruments::parse(WILDER).expect("a sound instrument");
    for score in [5, 5, 5, 4, 5, 5, 5] {
        let keys = instrument.scales.iter().flat_map(|scale| &scale.items);
        let code = |key: &str| {
            let id = key.split('.').next().unwrap_or_default();
            let question = instrument.questions().find(|question| question.id == id).expect("its question");
            let options = instrument.options(question);
            options.iter().find(|option| option.score == Some(f64::from(score))).expect("a score").code.clone()
        };
        let answers = keys.map(|key| (key.clone(), Answer::One(code(key)))).collect();
        answer(&platform, &open, WILDER, answers).await;
    }
    let mut browser = unlocked(&platform).await;
    let page = browser.get(&results(&platform, &format!("/{}", open.collection.id))).await;
    assert_eq!(instrument.scales.len(), 22);
    assert_eq!(page.body.matches("▲").count(), 22);
    assert_eq!(page.body.matches("<th scope=\"col\">Band</th>").count(), 6);
    assert!(page.says("4.9"), "34 of 7 ratings");
    assert!(page.says("not in the official wording"));
    let acknowledgement =
        instrument.wording.expect("a wording").acknowledgement.get("en").chars().take(30).collect::<String>();
    assert!(page.says(&acknowledgement));
}

#[tokio::test]
async fn reading_open_answers_is_recorded() {
    let (platform, open) = scene(WORRIES).await;
    answer(&platform, &open, WORRIES, words("the stairs are dark")).await;
    let mut browser = unlocked(&platform).await;
    browser.get(&results(&platform, &format!("/{}", open.collection.id))).await;
    assert!(!acts(&platform).await.contains(&"read-words".to_owned()), "figures alone are not reading");
    let page = browser.get(&results(&platform, &format!("/{}/words/worry", open.collection.id))).await;
    assert!(page.says("the stairs are dark"));
    assert!(!page.says("North"), "one answer from a site does not name it");
    assert!(acts(&platform).await.contains(&"read-words".to_owned()));
}

#[tokio::test]
async fn an_answer_that_tells_of_danger_is_marked_and_what_was_done_is_written_down() {
    let (platform, open) = scene(WORRIES).await;
    answer(&platform, &open, WORRIES, words("he said he will come back tonight")).await;
    let mut browser = unlocked(&platform).await;
    // Before anybody has read, the pages promise nothing.
    let before = browser.get(&results(&platform, "")).await;
    assert!(before.says("nobody has marked one yet") && before.says("a person must read the open answers"), "control");
    let queue = browser.get(&results(&platform, "/danger")).await;
    assert!(
        queue.says("Nobody has marked an answer yet.") && queue.says(">Read the open answers</a>"),
        "{}",
        queue.body
    );
    let list = browser.get(&results(&platform, &format!("/{}/words/worry", open.collection.id))).await;
    let start = list.body.find("/mark/").map(|start| &list.body[start..]).expect("a link to mark");
    let rest = &start[..start.find('"').expect("its end")];
    let address = results(&platform, &format!("/{}{rest}", open.collection.id));
    assert!(browser.get(&address).await.says("come back tonight"));
    let danger = browser.post(&address, &[("note", "a threat with a time")]).await;
    assert!(danger.says("a threat with a time") && danger.says("The answer is marked."), "{}", danger.body);
    let id = flag(&platform).await;
    let done = browser.post(&results(&platform, &format!("/danger/{id}")), &[("action", "called the shelter")]).await;
    assert!(done.says("called the shelter") && done.says("Olive Owner"));
    assert!(browser.get(&results(&platform, "")).await.says("something was done about each that is marked"));
    for act in ["mark-danger", "act-on-danger"] {
        assert!(acts(&platform).await.contains(&act.to_owned()), "{act}");
    }
    for words in ["a threat with a time", "called the shelter", "come back tonight"] {
        assert!(!platform.disk_holds(words), "nothing in clear on disk");
    }
}

async fn flag(platform: &Platform) -> String {
    let flags = server::store::flags::all(&platform.state.store, &platform.study.id).await.expect("marks");
    flags.into_iter().next().expect("one mark").id
}

#[tokio::test]
async fn a_mark_goes_with_its_response() {
    let (platform, open) = scene(WORRIES).await;
    answer(&platform, &open, WORRIES, words("help")).await;
    let id = responses::ids(&platform.state.store, &platform.study.id).await.expect("ids").remove(0);
    let said = server::workspace::flags::Words { key: "worry".into(), ..Default::default() };
    let mark = server::workspace::flags::new(&platform.study.id, &id, &said, &platform.keys).expect("a mark");
    let mut transaction = platform.state.store.write().await.expect("a transaction");
    server::store::flags::put(&mut transaction, &platform.study.id, &mark).await.expect("marked");
    sql::query("delete from responses").execute(&mut *transaction).await.expect("withdrawn");
    transaction.commit().await.expect("kept");
    assert!(server::store::flags::all(&platform.state.store, &platform.study.id).await.expect("marks").is_empty());
}

#[tokio::test]
async fn a_withdrawn_answer_is_gone_from_the_next_look_on_and_locking_wipes_the_memory() {
    let (platform, open) = scene(WORRIES).await;
    answer(&platform, &open, WORRIES, words("first")).await;
    answer(&platform, &open, WORRIES, words("second")).await;
    let mut browser = unlocked(&platform).await;
    let address = results(&platform, &format!("/{}/words/worry", open.collection.id));
    assert!(browser.get(&address).await.says("2 answers"));
    let id = responses::ids(&platform.state.store, &platform.study.id).await.expect("ids").remove(0);
    sql::query("delete from responses where id = $1").bind(id).execute(&platform.state.store.pool).await.expect("gone");
    assert!(browser.get(&address).await.says("1 answer."));
    assert!(platform.state.workspaces.holds(&platform.study.id), "control");
    browser.post(&format!("/studies/{}/lock", platform.study.id), &[]).await;
    assert!(!platform.state.workspaces.holds(&platform.study.id));
}

/// A colleague with a role and the study's key.
async fn colleague(platform: &Platform, name: &str, role: Role) {
    let person = keys::make_person(&keys::Passphrase::new(PASSPHRASE));
    let mut to = platform.state.store.write().await.expect("a transaction");
    let made = accounts::make(&mut to, name, &person, false).await.expect("a person");
    members::put(&mut to, &platform.study.id, &made.id, role).await.expect("a member");
    grants::give(&mut to, &platform.study.id, &platform.keys, &made.id, &made.public_key).await.expect("a key");
    to.commit().await.expect("kept");
}

#[tokio::test]
async fn a_reader_sees_figures_but_neither_words_nor_files_and_a_stranger_nothing() {
    let (platform, open) = scene(WORRIES).await;
    answer(&platform, &open, WORRIES, words("private")).await;
    colleague(&platform, "Rita Reader", Role::Reader).await;
    let mut reader = signed_in(&platform, "Rita Reader").await;
    reader.post(&format!("/studies/{}/unlock", platform.study.id), &[("passphrase", PASSPHRASE)]).await;
    let base = format!("/{}", open.collection.id);
    assert_eq!(reader.get(&results(&platform, &base)).await.status, StatusCode::OK);
    for rest in ["/words/worry", "/data.csv", "/dictionary.csv"] {
        let answered = reader.get(&results(&platform, &format!("{base}{rest}"))).await;
        assert_eq!(answered.status, StatusCode::FORBIDDEN, "{rest}");
    }
    assert_eq!(reader.get(&results(&platform, "/danger")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(reader.get(&format!("/studies/{}/import", platform.study.id)).await.status, StatusCode::FORBIDDEN);
    let person = keys::make_person(&keys::Passphrase::new(PASSPHRASE));
    let mut to = platform.state.store.write().await.expect("a transaction");
    accounts::make(&mut to, "Sam Stranger", &person, false).await.expect("a person");
    to.commit().await.expect("kept");
    let mut stranger = signed_in(&platform, "Sam Stranger").await;
    assert_eq!(stranger.get(&results(&platform, &base)).await.status, StatusCode::NOT_FOUND);
}

fn poison() -> Vec<Answers> {
    let texts = [
        "nul \0 here".to_owned(),
        "\u{202e}evil".into(),
        "<script>alert(1)</script>".into(),
        "=cmd|' /C calc'!A0".into(),
        "x".repeat(1_000_000),
        "\u{feff}\u{200b}".into(),
        "{ $count } %s".into(),
        "\u{1b}[31m".into(),
        "🏳️‍🌈\u{e0001}".into(),
    ];
    let mut all: Vec<Answers> = texts.iter().map(|text| words(text)).collect();
    for number in [1e308, -1e308, f64::MAX, f64::MIN_POSITIVE, -0.0] {
        all.push(Answers::from([("party".into(), Answer::Number(number))]));
    }
    all.push(Answers::from([("party".into(), Answer::Text("not a number".into())), one("worry", "not words")]));
    all.push(Answers::from([
        ("treatment".into(), Answer::Several(vec!["<b>".into(), String::new()])),
        one("unknown.key", "x"),
    ]));
    all.push(Answers::from([one("treatment", "\u{202e}<i>\0")]));
    all
}

#[tokio::test]
async fn poisonous_answers_break_no_page_and_no_file() {
    let (platform, open) = scene(WORRIES).await;
    for answers in poison() {
        put(&platform, &open, answers).await;
    }
    let mut browser = unlocked(&platform).await;
    let base = format!("/{}", open.collection.id);
    for rest in
        ["", "/words/worry", "/data.csv", "/dictionary.csv", "?site=%00%ff", "/words/worry?page=99999999999999999999"]
    {
        let answered = browser.take(&results(&platform, &format!("{base}{rest}"))).await;
        assert_eq!(answered.status, StatusCode::OK, "{rest}");
        if !rest.contains(".csv") {
            assert!(!answered.says("<script>alert") && !answered.says("\0") && !answered.says("NaN"), "{rest}");
            assert!(answered.body.len() < 200_000, "{rest}: {} bytes", answered.body.len());
        }
    }
}

#[tokio::test]
async fn a_damaged_response_is_counted_and_hides_no_other() {
    let (platform, open) = scene(WORRIES).await;
    answer(&platform, &open, WORRIES, words("whole")).await;
    answer(&platform, &open, WORRIES, words("broken")).await;
    let id = responses::ids(&platform.state.store, &platform.study.id).await.expect("ids").remove(0);
    let damage = "update responses set sealed = x'0102' where id = $1";
    sql::query(damage).bind(id).execute(&platform.state.store.pool).await.expect("damaged");
    let mut browser = unlocked(&platform).await;
    let page = browser.get(&results(&platform, &format!("/{}", open.collection.id))).await;
    assert!(page.says("1 response could not be opened") && page.says("Made from 1 response"), "{}", page.body);
}

#[tokio::test]
async fn an_export_is_harmless_recorded_and_comes_in_again_as_the_same_answers() {
    let (platform, open) = scene(WORRIES).await;
    let texts = ["=1+1", "+cmd", "-2+3", "@x", "two\nlines", "a,\"b\";c", "'tis", "'=quoted", "plain"];
    for (number, text) in texts.iter().enumerate() {
        let mut answers = words(text);
        answers.insert("party".into(), Answer::Number(number as f64 / 16.0));
        answers.extend([one("treatment", if number % 2 == 0 { "yes" } else { "no" })]);
        answer(&platform, &open, WORRIES, answers).await;
    }
    answer(&platform, &open, WORRIES, Answers::new()).await;
    let mut browser = unlocked(&platform).await;
    let file = browser.take(&results(&platform, &format!("/{}/data.csv", open.collection.id))).await;
    assert!(file.headers["content-disposition"].to_str().is_ok_and(|value| value.starts_with("attachment")));
    assert!(acts(&platform).await.contains(&"export".to_owned()));
    for id in responses::ids(&platform.state.store, &platform.study.id).await.expect("ids") {
        assert!(!file.says(&id), "no ids");
    }
    let sheet = csv::read(file.body.as_bytes()).expect("a readable file");
    let instrument = instruments::parse(WORRIES).expect("a sound instrument");
    let plan = import::plan(&sheet, &import::Map::default(), &instrument, &open.collection.version_hash);
    let plan = plan.unwrap_or_else(|problems| panic!("{problems:#?}"));
    let mut came: Vec<Answers> = plan.rows.into_iter().map(|row| row.response.answers).collect();
    let workspace = Workspaces::default();
    let held = workspace.open(&platform.state.store, &platform.study.id, &platform.keys).await.expect("unlocked");
    let mut went = rows(held.table(&open.collection.id));
    let order = |answers: &Answers| format!("{answers:?}");
    came.sort_by_key(order);
    went.sort_by_key(order);
    assert_eq!(came, went);
}

fn rows(table: &Table) -> Vec<Answers> {
    let row = |number: usize| table.keys().map(|key| (key.to_owned(), table.column(key)[number].clone())).collect();
    (0..table.rows.len()).map(row).collect()
}

#[tokio::test]
async fn rows_name_their_organisation_and_codes_that_join_waves_never_leave() {
    let (platform, open) = scene(TEA).await;
    answer(&platform, &open, TEA, Answers::from([one("tea", "black")])).await;
    let mut browser = unlocked(&platform).await;
    let address = results(&platform, &format!("/{}/data.csv", open.collection.id));
    let heads = |file: &str| csv::read(file.as_bytes()).expect("a readable file").rows[0].clone();
    let plain = heads(&browser.take(&address).await.body);
    assert!(!plain.iter().any(|head| head == "_organisation" || head == "_link"), "control: {plain:?}");
    let organisation = "insert into organisations (id, study_id, name) values ('house', $1, 'Harbor House')";
    sql::query(organisation).bind(&platform.study.id).execute(&platform.state.store.pool).await.expect("invited");
    let paired =
        Response { organisation: Some("house".into()), link: Some("AB12".into()), ..response(&open, Answers::new()) };
    keep(&platform, &open, paired).await;
    let file = browser.take(&address).await;
    let sheet = csv::read(file.body.as_bytes()).expect("a readable file");
    let place = |head: &str| sheet.rows[0].iter().position(|found| found == head).expect("the column");
    let row = sheet.rows.iter().find(|row| row[place("_organisation")] == "Harbor House").expect("by its name");
    assert_eq!(row[place("_mode")], "alone", "control: the row is that of the response");
    assert!(!file.says("AB12") && !sheet.rows[0].iter().any(|head| head == "_link"), "{}", file.body);
}

#[tokio::test]
async fn several_answers_and_rankings_leave_and_return_option_by_option() {
    let (platform, open) = scene(TEA).await;
    let several = |codes: &[&str]| Answer::Several(codes.iter().map(|code| (*code).to_owned()).collect());
    for codes in [&["home", "pub"][..], &["work"]] {
        answer(&platform, &open, TEA, Answers::from([("places".into(), several(codes))])).await;
    }
    let mut browser = unlocked(&platform).await;
    let file = browser.take(&results(&platform, &format!("/{}/data.csv", open.collection.id))).await;
    let sheet = csv::read(file.body.as_bytes()).expect("a readable file");
    assert!(sheet.rows[0].contains(&"places.home".to_owned()), "{:?}", sheet.rows[0]);
    let plan =
        import::plan(&sheet, &import::Map::default(), &instruments::parse(TEA).unwrap(), "v").expect("it comes in");
    let mut found: Vec<_> = plan.rows.iter().map(|row| format!("{:?}", row.response.answers["places"])).collect();
    found.sort();
    assert_eq!(found, [format!("{:?}", several(&["home", "pub"])), format!("{:?}", several(&["work"]))]);
}

#[tokio::test]
async fn a_file_is_previewed_brought_in_and_taken_out_in_the_app() {
    let (platform, _) = scene(TEA).await;
    let mut browser = signed_in(&platform, "Olive Owner").await;
    let address = format!("/studies/{}/import", platform.study.id);
    let instrument =
        server::store::instruments::all(&platform.state.store, &platform.study.id).await.unwrap().remove(0).id;
    let form = |file: &str| {
        let field = |name: &str, value: &str| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let fields =
            [field("instrument", &instrument), field("wave", "2019"), field("site", "Delta"), field("map", "")]
                .concat();
        let file = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"old.csv\"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n--b--\r\n"
        );
        (fields + &file).into_bytes()
    };
    let kind = "multipart/form-data; boundary=b";
    let taken = browser.post_raw(&address, kind, form("tea,Email\nblack,a@b.org\npurple,c@d.org\n")).await;
    let preview = taken.location().expect("a preview");
    let page = browser.get(&preview).await;
    assert!(page.says("Row 3, column “tea”, “purple”: That is none of the options"), "{}", page.body);
    assert!(!page.says("value=\"import\""), "nothing to confirm yet");
    assert!(page.says("it looks like e-mail addresses"), "columns are named all the same");
    let map = "[columns]\ntea = { key = \"tea\", recode = { purple = \"green\" } }\n";
    let page = browser.post(&preview, &[("do", "check"), ("map", map)]).await;
    assert!(
        page.says("2 rows") && page.says("New waves: 2019") && page.says("it looks like e-mail addresses"),
        "{}",
        page.body
    );
    let done = browser.post(&preview, &[("do", "import"), ("map", map)]).await;
    assert!(done.says("The answers are in."), "{}", done.body);
    let gone = browser.get(&preview).await;
    assert!(gone.says("The file is not in memory any more"), "{}", gone.body);
    assert_eq!(responses::ids(&platform.state.store, &platform.study.id).await.unwrap().len(), 2);
    let start = done.body.find("/import/undo/").map(|start| &done.body[start..]).expect("a way back");
    let undo = format!("/studies/{}{}", platform.study.id, &start[..start.find('"').expect("its end")]);
    assert!(browser.post(&undo, &[]).await.says("out again"));
    assert!(responses::ids(&platform.state.store, &platform.study.id).await.unwrap().is_empty());
    let mut stranger = platform.colleague();
    assert!(stranger.get_only(&preview).await.location().is_some_and(|next| next.starts_with("/sign-in")));
}

#[tokio::test]
async fn every_shipped_instrument_has_figures_before_anybody_answered() {
    for shipped in server::library::SHIPPED {
        let instrument = instruments::parse(shipped.source).expect("a sound instrument");
        assert!(!sections(&instrument, &Table::EMPTY, &[], &Meanings::default()).is_empty(), "{}", shipped.name);
        let platform = Arc::new(scene(shipped.source).await);
        let mut browser = unlocked(&platform.0).await;
        let page = browser.get(&results(&platform.0, &format!("/{}", platform.1.collection.id))).await;
        assert_eq!(page.status, StatusCode::OK, "{}", shipped.name);
        assert!(!page.says("NaN"), "{}", shipped.name);
    }
}
