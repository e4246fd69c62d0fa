//! What leaves the house in the demo: two quotes that a second person approved, a release that is out, and one that waits
//! for a second person.

use std::collections::HashMap;
use std::sync::Arc;

use crate::access::Role;
use crate::coding::quote::{Attribution, Step};
use crate::coding::text::length;
use crate::coding::{Act, Draft, PassageId, Span};
use crate::http::State;
use crate::http::staff::releases::at_once;
use crate::http::staff::{Fields, Member};
use crate::store::accounts::Person;
use crate::store::grants::StudyKeys;
use crate::store::releases;
use crate::store::studies::Study;
use crate::workspace::Work;
use crate::{Error, Result, chance};

/// Words that may be quoted.
const QUOTES: [&str; 2] = ["My own key.", "If the answer is no, say no today."];
/// What the codes are called whose shares are told.
const CODES: [&str; 3] = ["Locks and privacy", "Waiting and not knowing", "Rent and first costs"];
/// What survivors are asked that is told.
const TOLD: [&str; 7] =
    ["felt.safe", "felt.story", "turned_away", "got_place", "can_stay", "barriers_now=rent", "barriers_now=documents"];
/// What advocates are asked that waits.
const WAITS: [&str; 4] = ["told_full", "felt.safe", "felt.privacy", "enough_specialised"];

/// A study of which something leaves the house.
pub struct Out {
    /// Where it is stored.
    pub state: Arc<State>,
    /// The study.
    pub study: Study,
    /// What opens it.
    pub keys: StudyKeys,
    /// Owner, coordinator, researcher.
    pub people: Vec<Person>,
    /// Ids of its instruments by their names.
    pub instruments: HashMap<&'static str, String>,
    /// Ids of its waves.
    pub waves: Vec<String>,
}

impl Out {
    /// Puts one release out, and hands another on; tells the address of the first.
    pub async fn publish(self) -> Result<String> {
        let [ana, cora, ravi] = self.people.as_slice() else { return Err(Error::NotFound) };
        let quotes = self.quote(ravi, ana).await?;
        let mut first = self.choice("Safe places, 2024 and 2026", LEAD, "survivor-housing", &TOLD)?;
        first.extend(self.codes().await?.into_iter().map(|code| ("code".to_owned(), code)));
        first.extend(quotes.into_iter().map(|quote| ("quote".to_owned(), quote)));
        let (ana, cora) = (self.member(ana, Role::Owner), self.member(cora, Role::Coordinator));
        let out = at_once::propose(&self.state, &ana, Fields(first)).await?;
        at_once::approve(&self.state, &cora, &out).await?;
        let second = self.choice("What advocates see, 2024 and 2026", "", "housing-advocate", &WAITS)?;
        at_once::propose(&self.state, &ana, Fields(second)).await?;
        let word = releases::by_id(&self.state.store, &out).await?.and_then(|release| release.word);
        Ok(format!("{}/r/{}", self.state.settings.respond_origin, word.ok_or(Error::NotFound)?))
    }

    /// The form as somebody would have filled it in.
    fn choice(&self, title: &str, lead: &str, name: &str, items: &[&str]) -> Result<Vec<(String, String)>> {
        let instrument = self.instruments.get(name).ok_or(Error::NotFound)?;
        let head = [("title", title), ("language", "en"), ("lead", lead), ("themes", "")];
        let head = head.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let waves = self.waves.iter().map(|wave| (format!("wave.{instrument}"), wave.clone()));
        let items = items.iter().map(|item| (format!("item.{instrument}"), (*item).to_owned()));
        Ok(head.chain(waves).chain(items).collect())
    }

    fn member(&self, person: &Person, role: Role) -> Member {
        Member { person: person.clone(), study: self.study.clone(), role, keys: Some(self.keys.clone()) }
    }

    async fn codes(&self) -> Result<Vec<String>> {
        let workspace = self.state.workspaces.open(&self.state.store, &self.study.id, &self.keys).await?;
        let desk = workspace.read();
        let tree = desk.coding.codebook.tree();
        let named = |id: &String| desk.code_path(id).last().is_some_and(|name| CODES.contains(name));
        Ok(tree.iter().map(|(_, code)| code.id.clone()).filter(named).collect())
    }

    /// Proposes quotes and approves them; tells their ids.
    async fn quote(&self, one: &Person, other: &Person) -> Result<Vec<String>> {
        let mut quotes = Vec::new();
        for (passage, span, words) in self.places().await? {
            let (mut draft, quote) = (Draft::default(), chance::id());
            let text = draft.repeat(words, Some(passage.of.clone()));
            let attribution = Attribution::Audience;
            draft.acts.push(Act::Quote(Step::Propose { quote: quote.clone(), passage, span, text, attribution }));
            self.act(one, draft).await?;
            self.act(other, Act::Quote(Step::Approve { quote: quote.clone() })).await?;
            quotes.push(quote);
        }
        Ok(quotes)
    }

    /// Where the words stand that may be quoted.
    async fn places(&self) -> Result<Vec<(PassageId, Span, &'static str)>> {
        let workspace = self.state.workspaces.open(&self.state.store, &self.study.id, &self.keys).await?;
        let desk = workspace.read();
        let place = |words: &'static str| {
            let passage = desk.passages.iter().find(|passage| passage.text.contains(words))?;
            let start = length(&passage.text[..passage.text.find(words)?]);
            Some((passage.id.clone(), Span::new(start, start + length(words))?, words))
        };
        Ok(QUOTES.into_iter().filter_map(place).collect())
    }

    async fn act(&self, person: &Person, work: impl Into<Work>) -> Result<i64> {
        self.state.workspaces.act(&self.state.store, &self.study, &self.keys, &person.id, work).await
    }
}

const LEAD: &str = "What people told us about places to stay, two years apart. Everything here is invented.";
