//! A thief copied Olive's cookie from her computer, and perhaps knows her passphrase too.

use crate::office::Office;
use crate::platform::PASSPHRASE;
use crate::scene::{acts, alter, confirm, send, set_up, types_passphrase};
use server::seal::keys::Passphrase;
use server::store::accounts;

const NEW: &str = "six grey herons by the weir";

/// Every form that changes how somebody signs in, or what opens everything.
const FORMS: &[&str] = &[
    "/account",
    "/installation/kit/renew",
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
    assert!(thief.get("/installation/kit").await.says("To make a new kit, first prove"), "and no kit is typed in vain");
    assert!(thief.get("/account").await.says("first prove once more"), "nothing to press either");
    for typed in ["", "a guess that is long enough"] {
        let refused = send(&mut thief, "/account/confirm", "/account/confirm", &[("passphrase", typed)]).await;
        assert!(refused.says("That is not your passphrase"), "{}", refused.body);
    }
    let refused = confirm(&mut thief).await;
    assert!(refused.says("Please type the code first"), "the passphrase is not enough either: {}", refused.body);
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

/// Olive changes her passphrase.
async fn changes(office: &mut Office) -> String {
    let fields = [("old-passphrase", PASSPHRASE), ("passphrase", NEW), ("passphrase-again", NEW)];
    send(&mut office.owner, "/account", "/account", &fields).await.address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_passphrase_ends_whatever_the_old_one_began() {
    let mut office = Office::open().await;
    let (app, spare) = set_up(&mut office.owner).await;
    let (mut inside, _) = types_passphrase(&office, "Olive Owner").await;
    send(&mut inside, "/sign-in/second", "/sign-in/second", &[("code", &app.code(1))]).await;
    inside.post(&office.page("unlock"), &[("passphrase", PASSPHRASE)]).await;
    assert!(inside.get(&office.page("overview")).await.says("Locks after"), "control: signed in, and unlocked");
    let (mut half, _) = types_passphrase(&office, "Olive Owner").await;
    let mut copied = office.owner.clone();
    assert!(copied.get("/account").await.says("Your account"), "control: the cookie is good");

    assert_eq!(changes(&mut office).await, "/account?done=passphrase-changed");
    for thief in [&mut inside, &mut copied] {
        assert!(thief.get(&office.page("overview")).await.address.starts_with("/sign-in"), "signed out");
    }
    let end = send(&mut half, "/sign-in/second", "/sign-in/second", &[("code", &spare[0])]).await;
    assert!(end.address.starts_with("/sign-in") && !end.says("Shore"), "half a sign-in is none: {}", end.address);
    assert!(office.owner.get(&office.page("overview")).await.says("Locks after"), "who changed it goes on");
    let mut new = crate::office::browser(&office.state);
    new.post("/sign-in", &[("name", "Olive Owner"), ("passphrase", NEW)]).await;
    let entered = send(&mut new, "/sign-in/second", "/sign-in/second", &[("code", &spare[0])]).await;
    assert!(entered.address.starts_with("/studies?done=spare-left"), "control: the code was not spent, and opens now");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_there_is_a_second_proof_a_new_passphrase_and_a_new_kit_ask_for_it_anew() {
    let mut office = Office::open().await;
    let kit = office.kit.join(" ");
    let renew = [("kit", kit.as_str()), ("sheets", "1"), ("passphrase", PASSPHRASE), ("sure", "on")];
    set_up(&mut office.owner).await;
    alter(&office, "update sessions set confirmed_at = confirmed_at - 601").await;
    assert!(changes(&mut office).await.starts_with("/account/confirm"), "the old one alone is not enough");
    let asked = office.owner.post("/installation/kit/renew", &renew).await;
    assert!(asked.address.starts_with("/account/confirm?next=%2Finstallation%2Fkit"), "{}", asked.address);
    assert_eq!(office.owner.get("/installation/kit/new").await.address, "/installation/kit", "no kit was made");
    alter(&office, "update sessions set confirmed_at = confirmed_at + 601").await;
    let shown = office.owner.post("/installation/kit/renew", &renew).await;
    assert_eq!(shown.address, "/installation/kit/new", "control");
    assert_eq!(changes(&mut office).await, "/account?done=passphrase-changed", "control");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passphrase_that_is_changed_while_it_is_checked_lets_nobody_in() {
    let mut office = Office::open().await;
    let store = office.state.store.clone();
    let (olive, known) = accounts::prove(&store, "Olive Owner", Passphrase::new(PASSPHRASE)).await.unwrap();
    let still = async || accounts::is_still(&mut store.pool.acquire().await.unwrap(), &olive.id, &known).await.unwrap();
    assert!(still().await, "control");
    assert_eq!(changes(&mut office).await, "/account?done=passphrase-changed");
    assert!(!still().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn new_keys_end_a_sign_in_that_waits() {
    let mut office = Office::open().await;
    let (_, spare) = set_up(&mut office.owner).await;
    let (mut half, page) = types_passphrase(&office, "Olive Owner").await;
    assert_eq!(page.address, "/sign-in/second", "control");
    assert_eq!(half.get("/sign-in/second").await.address, "/sign-in/second", "control: it waits");
    let mut to = office.state.store.write().await.unwrap();
    let olive = accounts::named(&mut to, "Olive Owner").await.unwrap().unwrap();
    accounts::renew(&mut to, &olive.id, &crate::office::keys()).await.unwrap();
    to.commit().await.unwrap();
    let end = send(&mut half, "/sign-in/second", "/sign-in/second", &[("code", &spare[0])]).await;
    assert!(end.address.starts_with("/sign-in") && !end.says("Shore"), "{}", end.address);
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
