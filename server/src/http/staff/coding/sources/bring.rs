//! Bringing a transcript in: choose a file, see what was recognised and what was not, correct who is called what. Storing
//! comes after the record of the session ([`super::record`]).

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{Html, Redirect};
use instruments::Problem;

use super::arrange::{self, Decisions};
use super::resting;
use super::{Bench, Shared};
use crate::access::Action;
use crate::exchange::transcript::{self, Certainty, Form as Shape, Mention, Transcript, Unread};
use crate::http::staff::upload::Upload;
use crate::http::staff::{Around, Fields, Member};
use crate::{Error, Result};

/// Turns shown as they would be stored.
const SHOWN: usize = 12;
/// Unrecognised parts and doubtful words on one page.
const LISTED: usize = 100;

/// The page that takes a file.
#[derive(Clone, Debug)]
pub struct Form {
    /// Who looks.
    pub member: Member,
}

/// What was recognised.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Names the file that rests.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// The form it came in.
    pub form: Shape,
    /// How many turns, as they would be stored.
    pub turns: usize,
    /// How many of them have a time.
    pub timed: usize,
    /// How many words.
    pub words: usize,
    /// Whether turns of one speaker that follow one another become one.
    pub joined: bool,
    /// Who speaks.
    pub speakers: Vec<Speaker>,
    /// Turns that name nobody.
    pub unnamed: usize,
    /// What was taken for a speaker and is none.
    pub dismissed: Vec<String>,
    /// Names inside what was said that are replaced for sure.
    pub replaced: usize,
    /// Words that may be names.
    pub doubtful: Vec<Doubt>,
    /// How many such words there are, shown or not.
    pub doubts: usize,
    /// What was not recognised.
    pub unread: Vec<Unread>,
    /// How many such parts there are, shown or not.
    pub unread_all: usize,
    /// What was guessed or cleaned.
    pub remarks: Vec<Problem>,
    /// The first turns as they would be stored: label, whether they lead, words.
    pub sample: Vec<(String, bool, String)>,
}

/// Somebody who speaks.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// The name as it stood.
    pub name: String,
    /// The label that would stand for it.
    pub label: String,
    /// Whether they lead the group.
    pub leads: bool,
    /// How many turns.
    pub turns: usize,
    /// How many words.
    pub words: usize,
    /// Whether the label is the name itself, and not one that says nothing.
    pub bare: bool,
}

/// A word that may be somebody's name.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// Turn and first character.
    pub place: String,
    /// The words before, the word, the words after.
    pub words: (String, String, String),
    /// Whether it is to be replaced.
    pub is_name: bool,
}

pub(super) async fn form(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    Ok(Html(state.staff_pages.bring(&around, &Form { member: bench.member })))
}

pub(super) async fn take(state: Shared, member: Member, headers: HeaderMap, upload: Upload) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    upload.check()?;
    let transcript = arrange::read(&upload.name, &upload.bytes).await?;
    let decisions = Decisions::of(&upload.name, &transcript);
    let keys = bench.member.unlocked()?;
    let id = resting::rest(&headers, keys, &bench.member.study.id, &upload.bytes, &decisions)?;
    Ok(Redirect::to(&bench.page(&format!("sources/bring/{id}"))))
}

pub(super) async fn show(
    state: Shared,
    around: Around,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
) -> Result<Html<String>> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    let file = resting::recall::<Decisions>(&headers, bench.member.unlocked()?, &study, &id)?;
    let transcript = arrange::read(&file.notes.file, &file.bytes).await?;
    let work = move || view(bench.member, id, &file.notes, transcript);
    let view = tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("a preview", error))?;
    Ok(Html(state.staff_pages.bring_preview(&around, &view)))
}

fn view(member: Member, id: String, decisions: &Decisions, mut transcript: Transcript) -> View {
    decisions.arrange(&mut transcript);
    let labels = decisions.labels(&transcript);
    let speaker = |speaker: transcript::Speaker| {
        let label = labels.get(&speaker.name).cloned().unwrap_or_default();
        let bare = label.to_lowercase() == speaker.name.to_lowercase() && !says_nothing(&label);
        let leads = decisions.leads(&speaker.name, &labels);
        Speaker { label, leads, bare, name: speaker.name, turns: speaker.turns, words: speaker.words }
    };
    let speakers = transcript.speakers().into_iter().map(speaker).collect();
    let mentions = transcript::mentions(&transcript);
    let (sure, doubtful): (Vec<_>, Vec<_>) =
        mentions.into_iter().partition(|mention| mention.certainty == Certainty::Sure);
    let shown = doubtful.iter().take(LISTED).map(|mention| doubt(decisions, &transcript, mention)).collect();
    View {
        member,
        id,
        file: decisions.file.clone(),
        form: transcript.form,
        turns: transcript.turns.len(),
        timed: transcript.turns.iter().filter(|turn| turn.start.is_some()).count(),
        words: transcript.turns.iter().map(|turn| turn.text.split_whitespace().count()).sum(),
        joined: decisions.joined,
        speakers,
        unnamed: transcript.turns.iter().filter(|turn| turn.speaker.is_none()).count(),
        dismissed: decisions.dismissed.iter().cloned().collect(),
        replaced: sure.len(),
        doubts: doubtful.len(),
        doubtful: shown,
        unread_all: transcript.unread.len(),
        unread: transcript.unread.iter().take(LISTED).cloned().collect(),
        remarks: transcript.remarks.clone(),
        sample: sample(decisions, transcript),
    }
}

/// Whether a label is one that names nobody: a word and a number, or the usual words.
pub(super) fn says_nothing(label: &str) -> bool {
    let stem = label.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter.is_whitespace()).to_lowercase();
    let usual = [
        "moderator",
        "participant",
        "speaker",
        "interviewer",
        "facilitator",
        "host",
        "p",
        "moderadora",
        "participante",
    ];
    usual.contains(&stem.as_str())
}

fn doubt(decisions: &Decisions, transcript: &Transcript, mention: &Mention) -> Doubt {
    let text: Vec<char> = transcript.turns[mention.turn].text.chars().collect();
    let cut = |start: usize, end: usize| text[start.min(text.len())..end.min(text.len())].iter().collect::<String>();
    let place = format!("{}.{}", mention.turn, mention.start);
    Doubt {
        words: (
            cut(mention.start.saturating_sub(40), mention.start),
            mention.words.clone(),
            cut(mention.end, mention.end + 40),
        ),
        is_name: decisions.decided.get(&place).copied().unwrap_or(false),
        place,
    }
}

/// The first turns as they would be stored. All turns are labelled, since names are told from words by all of them.
fn sample(decisions: &Decisions, transcript: Transcript) -> Vec<(String, bool, String)> {
    let turns = decisions.turns(transcript);
    turns.into_iter().take(SHOWN).map(|turn| (turn.speaker.clone(), turn.leads, turn.text.clone())).collect()
}

pub(super) async fn decide(
    state: Shared,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    let bench = Bench::open(&state, member, Action::BringSources).await?;
    if fields.get("do") == "drop" {
        resting::forget(&id);
        return Ok(Redirect::to(&bench.page("sources?done=file-dropped")));
    }
    let keys = bench.member.unlocked()?;
    let file = resting::recall::<Decisions>(&headers, keys, &study, &id)?;
    let mut transcript = arrange::read(&file.notes.file, &file.bytes).await?;
    file.notes.arrange(&mut transcript);
    let speakers: Vec<String> = transcript.speakers().into_iter().map(|speaker| speaker.name).collect();
    let next = file.notes.read(&fields, &speakers)?;
    resting::note(keys, &study, &id, &next)?;
    let rest =
        if fields.get("do") == "on" { format!("sources/bring/{id}/record") } else { format!("sources/bring/{id}") };
    Ok(Redirect::to(&bench.page(&rest)))
}
