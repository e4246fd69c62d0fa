//! Whoever made what a release says does not let it out: in whatever order people work on it, and whoever is invited.

use server::access::Role;

use crate::office::{self, Office, keys};
use crate::platform::{Answered, Browser};
use crate::shore::{Shore, approve, digest, planned};

const OWN: &str = "You prepared or changed it, so somebody else must decide";

async fn coordinator(shore: &Shore, name: &str) -> Browser {
    shore.office.colleague(name, Role::Coordinator, &keys()).await.1
}

/// Hands it on.
async fn propose(browser: &mut Browser, address: &str) {
    let proposed = browser.post(&format!("{address}/propose"), &[("looked", "yes")]).await;
    assert!(proposed.says("Waits for a second person"), "{}", proposed.body);
}

/// The same, as somebody who looks at the page first, whatever it offers.
async fn insist(browser: &mut Browser, address: &str, seen: &str) -> Answered {
    browser.page = Some(address.to_owned());
    let fields = [("decision", "approve"), ("document", seen)];
    browser.post(&format!("{address}/decide"), &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_wrote_it_does_not_approve_it_when_somebody_else_hands_it_on() {
    let mut shore = Shore::with_two_waves().await;
    let (mut cora, mut carl) = (coordinator(&shore, "Cora").await, coordinator(&shore, "Carl").await);
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    propose(&mut cora, &address).await;
    let seen = digest(&carl.get(&address).await);
    for browser in [&mut shore.office.owner, &mut cora] {
        let own = insist(browser, &address, &seen).await;
        assert!(own.says(OWN) && !own.says("/r/"), "{}", own.body);
    }
    assert!(approve(&mut carl, &address).await.says("Approved by Carl"));
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_changed_it_is_an_author_and_working_it_out_again_makes_none() {
    let mut shore = Shore::with_two_waves().await;
    let (mut cora, mut carl) = (coordinator(&shore, "Cora").await, coordinator(&shore, "Carl").await);
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    let (wave, item) = (format!("wave.{}", shore.instrument), format!("item.{}", shore.instrument));
    let waves = shore.waves.clone();
    let mut form = vec![("title", "Calm, as Cora says it"), ("language", "en"), (item.as_str(), "calm")];
    form.extend(waves.iter().map(|id| (wave.as_str(), id.as_str())));
    cora.page = Some(format!("{address}/choice"));
    let changed = cora.post(&format!("{address}/choice"), &form).await;
    assert!(planned(&mut cora, changed).await.says("Calm, as Cora says it"));
    let again = carl.post(&format!("{address}/plan"), &[]).await;
    planned(&mut carl, again).await;
    propose(&mut shore.office.owner, &address).await;
    let page = carl.get(&address).await;
    assert!(page.says("Cora, Olive Owner prepared this"), "{}", page.body);
    let seen = digest(&page);
    let own = insist(&mut cora, &address, &seen).await;
    assert!(own.says(OWN), "{}", own.body);
    assert!(
        approve(&mut carl, &address).await.says("Approved by Carl"),
        "who only had it worked out again wrote nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_what_was_refused_is_still_by_whoever_wrote_it() {
    let mut shore = Shore::with_two_waves().await;
    let (mut cora, mut carl) = (coordinator(&shore, "Cora").await, coordinator(&shore, "Carl").await);
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    propose(&mut shore.office.owner, &address).await;
    let seen = digest(&cora.get(&address).await);
    let fields = [("decision", "refuse"), ("reason", "Not yet"), ("document", seen.as_str())];
    cora.post(&format!("{address}/decide"), &fields).await;
    let copy = cora.post(&format!("{address}/copy"), &[]).await;
    let copy = planned(&mut cora, copy).await.address;
    assert_ne!(copy, address);
    propose(&mut cora, &copy).await;
    let seen = digest(&carl.get(&copy).await);
    let own = insist(&mut shore.office.owner, &copy, &seen).await;
    assert!(own.says(OWN), "{}", own.body);
    let out = approve(&mut carl, &copy).await;
    assert!(out.says("Approved by Carl"));
    // What is out was approved: whoever corrects it begins anew, and the first author may look at that.
    let correction = cora.post(&format!("{copy}/copy"), &[]).await;
    let correction = planned(&mut cora, correction).await.address;
    propose(&mut cora, &correction).await;
    assert!(approve(&mut shore.office.owner, &correction).await.says("Approved by Olive Owner"));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_approve_invites_nobody_to_approve_in_their_place() {
    let mut shore = Shore::with_two_waves().await;
    let (_, mut rosa) = shore.office.colleague("Rosa", Role::Researcher, &keys()).await;
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    propose(&mut shore.office.owner, &address).await;
    let page = rosa.get(&address).await;
    assert!(!page.says("for-whom") && page.says("who may approve releases"), "{}", page.body);
    rosa.page = Some(address.clone());
    let refused = rosa.post(&format!("{address}/invite"), &[("for-whom", "Gil Guest")]).await;
    assert!(refused.says("or may not approve releases") && !refused.says("code big"), "{}", refused.body);
    let page = shore.office.owner.get(&address).await;
    assert!(page.says("for-whom") && page.says("Nobody else of this study can invite"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_made_a_release_never_sees_the_code_that_decides_about_it_where_somebody_else_can_invite() {
    let mut shore = Shore::with_two_waves().await;
    let mut cora = coordinator(&shore, "Cora").await;
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    propose(&mut shore.office.owner, &address).await;
    let page = shore.office.owner.get(&address).await;
    assert!(!page.says("for-whom") && page.says("who may approve releases and changed nothing"), "{}", page.body);
    shore.office.owner.page = Some(address.clone());
    let own = shore.office.owner.post(&format!("{address}/invite"), &[("for-whom", "Gil Guest")]).await;
    assert!(own.says("somebody else of this study must invite") && !own.says("code big"), "{}", own.body);
    let invited = cora.post(&format!("{address}/invite"), &[("for-whom", "Gil Guest")]).await;
    let code = Office::code(&invited.body);
    let seen = shore.office.owner.get(&address).await;
    assert!(seen.says("Gil Guest is invited") && !seen.says(&code), "who made it sees no code");
    cora.page = Some("/review".to_owned());
    let inside = cora.post("/review", &[("code", &code)]).await;
    assert!(inside.says("a reviewer is somebody from outside"), "{}", inside.body);
    let mut guest = office::browser(&shore.office.state);
    guest.page = Some("/review".to_owned());
    let draft = guest.post("/review", &[("code", &code)]).await;
    let seen = digest(&draft);
    guest.page = Some("/review/draft".to_owned());
    guest.post("/review/draft", &[("decision", "approve"), ("document", seen.as_str())]).await;
    let out = shore.office.owner.get(&address).await;
    assert!(out.says("Gil Guest (from outside) was invited by Cora."), "{}", out.body);
    let word = crate::shore::word(&out);
    let public = crate::reader(&shore).get(&format!("/r/{word}")).await;
    assert!(public.says("invited by somebody who had not prepared this"), "{}", public.body);
    assert!(!public.says("Cora") && !public.says("Gil Guest"), "nobody by name");
}
