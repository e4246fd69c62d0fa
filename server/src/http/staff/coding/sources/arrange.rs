//! What a person decides about a transcript before it is stored: who is called what, who leads, what is no speaker, where
//! turns are joined, which doubtful words are names.

use std::collections::{BTreeMap, BTreeSet};

use super::bring::says_nothing;
use crate::coding::source::Turn;
use crate::exchange::transcript::{self, Choice, Form, Labelled, Transcript};
use crate::http::staff::Fields;
use crate::name::{self, Fault};
use crate::{Error, Result};

/// Decisions about a file; kept sealed while it rests.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Decisions {
    /// The file's name.
    pub file: String,
    /// Whether turns of one speaker that follow one another become one.
    pub joined: bool,
    /// What was taken for a speaker and is none.
    pub dismissed: BTreeSet<String>,
    /// Labels by name.
    pub labels: BTreeMap<String, String>,
    /// Names of those who lead; none before anybody looked.
    pub leads: Option<BTreeSet<String>>,
    /// Whether a doubtful word is a name: by turn and first character, as `3.17`.
    pub decided: BTreeMap<String, bool>,
}

/// Label of whoever leads.
pub(super) const MODERATOR: &str = "Moderator";
/// Label of everybody else, before their number.
pub(super) const PARTICIPANT: &str = "Participant";

/// Reads a file, where waiting is allowed.
pub(super) async fn read(name: &str, bytes: &[u8]) -> Result<Transcript> {
    let (name, bytes) = (name.to_owned(), zeroize::Zeroizing::new(bytes.to_vec()));
    let work = move || transcript::read(&name, &bytes).map_err(|problem| Error::Problems(vec![problem]));
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("reading a transcript", error))?
}

impl Decisions {
    /// Before anybody decided: captions are joined to what one person said, other files are kept as they are.
    pub fn of(file: &str, transcript: &Transcript) -> Self {
        let joined = matches!(transcript.form, Form::WebVtt | Form::SubRip);
        Self { file: file.to_owned(), joined, ..Self::default() }
    }

    /// What the form of the preview says. Where turns lie otherwise than before, doubtful words are asked about anew.
    pub fn read(&self, fields: &Fields, speakers: &[String]) -> Result<Self> {
        let mut next = Self { file: self.file.clone(), joined: fields.get("joined") == "yes", ..Self::default() };
        next.dismissed = fields.all("dismissed").map(str::to_owned).collect();
        let mut leads = BTreeSet::new();
        for (number, name) in speakers.iter().enumerate() {
            if fields.get(&format!("none.{number}")) == "yes" {
                next.dismissed.insert(name.clone());
                continue;
            }
            let label = fields.get(&format!("label.{number}")).trim();
            if label.chars().count() > 60 {
                return Err(Error::Invalid("label-long", label.chars().take(20).collect()));
            }
            if let Err(fault @ Fault::Unseen) = name::line(label, 60) {
                return Err(fault.error("label-name", 60));
            }
            let other = |known: &String| known != name && known.to_lowercase() == label.to_lowercase();
            if speakers.iter().any(other) && !says_nothing(label) {
                return Err(Error::Invalid("label-name", label.to_owned()));
            }
            if !label.is_empty() {
                next.labels.insert(name.clone(), label.to_owned());
            }
            if fields.get(&format!("leads.{number}")) == "yes" {
                leads.insert(name.clone());
            }
        }
        next.leads = Some(leads);
        if (next.joined, &next.dismissed) == (self.joined, &self.dismissed) {
            let asked = fields.all("asked").map(|place| (place.to_owned(), false));
            next.decided = asked.collect();
            next.decided.extend(fields.all("name").map(|place| (place.to_owned(), true)));
        }
        Ok(next)
    }

    /// The transcript with turns as they were decided, names still in it.
    pub fn arrange(&self, transcript: &mut Transcript) {
        self.dismissed.iter().for_each(|name| transcript.dismiss(name));
        if self.joined {
            transcript.merge(None);
        }
    }

    /// A label for every speaker, decided or suggested.
    pub fn labels(&self, transcript: &Transcript) -> BTreeMap<String, String> {
        let mut labels = transcript::suggest(transcript, MODERATOR, PARTICIPANT);
        labels.extend(self.labels.clone());
        labels
    }

    /// Whether somebody leads the group, decided or by their label.
    pub fn leads(&self, name: &str, labels: &BTreeMap<String, String>) -> bool {
        match &self.leads {
            Some(leads) => leads.contains(name),
            None => labels.get(name).is_some_and(|label| label == MODERATOR),
        }
    }

    /// Puts labels in the place of names; only what comes out may be kept.
    pub fn label(&self, transcript: &mut Transcript) -> Labelled {
        let decided = self.decided.iter().filter_map(|(place, is_name)| {
            let (turn, start) = place.split_once('.')?;
            Some(((turn.parse().ok()?, start.parse().ok()?), *is_name))
        });
        let choice = Choice { labels: self.labels(transcript), decided: decided.collect() };
        transcript::label(transcript, &choice)
    }

    /// Turns as they are stored: labels for names, and who leads.
    pub fn turns(&self, mut transcript: Transcript) -> Vec<Turn> {
        let labels = self.labels(&transcript);
        let lead = transcript.speakers().into_iter().map(|speaker| speaker.name);
        let lead: BTreeSet<String> =
            lead.filter(|name| self.leads(name, &labels)).filter_map(|name| labels.get(&name).cloned()).collect();
        self.label(&mut transcript);
        let turn = |turn: transcript::Turn| {
            let speaker = turn.speaker.unwrap_or_default();
            Turn { leads: lead.contains(&speaker), speaker, text: turn.text, starts: turn.start, ends: turn.end }
        };
        transcript.turns.into_iter().map(turn).collect()
    }
}
