//! The survey that is answered: every word of it and every answer is made up for this run, so that it can be found again
//! wherever it lies.

use instruments::Answer;
use server::seal::codes::show;
use server::store::collections::Settings;
use server::store::links::Mode;

use crate::device::Device;
use crate::platform::{Open, Platform, Scene};
use crate::program::Program;
use crate::traces::Words;
use crate::word;

/// Goes on from any page of ours.
const GO: &str = "main form p.go button[name=_go]:not(.sr)";
/// Takes back a letter.
const BACKSPACE: &str = "\u{E003}";

/// Its own words, by the place that each has in the file.
const PLACES: [(&str, &str); 8] = [
    ("TITLE", "title"),
    ("WHO", "consent"),
    ("SECTION", "title of a section"),
    ("CHOICE", "question"),
    ("LABEL", "option"),
    ("CODE", "value of an option"),
    ("SHORT", "question"),
    ("STORY", "question"),
];

const INSTRUMENT: &str = r#"
format = 1
id = "ID"
audience = "survivors"
languages = ["en"]
title = { en = "TITLE" }
minutes = 3

[consent]
who = { en = "WHO" }
why = { en = "To learn." }
seen_by = { en = "We." }
limits = { en = "None." }

[[section]]
id = "one"
title = { en = "SECTION" }

[[section.question]]
id = "choice"
kind = "single"
required = true
text = { en = "CHOICE" }
option = [
  { code = "CODE", text = { en = "LABEL" } },
  { code = "other", text = { en = "Other" } },
]

[[section.question]]
id = "short"
kind = "text"
limit = 20
text = { en = "SHORT" }

[[section]]
id = "two"
title = { en = "Two" }

[[section.question]]
id = "story"
kind = "long_text"
limit = 2000
text = { en = "STORY" }
"#;

/// A running program with the survey open twice: by a code, and to everybody.
pub struct Survey {
    platform: Platform,
    program: Program,
    open: [Open; 2],
    words: Vec<Words>,
}

impl Survey {
    /// Starts it.
    pub async fn start() -> Self {
        let mut words: Vec<_> = PLACES.iter().map(|&(_, what)| Words { what, words: word() }).collect();
        let toml = PLACES.iter().zip(&words).fold(INSTRUMENT.to_owned(), |toml, ((place, _), own)| {
            toml.replace(&format!("\"{place}\""), &format!("\"{}\"", own.words))
        });
        let settings = Settings { resume_code: true, ..Settings::default() };
        let scene =
            |id, mode| Scene { toml: toml.replace("\"ID\"", id), settings: settings.clone(), mode, ..Scene::default() };
        let (platform, by_code) = Platform::with(scene("\"first\"", Mode::Code)).await;
        let to_all = platform.open(&scene("\"second\"", Mode::Open)).await;
        let program = Program::start(&platform.folder, &[]);
        words.push(Words { what: "code", words: by_code.codes[0].clone() });
        words.push(Words { what: "code", words: show(&by_code.codes[0]) });
        Self { platform, program, open: [by_code, to_all], words }
    }

    /// Every word of it and of its respondent until now.
    pub fn words(&self) -> impl Iterator<Item = Words> {
        self.words.iter().cloned()
    }

    /// What every browser keeps, and what respondents are told that it keeps.
    pub fn address(&self) -> Words {
        Words { what: "address", words: format!("{}/s/", self.program.respond) }
    }

    fn start_of(&self, which: usize) -> String {
        format!("http://{}/s/{}", self.program.respond, self.open[which].word)
    }

    fn says(&mut self, what: &'static str, words: String) -> String {
        self.words.push(Words { what, words: words.clone() });
        words
    }

    /// Somebody comes with a code, types too much, is told so, looks at a code for later, answers, sends, and looks at
    /// the code that takes the answers back.
    pub async fn answer(&mut self, device: &mut Device) {
        let (short, story) = (self.says("answer", word()), self.says("answer", word()));
        let chosen = format!("input[name=choice][value={}]", self.words[5].words);
        device.go(&self.start_of(0)).await;
        device.write("input[name=_code]", &self.open[0].codes[0]).await;
        device.press(GO).await;
        device.write("input[name=short]", &format!("{short}{short}")).await;
        device.press(&chosen).await;
        device.press(GO).await;
        device.text(".problems").await;
        device.write("input[name=short]", &BACKSPACE.repeat(short.len())).await;
        device.press("button[name=_go][value=resume]").await;
        let resume = device.text("#resume-code").await;
        self.says("resume code", resume);
        device.press(GO).await;
        device.write("textarea[name=story]", &story).await;
        device.press(GO).await;
        device.press("#want-code").await;
        device.press("button[name=_go][value=send]:not(.sr)").await;
        let withdraw = device.text("#withdraw-code").await;
        self.says("withdraw code", withdraw);
        self.holds(&story).await;
    }

    /// Control: it arrived, so it was typed.
    async fn holds(&self, story: &str) {
        let stored = self.platform.responses(&self.open[0].collection.id).await;
        let found = stored.first().and_then(|response| response.answers.get("story"));
        assert!(stored.len() == 1 && found == Some(&Answer::Text(story.to_owned())), "{found:?}");
    }

    /// Somebody else is in the middle of an answer.
    pub async fn begin(&mut self, device: &mut Device) {
        let unsent = self.says("unsent answer", word());
        let story = self.says("unsent answer", word());
        device.go(&self.start_of(1)).await;
        device.press(GO).await;
        device.write("input[name=short]", &unsent).await;
        device.press(&format!("input[name=choice][value={}]", self.words[5].words)).await;
        device.press(GO).await;
        device.write("textarea[name=story]", &story).await;
    }
}
