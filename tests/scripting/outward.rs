//! What goes out of the house, and what comes before: quotes that somebody proposes and another person approves, rounds
//! of coding, releases that are prepared, proposed, refused, out. Every word of them is a payload.

use std::time::Duration;

use server::access::Role;
use server::chance;
use server::coding::quote::{Attribution, Step};
use server::coding::round::{Drawn, How};
use server::coding::{Act, Draft, PassageId, Span};
use server::seal::keys::{Passphrase, make_person};
use server::store::sessions::{self, Unlocked};
use server::store::{accounts, grants, instruments, members, sql, waves};

use crate::harm::payloads;
use crate::platform::{Answered, Browser, PASSPHRASE};
use crate::scene::Study;

/// A second person of the study.
struct Second {
    id: String,
    browser: Browser,
}

impl Study {
    /// All of it.
    pub async fn go_outward(&mut self) {
        let mut second = self.second().await;
        let quotes = self.quote(&second.id).await;
        self.round(&second.id).await;
        let out = self.prepare(&quotes).await;
        let seen = self.propose(&mut second.browser, &out).await;
        let yes = [("decision", "approve"), ("document", seen.as_str())];
        second.browser.post(&format!("{out}/decide"), &yes).await;
        self.find_public(&out).await;
        let refused = self.prepare(&quotes).await;
        let (seen, reason) = (self.propose(&mut second.browser, &refused).await, self.line());
        let no = [("decision", "refuse"), ("document", seen.as_str()), ("reason", reason.as_str())];
        second.browser.post(&format!("{refused}/decide"), &no).await;
        self.told.push((refused, reason));
        let waiting = self.prepare(&quotes).await;
        self.propose(&mut second.browser, &waiting).await;
        let reviewer = self.line();
        let invited = second.browser.post(&format!("{waiting}/invite"), &[("for-whom", &reviewer)]).await;
        assert_eq!(invited.status, 200, "{}", invited.body);
        self.told.push((waiting, reviewer));
        self.prepare(&[]).await;
    }

    /// A payload that is a name: one line, not too long.
    fn line(&mut self) -> String {
        loop {
            let line = self.harm.more().split_whitespace().collect::<Vec<_>>().join(" ");
            if line.chars().count() <= accounts::LONGEST_NAME {
                return line;
            }
        }
    }

    /// Somebody who may decide, of a harmful name.
    async fn second(&mut self) -> Second {
        const NAME: &str = "update people set name = $1 where id = $2";
        let name = self.line();
        let (at, keys) = (&self.platform, make_person(&Passphrase::new(PASSPHRASE)));
        let mut to = at.state.store.write().await.expect("a transaction");
        let person = accounts::make(&mut to, "Cora", &keys, false).await.expect("a person");
        sql::query(NAME).bind(name).bind(&person.id).execute(&mut *to).await.expect("renamed");
        members::put(&mut to, &at.study.id, &person.id, Role::Coordinator).await.expect("a member");
        grants::give(&mut to, &at.study.id, &at.keys, &person.id, &person.public_key).await.expect("given");
        let unlocked = Unlocked::from([(at.study.id.clone(), at.keys.clone())]);
        let token = sessions::start(&mut to, &person.id, &unlocked).await.expect("a session");
        to.commit().await.expect("kept");
        let mut browser = at.colleague();
        browser.cookie = Some(format!("t={}", token.to_text()));
        Second { id: person.id, browser }
    }

    /// Quotes of payloads, two of them approved by the second person and one refused; those that may go out.
    async fn quote(&mut self, second: &str) -> Vec<String> {
        let mut ids = Vec::new();
        for (number, words) in (10..).zip(payloads().iter().skip(10).take(3)) {
            let (quote, passage) = (chance::id(), PassageId::turn("g0", number));
            let span = Span::new(0, u32::try_from(words.chars().count()).expect("few letters")).expect("a span");
            let mut draft = Draft::default();
            let text = draft.repeat(words, Some(passage.of.clone()));
            let attribution = Attribution::Nobody;
            draft.acts.push(Act::Quote(Step::Propose { quote: quote.clone(), passage, span, text, attribution }));
            self.act(draft).await;
            self.told.push((self.page("coding/quotes"), words.clone()));
            ids.push(quote);
        }
        let refused = ids.pop().expect("three quotes");
        for quote in &ids {
            self.act_as(second, Draft::of(Act::Quote(Step::Approve { quote: quote.clone() }))).await;
        }
        let (mut draft, reason) = (Draft::default(), self.harm.more());
        let reason = draft.say(&reason);
        draft.acts.push(Act::Quote(Step::Refuse { quote: refused, reason }));
        self.act_as(second, draft).await;
        ids
    }

    /// A round that both submit, with what they settle; and one that ends early, for a reason.
    async fn round(&mut self, second: &str) {
        let owner = self.platform.owner.id.clone();
        let turns: Vec<PassageId> = (20..23).map(|number| PassageId::turn("g0", number)).collect();
        for submitted in [true, false] {
            let (round, name) = (chance::id(), self.line());
            self.told.push((self.page(&format!("coding/rounds/round/{round}")), name.clone()));
            let mut draft = Draft::default();
            let name = draft.say(&name);
            let given = [(owner.clone(), turns.clone()), (second.to_owned(), turns.clone())].into();
            let how = How { seed: 7, from: 3, doubled: 100, ..How::default() };
            draft.acts.push(Act::Draw(Drawn { round: round.clone(), name, how, given }));
            self.act(draft).await;
            for (number, person) in [owner.as_str(), second].into_iter().enumerate() {
                let code = self.codes[number].clone();
                let (passage, coding) = (turns[number].clone(), chance::id());
                let given = Some(round.clone());
                self.act_as(
                    person,
                    Draft::of(Act::Code { coding, passage, span: None, code, round: given, coder: None }),
                )
                .await;
                if submitted {
                    self.act_as(person, Draft::of(Act::Submit { round: round.clone() })).await;
                }
            }
            let (mut draft, said) = (Draft::default(), self.harm.more());
            let said = draft.say(&said);
            let act = match submitted {
                true => {
                    let (passage, code) = (turns[0].clone(), self.codes[0].clone());
                    Act::Settle { round, passage, code, fits: true, note: Some(said) }
                }
                false => Act::Close { round, reason: said },
            };
            draft.acts.push(act);
            self.act(draft).await;
        }
    }

    /// A release of everything in two languages, planned; the address of its page.
    async fn prepare(&mut self, quotes: &[String]) -> String {
        let (store, study) = (&self.platform.state.store, &self.platform.study.id);
        let instrument = instruments::all(store, study).await.expect("instruments").remove(0).id;
        let wave = waves::all(store, study).await.expect("waves").remove(0).id;
        let names = ["title", "lead", "title-2", "lead-2"];
        let words: Vec<String> = names.iter().map(|_| self.line()).collect();
        let (in_wave, item) = (format!("wave.{instrument}"), format!("item.{instrument}"));
        let mut form: Vec<(&str, &str)> = names.into_iter().zip(words.iter().map(String::as_str)).collect();
        form.extend([("language", "en es"), (in_wave.as_str(), wave.as_str()), (item.as_str(), "role")]);
        form.extend(self.codes.iter().take(2).map(|code| ("code", code.as_str())));
        form.extend(quotes.iter().map(|quote| ("quote", quote.as_str())));
        let address = self.page("releases/new");
        self.owner.page = Some(address.clone());
        let mut page = self.owner.post(&address, &form).await;
        self.owner.page = None;
        let own = page.address.split('?').next().unwrap_or_default().to_owned();
        for _ in 0..600 {
            if !page.says("Working out what can be shown") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            page = self.owner.get(&own).await;
        }
        assert!(own.contains("/releases/") && !own.ends_with("/new"), "{}", page.body);
        self.told.extend(words.into_iter().map(|words| (own.clone(), words)));
        own
    }

    /// Hands one to the second person; what names the document that they see.
    async fn propose(&mut self, second: &mut Browser, address: &str) -> String {
        let handed = self.owner.post(&format!("{address}/propose"), &[("looked", "yes")]).await;
        assert!(handed.says("Waits for a second person"), "{}", handed.body);
        let seen = second.get(address).await;
        let tag = seen.body.split('<').find(|tag| tag.starts_with("input") && tag.contains("name=\"document\""));
        let digest = tag.and_then(|tag| tag.split("value=\"").nth(1)).and_then(|rest| rest.split('"').next());
        digest.unwrap_or_else(|| panic!("a form to decide: {}", seen.body)).to_owned()
    }

    /// The public address of what is out.
    async fn find_public(&mut self, address: &str) {
        let page = self.owner.get(address).await;
        let rest = page.body.split("/r/").nth(1).unwrap_or_else(|| panic!("it is out: {}", page.body));
        let word: String = rest.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '-').collect();
        let own = self.told.iter().filter(|(known, _)| known == address).map(|(_, words)| words.clone());
        let texts: [String; 4] = own.collect::<Vec<_>>().try_into().expect("four texts");
        let [title, lead, title_2, lead_2] = texts;
        let (first, second) = (format!("/r/{word}"), format!("/r/{word}/es"));
        self.told.extend([(first.clone(), title), (first.clone(), lead), (second.clone(), title_2), (second, lead_2)]);
        self.public = first;
    }

    /// The public page, and all that it leads to and that opens in a browser.
    pub async fn public_pages(&self) -> Vec<Answered> {
        let mut reader = self.platform.respondent();
        let first = reader.get(&self.public).await;
        let start = format!("href=\"{}/", self.public);
        let names = first.body.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
        let names: Vec<String> = names.collect();
        let mut pages = vec![first];
        for name in names {
            pages.push(reader.get(&format!("{}/{name}", self.public)).await);
        }
        pages
    }
}
