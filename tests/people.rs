//! An owner begins an installation, colleagues join, sign in and out; a stranger tries the doors.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod office;
mod platform;

use std::time::{Duration, Instant};

use axum::http::{StatusCode, header};
use office::{Office, blocks, browser, keys, somebody};
use platform::{PASSPHRASE, empty};
use server::access::Role;
use server::store::{accounts, sql};

const OTHER: &str = "nine slow boats at anchor";

#[tokio::test]
async fn the_first_start_goes_on_only_when_the_last_block_of_the_kit_is_typed_back() {
    let (state, folder) = empty().await;
    let mut owner = browser(&state);
    assert_eq!(owner.get("/").await.address, "/first-start");
    let page = owner.post("/first-start", &somebody("Olive Owner", PASSPHRASE)).await;
    let kit = blocks(&page.body);
    assert_eq!(kit.len(), 12);
    let refused = owner.post("/first-start/kit", &[("last-block", &kit[10])]).await;
    assert!(refused.says("not the last block"), "{}", refused.body);
    assert!(!accounts::any(&state.store).await.unwrap(), "nothing is stored before");
    let begun = owner.post("/first-start/kit", &[("last-block", &kit[11].to_lowercase())]).await;
    assert_eq!(begun.address, "/studies?done=started");
    assert_eq!(browser(&state).get("/first-start").await.status, StatusCode::NOT_FOUND, "nobody begins twice");
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn the_kit_is_shown_to_the_browser_that_began_and_to_no_other() {
    let (state, folder) = empty().await;
    browser(&state).post("/first-start", &somebody("Olive Owner", PASSPHRASE)).await;
    assert_eq!(browser(&state).get("/first-start/kit").await.address, "/first-start");
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn a_short_or_mistyped_passphrase_is_refused_with_a_sentence() {
    let (state, folder) = empty().await;
    let mut owner = browser(&state);
    let short = owner.post("/first-start", &somebody("Olive Owner", "short")).await;
    assert!(short.says("at least 12 characters"));
    let fields = [("name", "Olive Owner"), ("passphrase", PASSPHRASE), ("passphrase-again", OTHER)];
    assert!(owner.post("/first-start", &fields).await.says("not the same"));
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn a_wrong_passphrase_and_an_unknown_name_get_the_same_sentence_after_about_the_same_time() {
    let office = Office::open().await;
    let mut stranger = browser(&office.state);
    let mut times = Vec::new();
    for name in ["Olive Owner", "Nobody Here"] {
        let before = Instant::now();
        let refused = stranger.post("/sign-in", &[("name", name), ("passphrase", OTHER)]).await;
        times.push(before.elapsed());
        assert!(refused.says("Name or passphrase is not right."));
        assert!(stranger.cookie.is_none());
    }
    assert!(times[1] * 4 > times[0], "an unknown name is not refused at once: {times:?}");
    assert!(times[1] < times[0] * 4 + Duration::from_secs(1), "{times:?}");
}

#[tokio::test]
async fn names_are_found_in_capitals_or_not_and_nobody_takes_one_twice() {
    let office = Office::open().await;
    let mut owner = browser(&office.state);
    let entered = owner.post("/sign-in", &[("name", " olive  OWNER "), ("passphrase", PASSPHRASE)]).await;
    assert_eq!(entered.address, "/studies");
    let code = invite(&office, "researcher").await;
    let mut fields = somebody("OLIVE owner", OTHER);
    fields.push(("code", &code));
    assert!(browser(&office.state).post("/join", &fields).await.says("already called"));
}

async fn invite(office: &Office, role: &str) -> String {
    let fields = [("for-whom", "Rosa"), ("role", role)];
    let page = office.owner.clone().post(&office.page("people/invite"), &fields).await;
    Office::code(&page.body)
}

#[tokio::test]
async fn an_invitation_works_once_and_is_shown_once() {
    let office = Office::open().await;
    let mut owner = office.owner.clone();
    let page = owner.post(&office.page("people/invite"), &[("for-whom", "Rosa"), ("role", "researcher")]).await;
    let code = Office::code(&page.body);
    assert!(!owner.get(&page.address).await.says(&code), "a second look shows no code");
    let said = code.to_lowercase().replace('-', " ");
    let mut fields = somebody("Rosa Researcher", OTHER);
    fields.push(("code", &said));
    assert_eq!(browser(&office.state).post("/join", &fields).await.address, "/studies?done=joined");
    let mut again = somebody("Ruth Researcher", OTHER);
    again.push(("code", &said));
    let refused = browser(&office.state).post("/join", &again).await;
    assert!(refused.says("was used before"), "{}", refused.body);
}

#[tokio::test]
async fn an_invitation_ends_and_can_be_taken_back() {
    let office = Office::open().await;
    for change in ["update invitations set expires_on = '2020-01-01'", "delete from invitations"] {
        let code = invite(&office, "reader").await;
        let mut to = office.state.store.write().await.unwrap();
        sql::query(change).execute(&mut *to).await.unwrap();
        to.commit().await.unwrap();
        let mut fields = somebody("Rea Reader", OTHER);
        fields.push(("code", &code));
        assert!(browser(&office.state).post("/join", &fields).await.says("This code is not right"));
    }
}

#[tokio::test]
async fn somebody_who_is_here_joins_another_study_with_a_code_alone() {
    let office = Office::open().await;
    let mut stranger = office.stranger(&keys()).await;
    let code = invite(&office, "reader").await;
    assert_eq!(stranger.post("/join", &[("code", &code)]).await.address, "/studies?done=joined");
    assert_eq!(stranger.get(&office.page("overview")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_session_cookie_is_strict_and_its_token_stands_nowhere_in_the_data_folder() {
    let office = Office::open().await;
    let mut owner = browser(&office.state);
    let entered = owner.post_only("/sign-in", &[("name", "Olive Owner"), ("passphrase", PASSPHRASE)]).await;
    let lines = entered.headers.get_all(header::SET_COOKIE).iter().map(|line| line.to_str().unwrap());
    let lines: Vec<&str> = lines.collect();
    for line in &lines {
        for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(line.contains(part), "{line}");
        }
        assert!(!line.contains("Expires") && !line.contains("Domain"), "{line}");
    }
    let session: Vec<&&str> = lines.iter().filter(|line| !line.contains("Max-Age")).collect();
    assert!(lines.len() == 2 && session.len() == 1 && session[0].starts_with("t="), "{lines:?}");
    owner.post(&office.page("unlock"), &[("passphrase", PASSPHRASE)]).await;
    let token = owner.cookie.clone().unwrap()[2..].to_owned();
    let bytes: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&token[at * 2..at * 2 + 2], 16).unwrap()).collect();
    for file in std::fs::read_dir(&office.folder).unwrap().flatten() {
        let content = std::fs::read(file.path()).unwrap();
        assert!(!content.windows(64).any(|window| window == token.as_bytes()), "{:?}", file.path());
        assert!(!content.windows(32).any(|window| window == bytes), "{:?}", file.path());
    }
}

#[tokio::test]
async fn the_token_changes_at_sign_in_and_at_unlocking_and_dies_at_sign_out() {
    let office = Office::open().await;
    let mut owner = browser(&office.state);
    let planted = format!("t={}", "ab".repeat(32));
    owner.cookie = Some(planted.clone());
    owner.post("/sign-in", &[("name", "Olive Owner"), ("passphrase", PASSPHRASE)]).await;
    let signed_in = owner.clone();
    assert_ne!(signed_in.cookie, Some(planted), "a planted token is not kept");
    owner.post(&office.page("unlock"), &[("passphrase", PASSPHRASE)]).await;
    assert_ne!(owner.cookie, signed_in.cookie);
    assert_eq!(signed_in.clone().get("/studies").await.address, "/sign-in", "the token from before opens nothing");
    let mut stolen = owner.clone();
    assert_eq!(stolen.get("/studies").await.address, "/studies", "control: it lives until sign-out");
    owner.post("/sign-out", &[]).await;
    assert_eq!(stolen.get("/studies").await.address, "/sign-in");
}

#[tokio::test]
async fn a_study_locks_when_nobody_is_there_and_everybody_signs_in_again_after_a_day_of_work() {
    let office = Office::open().await;
    let mut owner = office.owner.clone();
    assert!(owner.get(&office.page("overview")).await.says("Unlocked"));
    set(&office, "update sessions set active_at = active_at - 901").await;
    assert!(!owner.get(&office.page("overview")).await.says("Unlocked"));
    assert!(!owner.get(&office.page("overview")).await.says("Unlocked"), "it stays locked");
    set(&office, "update sessions set expires_at = expires_at - 8 * 3600").await;
    assert!(owner.get(&office.page("overview")).await.address.starts_with("/sign-in"));
}

async fn set(office: &Office, change: &'static str) {
    let mut to = office.state.store.write().await.unwrap();
    sql::query(change).execute(&mut *to).await.unwrap();
    to.commit().await.unwrap();
}

#[tokio::test]
async fn a_refused_form_leads_back_with_what_was_typed_but_never_with_a_passphrase() {
    let office = Office::open().await;
    let mut newcomer = browser(&office.state);
    newcomer.page = Some("/join".into());
    let mut fields = somebody("Rosa Researcher", OTHER);
    fields.push(("code", "not a code"));
    let first = newcomer.post_only("/join", &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "a form is never answered by a page");
    let page = newcomer.get(&first.location().unwrap()).await;
    assert!(page.says("Rosa Researcher") && page.says("not a code") && page.says("This code is not right"));
    assert!(!page.says(OTHER));
}

#[tokio::test]
async fn a_passphrase_is_changed_by_who_knows_it_and_nothing_given_is_lost() {
    let office = Office::open().await;
    let sealed = office.seal("a quiet word").await;
    let mut owner = office.owner.clone();
    let fields = [("old-passphrase", "wrong wrong wrong"), ("passphrase", OTHER), ("passphrase-again", OTHER)];
    assert!(owner.post("/account", &fields).await.says("not your passphrase"));
    let fields = [("old-passphrase", PASSPHRASE), ("passphrase", OTHER), ("passphrase-again", OTHER)];
    assert_eq!(owner.post("/account", &fields).await.address, "/account?done=passphrase-changed");
    assert_eq!(office.read_as("Olive Owner", OTHER, &sealed).await.as_deref(), Some("a quiet word"));
    assert_eq!(office.read_as("Olive Owner", PASSPHRASE, &sealed).await, None);
}

#[tokio::test]
async fn nobody_is_signed_in_by_default() {
    let office = Office::open().await;
    let mut stranger = browser(&office.state);
    for page in ["/studies", "/studies/new", "/account", &office.page("people")] {
        assert!(stranger.get(page).await.address.starts_with("/sign-in"), "{page}");
    }
    let (_, mut reader) = office.colleague("Rea Reader", Role::Reader, &keys()).await;
    assert_eq!(reader.get("/studies/new").await.status, StatusCode::FORBIDDEN, "only owners make studies");
}
