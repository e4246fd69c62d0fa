//! An owner without a browser makes a new kit at the terminal of the machine; somebody else tries to. And an installation
//! that begins with a kit on three sheets.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[allow(dead_code, reason = "the tests of the second proof use the rest")]
#[path = "second/app.rs"]
mod app;
mod ground;
mod office;
mod platform;
mod program;
#[allow(dead_code, reason = "the tests of the second proof use the rest")]
#[path = "second/scene.rs"]
mod scene;
#[path = "every_route/tables.rs"]
mod tables;

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

use ground::Folder;
use office::{Office, blocks, browser, keys, sheets, somebody};
use platform::{PASSPHRASE, empty};
use program::{Program, get};
use server::access::Role;
use server::seal::recovery::Kit;
use server::store::{accounts, audit, installation, kits, owners, studies};

const OTHER: &str = "nine slow boats at anchor";
const WORDS: &str = "what one person told us";

/// `tidemark kit renew`, which waits for what is typed.
struct Renewing {
    program: Child,
    said: Lines<BufReader<ChildStdout>>,
    words: String,
}

impl Renewing {
    /// Begins it, and types these lines.
    fn begin(office: &Office, flags: &[&str], typed: &[&str]) -> Self {
        let data = office.folder.to_str().expect("test paths are text");
        let mut program = Command::new(env!("CARGO_BIN_EXE_tidemark"));
        let program = program.args(["kit", "renew", "--data", data]).args(flags);
        let program = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut program = program.spawn().expect("the program starts");
        let said = BufReader::new(program.stdout.take().expect("its output is ours")).lines();
        let mut renewing = Self { program, said, words: String::new() };
        typed.iter().for_each(|line| renewing.type_in(line));
        renewing
    }

    /// Whoever was refused is not listened to any more.
    fn type_in(&mut self, line: &str) {
        let _ = writeln!(self.program.stdin.as_mut().expect("its input is ours"), "{line}");
    }

    /// The next so many lines of letters; fewer where it ends before.
    fn letters(&mut self, lines: usize) -> Vec<String> {
        let mut found = Vec::new();
        while found.len() < lines {
            let Some(Ok(line)) = self.said.next() else { break };
            self.words += &format!("{line}\n");
            found.extend(line.strip_prefix("    ").map(str::to_owned));
        }
        found
    }

    /// Whether it ended well, and all that it said.
    fn end(mut self) -> (bool, String) {
        drop(self.program.stdin.take());
        self.letters(usize::MAX);
        let mut complaints = String::new();
        self.program.stderr.take().expect("ours").read_to_string(&mut complaints).expect("text");
        let well = self.program.wait().expect("it ends").success();
        let words = self.words + &complaints;
        assert!(!words.contains("terminal-") && !words.contains("panic"), "sentences: {words}");
        (well, words)
    }
}

/// What an owner types before the new kit is shown: who it is, and the kit that counts.
fn olive(kit: &str) -> [&str; 3] {
    ["Olive Owner", PASSPHRASE, kit]
}

async fn all(office: &Office) -> std::collections::BTreeMap<String, Vec<String>> {
    tables::all(&office.state.store).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_makes_three_sheets_at_the_terminal_and_two_of_them_open_what_the_old_kit_opened() {
    let office = Office::open().await;
    let (old, sealed) = (office.kit.join(" "), office.seal(WORDS).await);
    let mut renewing = Renewing::begin(&office, &["--sheets", "3"], &olive(&old));
    let lines = renewing.letters(21);
    assert_eq!(lines.len(), 21, "{}", renewing.end().1);
    // The first line that is typed back is that of another sheet.
    [&lines[13], &lines[6], &lines[13], &lines[20]].into_iter().for_each(|line| renewing.type_in(line));
    let (well, words) = renewing.end();
    assert!(well && words.contains("That is not what stands last there"), "{words}");
    assert!(words.contains("Give its 3 sheets to people"), "{words}");
    let three: Vec<String> = lines.chunks(7).map(|sheet| sheet.join("\n")).collect();

    let store = &office.state.store;
    assert_eq!(kits::current(store).await.unwrap().unwrap().sheets, 3);
    let olive = accounts::names(store).await.unwrap().into_iter().find(|(_, name)| name == "Olive Owner").unwrap().0;
    let acts = audit::latest(store, None, 2).await.unwrap();
    let told: Vec<_> = acts.iter().map(|act| (act.action.as_str(), act.study_id.is_some(), &*act.object)).collect();
    assert_eq!(told, [("renew-kit", false, "3"), ("renew-kit", true, "")]);
    assert!(acts.iter().all(|act| act.person_id == olive), "as on the page: who did it stands there");
    let mut fields = somebody("Sam Stranger", OTHER);
    fields.push(("kit", &old));
    assert!(browser(&office.state).post("/recover", &fields).await.says("an old one: a new kit took its place"));
    let mut fields = somebody("Nora New", OTHER);
    fields.extend([("kit", three[2].as_str()), ("kit-other", three[0].as_str())]);
    let back = browser(&office.state).post("/recover", &fields).await;
    assert_eq!(back.address, "/studies?done=recovered", "{}", back.body);
    assert_eq!(office.read_as("Nora New", OTHER, &sealed).await.as_deref(), Some(WORDS));
    let after = office.seal("what somebody told us later").await;
    assert!(office.read_as("Nora New", OTHER, &after).await.is_some(), "and what arrives from now on");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_terminal_nothing_changes_before_the_end_of_the_paper_was_typed_back() {
    let office = Office::open().await;
    let old = office.kit.join(" ");
    let before = all(&office).await;
    for typed_back in [vec![""], vec!["ABCDE", ""], vec![]] {
        let mut renewing = Renewing::begin(&office, &[], &olive(&old));
        assert_eq!(renewing.letters(3).len(), 3, "on one sheet, as the kit that counts");
        typed_back.iter().for_each(|line| renewing.type_in(line));
        let (well, words) = renewing.end();
        assert!(!well && words.contains("the old kit goes on counting"), "{words}");
    }
    assert_eq!(tables::changed(&before, &all(&office).await), Vec::<String>::new());
    owners::check_kit(&office.state.store, &Kit::private_key(&old).unwrap()).await.expect("the old kit counts");

    let mut renewing = Renewing::begin(&office, &[], &olive(&old));
    let kit = renewing.letters(3).join(" ");
    renewing.type_in(kit.rsplit(' ').next().unwrap());
    let (well, words) = renewing.end();
    assert!(well && words.contains("Put the sheet into its safe"), "control: {words}");
    owners::check_kit(&office.state.store, &Kit::private_key(&kit).unwrap()).await.expect("the new kit counts");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_terminal_nobody_makes_a_kit_who_may_not_make_one_on_the_page() {
    let office = Office::open().await;
    office.colleague("Rosa Researcher", Role::Owner, &keys()).await;
    let (own, foreign) = (office.kit.join(" "), Kit::new().blocks.join(" "));
    let before = all(&office).await;
    for (name, passphrase, kit, sentence) in [
        ("Rosa Researcher", PASSPHRASE, &own, "Rosa Researcher is no owner of the installation"),
        ("Olive Owner", OTHER, &own, "nobody of this name with this passphrase"),
        ("Sam Stranger", PASSPHRASE, &own, "nobody of this name with this passphrase"),
        ("Olive Owner", PASSPHRASE, &foreign, "not the one of this installation"),
    ] {
        let mut renewing = Renewing::begin(&office, &[], &[name, passphrase, kit]);
        assert!(renewing.letters(1).is_empty(), "{name} is shown no letter");
        let (well, words) = renewing.end();
        assert!(!well && words.contains(sentence), "{sentence}: {words}");
    }
    assert_eq!(tables::changed(&before, &all(&office).await), Vec::<String>::new());
    assert_eq!(Renewing::begin(&office, &[], &olive(&own)).letters(3).len(), 3, "control: Olive is shown one");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_terminal_asks_for_the_second_proof_and_a_lost_kit_needs_every_key() {
    let mut office = Office::open().await;
    let (_, spare) = scene::set_up(&mut office.owner).await;
    let mut renewing = Renewing::begin(&office, &["--lost"], &["Olive Owner", PASSPHRASE, "ABCD-EFGH"]);
    assert!(renewing.letters(1).is_empty(), "the passphrase alone is not enough");
    assert!(renewing.end().1.contains("That code is not right"));

    let mut renewing = Renewing::begin(&office, &["--lost"], &["Olive Owner", PASSPHRASE, &spare[0]]);
    let kit = renewing.letters(3).join(" ");
    renewing.type_in(kit.rsplit(' ').next().unwrap_or_default());
    let (well, words) = renewing.end();
    assert!(well, "she holds the key of every study: {words}");

    let recovery = installation::recovery_key(&office.state.store).await.unwrap().unwrap();
    let mut to = office.state.store.write().await.unwrap();
    let neighbour = accounts::make(&mut to, "Nell Neighbour", &keys(), false).await.unwrap();
    studies::make(&mut to, "Inland", "America/Chicago", &neighbour, &recovery).await.unwrap();
    to.commit().await.unwrap();
    let mut renewing = Renewing::begin(&office, &["--lost"], &["Olive Owner", PASSPHRASE, &spare[1]]);
    assert!(renewing.letters(1).is_empty());
    assert!(renewing.end().1.contains("“Inland” has a key that this does not open"));
    let typed: [&str; 4] = ["Olive Owner", PASSPHRASE, &spare[2], &kit];
    assert_eq!(Renewing::begin(&office, &[], &typed).letters(3).len(), 3, "control: with the kit it goes on");
}

#[tokio::test]
async fn an_installation_may_begin_with_a_kit_on_three_sheets_of_which_two_open_it() {
    for (preset, chosen) in [(true, ""), (false, "3")] {
        let (mut state, folder) = empty().await;
        Arc::get_mut(&mut state).expect("nobody else has it yet").settings.in_three = preset;
        let mut owner = browser(&state);
        let mut fields = somebody("Olive Owner", PASSPHRASE);
        fields.push(("sheets", chosen));
        let page = owner.post("/first-start", &fields).await;
        let three = sheets(&page.body);
        assert_eq!(three.iter().map(Vec::len).collect::<Vec<_>>(), [7, 7, 7], "{}", page.body);
        let typed = |second: usize| {
            [("last-line-1", &*three[0][6]), ("last-line-2", &*three[second][6]), ("last-line-3", &*three[2][6])]
        };
        let refused = owner.post("/first-start/kit", &typed(2)).await;
        assert!(refused.says("not the last line of sheet 2"), "{}", refused.body);
        assert!(!accounts::any(&state.store).await.unwrap(), "nothing is stored before");
        let begun = owner.post("/first-start/kit", &typed(1)).await;
        assert_eq!(begun.address, "/studies?done=started", "{}", begun.body);
        assert_eq!(kits::current(&state.store).await.unwrap().unwrap().sheets, 3);

        let (one, other) = (three[1].join("\n"), three[2].join("\n"));
        let recover = async |second: &str| {
            let mut fields = somebody("Nora New", OTHER);
            fields.extend([("kit", one.as_str()), ("kit-other", second)]);
            browser(&state).post("/recover", &fields).await
        };
        assert!(recover("").await.says("alone. One sheet opens nothing"));
        assert_eq!(recover(&other).await.address, "/studies?done=recovered");
        let _ = std::fs::remove_dir_all(folder);
    }
}

#[tokio::test]
async fn whoever_begins_may_choose_one_sheet_though_three_were_offered() {
    let (mut state, folder) = empty().await;
    Arc::get_mut(&mut state).expect("nobody else has it yet").settings.in_three = true;
    let mut fields = somebody("Olive Owner", PASSPHRASE);
    fields.push(("sheets", "1"));
    let page = browser(&state).post("/first-start", &fields).await;
    assert!(blocks(&page.body).len() == 12 && sheets(&page.body).is_empty(), "{}", page.body);
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn the_flag_of_serve_says_what_the_first_start_offers() {
    let offered = |flags: &[&str]| {
        let folder = Folder::new();
        let program = Program::start(folder.path(), flags);
        let page = get(&program.staff, "/first-start").text();
        let choices = page.split("name=\"sheets\"").skip(1).map(|rest| rest.split('>').next().unwrap().to_owned());
        let chosen: Vec<String> = choices.filter(|choice| choice.contains("checked")).collect();
        assert_eq!(chosen.len(), 1, "{page}");
        chosen[0].contains("value=\"3\"")
    };
    assert!(offered(&["--sheets", "3"]));
    assert!(!offered(&[]), "control: one sheet where nothing was said");
}
