//! A researcher left the house; the owner shuts her out of everything; a coordinator would like to do the same.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod group;
mod office;
mod platform;

use axum::http::StatusCode;
use group::Group;
use office::{Office, browser, keys, prove, somebody};
use platform::{Browser, PASSPHRASE};
use server::access::Role;
use server::seal::{envelope, payload};
use server::store::grants::StudyKeys;
use server::store::{accounts, audit, grants, members};

async fn act(by: &mut Browser, id: &str, verb: &str) -> platform::Answered {
    prove(by).await;
    by.page = Some("/installation".into());
    by.post(&format!("/installation/{id}/{verb}"), &[("sure", "on")]).await
}

async fn acts(office: &Office, study: Option<&str>) -> Vec<String> {
    let found = match study {
        Some(study) => audit::latest(&office.state.store, Some(study), 50).await,
        None => audit::of_installation(&office.state.store, 50).await,
    };
    found.unwrap().into_iter().map(|entry| entry.action).collect()
}

#[tokio::test]
async fn who_left_is_signed_out_at_once_and_opens_nothing_any_more() {
    let mut office = Office::open().await;
    let sealed = office.seal("what one person told us").await;
    let (rosa, mut hers) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    assert!(office.read_as("Rosa Researcher", PASSPHRASE, &sealed).await.is_some(), "control");
    assert_eq!(hers.get(&office.page("results")).await.status, StatusCode::OK, "control");
    let page = office.owner.clone().post(&office.page(&format!("people/{}/restore", rosa.id)), &[]).await;
    let code = Office::code(&page.body);

    office.owner.page = Some("/installation".into());
    let page = office.owner.get("/installation").await;
    assert!(page.says("I am sure: shut Rosa Researcher out of everything") && page.says("then make a new one"));
    prove(&mut office.owner).await;
    let pressed = office.owner.post(&format!("/installation/{}/shut-out", rosa.id), &[]).await;
    assert!(pressed.says("Please tick that you are sure.") && pressed.says("<h2>Rosa"), "one press does nothing");
    let done = act(&mut office.owner, &rosa.id, "shut-out").await;
    assert!(done.says("Shut out of everything, at once.") && !done.says("<h2>Rosa"), "{}", done.body);
    assert!(hers.get("/studies").await.address.starts_with("/sign-in"), "her session has ended");
    let refused =
        browser(&office.state).post("/sign-in", &[("name", "Rosa Researcher"), ("passphrase", PASSPHRASE)]).await;
    assert!(refused.says("Name or passphrase is not right."), "the same sentence as for anybody");
    assert_eq!(office.read_as("Rosa Researcher", PASSPHRASE, &sealed).await, None);
    let holders = grants::holders(&office.state.store, &office.study).await.unwrap();
    assert_eq!(holders.len(), 1, "only the owner holds the key");
    assert_eq!(members::list(&office.state.store, &office.study).await.unwrap().len(), 1);
    let mut fields = somebody("Rosa Researcher", PASSPHRASE);
    fields.push(("code", &code));
    assert!(
        browser(&office.state).post("/join", &fields).await.says("This code is not right"),
        "no code brings her back"
    );
    assert!(acts(&office, Some(&office.study)).await.contains(&"shut-out".to_owned()));
    assert!(acts(&office, None).await.contains(&"shut-out".to_owned()));
    assert!(office.owner.get(&office.page("audit")).await.says("Rosa Researcher"), "the record goes on naming her");
    let again = office.owner.post_only(&format!("/installation/{}/shut-out", rosa.id), &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_owners_of_the_installation_shut_out_and_nobody_raises_themselves() {
    let office = Office::open().await;
    let keys = keys();
    let (rosa, mut hers) = office.colleague("Rosa Researcher", Role::Researcher, &keys).await;
    let (cora, mut theirs) = office.colleague("Cora Coordinator", Role::Coordinator, &keys).await;
    let (_, mut second) = office.colleague("Olga Owner", Role::Owner, &keys).await;
    for browser in [&mut hers, &mut theirs, &mut second] {
        assert_eq!(browser.get("/installation").await.status, StatusCode::FORBIDDEN);
        assert!(!browser.get("/studies").await.says("/installation"));
        for id in [&rosa.id, &cora.id] {
            for verb in ["shut-out", "raise", "lower"] {
                let answered = browser.post_only(&format!("/installation/{id}/{verb}"), &[]).await;
                assert_eq!(answered.status, StatusCode::FORBIDDEN, "{verb}");
            }
        }
    }
    assert!(browser(&office.state).get("/installation").await.address.starts_with("/sign-in"));
    assert_eq!(accounts::everybody(&office.state.store).await.unwrap().len(), 4);
}

#[tokio::test]
async fn nobody_is_removed_and_nobody_leaves_by_one_press() {
    let mut office = Office::open().await;
    let (rosa, mut hers) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let (cora, mut theirs) = office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let people = office.page("people");
    (office.owner.page, theirs.page) = (Some(people.clone()), Some(people.clone()));
    let remove = |id: &str| office.page(&format!("people/{id}/remove"));
    let (out, leave) = (remove(&rosa.id), remove(&cora.id));
    assert!(office.owner.get(&people).await.says("Where they hold its key, it gets a new one"));
    assert!(office.owner.post(&out, &[]).await.says("Please tick that you are sure."));
    assert_eq!(hers.get(&office.page("overview")).await.status, StatusCode::OK, "she is still in");
    assert!(theirs.post(&leave, &[]).await.says("Please tick that you are sure."));
    assert!(theirs.get(&people).await.says("I leave this study"), "she is still in");
    assert!(office.owner.post(&out, &[("sure", "on")]).await.says("Removed from the study."), "control");
    assert!(theirs.post(&leave, &[("sure", "on")]).await.says("You left the study."), "control");
    assert!(office.owner.get(&office.page("audit")).await.says("the study got a new one"));
}

#[tokio::test]
async fn a_copied_cookie_makes_no_owner_lowers_none_and_shuts_nobody_out() {
    let mut office = Office::open().await;
    let (rosa, _) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let before = acts(&office, None).await;
    for verb in ["raise", "lower", "shut-out"] {
        let (address, mut thief) = (format!("/installation/{}/{verb}", rosa.id), office.owner.clone());
        let led = thief.post_only(&address, &[("sure", "on")]).await;
        assert!(led.location().unwrap().starts_with("/account/confirm?"), "{verb}: {:?}", led.location());
    }
    assert_eq!(acts(&office, None).await, before, "nothing was done");
    office.owner.page = Some("/installation".into());
    prove(&mut office.owner).await;
    for verb in ["raise", "lower"] {
        let unsure = office.owner.post(&format!("/installation/{}/{verb}", rosa.id), &[]).await;
        assert!(unsure.says("Please tick that you are sure."), "{verb}: one press does nothing");
    }
    let page = office.owner.get("/installation").await;
    assert!(page.says("who may shut out everybody else"), "{}", page.body);
    assert!(act(&mut office.owner, &rosa.id, "raise").await.says("Owner of the installation now."), "control");
    assert!(act(&mut office.owner, &rosa.id, "lower").await.says("No longer owner of the installation."), "control");
}

#[tokio::test]
async fn the_installation_and_every_study_keep_an_owner() {
    let mut office = Office::open().await;
    let (rosa, _) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let me = accounts::everybody(&office.state.store).await.unwrap();
    let me = me.into_iter().find(|one| one.installation_owner).unwrap().id;
    for verb in ["shut-out", "lower", "raise"] {
        assert!(act(&mut office.owner, &me, verb).await.says("Nobody does this to themselves"), "{verb}");
    }
    assert!(act(&mut office.owner, &rosa.id, "raise").await.says("Owner of the installation now."));
    let mut hers = browser(&office.state);
    hers.post("/sign-in", &[("name", "Rosa Researcher"), ("passphrase", PASSPHRASE)]).await;
    let refused = act(&mut hers, &me, "shut-out").await;
    assert!(refused.says("“Shore” has no other owner"), "{}", refused.body);
    assert!(office.owner.get("/studies").await.says("Shore"), "nothing was changed");
    assert!(act(&mut hers, &me, "lower").await.says("No longer owner of the installation."));
    let last = act(&mut office.owner, &rosa.id, "shut-out").await;
    assert_eq!(last.status, StatusCode::FORBIDDEN, "who is no owner any more shuts nobody out");
    let store = &office.state.store;
    let mut to = store.write().await.unwrap();
    let refused = server::store::departures::shut_out(&mut to, &rosa.id).await;
    assert!(matches!(refused, Err(server::Error::Conflict("last-installation-owner"))), "{refused:?}");
}

/// Whether something of what somebody kept opens what was sealed.
fn opens(kept: &StudyKeys, study: &str, sealed: &[u8]) -> bool {
    let place = payload::associated(study, "collection", "id");
    kept.generations.iter().any(|(_, private, data)| {
        envelope::open(private, &place, sealed).is_ok() || envelope::open_with(data, &place, sealed).is_ok()
    })
}

async fn by_kit(office: &Office) -> StudyKeys {
    office.keys_by_kit(&mut office.state.store.pool.acquire().await.unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_may_have_kept_the_key_and_opens_nothing_that_arrives_after() {
    for verb in ["remove", "shut-out"] {
        let mut group = Group::meet().await;
        group.code("Hope").await;
        let (office, keys) = (&mut group.office, keys());
        let (rosa, _) = office.colleague("Rosa Researcher", Role::Researcher, &keys).await;
        let (_, mut ravi) = office.colleague("Ravi Researcher", Role::Researcher, &keys).await;
        let codebook = office.page("coding/codebook");
        assert!(ravi.get(&codebook).await.says("Hope"), "control");
        let (kept, before) = (by_kit(office).await, office.seal("said before").await);
        assert!(opens(&kept, &office.study, &before), "control: what she kept opens what was there");

        let address = match verb {
            "remove" => office.page(&format!("people/{}/remove", rosa.id)),
            _ => format!("/installation/{}/shut-out", rosa.id),
        };
        prove(&mut office.owner).await;
        office.owner.post(&address, &[("sure", "on")]).await;
        let after = office.seal("said after").await;
        assert!(!opens(&kept, &office.study, &after), "{verb}: nothing that arrives after");
        for (sealed, words) in [(&before, "said before"), (&after, "said after")] {
            for name in ["Olive Owner", "Ravi Researcher"] {
                let read = office.read_as(name, PASSPHRASE, sealed).await;
                assert_eq!(read.as_deref(), Some(words), "{verb}: {name} goes on");
            }
            assert_eq!(office.read_as("Rosa Researcher", PASSPHRASE, sealed).await, None, "{verb}");
            assert!(opens(&by_kit(office).await, &office.study, sealed), "{verb}: so does the kit in the safe");
        }

        let led = ravi.get_only(&codebook).await;
        let unlock = office.page("unlock");
        assert!(led.location().is_some_and(|next| next.starts_with(&unlock)), "what was unlocked before is locked");
        ravi.post(&unlock, &[("passphrase", PASSPHRASE)]).await;
        assert!(ravi.get(&codebook).await.says("Hope"), "{verb}: earlier work stays readable");
        let page = office.owner.get_only(&codebook).await;
        assert_eq!(page.says("Hope"), verb == "remove", "whoever removed somebody in the study is not interrupted");
    }
}
