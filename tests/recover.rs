//! The owner left. A colleague stands at the machine itself with the kit from the safe; a stranger comes to a new one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod office;
mod platform;

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use office::{Office, blocks, somebody};
use platform::{Browser, PASSPHRASE, empty};
use server::http::staff::first_start;
use server::seal::codes;
use server::store::accounts;

const OTHER: &str = "nine slow boats at anchor";

fn recover(office: &Office, typed: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tidemark"))
        .args(["recover", "--data"])
        .arg(&office.folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A refused kit ends the program before it has read everything.
    let _ = program.stdin.take().expect("its input is ours").write_all(typed.as_bytes());
    program.wait_with_output().expect("it ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_terminal_makes_whoever_holds_the_kit_an_owner_who_reads_everything() {
    let office = Office::open().await;
    let sealed = office.seal("what one person told us").await;
    let done = recover(&office, &format!("{}\nNora Newowner\n{OTHER}\n{OTHER}\n", office.kit.join("\n")));
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(String::from_utf8_lossy(&done.stdout).contains("Nora Newowner is now an owner"));
    let read = office.read_as("Nora Newowner", OTHER, &sealed).await;
    assert_eq!(read.as_deref(), Some("what one person told us"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_terminal_refuses_another_kit_and_a_short_passphrase_in_a_sentence() {
    let office = Office::open().await;
    let foreign = server::seal::recovery::Kit::new().blocks.join(" ");
    for (kit, passphrase, sentence) in [
        (foreign, OTHER, "not the one of this installation"),
        (office.kit.join(" "), "short", "at least 12 characters"),
    ] {
        let refused = recover(&office, &format!("{kit}\nNora Newowner\n{passphrase}\n{passphrase}\n"));
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains(sentence), "{said}");
    }
    assert_eq!(accounts::names(&office.state.store).await.unwrap().len(), 1, "nobody was made");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_terminal_asks_twice_for_the_passphrase_and_again_for_a_block_with_a_slip_alone() {
    let office = Office::open().await;
    let differing = recover(&office, &format!("{}\nNora Newowner\n{OTHER}\n{OTHER}!\n", office.kit.join(" ")));
    let said = String::from_utf8_lossy(&differing.stderr).into_owned();
    assert!(!differing.status.success() && said.contains("not the same"), "{said}");
    assert_eq!(accounts::names(&office.state.store).await.unwrap().len(), 1, "nobody was made");

    let again = format!("{}\nNora Newowner\nshort\n{OTHER}\n{OTHER}!\n{OTHER}\n{OTHER}\n", office.kit.join(" "));
    let done = recover(&office, &again);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        done.status.success() && said.contains("at least 12 characters") && said.contains("not the same"),
        "{said}"
    );

    let mut slipped = office.kit.clone();
    for place in [3, 8] {
        let other = if slipped[place].starts_with('A') { "B" } else { "A" };
        slipped[place].replace_range(0..1, other);
    }
    let mended = format!("{}\n{}\n{}\n", slipped.join(" "), office.kit[3], office.kit[8].to_lowercase());
    let done = recover(&office, &format!("{mended}Nora Newowner\n{OTHER}\n{OTHER}\n"));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success() && said.contains("block 4, 9") && said.contains("block 9."), "{said}");
}

#[tokio::test]
async fn a_slip_in_the_kit_keeps_the_other_eleven_blocks_on_the_page_once() {
    let office = Office::open().await;
    let mut slipped = office.kit.clone();
    let other = if slipped[6].starts_with('A') { "B" } else { "A" };
    slipped[6].replace_range(0..1, other);
    let mut nora = office::browser(&office.state);
    nora.page = Some("/recover".into());
    let typed = slipped.join(" ");
    let mut fields = somebody("Nora Newowner", OTHER);
    fields.push(("kit", &typed));
    let page = nora.post("/recover", &fields).await;
    assert!(page.says("slip in block 7") && page.says("_____") && page.says("Nora Newowner"), "{}", page.body);
    for (place, block) in office.kit.iter().enumerate() {
        assert_eq!(page.says(block), place != 6, "block {}", place + 1);
    }
    assert!(!page.says(OTHER), "the passphrase is never kept");
    assert!(!nora.get(&page.address).await.says(&office.kit[0]), "it is shown once");
    let kept = page.body.split("name=\"kit\"").nth(1).and_then(|rest| rest.split('>').nth(1)).unwrap();
    let mended = kept.split('<').next().unwrap().replace("_____", &office.kit[6]);
    let mut fields = somebody("Nora Newowner", OTHER);
    fields.push(("kit", &mended));
    assert_eq!(nora.post("/recover", &fields).await.address, "/studies?done=recovered");
}

#[tokio::test]
async fn a_slip_in_the_name_or_the_passphrase_keeps_the_whole_kit_on_the_page_once() {
    let office = Office::open().await;
    let typed = office.kit.join(" ");
    for (name, first, second, said) in [
        ("", OTHER, OTHER, "Please give a name."),
        ("Nora Newowner", "short", "short", "at least 12 characters"),
        ("Nora Newowner", OTHER, "something else entirely", "are not the same"),
    ] {
        let mut nora = office::browser(&office.state);
        nora.page = Some("/recover".into());
        let fields = [("name", name), ("passphrase", first), ("passphrase-again", second), ("kit", typed.as_str())];
        let page = nora.post("/recover", &fields).await;
        assert!(page.says(said) && page.says(name), "{}", page.body);
        assert!(office.kit.iter().all(|block| page.says(block)), "{said}: the kit is right and stays");
        assert!(!page.says(OTHER), "the passphrase is never kept");
        assert!(!nora.get(&page.address).await.says(&office.kit[0]), "control: it is shown once");
    }
    let empty = office::browser(&office.state).post("/recover", &somebody("Nora Newowner", OTHER)).await;
    assert!(empty.says("Nothing of the kit is typed yet."), "{}", empty.body);
    assert_eq!(accounts::names(&office.state.store).await.unwrap().len(), 1, "nobody was made");
}

#[tokio::test]
async fn a_stranger_who_reaches_a_new_installation_first_needs_the_code_from_the_terminal() {
    let (mut state, folder) = empty().await;
    Arc::get_mut(&mut state).expect("nobody else has it yet").settings.staff_origin = "https://staff.example".into();
    let code = first_start::code(&state).await.unwrap().expect("a code is asked for");
    let mut stranger = Browser::new(server::http::staff_plane(&state), "staff.example");
    assert!(stranger.get("/first-start").await.says("Code from the terminal"));
    let mut fields = somebody("Sam Stranger", PASSPHRASE);
    assert!(stranger.post("/first-start", &fields).await.says("not the code from the terminal"));
    let shown = codes::show(code);
    fields.push(("code", &shown));
    let page = stranger.post("/first-start", &fields).await;
    assert_eq!(blocks(&page.body).len(), 12, "control: with the code it goes on");
    assert!(stranger.cookie.is_some_and(|cookie| cookie.starts_with("__Host-t=")), "on HTTPS the cookie is tied to it");
    let _ = std::fs::remove_dir_all(folder);
}
