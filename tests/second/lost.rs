//! Rosa's phone fell into the river, and her spare codes with it. An owner helps; a coordinator and a code do not.

use axum::http::StatusCode;

use crate::office::{Office, browser, keys, somebody};
use crate::platform::{Browser, PASSPHRASE};
use crate::scene::{acts, confirm, send, set_up, types_passphrase};
use server::access::Role;
use server::store::accounts::Person;

const OTHER: &str = "nine slow boats at anchor";

async fn rosa(office: &Office) -> (Person, Browser) {
    let (rosa, mut hers) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    set_up(&mut hers).await;
    (rosa, hers)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_takes_it_away_and_the_person_is_told_by_whom() {
    let mut office = Office::open().await;
    let (rosa, mut hers) = rosa(&office).await;
    let form = format!("/installation/{}/second", rosa.id);
    assert!(office.owner.get("/installation").await.says("Signs in with a second proof"));
    let led = office.owner.post_only(&form, &[("sure", "on")]).await;
    assert!(led.location().unwrap().starts_with("/account/confirm?next=%2Finstallation%3Fagain%3D"));
    confirm(&mut office.owner).await;
    let unsure = send(&mut office.owner, "/installation", &form, &[]).await;
    assert!(unsure.says("Please tick that you are sure."), "{}", unsure.body);
    let done = send(&mut office.owner, "/installation", &form, &[("sure", "on")]).await;
    assert!(done.says("the person will be told") && !done.says("Signs in with a second proof"), "{}", done.body);
    assert_eq!(acts(&office).await[0], "reset-second");
    assert!(done.says("took somebody’s second proof away"), "in the record, in words");

    assert!(hers.get("/studies").await.address.starts_with("/sign-in"), "her sessions end");
    let (mut back, page) = types_passphrase(&office, "Rosa Researcher").await;
    assert_eq!(page.address, "/studies");
    assert!(page.says("Olive Owner took your second proof away on"), "{}", page.body);
    assert!(back.get(&office.page("overview")).await.says("took your second proof away"), "on every page");
    assert!(!office.owner.get("/studies").await.says("took your second proof away"), "to nobody else");
    assert!(!back.post("/account/read", &[]).await.says("took your second proof away"), "until she has read it");
    let none = send(&mut office.owner, "/installation", &form, &[("sure", "on")]).await;
    assert!(none.says("There is no second proof."), "{}", none.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_takes_it_away() {
    let mut office = Office::open().await;
    let (rosa, mut hers) = rosa(&office).await;
    let form = format!("/installation/{}/second", rosa.id);
    let (_, mut cora) = office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    confirm(&mut cora).await;
    assert_eq!(cora.post_only(&form, &[("sure", "on")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(hers.post_only(&form, &[("sure", "on")]).await.status, StatusCode::FORBIDDEN);
    let me = server::store::accounts::everybody(&office.state.store).await.unwrap();
    let me = me.into_iter().find(|one| one.installation_owner).unwrap().id;
    let own = format!("/installation/{me}/second");
    assert!(send(&mut office.owner, "/installation", &own, &[]).await.says("Nobody does this to themselves"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_for_a_new_passphrase_does_not_get_round_it() {
    let office = Office::open().await;
    let (rosa, _) = rosa(&office).await;
    let page = office.owner.clone().post(&office.page(&format!("people/{}/restore", rosa.id)), &[]).await;
    let code = Office::code(&page.body);
    let mut fields = somebody("", OTHER);
    fields.push(("code", &code));
    let mut who = browser(&office.state);
    let led = who.post("/join", &fields).await;
    assert_eq!(led.address, "/sign-in/second", "{}", led.body);
    assert!(who.get("/studies").await.address.starts_with("/sign-in"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kit_from_the_safe_does_and_the_record_says_so() {
    let mut office = Office::open().await;
    set_up(&mut office.owner).await;
    let kit = office.kit.join(" ");
    let mut fields = somebody("Olive Owner", PASSPHRASE);
    fields.push(("kit", &kit));
    let back = browser(&office.state).post("/recover", &fields).await;
    assert!(back.says("You are back"), "{}", back.body);
    assert!(acts(&office).await.contains(&"reset-second".to_owned()));
}
