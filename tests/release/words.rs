//! Quotes in a release: approved, agreed to be public, and still there.

use server::access::Role;
use server::coding::source::{Consent, Source, Turn};
use server::coding::{Act, Draft};
use server::store::studies;
use server::workspace::{Work, Write};

use crate::office::{Office, keys};
use crate::platform::Browser;
use crate::shore::{Shore, planned};

const SAID: &str = "My own key, that is all.";

/// A transcript in the study, and a quote from it that was approved.
async fn quoted(shore: &mut Shore, second: &mut Browser) -> String {
    let office = &shore.office;
    let study = studies::find(&office.state.store, &office.study).await.unwrap().unwrap();
    let names = server::store::accounts::names(&office.state.store).await.unwrap();
    let owner = names.into_iter().find(|(_, name)| name == "Olive Owner").unwrap().0;
    let turn = |speaker: &str, leads, text: &str| Turn {
        speaker: speaker.into(),
        leads,
        text: text.into(),
        ..Turn::default()
    };
    let source = Source {
        format: 1,
        title: "Group g".into(),
        kind: "group".into(),
        language: "en".into(),
        consent: Consent::Quoted,
        turns: vec![turn("Moderator", true, "What helped?"), turn("Participant 1", false, SAID)],
        ..Source::default()
    };
    let work = Work {
        draft: Draft::of(Act::Bring { source: "g".into() }),
        writes: vec![Write::Source("g".into(), source)],
        audit: None,
    };
    office.state.workspaces.act(&office.state.store, &study, &shore.keys().await, &owner, work).await.unwrap();
    let address = office.page("coding/quotes");
    let form = [("passage", "t.g.1"), ("words", SAID), ("attribution", "nobody")];
    second.post(&format!("{address}/new"), &form).await;
    let list = shore.office.owner.get(&address).await;
    let id = list.body.split("/quote/").filter_map(|rest| rest.get(..32)).find(|id| server::chance::is_id(id));
    let id = id.unwrap().to_owned();
    shore.office.owner.post(&format!("{address}/quote/{id}"), &[("decision", "approve")]).await;
    id
}

async fn researcher(office: &Office) -> Browser {
    office.colleague("Ravi Researcher", Role::Researcher, &keys()).await.1
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_goes_out_only_while_it_stands() {
    let mut shore = Shore::open().await;
    let mut ravi = researcher(&shore.office).await;
    let quote = quoted(&mut shore, &mut ravi).await;
    let form = shore.office.owner.get(&shore.office.page("releases/new")).await;
    assert!(form.says(SAID), "{}", form.body);
    let fields = [("title", "In their words"), ("language", "en"), ("quote", quote.as_str())];
    let made = shore.office.owner.post(&shore.office.page("releases/new"), &fields).await;
    let page = planned(&mut shore.office.owner, made).await;
    assert!(page.says(SAID), "{}", page.body);
    shore.office.owner.post(&format!("{}/propose", page.address), &[]).await;
    shore.office.owner.post(&shore.office.page(&format!("coding/quotes/quote/{quote}/back")), &[]).await;
    let now = shore.office.owner.get(&page.address).await;
    let now = planned(&mut shore.office.owner, now).await;
    assert!(now.says("Worked out, not handed on yet") && !now.says(SAID), "{}", now.body);
    let form = shore.office.owner.get(&shore.office.page("releases/new")).await;
    assert!(!form.says(SAID), "what was taken back is not offered");
}
