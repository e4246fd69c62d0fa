//! Labels instead of speakers, before anything is stored: a suggestion, which a person may correct, and the replacement
//! in front of the turns and inside them.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Certainty, Mention, mentions};
use super::{Speaker, Transcript};

/// Parts of names that say who leads a group.
const LEADS: &[&str] = &[
    "coordinator",
    "entrevistador",
    "entrevistadora",
    "facilitador",
    "facilitadora",
    "facilitator",
    "host",
    "interviewer",
    "moderador",
    "moderadora",
    "moderator",
    "researcher",
];

/// What a person decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Label for each speaker as they stood; several may have the same. Who is missing gets the suggested one.
    pub labels: BTreeMap<String, String>,
    /// For single mentions, by turn and first character: whether to replace them. Who is missing is replaced when sure.
    pub decided: BTreeMap<(usize, usize), bool>,
}

/// What labelling did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labelled {
    /// Mentions that were replaced.
    pub replaced: usize,
    /// Mentions that stay: doubtful, or kept on purpose.
    pub left: Vec<Mention>,
}

/// A label for every speaker: who asks most leads the group, the others are counted in the order in which they speak.
/// Who is numbered already keeps the number. Names of which one is part of exactly one other (`Julian`, `Julian Ma`) share a label.
pub fn suggest(transcript: &Transcript, moderator: &str, participant: &str) -> BTreeMap<String, String> {
    let speakers = transcript.speakers();
    let mut labels = BTreeMap::<String, String>::new();
    let lead = lead(&speakers);
    let numbered = |name: &str| {
        let number = name.to_lowercase().strip_prefix(&format!("{} ", participant.to_lowercase()))?.parse::<usize>();
        number.ok().map(|number| format!("{participant} {number}"))
    };
    let taken: BTreeSet<String> = speakers.iter().filter_map(|speaker| numbered(&speaker.name)).collect();
    let mut free = (1..).map(|number| format!("{participant} {number}")).filter(|label| !taken.contains(label));
    for speaker in &speakers {
        let whole = whole_name(&speaker.name, &speakers);
        let label = match labels.get(whole).cloned().or_else(|| numbered(&speaker.name)) {
            Some(label) => label,
            None if lead == Some(whole) || leads(&speaker.name) => moderator.to_owned(),
            None => free.next().unwrap_or_default(),
        };
        labels.insert(whole.to_owned(), label.clone());
        labels.insert(speaker.name.clone(), label);
    }
    labels
}

fn leads(name: &str) -> bool {
    words(name).iter().any(|word| LEADS.contains(&word.as_str()))
}

/// Who leads when nobody is called so: who asks most; if nobody asks, who speaks first. Nobody leads alone.
fn lead(speakers: &[Speaker]) -> Option<&str> {
    if speakers.len() < 2 || speakers.iter().any(|speaker| leads(&speaker.name)) {
        return None;
    }
    let asks = |name: &str| {
        speakers.iter().filter(|one| whole_name(&one.name, speakers) == name).map(|one| one.questions).sum::<usize>()
    };
    // `max_by_key` takes the last of equals; the first is wanted.
    speakers.iter().rev().map(|one| whole_name(&one.name, speakers)).max_by_key(|name| asks(name))
}

fn words(name: &str) -> BTreeSet<String> {
    let parts = name.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// The longer name that this one is a part of, if exactly one is.
fn whole_name<'a>(name: &'a str, speakers: &'a [Speaker]) -> &'a str {
    let own = words(name);
    let mut longer = speakers.iter().filter(|other| {
        let theirs = words(&other.name);
        !own.is_empty() && theirs.len() > own.len() && own.is_subset(&theirs)
    });
    match (longer.next(), longer.next()) {
        (Some(whole), None) if own.iter().any(|word| word.chars().count() > 1) => &whole.name,
        _ => name,
    }
}

/// Puts labels in the place of the speakers, in front of the turns and inside them. What was not recognised is emptied
/// too, since it may name people.
pub fn label(transcript: &mut Transcript, choice: &Choice) -> Labelled {
    let mut labels = suggest(transcript, "Moderator", "Participant");
    labels.extend(choice.labels.iter().map(|(name, label)| (name.clone(), label.clone())));
    let mut labelled = Labelled::default();
    let mut replaced = BTreeMap::<usize, Vec<(usize, usize, String)>>::new();
    for mention in mentions(transcript) {
        let label = shared(&mention.speakers, &labels);
        if label == mention.words {
            continue;
        }
        let decided = choice.decided.get(&(mention.turn, mention.start)).copied();
        if decided.unwrap_or(mention.certainty == Certainty::Sure) {
            replaced.entry(mention.turn).or_default().push((mention.start, mention.end, label));
            labelled.replaced += 1;
        } else {
            labelled.left.push(mention);
        }
    }
    for (turn, places) in replaced {
        let text = &mut transcript.turns[turn].text;
        *text = rewrite(text, &places);
    }
    for turn in &mut transcript.turns {
        turn.speaker = turn.speaker.take().map(|name| labels.get(&name).cloned().unwrap_or_default());
    }
    transcript.unread.iter_mut().for_each(|one| one.text.clear());
    labelled
}

/// The label of a name that several people may have.
fn shared(speakers: &[String], labels: &BTreeMap<String, String>) -> String {
    let mut several: Vec<&str> = Vec::new();
    for label in speakers.iter().filter_map(|name| labels.get(name)) {
        if !several.contains(&label.as_str()) {
            several.push(label);
        }
    }
    several.join(" / ")
}

/// A text with spans of characters replaced; spans are in order and do not overlap.
fn rewrite(text: &str, places: &[(usize, usize, String)]) -> String {
    let (mut written, mut letters, mut at) = (String::with_capacity(text.len()), text.chars(), 0);
    for (start, end, label) in places {
        written.extend(letters.by_ref().take(start - at));
        written.push_str(label);
        letters.by_ref().take(end - start).for_each(drop);
        at = *end;
    }
    written.extend(letters);
    written
}
