//! The codings of a revealed round laid side by side, unit by unit: what agreement is measured on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_segmentation::UnicodeSegmentation;

use crate::coding::round::Round;
use crate::coding::text::{Span, length};
use crate::coding::{Coded, PassageId};
use crate::statistics::agreement::{self, Continuum, Ratings, Refusal};
use crate::workspace::{Desk, Passage};

/// What is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// The whole answer, or the turn.
    #[default]
    Passage,
    /// The sentence: any coded character of it codes it.
    Sentence,
}

impl Unit {
    /// All.
    pub const ALL: &[Self] = &[Self::Passage, Self::Sentence];

    /// The name in addresses and in the keys of words (`round-unit-passage`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Sentence => "sentence",
        }
    }

    /// Reads what [`Unit::name`] wrote.
    pub fn named(name: &str) -> Self {
        Self::ALL.iter().copied().find(|unit| unit.name() == name).unwrap_or_default()
    }
}

/// The codings of a round.
pub(super) struct Laid<'a> {
    desk: &'a Desk,
    round: &'a Round,
    /// Ids of the coders who are compared, in the order of the columns.
    pub coders: Vec<&'a String>,
    /// Passages that at least two of them were given and all of them who were given it reached.
    pub passages: Vec<&'a Passage>,
    /// How many passages at least two were given.
    pub given: usize,
    /// Codes that anybody gave in the round, in the order of the tree.
    pub codes: Vec<String>,
    respondents: HashMap<&'a str, usize>,
}

impl<'a> Laid<'a> {
    pub fn of(desk: &'a Desk, round: &'a Round) -> Self {
        let mut passages: Vec<&Passage> = round.doubled().into_iter().filter_map(|id| desk.passages.get(id)).collect();
        let (given, id) = (passages.len(), &round.drawn.round);
        let coders = compared(desk, round);
        passages.retain(|passage| {
            let of: Vec<_> = coders.iter().filter(|coder| round.given_to(coder).contains(&passage.id)).collect();
            of.len() >= 2 && of.iter().all(|coder| reached(desk, round, coder, &passage.id))
        });
        let used: BTreeSet<String> = passages.iter().flat_map(|one| desk.coding.codes_in(id, &one.id)).collect();
        let tree = desk.coding.codebook.tree();
        let codes = tree.into_iter().map(|(_, code)| code.id.clone()).filter(|code| used.contains(code)).collect();
        let mut respondents = HashMap::new();
        for passage in &passages {
            let next = respondents.len();
            respondents.entry(&*passage.person).or_insert(next);
        }
        Self { desk, round, coders, passages, given, codes, respondents }
    }

    /// One code over all units.
    pub fn ratings(&self, unit: Unit, code: &str) -> Option<Ratings> {
        let rows = self.rows(unit, |spans| usize::from(!spans.is_empty()), code);
        let rows =
            rows.into_iter().map(|(who, cells)| (who, cells.into_iter().map(|cell| cell.map(|one| one > 0)).collect()));
        Ratings::of_code(self.coders.len(), rows).ok()
    }

    /// Codes that exclude one another as one scale: which of them, by its place, or none (0).
    pub fn scale(&self, unit: Unit, codes: &[String]) -> Option<Ratings> {
        let mut scale: Vec<(usize, Vec<Option<f64>>)> = Vec::new();
        for (place, code) in codes.iter().enumerate() {
            let rows = self.rows(unit, |spans| usize::from(!spans.is_empty()), code);
            for (number, (who, cells)) in rows.into_iter().enumerate() {
                if scale.len() <= number {
                    scale.push((who, vec![None; cells.len()]));
                }
                for (cell, found) in scale[number].1.iter_mut().zip(cells) {
                    // A coder who was given the unit and gave none of the codes says nothing on the scale.
                    if found.is_some_and(|found| found > 0) {
                        *cell = Some(place as f64 + 1.0);
                    }
                }
            }
        }
        Ratings::of_numbers(self.coders.len(), &scale).ok()
    }

    /// For each unit whose it is, and what `say` makes of each coder's spans of a code there; none where a coder was not
    /// given the passage.
    fn rows(&self, unit: Unit, say: impl Fn(&[Span]) -> usize, code: &str) -> Vec<(usize, Vec<Option<usize>>)> {
        let mut rows = Vec::new();
        for passage in &self.passages {
            let who = self.respondents[&*passage.person];
            let spans: Vec<Option<Vec<Span>>> = self
                .coders
                .iter()
                .map(|coder| self.is_given(coder, &passage.id).then(|| self.spans(passage, coder, code)))
                .collect();
            for place in units(unit, &passage.text) {
                let cell = |spans: &Option<Vec<Span>>| {
                    let meeting = |spans: &Vec<Span>| {
                        spans.iter().copied().filter(|span| span.overlaps(place)).collect::<Vec<_>>()
                    };
                    spans.as_ref().map(|spans| say(&meeting(spans)))
                };
                rows.push((who, spans.iter().map(cell).collect()));
            }
        }
        rows
    }

    fn is_given(&self, coder: &str, passage: &PassageId) -> bool {
        self.round.given_to(coder).contains(passage)
    }

    fn codings(&self, passage: &PassageId, coder: &str) -> impl Iterator<Item = &'a Coded> {
        let id = self.round.drawn.round.clone();
        let coder = coder.to_owned();
        self.desk
            .coding
            .of_passage(passage)
            .filter(move |coded| coded.round.as_ref() == Some(&id) && coded.coder == coder)
    }

    /// Where a coder gave a code; a whole passage is all of it.
    fn spans(&self, passage: &Passage, coder: &str, code: &str) -> Vec<Span> {
        let own = self.codings(&passage.id, coder).filter(|coded| self.desk.coding.code_of(coded) == code);
        own.filter_map(|coded| coded.span.or_else(|| Span::whole(&passage.text))).collect()
    }

    /// All codes as free spans of one text after another; refused, with the passage, where one coder's spans overlap.
    pub fn continuum(&self) -> Result<Continuum, (Refusal, PassageId)> {
        let number: BTreeMap<&str, usize> = self.codes.iter().map(String::as_str).zip(0..).collect();
        let all = self.everybody();
        let passages = all.iter().map(|passage| {
            let spans = |coder: &&String| {
                let own = self.codings(&passage.id, coder);
                own.filter_map(|coded| {
                    let span = coded.span.or_else(|| Span::whole(&passage.text))?;
                    let code = *number.get(self.desk.coding.code_of(coded))?;
                    Some(agreement::Span { start: span.start as usize, end: span.end as usize, code })
                })
                .collect()
            };
            self.laid(passage, self.coders.iter().map(spans).collect())
        });
        let made = Continuum::new(self.codes.len(), self.coders.len(), passages.collect());
        made.map_err(|refusal| {
            (refusal, all.get(place_of(refusal)).map_or_else(|| PassageId::turn("", 0), |one| one.id.clone()))
        })
    }

    /// One code as free spans; spans of one coder that touch or overlap are one.
    pub fn continuum_of(&self, code: &str) -> Option<Continuum> {
        let passages = self.everybody().into_iter().map(|passage| {
            let spans = |coder: &&String| joined(self.spans(passage, coder, code));
            self.laid(passage, self.coders.iter().map(spans).collect())
        });
        Continuum::new(1, self.coders.len(), passages.collect()).ok()
    }

    /// Passages that every coder was given.
    fn everybody(&self) -> Vec<&'a Passage> {
        let all = |passage: &&&Passage| self.coders.iter().all(|coder| self.is_given(coder, &passage.id));
        self.passages.iter().filter(all).copied().collect()
    }

    fn laid(&self, passage: &Passage, coders: Vec<Vec<agreement::Span>>) -> agreement::Passage {
        let respondent = self.respondents[&*passage.person];
        agreement::Passage { length: length(&passage.text) as usize, respondent, coders }
    }
}

/// The coders whose work can be compared: of a round that was ended early those who submitted, or gave a code.
fn compared<'a>(desk: &Desk, round: &'a Round) -> Vec<&'a String> {
    let any = |coder: &str| round.given_to(coder).iter().any(|passage| reached(desk, round, coder, passage));
    let takes_part = |coder: &&String| round.closed.is_none() || round.submitted.contains_key(*coder) || any(coder);
    round.drawn.given.keys().filter(takes_part).collect()
}

/// Whether a coder came to a passage before the round was over. Somebody who did not submit before it was ended early
/// surely did only where they gave a code: elsewhere nobody knows, and silence is no judgement.
pub(super) fn reached(desk: &Desk, round: &Round, coder: &str, passage: &PassageId) -> bool {
    round.closed.is_none()
        || round.submitted.contains_key(coder)
        || !desk.coding.codes_by(&round.drawn.round, passage, coder).is_empty()
}

fn place_of(refusal: Refusal) -> usize {
    match refusal {
        Refusal::Overlap { passage, .. }
        | Refusal::Outside { passage, .. }
        | Refusal::Code { passage, .. }
        | Refusal::Coders { passage } => passage,
    }
}

fn joined(mut spans: Vec<Span>) -> Vec<agreement::Span> {
    spans.sort_unstable();
    let mut joined: Vec<agreement::Span> = Vec::new();
    for span in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        match joined.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => joined.push(agreement::Span { start, end, code: 0 }),
        }
    }
    joined
}

/// The units of a text.
fn units(unit: Unit, text: &str) -> Vec<Span> {
    match unit {
        Unit::Passage => Span::whole(text).into_iter().collect(),
        Unit::Sentence => {
            let mut at = 0;
            let sentences = text.split_sentence_bounds().filter_map(|sentence| {
                let span = Span::new(at, at + length(sentence));
                at += length(sentence);
                span.filter(|_| sentence.chars().any(char::is_alphanumeric))
            });
            sentences.collect()
        }
    }
}

#[cfg(test)]
mod tests {
    //! Two coders mark the sentences of an answer.

    use super::*;

    #[test]
    fn sentences_are_cut_and_cover_the_words() {
        let text = "My key. My own 🌊 door! And?";
        let cut: Vec<&str> = units(Unit::Sentence, text).into_iter().filter_map(|span| span.of(text)).collect();
        assert_eq!(cut, ["My key. ", "My own 🌊 door! ", "And?"]);
        assert_eq!(units(Unit::Passage, text).len(), 1);
        assert!(units(Unit::Sentence, "…").is_empty());
    }

    #[test]
    fn touching_spans_of_one_code_are_one() {
        let span = |start, end| Span::new(start, end).unwrap();
        let joined = joined(vec![span(5, 9), span(0, 5), span(12, 14), span(7, 8)]);
        let ends: Vec<(usize, usize)> = joined.iter().map(|span| (span.start, span.end)).collect();
        assert_eq!(ends, [(0, 9), (12, 14)]);
    }
}
