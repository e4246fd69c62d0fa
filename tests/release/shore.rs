//! An office that asks a few questions wave after wave, and publishes what it may.

use std::time::Duration;

use instruments::{Answer, Answers};
use server::disclosure::plan::{Figure, Release};
use server::release::sealed::{self, Place};
use server::seal::payload::Response;
use server::store::collections::Collection;
use server::store::grants::StudyKeys;
use server::store::releases;

use crate::office::Office;
use crate::platform::{Answered, Browser};

#[path = "../tide/waves.rs"]
pub mod asked;

use asked::{Waves, complete};

/// Whose words the questions are.
pub const THANKS: &str = "Invented Inventory of Calm. Used with thanks.";

/// Its instrument.
pub const TOML: &str = r#"
format = 1
id = "calm-inventory"
audience = "professionals"
languages = ["en"]
title = { en = "How calm it is" }
minutes = 5

[consent]
who = { en = "The office." }
why = { en = "To learn." }
seen_by = { en = "The office." }
limits = { en = "None." }

[wording]
source = "paraphrase"
acknowledgement = { en = "Invented Inventory of Calm. Used with thanks." }

[[section]]
id = "one"
title = { en = "Calm" }

[[section.question]]
id = "calm"
kind = "single"
text = { en = "How often is it calm?" }
option = [
    { code = "never", score = 1, text = { en = "Never" } },
    { code = "often", score = 2, text = { en = "Often" } },
    { code = "always", score = 3, text = { en = "Always" } },
]

[[section.question]]
id = "safe"
kind = "yes_no"
text = { en = "Is it safe here?" }
"#;

/// People of one wave: the site, how calm they say it is, whether it is safe, and how many they are.
pub type People<'a> = &'a [(usize, &'a str, &'a str, usize)];

/// The first wave: never is small, so that it and something beside it are hidden.
pub const FIRST: People<'_> = &[
    (0, "never", "no", 3),
    (0, "often", "yes", 111),
    (1, "often", "no", 100),
    (0, "always", "yes", 170),
    (1, "always", "no", 147),
];
/// The second one: safer, and with enough of everything.
pub const SECOND: People<'_> = &[
    (0, "never", "no", 60),
    (0, "often", "yes", 150),
    (1, "often", "yes", 70),
    (0, "always", "yes", 171),
    (1, "always", "no", 90),
];

/// The office, its instrument and its sites.
pub struct Shore {
    /// The office.
    pub office: Office,
    /// Id of the instrument.
    pub instrument: String,
    /// Ids of waves, in their order.
    pub waves: Vec<String>,
    asked: Waves,
    version: String,
    toml: String,
}

impl Shore {
    /// An office with an instrument and two sites.
    pub async fn open() -> Self {
        Self::asking(TOML).await
    }

    /// The same with an instrument of these words.
    pub async fn asking(toml: &str) -> Self {
        let office = Office::open().await;
        let asked = Waves::begin(&office.state.store, &office.study, toml, &["Northbank", "Southbank"]).await;
        let instrument = asked.instrument.clone();
        let (version, waves) = (String::new(), Vec::new());
        let mut shore = Self { instrument, version, toml: String::new(), asked, waves, office };
        shore.edit(toml, "2026-01-01").await;
        shore
    }

    /// Publishes a version, which answers belong to from now on.
    pub async fn edit(&mut self, toml: &str, day: &str) -> String {
        self.version = self.asked.publish(toml, day).await;
        self.toml = toml.to_owned();
        self.version.clone()
    }

    /// The same with two waves.
    pub async fn with_two_waves() -> Self {
        let mut shore = Self::open().await;
        shore.wave("Spring", "2025-04-01", FIRST).await;
        shore.wave("Autumn", "2025-10-01", SECOND).await;
        shore
    }

    /// One more wave with its answers.
    pub async fn wave(&mut self, name: &str, date: &str, people: People<'_>) {
        let collection = self.collection(name, date).await;
        for (site, calm, safe, count) in people {
            let one = |code: &str| Answer::One(code.to_owned());
            self.answer(&collection, *site, &[("calm", one(calm)), ("safe", one(safe))], *count).await;
        }
    }

    /// One more wave without answers.
    pub async fn collection(&mut self, name: &str, date: &str) -> Collection {
        let collection = self.asked.open(name, date, &self.version).await;
        self.waves.push(collection.wave_id.clone());
        collection
    }

    /// So many people answer the same to the newest version.
    pub async fn answer(&self, collection: &Collection, site: usize, said: &[(&str, Answer)], count: usize) {
        let answers: Answers = said.iter().map(|(key, answer)| ((*key).to_owned(), answer.clone())).collect();
        let response = Response { version_hash: self.version.clone(), ..complete(&self.toml, answers) };
        self.asked.answer(collection, std::iter::repeat_n((site, response), count)).await;
    }

    /// Prepares a release of some waves with everything that was asked; the page once it is planned.
    pub async fn prepare(&mut self, title: &str, waves: &[usize], more: &[(&str, &str)]) -> Answered {
        self.prepare_in("en", title, waves, more).await
    }

    /// The same in a language, or in two.
    pub async fn prepare_in(
        &mut self,
        language: &str,
        title: &str,
        waves: &[usize],
        more: &[(&str, &str)],
    ) -> Answered {
        let (wave, item) = (format!("wave.{}", self.instrument), format!("item.{}", self.instrument));
        let mut form = vec![("title", title), ("language", language), (item.as_str(), "calm"), (item.as_str(), "safe")];
        form.extend(waves.iter().map(|place| (wave.as_str(), self.waves[*place].as_str())));
        form.extend_from_slice(more);
        let address = self.office.page("releases/new");
        self.office.owner.page = Some(address.clone());
        let answered = self.office.owner.post(&address, &form).await;
        planned(&mut self.office.owner, answered).await
    }

    /// Prepares one, hands it on, and lets a coordinator approve it; its public word.
    pub async fn publish(&mut self, title: &str, waves: &[usize], second: &mut Browser) -> String {
        let page = self.prepare(title, waves, &[]).await;
        let address = page.address.clone();
        self.office.owner.post(&format!("{address}/propose"), &[("looked", "yes")]).await;
        word(&approve(second, &address).await)
    }

    /// The study's keys.
    pub async fn keys(&self) -> StudyKeys {
        let mut from = self.office.state.store.pool.acquire().await.unwrap();
        self.office.keys_by_kit(&mut from).await
    }

    /// The figures of all releases that are out, as the house keeps them.
    pub async fn figures(&self) -> Vec<Release> {
        let (store, keys) = (&self.office.state.store, self.keys().await);
        let mut found = Vec::new();
        for release in releases::all(store, &self.office.study).await.unwrap() {
            if release.state == releases::State::Released {
                let figures = releases::sealed(store, &release.id).await.unwrap().figures.unwrap();
                let place = Place::new(&self.office.study, &release.id, "figures");
                found.push(sealed::open(&keys, place, &figures).unwrap());
            }
        }
        found
    }
}

/// Looks at a release and approves it.
pub async fn approve(browser: &mut Browser, address: &str) -> Answered {
    let seen = digest(&browser.get(address).await);
    let fields = [("decision", "approve"), ("document", seen.as_str())];
    browser.post(&format!("{address}/decide"), &fields).await
}

/// What names the document in the form for the decision; empty where there is no such form.
pub fn digest(page: &Answered) -> String {
    carried(page, "document")
}

/// What a form carries unseen under a name; empty where there is no such form.
pub fn carried(page: &Answered, name: &str) -> String {
    let name = format!("name=\"{name}\"");
    let tag = page.body.split('<').find(|tag| tag.starts_with("input") && tag.contains(&name));
    let rest = tag.and_then(|tag| tag.split("value=\"").nth(1));
    rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

/// The page of a release once it is planned.
pub async fn planned(browser: &mut Browser, mut page: Answered) -> Answered {
    for _ in 0..600 {
        if !page.says("Working out what can be shown") {
            return Answered { address: page.address.split('?').next().unwrap_or_default().to_owned(), ..page };
        }
        assert_eq!(page.headers.get("refresh").and_then(|value| value.to_str().ok()), Some("2"));
        tokio::time::sleep(Duration::from_millis(100)).await;
        page = browser.get(&page.address.clone()).await;
    }
    panic!("never planned: {}", page.body)
}

/// The public word that a page names.
pub fn word(page: &Answered) -> String {
    let rest = page.body.split("/r/").nth(1).unwrap_or_else(|| panic!("it is out: {}", page.body));
    rest.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '-').collect()
}

/// Counts of a release that were hidden and are so large that they stand nowhere by chance.
pub fn hidden(release: &Release) -> Vec<u64> {
    let large = |figure: &Figure| match figure {
        Figure::Hidden { count, .. } if *count >= 100 => Some(*count),
        _ => None,
    };
    release.figures.iter().filter_map(|(_, figure)| large(figure)).collect()
}

/// The words of a page without its tags: numbers that only say where a line is drawn are none of them.
pub fn read(html: &str) -> String {
    let mut inside = false;
    let letters = html.chars().filter_map(|letter| match letter {
        '<' => {
            inside = true;
            Some(' ')
        }
        '>' => {
            inside = false;
            None
        }
        _ if inside => None,
        letter => Some(letter),
    });
    letters.collect()
}

/// Whether a number stands in a text by itself.
pub fn stands(text: &str, number: u64) -> bool {
    text.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|part| part == number.to_string())
}
