//! A colleague forgot the passphrase; the owner left and the kit is in the safe; a stranger copied the database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod office;
mod platform;

use office::{Office, browser, keys, somebody};
use platform::PASSPHRASE;
use server::access::Role;
use server::store::{audit, grants, members, studies};

const OTHER: &str = "nine slow boats at anchor";
const WORDS: &str = "what one person told us";

#[tokio::test]
async fn a_newcomer_reads_only_after_a_key_holder_gave_the_key() {
    let office = Office::open().await;
    let sealed = office.seal(WORDS).await;
    let mut owner = office.owner.clone();
    let page = owner.post(&office.page("people/invite"), &[("for-whom", "Rosa"), ("role", "researcher")]).await;
    let code = Office::code(&page.body);
    let mut fields = somebody("Rosa Researcher", OTHER);
    fields.push(("code", &code));
    let mut rosa = browser(&office.state);
    rosa.post("/join", &fields).await;
    assert_eq!(office.read_as("Rosa Researcher", OTHER, &sealed).await, None);
    assert!(rosa.get(&office.page("unlock")).await.says("Nobody has given you"));
    assert!(owner.get(&office.page("people")).await.says("Waiting for the key"));
    give(&office, "Rosa Researcher").await;
    assert_eq!(office.read_as("Rosa Researcher", OTHER, &sealed).await.as_deref(), Some(WORDS));
    let unlocked = rosa.post(&office.page("unlock"), &[("passphrase", OTHER)]).await;
    assert!(unlocked.says("Unlocked"));
}

async fn id_of(office: &Office, name: &str) -> String {
    let all = members::list(&office.state.store, &office.study).await.unwrap();
    all.into_iter().find(|one| one.person.name == name).expect("a member").person.id
}

async fn give(office: &Office, name: &str) {
    let id = id_of(office, name).await;
    let given = office.owner.clone().post(&office.page(&format!("people/{id}/key")), &[]).await;
    assert!(given.says("The key is given."), "{}", given.body);
}

#[tokio::test]
async fn a_locked_owner_is_led_to_unlock_before_giving_a_key() {
    let office = Office::open().await;
    let (rosa, _) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let mut owner = office.owner.clone();
    owner.post(&office.page("lock"), &[]).await;
    let led = owner.post_only(&office.page(&format!("people/{}/key", rosa.id)), &[]).await;
    assert!(led.location().unwrap().starts_with(&office.page("unlock")));
}

#[tokio::test]
async fn a_colleague_who_forgot_reads_again_after_a_key_holder_restored_them() {
    let office = Office::open().await;
    let sealed = office.seal(WORDS).await;
    let (rosa, mut old) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let page = office.owner.clone().post(&office.page(&format!("people/{}/restore", rosa.id)), &[]).await;
    let code = Office::code(&page.body);
    let mut fields = somebody("", OTHER);
    fields.push(("code", &code));
    let mut back = browser(&office.state);
    assert_eq!(back.post("/join", &fields).await.address, "/studies?done=joined");
    assert!(old.get("/studies").await.address.starts_with("/sign-in"), "old sessions end");
    assert_eq!(office.read_as("Rosa Researcher", PASSPHRASE, &sealed).await, None, "the forgotten passphrase is dead");
    assert_eq!(office.read_as("Rosa Researcher", OTHER, &sealed).await, None, "the key was not given yet");
    give(&office, "Rosa Researcher").await;
    assert_eq!(office.read_as("Rosa Researcher", OTHER, &sealed).await.as_deref(), Some(WORDS));
}

#[tokio::test]
async fn a_coordinator_cannot_take_over_somebody_of_another_study_or_an_owner() {
    let office = Office::open().await;
    let keys = keys();
    let (rosa, _) = office.colleague("Rosa Researcher", Role::Researcher, &keys).await;
    let (_, mut cora) = office.colleague("Cora Coordinator", Role::Coordinator, &keys).await;
    let address = office.page(&format!("people/{}/restore", rosa.id));
    cora.page = Some(office.page("people"));
    assert!(cora.post(&address, &[]).await.says("A code to hand over"), "control: in her own study she may");
    let made = office.owner.clone().post("/studies", &[("name", "Inland"), ("time-zone", "America/Chicago")]).await;
    let other = made.address.split('/').nth(2).unwrap().to_owned();
    let mut to = office.state.store.write().await.unwrap();
    members::put(&mut to, &other, &rosa.id, Role::Researcher).await.unwrap();
    to.commit().await.unwrap();
    assert!(cora.post(&address, &[]).await.says("belongs to other studies too"));
    let owner = id_of(&office, "Olive Owner").await;
    let refused = cora.post(&office.page(&format!("people/{owner}/restore")), &[]).await;
    assert_eq!(refused.status.as_u16(), 403);
}

#[tokio::test]
async fn the_owner_left_and_the_kit_opens_everything_for_a_new_one() {
    let office = Office::open().await;
    let sealed = office.seal(WORDS).await;
    let typed = office.kit.join("\n").to_lowercase();
    let mut fields = somebody("Nora Newowner", OTHER);
    fields.push(("kit", &typed));
    let mut nora = browser(&office.state);
    assert_eq!(nora.post("/recover", &fields).await.address, "/studies?done=recovered");
    assert_eq!(office.read_as("Nora Newowner", OTHER, &sealed).await.as_deref(), Some(WORDS));
    assert!(nora.get(&office.page("overview")).await.says("Owner"));
    assert!(nora.post(&office.page("unlock"), &[("passphrase", OTHER)]).await.says("Unlocked"));
    assert!(nora.get(&office.page("audit")).await.says("came back with the recovery kit"));
}

#[tokio::test]
async fn an_owner_who_forgot_comes_back_with_the_kit_under_the_same_name() {
    let office = Office::open().await;
    let sealed = office.seal(WORDS).await;
    let typed = office.kit.join(" ");
    let mut fields = somebody("olive owner", OTHER);
    fields.push(("kit", &typed));
    browser(&office.state).post("/recover", &fields).await;
    assert_eq!(office.read_as("Olive Owner", OTHER, &sealed).await.as_deref(), Some(WORDS));
    assert_eq!(members::list(&office.state.store, &office.study).await.unwrap().len(), 1, "no second person");
}

#[tokio::test]
async fn a_mistyped_kit_names_its_block_and_a_foreign_kit_opens_nothing() {
    let office = Office::open().await;
    let mut wrong = office.kit.clone();
    wrong.swap(3, 4);
    let foreign = server::seal::recovery::Kit::new().blocks.join(" ");
    for (kit, sentence) in [
        (wrong.join(" "), "slip in block 4, 5"),
        (office.kit[1..].join(" "), "60 letters and digits"),
        (foreign, "not the one of this installation"),
    ] {
        let mut fields = somebody("Sam Stranger", OTHER);
        fields.push(("kit", &kit));
        let refused = browser(&office.state).post("/recover", &fields).await;
        assert!(refused.says(sentence), "{sentence}: {}", refused.body);
    }
    assert_eq!(members::list(&office.state.store, &office.study).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_copy_of_the_data_folder_holds_no_key_in_clear_while_somebody_has_unlocked() {
    let office = Office::open().await;
    let keys = office.keys_by_kit(&mut office.state.store.pool.acquire().await.unwrap()).await;
    let (_, private, data) = keys.newest().unwrap();
    let kit = server::seal::recovery::Kit::private_key(&office.kit.join(" ")).unwrap();
    let public = *private.public().as_bytes();
    let mut control = false;
    for file in std::fs::read_dir(&office.folder).unwrap().flatten() {
        let content = std::fs::read(file.path()).unwrap();
        let holds = |bytes: &[u8; 32]| content.windows(32).any(|window| window == bytes);
        control |= holds(&public);
        assert!(!holds(private.as_bytes()) && !holds(data.as_bytes()) && !holds(kit.as_bytes()), "{:?}", file.path());
    }
    assert!(control, "control: what stands there in clear is found");
}

#[tokio::test]
async fn a_member_who_was_removed_holds_no_key_and_is_locked_at_once() {
    let office = Office::open().await;
    let sealed = office.seal(WORDS).await;
    let (rosa, mut browser) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    assert_eq!(office.read_as("Rosa Researcher", PASSPHRASE, &sealed).await.as_deref(), Some(WORDS), "control");
    office.owner.clone().post(&office.page(&format!("people/{}/remove", rosa.id)), &[("sure", "on")]).await;
    assert_eq!(office.read_as("Rosa Researcher", PASSPHRASE, &sealed).await, None);
    assert_eq!(browser.get(&office.page("overview")).await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_second_key_holder_or_a_recorded_reason_is_asked_for() {
    let office = Office::open().await;
    let store = &office.state.store;
    let study = studies::find(store, &office.study).await.unwrap().unwrap();
    assert!(!grants::is_provided_for(store, &study).await.unwrap());
    office.owner.clone().post(&office.page("settings/holder"), &[("reason", "A team of one until May")]).await;
    let study = studies::find(store, &office.study).await.unwrap().unwrap();
    assert_eq!(study.second_holder_refused.as_deref(), Some("Olive Owner: A team of one until May"));
    assert!(grants::is_provided_for(store, &study).await.unwrap());
    office.owner.clone().post(&office.page("settings/holder"), &[("reason", "")]).await;
    office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let study = studies::find(store, &office.study).await.unwrap().unwrap();
    assert!(study.second_holder_refused.is_none() && grants::is_provided_for(store, &study).await.unwrap());
}

#[tokio::test]
async fn what_was_done_with_keys_stands_in_a_whole_chain() {
    let office = Office::open().await;
    office.owner.clone().post(&office.page("people/invite"), &[("for-whom", "Rosa"), ("role", "reader")]).await;
    let acts = audit::latest(&office.state.store, None, 50).await.unwrap();
    let acts: Vec<&str> = acts.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(acts, ["invite", "make-study", "begin"]);
    assert!(matches!(audit::verify(&office.state.store).await.unwrap(), audit::Verdict::Whole { acts: 3, .. }));
}
