//! Whoever made what a release says does not let it out: in whatever order people work on it, and whoever is invited.

use server::access::Role;
use server::store::{accounts, brought};

use crate::office::{self, Office, keys};
use crate::platform::{Answered, Browser};
use crate::shore::{Shore, approve, carried, digest, planned};

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
    let began = carried(&cora.get(&format!("{address}/choice")).await, "began");
    form.push(("began", began.as_str()));
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
async fn whoever_came_by_its_maker_approves_nothing_and_invites_nobody_and_may_say_why_not() {
    let mut shore = Shore::with_two_waves().await;
    let (person, mut cora) = shore.office.colleague("Cora", Role::Coordinator, &keys()).await;
    let mut carl = coordinator(&shore, "Carl").await;
    let mut to = shore.office.state.store.write().await.unwrap();
    let olive = accounts::named(&mut to, "Olive Owner").await.unwrap().unwrap();
    brought::note(&mut to, &shore.office.study, &person.id, &olive.id).await.unwrap();
    to.commit().await.unwrap();
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    propose(&mut shore.office.owner, &address).await;
    let page = cora.get(&address).await;
    assert!(page.says("so you are not their second person") && !page.says("for-whom"), "{}", page.body);
    let refused = insist(&mut cora, &address, &digest(&page)).await;
    assert!(refused.says("These can in your place: Carl") && !refused.says("/r/"), "{}", refused.body);
    let invited = cora.post(&format!("{address}/invite"), &[("for-whom", "Gil Guest")]).await;
    assert!(invited.says("somebody else of this study must invite") && !invited.says("code big"), "{}", invited.body);
    let seen = digest(&page);
    let fields = [("decision", "refuse"), ("reason", "Not yet"), ("document", seen.as_str())];
    let said = cora.post(&format!("{address}/decide"), &fields).await;
    assert!(said.says("Not yet"), "whoever keeps it in needs nobody's trust: {}", said.body);
    let copy = shore.office.owner.post(&format!("{address}/copy"), &[]).await;
    let copy = planned(&mut shore.office.owner, copy).await.address;
    propose(&mut shore.office.owner, &copy).await;
    assert!(approve(&mut carl, &copy).await.says("Approved by Carl"), "control");
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

#[tokio::test(flavor = "multi_thread")]
async fn who_saves_over_what_somebody_else_chose_meanwhile_is_told_and_keeps_what_they_typed() {
    let mut shore = Shore::with_two_waves().await;
    let mut cora = coordinator(&shore, "Cora").await;
    let page = format!("{}/choice", shore.prepare("Calm at the shore", &[0, 1], &[]).await.address);
    let (wave, item) = (format!("wave.{}", shore.instrument), format!("item.{}", shore.instrument));
    let id = shore.waves[0].clone();
    let form = |title: &'static str| {
        vec![("title", title), ("language", "en"), (item.as_str(), "calm"), (wave.as_str(), id.as_str())]
    };
    let began = carried(&cora.get(&page).await, "began");
    let mut typed = form("As Olive says it");
    typed.push(("began", began.as_str()));
    shore.office.owner.page = Some(page.clone());
    let first = shore.office.owner.post(&page, &typed).await;
    assert!(first.says("As Olive says it"), "{}", first.body);
    cora.page = Some(page.clone());
    let mut typed = form("As Cora says it");
    typed.push(("began", began.as_str()));
    let late = cora.post(&page, &typed).await;
    assert!(late.says("Somebody changed this choice while you had it open"), "{}", late.body);
    assert!(late.says("value=\"As Cora says it\"") && !carried(&late, "began").is_empty(), "{}", late.body);
    assert!(cora.get(&page).await.says("value=\"As Olive says it\""), "nothing was kept");
    let now = carried(&late, "began");
    let mut typed = form("As Cora says it");
    typed.push(("began", now.as_str()));
    cora.page = Some(page.clone());
    let knowing = cora.post(&page, &typed).await;
    assert!(planned(&mut cora, knowing).await.says("As Cora says it"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_or_was_refused_is_thrown_away_by_its_makers_and_those_who_decide_and_the_reason_stays() {
    let mut shore = Shore::with_two_waves().await;
    let (mut cora, mut carl) = (coordinator(&shore, "Cora").await, coordinator(&shore, "Carl").await);
    let (_, mut rosa) = shore.office.colleague("Rosa", Role::Researcher, &keys()).await;
    let address = shore.prepare("Calm at the shore", &[0, 1], &[]).await.address;
    propose(&mut shore.office.owner, &address).await;
    let drop = format!("{address}/drop");
    let page = rosa.get(&address).await;
    assert!(!page.says(&drop), "{}", page.body);
    rosa.page = Some(address.clone());
    assert!(rosa.post(&drop, &[]).await.says("only those who prepared it"));
    let seen = digest(&cora.get(&address).await);
    let fields = [("decision", "refuse"), ("reason", "The lead names a place"), ("document", seen.as_str())];
    cora.post(&format!("{address}/decide"), &fields).await;
    rosa.page = Some(address.clone());
    assert!(rosa.post(&drop, &[]).await.says("only those who prepared it"));
    carl.page = Some(address.clone());
    assert!(carl.post(&drop, &[]).await.says("Thrown away."));
    let left = rosa.get(&address).await;
    assert!(left.says("The lead names a place") && left.says("Not approved, and thrown away"), "{}", left.body);
    carl.page = Some(address.clone());
    let again = carl.post(&drop, &[]).await;
    assert!(again.says("only those who prepared it"), "once: {}", again.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_of_what_is_not_there_or_in_no_language_of_ours_is_not_begun() {
    let mut shore = Shore::with_two_waves().await;
    let (wave, item) = (format!("wave.{}", shore.instrument), format!("item.{}", shore.instrument));
    let (id, address) = (shore.waves[0].clone(), shore.office.page("releases/new"));
    let unknown = "Something that was chosen is not there";
    let none = "0123456789abcdef0123456789abcdef";
    for (fields, says) in [
        ([("language", "en"), (wave.as_str(), "nope"), (item.as_str(), "calm")], unknown),
        ([("language", "en"), (wave.as_str(), id.as_str()), (item.as_str(), "nope")], unknown),
        ([("language", "en"), (wave.as_str(), id.as_str()), ("quote", none)], unknown),
        ([("language", "en"), (wave.as_str(), id.as_str()), ("code", none)], unknown),
        ([("language", "xx"), (wave.as_str(), id.as_str()), (item.as_str(), "calm")], "Choose one of the languages"),
    ] {
        shore.office.owner.page = Some(address.clone());
        let form = [vec![("title", "Calm")], fields.to_vec()].concat();
        let answered = shore.office.owner.post(&address, &form).await;
        assert!(answered.says(says), "{fields:?}: {}", answered.body);
    }
}
