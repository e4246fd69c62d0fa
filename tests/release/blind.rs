//! Two people code blind in a round that nobody has handed in, and each of them prepares a release with numbers of codes.

use instruments::Answer;
use server::access::Role;
use server::chance;
use server::coding::codebook::Origin;
use server::coding::round::{Drawn, How};
use server::coding::{Act, Draft, PassageId};
use server::store::accounts;
use server::store::grants::StudyKeys;
use server::store::studies::{self, Study};

use crate::office::keys;
use crate::shore::{Shore, TOML, approve, read, stands};

const WISH: &str = r#"
[[section.question]]
id = "wish"
kind = "long_text"
text = { en = "What do you wish for?" }
limit = 2000
"#;

/// So many are coded in no round, by the owner in the round, and by the coordinator in it.
const CODED: [usize; 3] = [33, 15, 30];

/// What writes to a study.
struct Pen<'a> {
    shore: &'a Shore,
    study: Study,
    keys: StudyKeys,
}

impl Pen<'_> {
    async fn write(&self, person: &str, draft: Draft) {
        let state = &self.shore.office.state;
        state.workspaces.act(&state.store, &self.study, &self.keys, person, draft).await.unwrap();
    }

    async fn code(&self, person: &str, code: &str, round: Option<&str>, passages: &[PassageId]) {
        let mut draft = Draft::default();
        draft.acts.extend(passages.iter().map(|passage| Act::Code {
            coding: chance::id(),
            passage: passage.clone(),
            span: None,
            code: code.to_owned(),
            round: round.map(str::to_owned),
            coder: None,
        }));
        self.write(person, draft).await;
    }
}

/// The id of a code that was given outside of a round and, blind, inside of one.
async fn coded(shore: &Shore, owner: &str, cora: &str) -> String {
    let (store, study) = (&shore.office.state.store, &shore.office.study);
    let study = studies::find(store, study).await.unwrap().unwrap();
    let pen = Pen { shore, study, keys: shore.keys().await };
    let workspaces = &shore.office.state.workspaces;
    let workspace = workspaces.open(store, &pen.study.id, &pen.keys).await.unwrap();
    let passages: Vec<PassageId> = workspace.read().passages.iter().map(|passage| passage.id.clone()).collect();
    assert_eq!(passages.len(), 90);
    let mut draft = Draft::default();
    let (code, name) = (chance::id(), draft.say("Doors"));
    draft.acts.push(Act::MakeCode { code: code.clone(), parent: None, name, origin: Origin::Emerged, colour: 2 });
    pen.write(owner, draft).await;
    let [free, by_owner, by_cora] = CODED;
    pen.code(owner, &code, None, &passages[..free]).await;
    let (round, blind, mut draft) = (chance::id(), &passages[free..], Draft::default());
    let name = draft.say("Check");
    let given = [owner, cora].map(|person| (person.to_owned(), blind.to_vec())).into();
    draft.acts.push(Act::Draw(Drawn { round: round.clone(), name, how: How::default(), given }));
    pen.write(owner, draft).await;
    pen.code(owner, &code, Some(&round), &blind[..by_owner]).await;
    pen.code(cora, &code, Some(&round), &blind[..by_cora]).await;
    code
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_codes_are_the_same_whoever_prepares_a_release_while_a_blind_round_is_open() {
    let mut shore = Shore::asking(&format!("{TOML}{WISH}")).await;
    let (cora, mut other) = shore.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let spring = shore.collection("Spring", "2025-04-01").await;
    for (calm, safe) in [("often", "yes"), ("always", "no")] {
        let one = |code: &str| Answer::One(code.to_owned());
        let said = [("calm", one(calm)), ("safe", one(safe)), ("wish", Answer::Text("A door of my own".into()))];
        shore.answer(&spring, 0, &said, 45).await;
    }
    let names = accounts::names(&shore.office.state.store).await.unwrap();
    let owner = names.into_iter().find(|(_, name)| name == "Olive Owner").unwrap().0;
    let code = coded(&shore, &owner, &cora.id).await;
    let [free, by_owner, by_cora] = CODED.map(|count| count as u64);
    for (title, approved) in [("As Olive says it", "Cora Coordinator"), ("As Cora says it", "Olive Owner")] {
        let page = shore.prepare(title, &[0], &[("code", &code)]).await;
        assert!(page.says("Doors") && !page.says("Left out:"), "{title}: {}", page.body);
        let text = read(&page.body);
        assert!(stands(&text, free), "{title}: {text}");
        for blind in [by_owner, by_cora] {
            assert!(!stands(&text, free + blind), "{title} counts what is coded blind: {text}");
        }
        shore.office.owner.post(&format!("{}/propose", page.address), &[("looked", "yes")]).await;
        let out = approve(&mut other, &page.address).await;
        assert!(out.says(&format!("Approved by {approved}")), "{title}: {}", out.body);
        std::mem::swap(&mut shore.office.owner, &mut other);
    }
}
