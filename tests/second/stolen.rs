//! A thief copied Olive's cookie from her computer, and perhaps knows her passphrase too.

use crate::office::Office;
use crate::platform::PASSPHRASE;
use crate::scene::{acts, alter, confirm, send, set_up};

/// Every form that changes how somebody signs in.
const FORMS: &[&str] = &[
    "/account/passkeys/new",
    "/account/passkeys/x/remove",
    "/account/authenticator",
    "/account/authenticator/new",
    "/account/authenticator/off",
    "/account/spare",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_cookie_changes_nothing_about_signing_in() {
    let mut office = Office::open().await;
    set_up(&mut office.owner).await;
    alter(&office, "update sessions set confirmed_at = confirmed_at - 601").await;
    let mut thief = office.owner.clone();
    let before = acts(&office).await.len();
    for form in FORMS {
        let led = thief.post_only(form, &[("code", "123456"), ("name", "mine")]).await;
        assert!(led.location().unwrap().starts_with("/account/confirm?next="), "{form}: {:?}", led.location());
    }
    for page in ["/account/passkeys/new", "/account/authenticator"] {
        assert!(thief.get_only(page).await.location().unwrap().starts_with("/account/confirm"), "{page}");
    }
    assert!(thief.get("/account").await.says("first prove once more"), "nothing to press either");
    for typed in ["", "a guess that is long enough"] {
        let refused = send(&mut thief, "/account/confirm", "/account/confirm", &[("passphrase", typed)]).await;
        assert!(refused.says("That is not your passphrase"), "{}", refused.body);
    }
    let refused = confirm(&mut thief).await;
    assert!(refused.says("That code is not right"), "the passphrase is not enough either: {}", refused.body);
    assert_eq!(acts(&office).await.len(), before, "nothing was done");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_copied_a_cookie_is_left_behind_when_its_owner_proves_who_they_are() {
    let mut office = Office::open().await;
    let mut thief = office.owner.clone();
    assert!(thief.get("/account").await.says("Your account"), "control: the cookie is good");
    let page = confirm(&mut office.owner).await;
    assert!(page.address == "/account" && office.owner.get("/account").await.says("Your account"));
    assert!(thief.get("/account").await.address.starts_with("/sign-in"), "the old token is nobody's");
    let unlocked = office.owner.get(&office.page("overview")).await;
    assert!(unlocked.says("Locks after"), "what was unlocked stays so");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signed_in_before_there_was_a_second_proof_is_signed_out() {
    let mut office = Office::open().await;
    let mut thief = crate::office::browser(&office.state);
    thief.post("/sign-in", &[("name", "Olive Owner"), ("passphrase", PASSPHRASE)]).await;
    assert!(thief.get("/studies").await.says("Shore"), "control");
    set_up(&mut office.owner).await;
    assert!(thief.get("/studies").await.address.starts_with("/sign-in"), "the passphrase alone was enough for it");
    assert!(office.owner.get("/studies").await.says("Shore"), "who set it up stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_is_not_proof_enough_and_the_proof_ends_after_ten_minutes() {
    let mut office = Office::open().await;
    let mut fresh = crate::office::browser(&office.state);
    fresh.post("/sign-in", &[("name", "Olive Owner"), ("passphrase", PASSPHRASE)]).await;
    let led = fresh.post_only("/account/authenticator/new", &[]).await;
    assert!(led.location().unwrap().starts_with("/account/confirm"), "right after signing in");
    confirm(&mut office.owner).await;
    let shown = office.owner.post_only("/account/authenticator/new", &[]).await;
    assert_eq!(shown.location().as_deref(), Some("/account/authenticator"), "control");
    alter(&office, "update sessions set confirmed_at = confirmed_at - 601").await;
    let led = office.owner.post_only("/account/authenticator/new", &[]).await;
    assert!(led.location().unwrap().starts_with("/account/confirm"));
}

#[tokio::test(flavor = "multi_thread")]
async fn proofs_given_anew_lead_nowhere_else() {
    let mut office = Office::open().await;
    for next in ["https://evil.example", "//evil.example", "/studies", "/account//evil.example"] {
        let fields = [("passphrase", PASSPHRASE), ("next", next)];
        let led = office.owner.post_only("/account/confirm", &fields).await;
        assert_eq!(led.location().as_deref(), Some("/account"), "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_pressed_is_there_again_once_the_proofs_were_given() {
    let mut office = Office::open().await;
    let (_, spare) = set_up(&mut office.owner).await;
    alter(&office, "update sessions set confirmed_at = confirmed_at - 601").await;
    let asked = send(&mut office.owner, "/account", "/account/authenticator/off", &[("sure", "on")]).await;
    assert!(asked.says("Once more, is it you?"), "{}", asked.body);
    let next = asked.body.split("name=\"next\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let fields = [("passphrase", PASSPHRASE), ("code", spare[0].as_str()), ("next", next)];
    let back = send(&mut office.owner, "/account/confirm", "/account/confirm", &fields).await;
    assert!(back.address.starts_with("/account?again="), "{}", back.address);
    assert!(back.says("What you had pressed is not done yet") && back.says("href=\"#sent-form\""), "{}", back.body);
    let form = back.body.split("id=\"sent-form\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.contains("/account/authenticator/off") && !form.contains("checked"), "its tick is set anew: {form}");
}
