//! A researcher proposes words of a group as a quote; a second person reads them and decides.

mod group;
mod office;
mod platform;

use group::Group;
use office::keys;
use platform::{Answered, Browser};
use server::access::Role;
use server::coding::source::Consent;
use server::coding::{Act, Draft, PassageId, Span};
use server::workspace::redact::Redaction;
use server::workspace::{Work, Write};

const WORDS: &str = "My own key, that is all.";

async fn propose(browser: &mut Browser, address: &str, more: &[(&str, &str)]) -> Answered {
    let mut form = vec![("passage", "t.g.1"), ("words", WORDS), ("attribution", "nobody")];
    form.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    form.extend_from_slice(more);
    let passage = form.iter().find(|(name, _)| *name == "passage").expect("a passage").1;
    browser.page = Some(format!("{address}/new?passage={passage}"));
    browser.post(&format!("{address}/new"), &form).await
}

async fn quote(group: &Group) -> String {
    group.look(|desk| desk.coding.quotes.keys().next().cloned()).await.expect("a quote")
}

async fn file(browser: &mut Browser, address: &str) -> String {
    browser.take(&format!("{address}/quotes.csv")).await.body
}

#[tokio::test]
async fn words_leave_only_after_a_second_person_approved_them() {
    let mut group = Group::meet().await;
    let (_, mut ravi) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let address = group.office.page("coding/quotes");
    let page = ravi.get(&format!("{address}/new?passage=t.g.1&start=22&end=46")).await;
    assert!(page.says(WORDS) && page.says("agreed to be quoted in public"), "{}", page.body);
    assert!(propose(&mut ravi, &address, &[]).await.says("Waits for a second person"));
    assert!(!file(&mut group.office.owner, &address).await.contains(WORDS), "not before it was approved");
    let one = format!("{address}/quote/{}", quote(&group).await);
    ravi.page = Some(one.clone());
    let own = ravi.post(&one, &[("decision", "approve")]).await;
    assert!(own.says("Somebody else must decide"), "{}", own.body);
    let decided = group.office.owner.post(&one, &[("decision", "approve")]).await;
    assert!(decided.says("Approved by Olive Owner"), "{}", decided.body);
    let leaves = file(&mut group.office.owner, &address).await;
    assert!(leaves.contains(WORDS) && leaves.contains(",,\"in public, without a name\",Group g,"), "{leaves}");
    ravi.post(&format!("{one}/back"), &[]).await;
    assert!(!file(&mut group.office.owner, &address).await.contains(WORDS), "taken back");
}

#[tokio::test]
async fn a_coding_and_a_passage_lead_to_the_form_that_proposes_their_words() {
    let group = Group::meet().await;
    let code = group.code("Keys").await;
    let coding = group.coding(&group.owner, 1, Some((22, 46)), &code).await;
    let (_, mut ravi) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let list = ravi.get(&group.office.page("coding/passages")).await;
    let address = group.office.page("coding/quotes");
    let (of_coding, of_passage) = (format!("{address}/new?coding={coding}"), format!("{address}/new?passage=t.g.3"));
    assert!(
        list.says(&format!("href=\"{of_coding}\"")) && list.says(&format!("href=\"{of_passage}\"")),
        "{}",
        list.body
    );
    let form = ravi.get(&of_coding).await;
    assert!(form.element("words").contains(WORDS), "the coded words alone: {}", form.body);
    assert!(ravi.get(&of_passage).await.element("words").contains("The bus comes late"));
    let proposed = propose(&mut ravi, &address, &[]).await;
    assert!(proposed.says("Waits for a second person"), "{}", proposed.body);
}

#[tokio::test]
async fn words_for_the_house_are_marked_and_stay_out_of_the_public_file() {
    let mut group = Group::meet().await;
    let code = group.code("Keys").await;
    group.coding(&group.owner, 1, Some((22, 46)), &code).await;
    let (_, mut ravi) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let address = group.office.page("coding/quotes");
    propose(&mut ravi, &address, &[]).await;
    let one = format!("{address}/quote/{}", quote(&group).await);
    group.office.owner.post(&one, &[("decision", "approve")]).await;
    let public = format!("{address}/quotes.csv?only=public");
    let file = group.office.owner.take(&public).await.body;
    assert!(file.contains(WORDS) && !file.contains("Group g"), "control, and no group is named: {file}");
    let source = group.look(|desk| desk.sources["g"].clone()).await;
    let inside = server::coding::source::Source { consent: Consent::QuotedInside, ..(*source).clone() };
    let work = Work {
        draft: Draft::of(Act::Revise { source: "g".into() }),
        writes: vec![Write::ChangeSource("g".into(), inside)],
        audit: None,
    };
    group.act(&group.owner, work).await;
    let all = group.office.owner.take(&format!("{address}/quotes.csv")).await.body;
    assert!(all.contains("quote,attribution,may_go_to,source,question,wave,language,code"), "{all}");
    assert!(all.contains("inside the team and to funders, not in public") && all.contains(",en,Keys"), "{all}");
    assert!(!group.office.owner.take(&public).await.body.contains(WORDS));
}

#[tokio::test]
async fn a_refused_quote_says_why_and_stays_in_the_house() {
    let mut group = Group::meet().await;
    let (_, mut ravi) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let address = group.office.page("coding/quotes");
    propose(&mut ravi, &address, &[]).await;
    let one = format!("{address}/quote/{}", quote(&group).await);
    let silent = group.office.owner.post(&one, &[("decision", "refuse")]).await;
    assert!(silent.says("Say why"), "{}", silent.body);
    let refused = group.office.owner.post(&one, &[("decision", "refuse"), ("reason", "Her brother would know")]).await;
    assert!(refused.says("Refused by Olive Owner: Her brother would know"), "{}", refused.body);
    assert!(!file(&mut group.office.owner, &address).await.contains(WORDS));
}

#[tokio::test]
async fn consent_details_and_how_much_is_said_of_the_speaker_are_checked() {
    let mut group = Group::meet().await;
    let address = group.office.page("coding/quotes");
    let said = ["And then?", "Call me at 504-555-0142, I said, and Marisela called."];
    group.bring("h", &said).await;
    let of_h = |words: &'static str| [("passage", "t.h.1"), ("words", words)];
    let owner = &mut group.office.owner;
    let page = propose(owner, &address, &of_h("Call me at 504-555-0142")).await;
    assert!(page.says("504-555-0142”") && page.says("points to a person"), "{}", page.body);
    let page = propose(owner, &address, &of_h("and Marisela called.")).await;
    assert!(page.says("tick that you did"), "{}", page.body);
    let page = propose(owner, &address, &[("attribution", "wave")]).await;
    assert!(page.says("fewer than 11 people fit it"), "{}", page.body);
    let page = propose(owner, &address, &[("words", "My very own key")]).await;
    assert!(page.says("Copy them exactly"), "{}", page.body);
    assert_eq!(group.look(|desk| desk.coding.quotes.len()).await, 0);
    let source = group.look(|desk| desk.sources["g"].clone()).await;
    let counted = server::coding::source::Source { consent: Consent::Counted, ..(*source).clone() };
    let work = Work {
        draft: Draft::of(Act::Revise { source: "g".into() }),
        writes: vec![Write::ChangeSource("g".into(), counted)],
        audit: None,
    };
    group.act(&group.owner, work).await;
    let page = propose(&mut group.office.owner, &address, &[]).await;
    assert!(page.says("did not agree to be quoted"), "{}", page.body);
}

#[tokio::test]
async fn a_quote_whose_words_were_redacted_goes_back_to_the_beginning() {
    let mut group = Group::meet().await;
    let (_, mut ravi) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let address = group.office.page("coding/quotes");
    propose(&mut ravi, &address, &[]).await;
    let one = format!("{address}/quote/{}", quote(&group).await);
    group.office.owner.post(&one, &[("decision", "approve")]).await;
    let span = Span::new(31, 34).expect("a span");
    let redaction = Redaction {
        passages: [(PassageId::turn("g", 1), vec![(span, "[thing]".to_owned())])].into(),
        ..Redaction::default()
    };
    let state = &group.office.state;
    let redacted = state.workspaces.redact(&state.store, &group.study, &group.keys, &group.owner, &redaction).await;
    redacted.expect("redacted");
    assert!(!file(&mut group.office.owner, &address).await.contains(WORDS), "it does not leave any more");
    let page = group.office.owner.get(&address).await;
    assert!(page.says("redacted since"), "{}", page.body);
}

#[tokio::test]
async fn quotes_lie_sealed_and_only_who_may_decides() {
    let mut group = Group::meet().await;
    let address = group.office.page("coding/quotes");
    propose(&mut group.office.owner, &address, &[]).await;
    assert!(!group.disk_holds("that is all"), "sealed");
    let (_, mut coder) = group.office.colleague("Coder", Role::Coder, &keys()).await;
    let one = format!("{address}/quote/{}", quote(&group).await);
    assert!(coder.get(&one).await.says(WORDS));
    let refused = coder.post(&one, &[("decision", "approve")]).await;
    assert_eq!(refused.status, axum::http::StatusCode::FORBIDDEN);
    assert_eq!(coder.get(&format!("{address}/quotes.csv")).await.status, axum::http::StatusCode::FORBIDDEN);
}
