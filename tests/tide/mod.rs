//! A study of providers who were asked in 2024, 2026 and 2028: one question of every measure, answers made by a rule.

pub mod waves;

use instruments::Answer;
use server::seal::payload::Response;

use crate::platform::{Browser, PASSPHRASE, Platform};
use waves::Waves;

const QUESTIONS: &str = r#"
[list]
agree = [
  { code = "1", score = 1, text = { en = "Strongly disagree" } },
  { code = "2", score = 2, text = { en = "Disagree" } },
  { code = "3", score = 3, text = { en = "Neither" } },
  { code = "4", score = 4, text = { en = "Agree" } },
  { code = "5", score = 5, text = { en = "Strongly agree" } },
]
[[section]]
id = "all"
title = { en = "Your shelter" }
[[section.question]]
id = "full"
kind = "yes_no"
text = { en = "Were you full last night?" }
[[section.question]]
id = "trust"
kind = "scale"
list = "agree"
text = { en = "Partners trust each other." }
[[section.question]]
id = "share"
kind = "scale"
list = "agree"
text = { en = "We share what we know." }
[[section.question]]
id = "open"
kind = "scale"
list = "agree"
text = { en = "People speak openly." }
[[section.question]]
id = "type"
kind = "single"
text = { en = "What do you offer?" }
option = [
  { code = "es", text = { en = "Emergency shelter" } },
  { code = "th", text = { en = "Transitional housing" } },
  { code = "ph", text = { en = "Permanent housing" } },
]
[[section.question]]
id = "needs"
kind = "several"
text = { en = "What do you need?" }
option = [
  { code = "beds", text = { en = "Beds" } },
  { code = "staff", text = { en = "Staff" } },
]
[[section.question]]
id = "beds"
kind = "number"
unit = { en = "beds" }
min = 0
max = 500
text = { en = "How many beds do you have?" }
[[section.question]]
id = "card"
kind = "link_code"
text = { en = "The words of your card" }
[[scale]]
id = "together"
title = { en = "Working together" }
items = ["trust", "share", "open"]
[[scale.band]]
from = 1.0
to = 2.9
id = "concern"
text = { en = "A concern" }
[[scale.band]]
from = 3.0
to = 5.0
id = "strength"
text = { en = "A strength" }
"#;

/// How many answered in each wave.
pub const PEOPLE: usize = 47;

/// The study and its instrument.
pub struct Tide {
    pub platform: Platform,
    pub instrument: String,
    pub collections: Vec<String>,
    pub owner: Browser,
}

impl Tide {
    /// Three waves of [`PEOPLE`]; in 2026 eighteen are full, in 2028 twenty-nine.
    pub async fn rise() -> Self {
        let (mut tide, waves, version) = Self::begin(&asked(), &["North", "South"], "2024-01-01").await;
        for (name, full) in [("2024", 17), ("2026", 18), ("2028", 29)] {
            let people = (0..PEOPLE).map(|person| (usize::from(person >= 40), said(person, full)));
            tide.collections.push(waves.wave((name, &format!("{name}-03-01"), &version), people).await.id);
        }
        tide.unlock().await;
        tide
    }

    /// Nobody has been asked yet: the study of an instrument file, what asks at its sites, and the version published on
    /// a day.
    pub async fn begin(asked: &str, sites: &[&str], day: &str) -> (Self, Waves, String) {
        let platform = Platform::start().await;
        let waves = Waves::begin(&platform.state.store, &platform.study.id, asked, sites).await;
        let version = waves.publish(asked, day).await;
        let owner = platform.signed_in().await;
        let instrument = waves.instrument.clone();
        (Self { platform, instrument, collections: Vec::new(), owner }, waves, version)
    }

    /// The owner opens the study.
    pub async fn unlock(&mut self) {
        let unlock = format!("/studies/{}/unlock", self.platform.study.id);
        self.owner.post(&unlock, &[("passphrase", PASSPHRASE)]).await;
    }

    /// The address of a page of waves.
    pub fn page(&self, rest: &str) -> String {
        format!("/studies/{}/waves{rest}", self.platform.study.id)
    }
}

/// The instrument.
pub fn asked() -> String {
    waves::asking("tide", QUESTIONS)
}

/// What one person says: of so many the first are full, the rest follows a rule that later waves shift a little.
fn said(person: usize, full: usize) -> Response {
    let one = |code: &str| Answer::One(code.to_owned());
    let level = |add: usize| one(&(1 + (person * 3 + add + full / 9) % 5).to_string());
    let needs = if person.is_multiple_of(3) { vec!["beds".to_owned()] } else { vec!["staff".to_owned()] };
    let answers = [
        ("full", one(if person < full { "yes" } else { "no" })),
        ("trust", level(0)),
        ("share", level(1)),
        ("open", level(person % 2)),
        ("type", one(["es", "th", "ph"][(person + full) % 3])),
        ("needs", Answer::Several(needs)),
        ("beds", Answer::Number((person + full) as f64)),
    ];
    // The same provider keeps its code from wave to wave.
    let answers = answers.map(|(key, answer)| (key.to_owned(), answer)).into();
    Response { link: Some(format!("provider {person}")), ..waves::response(answers) }
}
