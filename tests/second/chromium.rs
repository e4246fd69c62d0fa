//! A real browser with a device of its own (WebDriver's virtual authenticator): a passkey is made, signs in and unlocks;
//! axe looks at each page.

use fantoccini::Locator;
use serde_json::json;

use crate::browser::{Browser, DESKTOP};
use crate::demo::Demo;

/// A device inside the machine that knows its person, and gives secrets.
async fn plug_in(browser: &Browser) {
    let device = json!({
        "protocol": "ctap2_1", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserConsenting": true, "isUserVerified": true, "extensions": ["prf"],
    });
    let answered = browser.ask("webauthn/authenticator", &device).await;
    assert!(answered.is_string(), "{answered}");
}

async fn fill(browser: &Browser, field: &str, text: &str) {
    let field = browser.client.find(Locator::Css(field)).await.expect("a field");
    field.send_keys(text).await.expect("typed");
}

async fn see(browser: &Browser, words: &str) {
    let page = browser.client.source().await.expect("the page");
    assert!(page.contains(words), "{words}: {page}");
    assert_eq!(browser.axe().await, Vec::<String>::new());
}

async fn sign_in(browser: &Browser, origin: &str, name: &str, passphrase: &str) {
    browser.client.goto(&format!("{origin}/sign-in")).await.expect("the sign-in page");
    fill(browser, "main input[name=name]", name).await;
    fill(browser, "main input[name=passphrase]", passphrase).await;
    browser.follow("main form button").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_of_a_real_browser_signs_in_and_unlocks() {
    let demo = Demo::start();
    let Some(browser) = Browser::open(DESKTOP).await else { return };
    plug_in(&browser).await;
    let (address, name, passphrase) = &demo.staff;
    let (origin, name) = (address.replace("127.0.0.1", "localhost"), name.replace('-', " "));
    sign_in(&browser, &origin, &name, passphrase).await;
    browser.client.goto(&format!("{origin}/account")).await.expect("the account");
    see(&browser, "Signing in asks for nothing but your passphrase.").await;
    browser.follow("a[href='/account/passkeys/new']").await;
    see(&browser, "Once more, is it you?").await;
    fill(&browser, "main input[name=passphrase]", passphrase).await;
    browser.follow("main form button").await;
    fill(&browser, "main input[name=name]", "blue key").await;
    see(&browser, "Add a passkey").await;
    browser.follow("button.passkey").await;
    see(&browser, "Your spare codes").await;

    browser.follow("main a[href$='/unlocks']").await;
    fill(&browser, "main input[name=passphrase]", passphrase).await;
    see(&browser, "Unlock with a passkey").await;
    browser.follow("button.passkey").await;
    see(&browser, "From now on it unlocks studies.").await;

    browser.follow("form[action='/sign-out'] button").await;
    sign_in(&browser, &origin, &name, passphrase).await;
    see(&browser, "Your second proof").await;
    browser.follow("button.passkey").await;
    browser.follow("main a[href$='/overview']").await;
    browser.follow("a.lock").await;
    see(&browser, "Lock of this study").await;
    browser.follow("button.passkey").await;
    see(&browser, "Unlocked.").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_device_the_page_says_so_and_nothing_changes() {
    let demo = Demo::start();
    let Some(browser) = Browser::open(DESKTOP).await else { return };
    let (address, name, passphrase) = &demo.staff;
    let (origin, name) = (address.replace("127.0.0.1", "localhost"), name.replace('-', " "));
    sign_in(&browser, &origin, &name, passphrase).await;
    browser.client.goto(&format!("{origin}/account/passkeys/new")).await.expect("led to the proofs");
    fill(&browser, "main input[name=passphrase]", passphrase).await;
    browser.follow("main form button").await;
    fill(&browser, "main input[name=name]", "blue key").await;
    // What a browser does where somebody closes its window.
    let refuse = "navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError'))";
    browser.client.execute(refuse, Vec::new()).await.expect("set up");
    browser.client.find(Locator::Css("button.passkey")).await.expect("a button").click().await.expect("pressed");
    browser.client.wait().for_element(Locator::Css(".passkey-failed:not([hidden])")).await.expect("it says so");
    see(&browser, "The device did not answer").await;
    // What it does where the device has a passkey of this person already.
    let known = "navigator.credentials.create = () => Promise.reject(new DOMException('no', 'InvalidStateError'))";
    browser.client.execute(known, Vec::new()).await.expect("set up");
    browser.client.find(Locator::Css("button.passkey")).await.expect("a button").click().await.expect("pressed");
    browser.client.wait().for_element(Locator::Css(".passkey-same:not([hidden])")).await.expect("it says so");
    browser.client.find(Locator::Css(".passkey-failed[hidden]")).await.expect("and nothing else");
    browser.close().await;
}
