//! A key that one touches: it proves something only here, now, to whom it was asked; a page that looks like ours gets
//! nothing from it.

use axum::http::StatusCode;

use crate::device::{Device, Sent, Slip, asked};
use crate::office::{Office, keys};
use crate::platform::{Answered, Browser, PASSPHRASE};
use crate::scene::{acts, confirm, named, send, spare, types_passphrase};
use server::access::Role;

const SECOND: &str = "/sign-in/second";
const NEW: &str = "/account/passkeys/new";

async fn post(browser: &mut Browser, form: &str, sent: &Sent, more: &[(&'static str, &str)]) -> Answered {
    let fields: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    send(browser, form, form, &[&fields[..], more].concat()).await
}

/// Adds a passkey; `browser` is signed in.
pub async fn add(browser: &mut Browser, device: &mut Device, name: &str) -> Answered {
    confirm(browser).await;
    let page = browser.get(NEW).await;
    let sent = device.make(&asked(&page.body), Slip::default());
    post(browser, NEW, &sent, &[("name", name)]).await
}

/// Somebody has typed the passphrase, at the address that is a name.
async fn half(office: &Office, name: &str) -> (Browser, Answered) {
    let mut browser = named(office, None);
    let page = browser.post("/sign-in", &[("name", name), ("passphrase", PASSPHRASE)]).await;
    assert_eq!(page.address, SECOND);
    (browser, page)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_is_added_named_used_and_removed() {
    let office = Office::open().await;
    let (mut olive, mut device) = (named(&office, office.owner.cookie.as_ref()), Device::new());
    let done = add(&mut olive, &mut device, "blue key").await;
    assert!(done.says("blue key") && done.says("for localhost"), "{}", done.body);
    assert_eq!(spare(&done.body).len(), 10);
    assert_eq!(acts(&office).await[..2], ["new-spare-codes", "add-passkey"]);

    let (mut back, page) = half(&office, "Olive Owner").await;
    assert!(page.says("script type=\"module\" src=\"/a/passkey.") && !page.says("six digits"), "{}", page.body);
    let entered = post(&mut back, SECOND, &device.sign(&asked(&page.body), Slip::default()), &[]).await;
    assert!(entered.address == "/studies" && entered.says("Shore"), "{}: {}", entered.address, entered.body);

    let id =
        done.body.split("/account/passkeys/").find_map(|rest| rest.get(..32).filter(|id| server::chance::is_id(id)));
    let at = |verb: &str| format!("/account/passkeys/{}/{verb}", id.unwrap());
    let (_, mut rosa) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    confirm(&mut rosa).await;
    for verb in ["name", "remove"] {
        let refused = rosa.post_only(&at(verb), &[("name", "mine")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{verb}: it is not hers");
    }
    assert!(send(&mut olive, "/account", &at("name"), &[("name", "green key")]).await.says("green key"));
    let unsure = send(&mut olive, "/account", &at("remove"), &[]).await;
    assert!(unsure.says("Please tick that you are sure.") && unsure.says("asks for nothing but my passphrase"));
    let removed = send(&mut olive, "/account", &at("remove"), &[("sure", "on")]).await;
    assert!(removed.says("Signing in asks for nothing but your passphrase now."), "the last one: {}", removed.body);
    assert!(removed.says("The passkey is removed.") && !removed.says("green key"), "{}", removed.body);
    assert_eq!(acts(&office).await[0], "remove-passkey");
    let mut plain = named(&office, None);
    let page = plain.post("/sign-in", &[("name", "Olive Owner"), ("passphrase", PASSPHRASE)]).await;
    assert_eq!(page.address, "/studies");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_looks_like_ours_gets_nothing_that_opens_ours() {
    let office = Office::open().await;
    let (mut olive, mut device) = (named(&office, office.owner.cookie.as_ref()), Device::new());
    add(&mut olive, &mut device, "blue key").await;
    let slips = [
        Slip { origin: Some("https://localhost.evil.example"), ..Slip::default() },
        Slip { origin: Some("http://localhost:42000"), ..Slip::default() },
        Slip { party: Some("evil.example"), ..Slip::default() },
        Slip { challenge: true, ..Slip::default() },
    ];
    for slip in slips {
        let (mut thief, page) = half(&office, "Olive Owner").await;
        let refused = post(&mut thief, SECOND, &device.sign(&asked(&page.body), slip), &[]).await;
        assert!(refused.says("This passkey was not accepted"), "{slip:?}: {}", refused.body);
        assert!(thief.get("/studies").await.address.starts_with("/sign-in"), "{slip:?}");
    }
    for slip in &slips[..3] {
        let page = olive.get(NEW).await;
        let sent = Device::new().make(&asked(&page.body), *slip);
        let refused = post(&mut olive, NEW, &sent, &[("name", "red key")]).await;
        assert!(refused.says("This passkey was not accepted"), "{slip:?}: {}", refused.body);
    }
    let (mut back, page) = half(&office, "Olive Owner").await;
    let right = device.sign(&asked(&page.body), Slip::default());
    assert_eq!(post(&mut back, SECOND, &right, &[]).await.address, "/studies", "control");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_signed_counts_once_for_one_browser_and_one_purpose() {
    let office = Office::open().await;
    let (mut olive, mut device) = (named(&office, office.owner.cookie.as_ref()), Device::new());
    add(&mut olive, &mut device, "blue key").await;
    let (mut first, page) = half(&office, "Olive Owner").await;
    let signed = device.sign(&asked(&page.body), Slip::default());
    let (mut other, _) = half(&office, "Olive Owner").await;
    assert!(post(&mut other, SECOND, &signed, &[]).await.says("took too long"), "seen, and sent from elsewhere");
    let page = olive.get("/account/confirm").await;
    let elsewhere = device.sign(&asked(&page.body), Slip::default());
    assert!(post(&mut first, SECOND, &elsewhere, &[]).await.says("took too long"), "asked for another purpose");
    assert_eq!(post(&mut first, SECOND, &signed, &[]).await.address, "/studies", "control");
    let (mut again, _) = half(&office, "Olive Owner").await;
    assert!(post(&mut again, SECOND, &signed, &[]).await.says("took too long"), "sent once more");
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_else_s_passkey_is_anybody_else_s() {
    let office = Office::open().await;
    let (mut olive, mut device) = (named(&office, office.owner.cookie.as_ref()), Device::new());
    add(&mut olive, &mut device, "blue key").await;
    let (_, rosa) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let (mut rosa, mut hers) = (named(&office, rosa.cookie.as_ref()), Device::new());
    confirm(&mut rosa).await;
    let page = rosa.get(NEW).await;
    let same = device.make(&asked(&page.body), Slip::default());
    assert!(post(&mut rosa, NEW, &same, &[("name", "mine")]).await.says("Somebody here has this passkey already."));
    add(&mut rosa, &mut hers, "my key").await;
    let (mut thief, page) = half(&office, "Olive Owner").await;
    let refused = post(&mut thief, SECOND, &hers.sign(&asked(&page.body), Slip::default()), &[]).await;
    assert!(refused.says("This passkey was not accepted"), "{}", refused.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_a_device_that_counts_is_refused_and_recorded() {
    let office = Office::open().await;
    let (mut olive, mut device) = (named(&office, office.owner.cookie.as_ref()), Device::new());
    device.counter = Some(7);
    add(&mut olive, &mut device, "blue key").await;
    let (mut back, page) = half(&office, "Olive Owner").await;
    let right = device.sign(&asked(&page.body), Slip::default());
    assert_eq!(post(&mut back, SECOND, &right, &[]).await.address, "/studies", "control");
    device.counter = Some(8);
    let (mut copy, page) = half(&office, "Olive Owner").await;
    let refused = post(&mut copy, SECOND, &device.sign(&asked(&page.body), Slip::default()), &[]).await;
    assert!(refused.says("there are two of it"), "{}", refused.body);
    assert_eq!(acts(&office).await[0], "passkey-copied");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_an_address_that_is_a_number_the_page_says_what_else_there_is() {
    let mut office = Office::open().await;
    confirm(&mut office.owner).await;
    let page = office.owner.get(NEW).await;
    assert!(page.says("open the same address with “localhost”") && !page.says("data-ask"), "{}", page.body);
    let (mut olive, mut device) = (named(&office, office.owner.cookie.as_ref()), Device::new());
    let codes = spare(&add(&mut olive, &mut device, "blue key").await.body);
    let mut back = crate::office::browser(&office.state);
    let page = back.post("/sign-in", &[("name", "Olive Owner"), ("passphrase", PASSPHRASE)]).await;
    assert!(page.says("One of your spare codes.") && !page.says("data-ask"), "{}", page.body);
    let entered = send(&mut back, SECOND, SECOND, &[("code", &codes[0])]).await;
    assert_eq!(entered.address, "/studies?done=spare-left&left=9");
}

#[tokio::test(flavor = "multi_thread")]
async fn at_another_address_the_page_says_why_no_passkey_is_there_and_a_code_counts() {
    let office = Office::open().await;
    let (mut olive, mut device) = (named(&office, office.owner.cookie.as_ref()), Device::new());
    let done = add(&mut olive, &mut device, "blue key").await;
    let (_, page) = half(&office, "Olive Owner").await;
    assert!(page.says("data-ask") && !page.says("do nothing at this address"), "control: {}", page.body);
    let place = |words: &str| page.body.find(words).unwrap();
    assert!(place("class=\"passkey\"") < place("Or type a code instead"), "the better way comes first");
    let (mut elsewhere, page) = types_passphrase(&office, "Olive Owner").await;
    assert!(page.says("were made for localhost and do nothing at this address"), "{}", page.body);
    assert!(!page.says("data-ask"), "nothing to press that could not work");
    let entered = send(&mut elsewhere, SECOND, SECOND, &[("code", &spare(&done.body)[0])]).await;
    assert!(entered.address.starts_with("/studies"), "{}", entered.body);
}
