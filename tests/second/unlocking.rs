//! Olive lets her passkey unlock. It opens with its own secret, after it made sure that it is she; signing in goes on asking
//! for the passphrase.

use crate::device::{Device, Slip, asked};
use crate::office::{Office, keys};
use crate::passkeys::add;
use crate::platform::{Answered, Browser, PASSPHRASE};
use crate::scene::{acts, named, send};
use server::store::{accounts, passkeys};

/// Olive with a passkey, and the page on which she lets it unlock.
async fn olive(office: &Office, device: &mut Device) -> (Browser, String) {
    let mut olive = named(office, office.owner.cookie.as_ref());
    let page = add(&mut olive, device, "blue key").await;
    let ids = page.body.split("/account/passkeys/");
    let id = ids.filter_map(|rest| rest.get(..32)).find(|id| server::chance::is_id(id)).unwrap().to_owned();
    (olive, format!("/account/passkeys/{id}/unlocks"))
}

async fn sign(by: &mut Browser, page: &str, device: &mut Device, slip: Slip, more: &[(&str, &str)]) -> Answered {
    let question = asked(&by.get(page).await.body);
    assert_ne!(question["secret"], "", "the secret is asked for");
    let sent = device.sign(&question, slip);
    let fields: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    send(by, page, page, &[&fields[..], more].concat()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_unlocks_in_place_of_the_passphrase() {
    let office = Office::open().await;
    let mut device = Device::new();
    let (mut olive, page) = olive(&office, &mut device).await;
    let (unlock, lock) = (office.page("unlock"), office.page("lock"));
    olive.post(&lock, &[]).await;
    assert!(!olive.get(&unlock).await.says("data-ask"), "control: not before she lets it");
    let wrong = [("passphrase", "a guess that is long enough")];
    assert!(sign(&mut olive, &page, &mut device, Slip::default(), &wrong).await.says("That is not your passphrase"));
    let right = [("passphrase", PASSPHRASE)];
    let unsure = Slip { unverified: true, ..Slip::default() };
    assert!(sign(&mut olive, &page, &mut device, unsure, &right).await.says("did not make sure that it is you"));
    let done = sign(&mut olive, &page, &mut device, Slip::default(), &right).await;
    assert!(done.says("From now on it unlocks studies.") && done.says("It may unlock studies."), "{}", done.body);
    assert_eq!(acts(&office).await[0], "passkey-unlocks");

    assert!(sign(&mut olive, &unlock, &mut device, unsure, &[]).await.says("did not make sure that it is you"));
    let opened = sign(&mut olive, &unlock, &mut device, Slip::default(), &[]).await;
    assert!(opened.says("Unlocked.") && opened.says("Locks after"), "{}: {}", opened.address, opened.body);
    assert!(olive.get(&office.page("audit")).await.says("blue key"), "the record says by what");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_secret_or_another_key_of_hers_opens_nothing() {
    let office = Office::open().await;
    let mut device = Device::new();
    let (mut olive, page) = olive(&office, &mut device).await;
    sign(&mut olive, &page, &mut device, Slip::default(), &[("passphrase", PASSPHRASE)]).await;
    let (unlock, lock) = (office.page("unlock"), office.page("lock"));
    olive.post(&lock, &[]).await;
    let question = asked(&olive.get(&unlock).await.body);
    let mut sent = device.sign(&question, Slip::default());
    sent.last_mut().unwrap().1 = "00".repeat(32);
    let fields: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = send(&mut olive, &unlock, &unlock, &fields).await;
    assert!(refused.says("gives no secret to unlock with"), "{}", refused.body);
    assert!(!refused.says(&"00".repeat(32)), "what a device says is not kept");

    let me = accounts::everybody(&office.state.store).await.unwrap().remove(0).id;
    let mut to = office.state.store.write().await.unwrap();
    assert!(passkeys::of(&mut to, &me).await.unwrap()[0].unlocks, "control");
    accounts::renew(&mut to, &me, &keys()).await.unwrap();
    assert!(!passkeys::of(&mut to, &me).await.unwrap()[0].unlocks, "new keys: what the passkey held is nobody's");
}
