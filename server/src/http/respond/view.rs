//! What respondent pages are given to show. Plain values, decided by the handlers; words are left to `app`.

use std::collections::BTreeMap;
use std::sync::Arc;

use instruments::{Answers, Instrument, Journey, Problem, Wording};

use super::guard::Guard;
use crate::http::Failure;
use crate::report::Document;
pub use crate::store::help_lines::HelpLine;
pub use crate::store::retention::Promise;

/// What surrounds every respondent page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The one bland title.
    pub title: String,
    /// Language of the page.
    pub language: String,
    /// Languages that may be chosen; a switch is shown when there are two or more.
    pub languages: Vec<String>,
    /// Whether answers never count.
    pub rehearsal: bool,
    /// Whether many people use this one device.
    pub kiosk: bool,
    /// Help lines of the study; the national ones are shown where there are none.
    pub help: Vec<HelpLine>,
    /// Whose words the items are, and whether these are a paraphrase; shown on every page.
    pub wording: Option<Wording>,
    /// Why the last form could not be taken: `not-now`, `too-much`.
    pub trouble: Option<String>,
    /// On a shared tablet, where somebody else starts over: `/s/<word>`.
    pub next: Option<String>,
}

/// What this device holds of answers that were not sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Begun {
    /// Nothing.
    #[default]
    Nothing,
    /// Answers to this survey.
    Here,
    /// Answers to another one; nothing is begun here before it is said what becomes of them.
    Elsewhere,
}

/// Welcome and consent.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// What surrounds the page.
    pub frame: Frame,
    /// The questionnaire.
    pub instrument: Arc<Instrument>,
    /// Where the form goes: `/s/<word>`.
    pub action: String,
    /// Whether a code is asked.
    pub code: bool,
    /// What this device holds of answers that were not sent.
    pub begun: Begun,
    /// Where this device still shows a withdraw code of answers that were sent; it goes when something new is begun.
    pub shown_code: Option<String>,
    /// Whether organisations were invited by name, and are told so before they say yes.
    pub roster: bool,
    /// Whether a resume code may be typed.
    pub resume: bool,
    /// Hours that unfinished answers are kept.
    pub hours: u32,
    /// Until when answers that were sent are kept, where the study says so.
    pub promise: Option<Promise>,
    /// What was wrong with the last try: `code-wrong`, `code-spent`, `resume-wrong`, `once-more`.
    pub problem: Option<String>,
    /// What tells people from programs, where others can reach the page.
    pub guard: Option<Guard>,
}

/// One page of questions.
#[derive(Clone, Debug)]
pub struct Questions {
    /// What surrounds the page.
    pub frame: Frame,
    /// What is asked, with the answers so far.
    pub asking: Asking,
    /// Positions of the sections on this page.
    pub sections: Vec<usize>,
    /// Where the form goes: `/s/<number>`.
    pub action: String,
    /// The page before, if there is one.
    pub back: Option<String>,
    /// Which page of how many this is, counting shown ones.
    pub place: (usize, usize),
    /// Whether the last answers opened more questions on this page.
    pub opened: bool,
    /// A resume code that was just made, to be written down.
    pub resume_code: Option<String>,
    /// Whether a resume code may be asked for.
    pub resume: bool,
}

/// What the controls of a page need to know; also used on paper and for keying.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The questionnaire.
    pub instrument: Arc<Instrument>,
    /// The language of the words.
    pub language: String,
    /// Answers so far.
    pub answers: Answers,
    /// What was typed where it could not be taken, by field name.
    pub typed: BTreeMap<String, String>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// Where the answers lead: what is shown, which options are offered, how many rounds.
    pub journey: Journey,
}

/// Check your answers, then send.
#[derive(Clone, Debug)]
pub struct Review {
    /// What surrounds the page.
    pub frame: Frame,
    /// The questionnaire and the answers.
    pub asking: Asking,
    /// The shown sections and the address of each one's page.
    pub parts: Vec<(usize, String)>,
    /// Where the form goes.
    pub action: String,
    /// Whether the way of answering is asked.
    pub ask_mode: bool,
    /// Whether a withdraw code is offered.
    pub offer_code: bool,
    /// What stops sending: `closed`.
    pub problem: Option<String>,
}

/// Thank you.
#[derive(Clone, Debug)]
pub struct Thanks {
    /// What surrounds the page.
    pub frame: Frame,
    /// The code that takes the answers back, while it may be shown.
    pub code: Option<String>,
    /// Whether the questions may have been hard: survivors were asked.
    pub hard: bool,
}

/// Take answers back.
#[derive(Clone, Debug)]
pub struct Withdraw {
    /// What surrounds the page.
    pub frame: Frame,
    /// `withdrawn`, `withdrawn-held` or `withdraw-unknown`.
    pub outcome: Option<String>,
}

/// A page that only says something.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What surrounds the page.
    pub frame: Frame,
    /// What is said: `gone`, `closed`, `early`, `unknown`, `wrong-type`, `too-much`, `busy`, `not-now`.
    pub says: &'static str,
    /// Where it goes on from here, where that is known.
    pub go: Option<String>,
}

/// A release that is out: drawn once, when it is frozen.
#[derive(Clone, Debug)]
pub struct Published {
    /// What it says.
    pub document: Document,
    /// Its public address: `/r/<word>`.
    pub word: String,
    /// The day it went out.
    pub day: String,
    /// Names of its files.
    pub files: Vec<String>,
    /// The word of the release that it takes the place of.
    pub replaces: Option<String>,
    /// Who approved it, as far as the public is told.
    pub approval: Approval,
    /// The language of the other page, where it stands in two, and its address.
    pub other: Option<(String, String)>,
}

/// Who approved a release: never by name, since people who work here are looked for, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// A second person of the study.
    Colleague,
    /// A reviewer from outside, whom somebody invited who had not made it.
    Outside,
    /// A reviewer from outside whom one of its makers invited: nobody else of the study answers for it.
    OutsideOfMaker,
    /// The same of somebody whom its makers let into the study, or who let them in.
    OutsideOfBrought,
}

impl Approval {
    /// The last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Colleague => "colleague",
            Self::Outside => "outside",
            Self::OutsideOfMaker => "outside-of-maker",
            Self::OutsideOfBrought => "outside-of-brought",
        }
    }
}

/// Draws respondent pages; `app` implements it.
pub trait Pages: Send + Sync {
    /// Welcome and consent.
    fn welcome(&self, view: &Welcome) -> String;
    /// One page of questions.
    fn questions(&self, view: &Questions) -> String;
    /// Check your answers.
    fn review(&self, view: &Review) -> String;
    /// Thank you.
    fn thanks(&self, view: &Thanks) -> String;
    /// Take answers back.
    fn withdraw(&self, view: &Withdraw) -> String;
    /// A page that only says something.
    fn notice(&self, view: &Notice) -> String;
    /// A release that is out.
    fn release(&self, view: &Published) -> String;
    /// The stylesheet that stands beside a release: frozen with it, so that it looks the same for ever.
    fn release_style(&self) -> &'static str;
    /// A page that says what went wrong.
    fn error(&self, failure: &Failure) -> String;
}

impl Asking {
    /// What is wrong with the answer under `key`, if anything.
    pub fn problem(&self, key: &str) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.place.id == key)
    }
}
