//! A safe is not trusted any more: the owner makes a new kit, on three sheets for three people. Later two of them meet,
//! one comes alone, and twice a year somebody tries whether it all still opens.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod ground;
mod office;
mod platform;
#[path = "every_route/tables.rs"]
mod tables;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use axum::http::StatusCode;
use ground::Folder;
use office::{Office, blocks, browser, keys, sheets, somebody};
use platform::{Answered, PASSPHRASE};
use server::access::Role;
use server::seal::recovery::Kit;
use server::seal::sheets::Sheet;
use server::seal::{PrivateKey, envelope, payload};
use server::store::responses::{self, Stored};
use server::store::{accounts, audit, grants, installation, owners, sql, studies};

const OTHER: &str = "nine slow boats at anchor";
const WORDS: &str = "what one person told us";
const PAGE: &str = "/installation/kit";

/// Asks for a new kit on so many sheets, with the one that counts or without it.
async fn ask(office: &mut Office, kit: &str, sheets: &str) -> Answered {
    office.owner.page = Some(PAGE.into());
    let fields = [("kit", kit), ("sheets", sheets), ("passphrase", PASSPHRASE), ("sure", "on")];
    office.owner.post("/installation/kit/renew", &fields).await
}

async fn type_back(office: &mut Office, fields: &[(&str, &str)]) -> Answered {
    office.owner.page = Some("/installation/kit/new".into());
    office.owner.post("/installation/kit/new", fields).await
}

/// A new kit on three sheets, typed back; each as it is typed later.
async fn in_three(office: &mut Office) -> Vec<String> {
    let old = office.kit.join(" ");
    let shown = ask(office, &old, "3").await;
    let sheets = sheets(&shown.body);
    assert_eq!(sheets.iter().map(Vec::len).collect::<Vec<_>>(), [7, 7, 7], "{}", shown.body);
    let names = ["last-line-1", "last-line-2", "last-line-3"];
    let last: Vec<(&str, &str)> = names.into_iter().zip(sheets.iter().map(|lines| lines[6].as_str())).collect();
    let done = type_back(office, &last).await;
    assert!(done.says("The new kit counts now"), "{}", done.body);
    assert!(done.says("printed on 3 sheets for 3 people"), "{}", done.body);
    sheets.iter().map(|lines| lines.join("\n")).collect()
}

/// A new kit on one sheet in the place of the one that counts.
async fn in_one(office: &mut Office, kit: &str) -> Vec<String> {
    let shown = ask(office, kit, "1").await;
    let kit = blocks(&shown.body);
    let done = type_back(office, &[("last-block", &kit[11])]).await;
    assert!(done.says("The new kit counts now"), "{}", done.body);
    kit
}

/// Comes back with a kit, or with two sheets.
async fn recover(office: &Office, first: &str, second: &str, name: &str) -> Answered {
    let mut fields = somebody(name, OTHER);
    fields.extend([("kit", first), ("kit-other", second)]);
    browser(&office.state).post("/recover", &fields).await
}

async fn people(office: &Office) -> usize {
    accounts::names(&office.state.store).await.unwrap().len()
}

async fn change(office: &Office, statement: &'static str) {
    let mut to = office.state.store.write().await.unwrap();
    sql::query(statement).execute(&mut *to).await.unwrap();
    to.commit().await.unwrap();
}

/// What the program said on both outputs, and whether it ended well.
struct Said {
    well: bool,
    words: String,
}

fn tidemark(arguments: &[&str], typed: &str) -> Said {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tidemark"));
    if let Some(at) = arguments.iter().position(|argument| *argument == "--data") {
        program.env("DATABASE_URL", platform::database::url(Path::new(arguments[at + 1])));
    }
    let program = program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = program.spawn().expect("the program starts");
    // A refused kit ends the program before it has read everything.
    let _ = program.stdin.take().expect("its input is ours").write_all(typed.as_bytes());
    let output = program.wait_with_output().expect("it ends");
    let words = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!words.contains("terminal-") && !words.contains("panic"), "sentences: {words}");
    Said { well: output.status.success(), words }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("test paths are text")
}

#[tokio::test]
async fn any_two_of_three_sheets_make_an_owner_who_reads_everything_and_one_alone_opens_nothing() {
    let mut office = Office::open().await;
    let sealed = office.seal(WORDS).await;
    let sheets = in_three(&mut office).await;
    for alone in &sheets {
        for second in ["", alone.as_str()] {
            let refused = recover(&office, alone, second, "Sam Stranger").await;
            assert!(
                refused.says(if second.is_empty() { "alone. One sheet opens" } else { "twice. One sheet opens" }),
                "{}",
                refused.body
            );
        }
    }
    assert_eq!(people(&office).await, 1, "nobody was made");
    for (one, other, name) in [(0, 1, "Nora One"), (1, 2, "Nora Two"), (2, 0, "Nora Three")] {
        let back = recover(&office, &sheets[one], &sheets[other].to_lowercase(), name).await;
        assert_eq!(back.address, "/studies?done=recovered", "{}", back.body);
        assert_eq!(office.read_as(name, OTHER, &sealed).await.as_deref(), Some(WORDS));
    }
}

#[tokio::test]
async fn a_mistyped_line_is_named_and_the_sheet_of_another_kit_is_told() {
    let mut office = Office::open().await;
    let sheets = in_three(&mut office).await;
    let mut slipped: Vec<String> = sheets[1].lines().map(str::to_owned).collect();
    let other = if slipped[2].starts_with('A') { "B" } else { "A" };
    slipped[2].replace_range(0..1, other);
    let page = recover(&office, &slipped.join("\r\n"), &sheets[2], "Nora New").await;
    assert!(page.says("slip in line 2-3") && page.says("_________") && page.says("Nora New"), "{}", page.body);
    for (at, line) in slipped.iter().enumerate() {
        assert_eq!(page.says(line), at != 2, "line {}: {}", at + 1, page.body);
    }
    assert!(sheets[2].lines().all(|line| page.says(line)), "the other sheet stays, too");
    assert!(!page.says(OTHER), "the passphrase is never kept");

    let foreign: Vec<String> = Sheet::of(&Kit::new()).iter().map(|sheet| sheet.lines.join("\n")).collect();
    for (first, second, sentence) in [
        (&sheets[0], &foreign[1], "Sheet 2 is of another kit"),
        (&foreign[2], &String::new(), "Sheet 3 is of another kit"),
        (&foreign[0], &foreign[1], "not the one of this installation"),
    ] {
        let refused = recover(&office, first, second, "Sam Stranger").await;
        assert!(refused.says(sentence), "{sentence}: {}", refused.body);
    }
    assert_eq!(people(&office).await, 1, "nobody was made");
    assert!(recover(&office, &sheets[1], &sheets[2], "Nora New").await.says("You are back"), "control");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_kit_ends_the_old_one_for_everything_but_backups_from_before() {
    let (mut office, elsewhere) = (Office::open().await, Folder::new());
    let before = office.seal(WORDS).await;
    office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let paper = |name: &str, blocks: &[String]| {
        let path = elsewhere.path().join(name);
        std::fs::write(&path, blocks.join("\n")).unwrap();
        path
    };
    let data = office.folder.clone();
    let backup = |name: &str| {
        let path = elsewhere.path().join(name);
        assert!(tidemark(&["backup", "--data", text(&data), "--to", text(&path)], "").well);
        path
    };
    let (old_paper, old_backup) = (paper("old.txt", &office.kit), backup("old.age"));
    let copied = office.keys_by_kit(&mut office.state.store.pool.acquire().await.unwrap()).await;
    let old = office.kit.join(" ");

    let kit = in_one(&mut office, &old).await;
    let refused = recover(&office, &old, "", "Sam Stranger").await;
    assert!(refused.says("an old one: a new kit took its place on"), "{}", refused.body);
    let key = Kit::private_key(&old).unwrap();
    let mut from = office.state.store.pool.acquire().await.unwrap();
    let grant = grants::open(&mut from, &office.study, grants::RECOVERY, &key).await;
    assert!(grant.is_err(), "what lay sealed to it does not any more");
    drop(from);

    let after = office.seal("what somebody told us later").await;
    let opens = |sealed: &[u8]| {
        let place = payload::associated(&office.study, "collection", "id");
        let (private, _) = copied.generation(envelope::generation(sealed)?)?;
        envelope::open(private, &place, sealed).ok()
    };
    assert!(opens(&before).is_some(), "control: an old copy of the data opens what it held");
    assert!(opens(&after).is_none(), "and nothing that arrived since");
    for sealed in [&before, &after] {
        assert!(office.read_as("Rosa Researcher", PASSPHRASE, sealed).await.is_some(), "colleagues lose nothing");
    }
    office.owner.page = None;
    let page = office.owner.get(PAGE).await;
    assert!(
        page.says("Backups that were made before") && page.says("open with the kit of their time"),
        "{}",
        page.body
    );

    let (new_paper, new_backup) = (paper("new.txt", &kit), backup("new.age"));
    let verify = |from: &Path, kit: &Path| tidemark(&["verify", "--from", text(from), "--kit", text(kit)], "");
    assert!(verify(&old_backup, &old_paper).well && verify(&new_backup, &new_paper).well);
    for (from, kit) in [(&old_backup, &new_paper), (&new_backup, &old_paper)] {
        let refused = verify(from, kit);
        assert!(!refused.well && refused.words.contains("another recovery kit"), "{}", refused.words);
    }
    office.kit = kit;
    let back = recover(&office, &office.kit.join(" "), "", "Nora New").await;
    assert_eq!(back.address, "/studies?done=recovered");
    for sealed in [&before, &after] {
        assert!(office.read_as("Nora New", OTHER, sealed).await.is_some(), "the new kit opens both");
    }
    assert!(matches!(audit::verify(&office.state.store).await.unwrap(), audit::Verdict::Whole { .. }));
}

#[tokio::test]
async fn nothing_changes_before_the_new_kit_is_typed_back_by_whoever_asked_for_it() {
    let mut office = Office::open().await;
    let (old, key) = (office.kit.join(" "), Kit::private_key(&office.kit.join(" ")).unwrap());
    let shown = ask(&mut office, &old, "3").await;
    let sheets = sheets(&shown.body);
    let before = tables::all(&office.state.store).await;
    let slip = [("last-line-1", &*sheets[0][6]), ("last-line-2", &*sheets[2][6]), ("last-line-3", &*sheets[2][6])];
    let refused = type_back(&mut office, &slip).await;
    assert!(refused.says("not the last line of sheet 2") && refused.says(&sheets[1][0]), "{}", refused.body);
    let mut elsewhere = browser(&office.state);
    let entered = elsewhere.post("/sign-in", &[("name", "Olive Owner"), ("passphrase", PASSPHRASE)]).await;
    assert_eq!(entered.status, StatusCode::OK, "control: she is signed in there, too");
    let page = elsewhere.get("/installation/kit/new").await;
    assert!(page.address == PAGE && !page.says(&sheets[0][0]), "shown to the browser that asked, and to no other");
    let changed = tables::changed(&before, &tables::all(&office.state.store).await);
    assert_eq!(changed, ["sessions"], "only that she signed in");
    owners::check_kit(&office.state.store, &key).await.expect("the old kit counts still");
}

#[tokio::test]
async fn a_new_kit_asks_for_the_passphrase_and_for_the_kit_that_counts() {
    let mut office = Office::open().await;
    office.owner.page = Some(PAGE.into());
    let (kit, foreign) = (office.kit.join(" "), Kit::new().blocks.join(" "));
    for (kit, passphrase, sure, sentence) in [
        (&kit, OTHER, "on", "That is not your passphrase"),
        (&kit, PASSPHRASE, "", "Please tick that you are sure"),
        (&foreign, PASSPHRASE, "on", "not the one of this installation"),
    ] {
        let fields = [("at", "renew"), ("kit", kit.as_str()), ("passphrase", passphrase), ("sure", sure)];
        let refused = office.owner.post("/installation/kit/renew", &fields).await;
        assert!(refused.says(sentence), "{sentence}: {}", refused.body);
        assert!(refused.says(&kit[..5]), "nobody types the kit again because of it");
        assert_eq!(office.owner.get("/installation/kit/new").await.address, PAGE, "nothing was made");
    }
    let (_, mut rosa) = office.colleague("Rosa Researcher", Role::Owner, &keys()).await;
    for form in ["drill", "renew", "new"] {
        let refused = rosa.post_only(&format!("/installation/kit/{form}"), &[("kit", &kit)]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{form}: an owner of a study is none of the installation");
    }
}

#[tokio::test]
async fn where_the_kit_is_lost_whoever_holds_every_key_makes_a_new_one_and_nobody_else() {
    let mut office = Office::open().await;
    let sealed = office.seal(WORDS).await;
    let kit = in_one(&mut office, "").await;
    let back = recover(&office, &kit.join(" "), "", "Nora New").await;
    assert_eq!(back.address, "/studies?done=recovered", "{}", back.body);
    assert_eq!(office.read_as("Nora New", OTHER, &sealed).await.as_deref(), Some(WORDS));

    let recovery = installation::recovery_key(&office.state.store).await.unwrap().unwrap();
    let mut to = office.state.store.write().await.unwrap();
    let neighbour = accounts::make(&mut to, "Nell Neighbour", &keys(), false).await.unwrap();
    studies::make(&mut to, "Inland", "America/Chicago", &neighbour, &recovery).await.unwrap();
    to.commit().await.unwrap();
    let refused = ask(&mut office, "", "1").await;
    assert!(refused.says("“Inland” has a key that this does not open"), "{}", refused.body);
    in_one(&mut office, &kit.join(" ")).await;
}

/// An answer in the study, sealed as [`Office::seal`] seals.
async fn answered(office: &Office) {
    const ROWS: [&str; 4] = [
        "insert into instruments values ('instrument', $1, 'survey', '')",
        "insert into waves values ('wave', $1, '2026', '2026-01-01', 1)",
        "insert into sites values ('north', $1, 'North')",
        "insert into collections (id, study_id, wave_id, instrument_id, version_hash, rehearsal, state, settings) \
         values ('collection', $1, 'wave', 'instrument', 'v1', false, 'closed', '{}')",
    ];
    let sealed = office.seal(WORDS).await;
    let mut to = office.state.store.write().await.unwrap();
    for row in ROWS {
        sql::query(row).bind(&office.study).execute(&mut *to).await.unwrap();
    }
    let stored = Stored { id: "id".into(), collection_id: "collection".into(), site_id: "north".into(), sealed };
    responses::put(&mut to, &stored, b"a key of its sending").await.unwrap();
    to.commit().await.unwrap();
}

#[tokio::test]
async fn a_drill_opens_everything_changes_nothing_but_the_record_and_says_what_does_not_open() {
    let mut office = Office::open().await;
    answered(&office).await;
    office.owner.page = Some(PAGE.into());
    let kit = office.kit.join(" ");
    let before = tables::all(&office.state.store).await;
    let foreign = Kit::new().blocks.join(" ");
    let refused = office.owner.post("/installation/kit/drill", &[("kit", &foreign)]).await;
    assert!(refused.says("not the one of this installation"), "{}", refused.body);
    assert_eq!(tables::changed(&before, &tables::all(&office.state.store).await), Vec::<String>::new());
    let page = office.owner.post("/installation/kit/drill", &[("kit", &kit)]).await;
    assert!(page.says("It opens everything") && page.says("It was tried last on"), "{}", page.body);
    assert!(page.says("One study, one key and one answer were opened."), "{}", page.body);
    assert_eq!(tables::changed(&before, &tables::all(&office.state.store).await), ["audit"]);
    let entry = audit::of_installation(&office.state.store, 1).await.unwrap().remove(0);
    assert_eq!((entry.action.as_str(), entry.object.as_str()), ("drill", "1 1 1"));

    change(&office, "update responses set sealed = x'010000000102'").await;
    let failed = office.owner.post("/installation/kit/drill", &[("kit", &kit)]).await;
    assert!(failed.says("does not open with it: Shore"), "an answer: {}", failed.body);
    change(&office, "delete from responses").await;
    let page = office.owner.post("/installation/kit/drill", &[("kit", &kit)]).await;
    assert!(page.says("It opens everything"), "control: {}", page.body);
    change(&office, "delete from grants where holder = 'recovery'").await;
    let failed = office.owner.post("/installation/kit/drill", &[("kit", &kit)]).await;
    assert!(failed.says("does not open with it: Shore"), "a key: {}", failed.body);
    let drills = audit::of_installation(&office.state.store, 50).await.unwrap();
    assert_eq!(drills.iter().filter(|entry| entry.action == "drill").count(), 2, "what failed is no drill");
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_year_after_the_last_drill_the_overview_and_the_doctor_say_so_gently() {
    const REMINDER: &str = "more than half a year since somebody saw that the recovery kit opens everything";
    let mut office = Office::open().await;
    let overview = office.page("overview");
    let doctor = |office: &Office| tidemark(&["doctor", "--data", text(&office.folder)], "");
    let fresh = doctor(&office);
    assert!(fresh.words.contains("printed or tried last on"), "{}", fresh.words);
    assert!(!office.owner.get(&overview).await.says(REMINDER), "control: it was printed today");
    change(&office, "update kits set made_on = '2020-01-01'").await;
    let due = office.owner.get(&overview).await;
    assert!(due.says(REMINDER) && due.says("href=\"/installation/kit\""), "{}", due.body);
    let late = doctor(&office);
    assert!(late.words.contains("(2020-01-01)") && late.words.contains("tidemark drill"), "{}", late.words);
    assert_eq!(late.well, fresh.well, "no nightly job fails because of it");
    let (_, mut rosa) = office.colleague("Rosa Researcher", Role::Owner, &keys()).await;
    assert!(!rosa.get(&overview).await.says(REMINDER), "only whoever could do it is told");
    let kit = office.kit.join(" ");
    office.owner.page = Some(PAGE.into());
    office.owner.post("/installation/kit/drill", &[("kit", &kit)]).await;
    office.owner.page = None;
    assert!(!office.owner.get(&overview).await.says(REMINDER), "the drill begins the half year anew");
    assert!(doctor(&office).words.contains("printed or tried last on"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_terminal_takes_two_sheets_names_a_line_and_tries_a_backup_as_well() {
    let (mut office, elsewhere) = (Office::open().await, Folder::new());
    let sealed = office.seal(WORDS).await;
    let sheets = in_three(&mut office).await;
    let (data, backup) = (office.folder.clone(), elsewhere.path().join("night.age"));
    assert!(tidemark(&["backup", "--data", text(&data), "--to", text(&backup)], "").well);
    let drill = ["drill", "--data", text(&data), "--from", text(&backup)];
    let done = tidemark(&drill, &format!("{}\n{}\n", sheets[2], sheets[0]));
    assert!(done.well && done.words.contains("That is sheet 3."), "{}", done.words);
    for sentence in ["Studies that the kit opened: 1", "The backup is whole", "The recovery kit opens everything"] {
        assert!(done.words.contains(sentence), "{sentence}: {}", done.words);
    }
    let entry = audit::of_installation(&office.state.store, 1).await.unwrap().remove(0);
    assert_eq!((entry.action.as_str(), entry.person_id.as_str()), ("drill", audit::TERMINAL));

    let statement = tidemark(&["doctor", "--statement", "--data", text(&data)], "");
    assert!(statement.words.contains("two of them together can open every study"), "{}", statement.words);
    assert!(statement.words.contains("A new recovery kit came on"), "{}", statement.words);
    let spanish = tidemark(&["doctor", "--statement", "--language", "es", "--data", text(&data)], "");
    assert!(spanish.words.contains("tres hojas") && !spanish.words.contains("two of them"), "{}", spanish.words);

    let whole = std::fs::read(&backup).unwrap();
    std::fs::write(&backup, &whole[..whole.len() - 100]).unwrap();
    let cut = tidemark(&drill, &format!("{}\n{}\n", sheets[2], sheets[0]));
    assert!(!cut.well && cut.words.contains("no whole backup") && !cut.words.contains("restored"), "{}", cut.words);
    assert!(cut.words.contains("Studies that the kit opened: 1"), "the keys are tried all the same: {}", cut.words);
    let twice = tidemark(&drill[..3], &format!("{}\n{}\n{}\n", sheets[1], sheets[1], sheets[2]));
    assert!(twice.well && twice.words.contains("sheet 2 once more"), "{}", twice.words);

    let alone = tidemark(&drill[..3], &format!("{}\n\n", sheets[1]));
    assert!(!alone.well && alone.words.contains("One sheet opens nothing"), "{}", alone.words);
    let foreign = Sheet::of(&Kit::new())[1].lines.join("\n");
    let other = tidemark(&drill[..3], &format!("{}\n{foreign}\n", sheets[0]));
    assert!(!other.well && other.words.contains("Sheet 2 is of another kit"), "{}", other.words);

    let mut slipped: Vec<&str> = sheets[1].lines().collect();
    let right = slipped[4];
    slipped[4] = slipped[3];
    let typed = format!("{}\n{}\n{right}\nNora Newowner\n{OTHER}\n{OTHER}\n", sheets[0], slipped.join("\n"));
    let back = tidemark(&["recover", "--data", text(&data)], &typed);
    assert!(back.well && back.words.contains("line 2-5") && back.words.contains("is now an owner"), "{}", back.words);
    assert_eq!(office.read_as("Nora Newowner", OTHER, &sealed).await.as_deref(), Some(WORDS));
}

/// What a copy of the database could tell of a kit on three sheets: nothing that opens.
#[tokio::test]
async fn no_file_holds_a_sheet_or_the_key_of_a_kit() {
    if platform::database::is_left_out("its files are the server's") {
        return;
    }
    let mut office = Office::open().await;
    let sheets = in_three(&mut office).await;
    let both: Vec<&str> = sheets.iter().map(String::as_str).collect();
    let key: PrivateKey = server::seal::sheets::private_key(&both, None).unwrap();
    let public = *key.public().as_bytes();
    let lines: Vec<String> = sheets.iter().flat_map(|sheet| sheet.lines()).map(|line| line.replace('-', "")).collect();
    let mut control = false;
    for file in std::fs::read_dir(&office.folder).unwrap().flatten() {
        let content = std::fs::read(file.path()).unwrap();
        let holds = |bytes: &[u8]| content.windows(bytes.len()).any(|window| window == bytes);
        control |= holds(&public);
        assert!(!holds(key.as_bytes()), "{:?}", file.path());
        assert!(lines.iter().all(|line| !holds(line.as_bytes())), "{:?}", file.path());
    }
    assert!(control, "control: what stands there in clear is found");
}
