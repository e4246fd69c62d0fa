//! Redacting for real: words of answers, transcripts, translations, memos, examples and marks are replaced by labels, sealed
//! anew, and the database is rewritten so that no page of it and no log still holds the old envelopes. What was coded moves
//! with the words. Cannot be undone.

use std::collections::BTreeMap;

use instruments::Answer;

use super::act::{Work, Write};
use super::{Workspaces, flags, open, sealed};
use crate::coding::event::Id;
use crate::coding::quote::Step;
use crate::coding::text::Span;
use crate::coding::{Act, Of, PassageId};
use crate::store::grants::StudyKeys;
use crate::store::studies::Study;
use crate::store::{Store, maintenance, responses};
use crate::{Error, Result, redaction};

/// Spans, and the labels that stand there from now on; in any order, not overlapping.
pub type Labels = Vec<(Span, String)>;

/// What is replaced in one go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redaction {
    /// Words of passages.
    pub passages: BTreeMap<PassageId, Labels>,
    /// Texts that events point to: memos, names and examples of codes, quotes.
    pub texts: BTreeMap<Id, Labels>,
    /// Marks of danger: their reason, and what was done.
    pub flags: BTreeMap<String, (Labels, Labels)>,
}

/// A text with spans replaced by labels; `redaction-span` where a span lies beyond it or overlaps another.
pub fn replaced(text: &str, spans: &[(Span, String)]) -> Result<(String, Vec<(Span, u32)>)> {
    let replaced = redaction::replace(text, spans).map_err(|_| Error::Invalid("redaction-span", String::new()))?;
    Ok((replaced.text, replaced.moves))
}

impl Workspaces {
    /// Replaces words for good. When this returns, the old ones are in no row, no free page and no log of the database,
    /// and in nothing that is derived from it; where others have its tables in hand, they are in a free page until these
    /// can be rewritten (`store::rewriting`).
    pub async fn redact(
        &self,
        store: &Store,
        study: &Study,
        keys: &StudyKeys,
        person: &str,
        redaction: &Redaction,
    ) -> Result<()> {
        let workspace = self.open(store, &study.id, keys).await?;
        let mut work = Work { audit: Some(("redact", redaction.passages.len().to_string())), ..Work::default() };
        // Releases on their way may repeat what is replaced.
        work.writes.push(Write::ReopenReleases(None));
        let seen = {
            let desk = workspace.read();
            turns(&desk, redaction, &mut work)?;
            texts(&desk, redaction, &mut work)?;
            desk.coding.head()
        };
        answers(store, &study.id, keys, redaction, &mut work).await?;
        marks(store, &study.id, keys, redaction, &mut work).await?;
        self.act_on(store, study, keys, person, seen, work).await?;
        maintenance::rewrite_or_owe(store).await;
        Ok(())
    }
}

/// Whether words were replaced, taken out or taken back since a position of the log: what was made of them before repeats
/// what nobody may read any more.
pub async fn since(store: &Store, study: &str, keys: &StudyKeys, position: i64) -> Result<bool> {
    let news = open::events_after(store, study, keys, position).await?;
    let gone = |act: &Act| matches!(act, Act::Redact { .. } | Act::Remove { .. } | Act::Quote(Step::TakeBack { .. }));
    Ok(news.iter().flat_map(|event| &event.acts).any(gone))
}

/// Turns of transcripts, and translations.
fn turns(desk: &super::Desk, redaction: &Redaction, work: &mut Work) -> Result<()> {
    let mut sources = BTreeMap::new();
    for (passage, spans) in &redaction.passages {
        if passage.translated {
            translation(desk, passage, spans, work)?;
        } else if let Of::Turn { source, turn } = &passage.of {
            let known = desk.sources.get(source).ok_or(Error::NotFound)?;
            let changed = sources.entry(source.clone()).or_insert_with(|| (**known).clone());
            let turn = changed.turns.get_mut(*turn as usize).ok_or(Error::NotFound)?;
            let (text, replaced) = replaced(&turn.text, spans)?;
            turn.text = text;
            work.draft.acts.push(Act::Redact { passage: passage.clone(), replaced });
        }
    }
    work.writes.extend(sources.into_iter().map(|(id, source)| Write::ChangeSource(id, source)));
    Ok(())
}

fn translation(desk: &super::Desk, passage: &PassageId, spans: &[(Span, String)], work: &mut Work) -> Result<()> {
    let original = PassageId { translated: false, ..passage.clone() };
    let (_, text) = desk.coding.translations.get(&original).ok_or(Error::NotFound)?;
    let words = desk.words.get(text).ok_or(Error::NotFound)?;
    let (new, replaced) = replaced(&words.words, spans)?;
    work.writes.push(Write::ChangeText(text.clone(), sealed::Words { words: new, of: words.of.clone() }));
    work.draft.acts.push(Act::Redact { passage: passage.clone(), replaced });
    Ok(())
}

/// Memos, names, definitions, examples, quotes.
fn texts(desk: &super::Desk, redaction: &Redaction, work: &mut Work) -> Result<()> {
    for (id, spans) in &redaction.texts {
        let words = desk.words.get(id).ok_or(Error::NotFound)?;
        let (new, _) = replaced(&words.words, spans)?;
        work.writes.push(Write::ChangeText(id.clone(), sealed::Words { words: new, of: words.of.clone() }));
    }
    Ok(())
}

/// Answers, each response sealed anew once.
async fn answers(store: &Store, study: &str, keys: &StudyKeys, redaction: &Redaction, work: &mut Work) -> Result<()> {
    let mut by_response: BTreeMap<&str, Vec<(&PassageId, &str)>> = BTreeMap::new();
    for passage in redaction.passages.keys().filter(|passage| !passage.translated) {
        if let Of::Answer { response, key } = &passage.of {
            by_response.entry(response).or_default().push((passage, key));
        }
    }
    for (id, passages) in by_response {
        let stored = responses::find(store, study, id).await?.ok_or(Error::NotFound)?;
        let mut response = open::open_response(&stored, study, keys)?;
        for (passage, key) in passages {
            let Some(Answer::Text(text)) = response.answers.get_mut(key) else { return Err(Error::NotFound) };
            let (new, replaced) = replaced(text, &redaction.passages[passage])?;
            *text = new;
            work.draft.acts.push(Act::Redact { passage: passage.clone(), replaced });
        }
        let after = open::seal_response(&response, &stored, study, keys)?;
        work.writes.push(Write::Reseal(stored.id, stored.sealed, after));
    }
    Ok(())
}

/// Marks of danger.
async fn marks(store: &Store, study: &str, keys: &StudyKeys, redaction: &Redaction, work: &mut Work) -> Result<()> {
    for (id, (note, action)) in &redaction.flags {
        let flag = flags::find(store, study, id, keys).await?;
        let mut words = flag.words.clone();
        words.note = replaced(&words.note, note)?.0;
        words.action = replaced(&words.action, action)?.0;
        work.writes.push(Write::ChangeFlag(id.clone(), flags::seal(study, id, &words, keys)?));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    //! A name is replaced in a sentence.

    use super::*;

    #[test]
    fn spans_are_replaced_in_any_order_and_wrong_ones_refused() {
        let span = |start, end| Span::new(start, end).unwrap();
        let label = |span| (span, "[name]".to_owned());
        let (text, moves) = replaced("🌊 Ana met Luis", &[label(span(10, 14)), label(span(2, 5))]).unwrap();
        assert_eq!(text, "🌊 [name] met [name]");
        assert_eq!(moves, [(span(2, 5), 6), (span(10, 14), 6)]);
        for wrong in [vec![label(span(13, 15))], vec![label(span(0, 4)), label(span(3, 5))]] {
            assert!(replaced("🌊 Ana met Luis", &wrong).is_err());
        }
        assert_eq!(replaced("as it is", &[]).unwrap().0, "as it is");
    }
}
