//! What the list is asked for, as it stands in the address, and which passages fit.

use std::collections::HashSet;

use crate::coding::{Coded, PassageId};
use crate::http::staff::Fields;
use crate::workspace::{Desk, Passage, Place, Visible};

/// Names in the address, in its order.
const NAMES: &[&str] =
    &["round", "from", "key", "wave", "site", "speaker", "language", "code", "coder", "coded", "show"];

/// What is asked for; an empty value asks for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter(Vec<(&'static str, String)>);

impl Filter {
    /// Reads an address; unknown names are nothing.
    pub fn read(fields: &Fields) -> Self {
        let values = NAMES.iter().map(|name| (*name, fields.get(name).trim().to_owned()));
        Self(values.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// What is asked under a name; empty for everything.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| *found == name).map_or("", |(_, value)| value)
    }

    /// The same with one name set to something else; an empty value takes it away.
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        let others = self.0.iter().filter(|(found, _)| *found != name).cloned();
        let own = (!value.is_empty()).then(|| (name, value.to_owned()));
        Self(others.chain(own).collect())
    }

    /// As it stands in an address, without the question mark.
    pub fn to_query(&self) -> String {
        serde_html_form::to_string(&self.0).unwrap_or_default()
    }

    /// Whether everything is asked for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether excerpts are asked for and not whole passages.
    pub fn excerpts(&self) -> bool {
        self.get("show") == "excerpts" && !(self.get("code").is_empty() && self.get("coder").is_empty())
    }
}

/// A place in the list by the name of a passage, which need not fit itself.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// The passage.
    pub id: PassageId,
    /// Whether what comes after it is meant.
    pub after: bool,
}

/// The passages that fit, and where the mark is among them.
pub(super) struct Chosen<'a> {
    pub passages: Vec<&'a Passage>,
    /// The first that fits at or after the mark.
    pub mark: Option<usize>,
}

/// What a person reads: the desk as they may see it.
pub(super) struct Reading<'a> {
    pub desk: &'a Desk,
    pub seen: Visible<'a>,
    pub filter: &'a Filter,
    /// Codings of a code, or by a coder, if they were asked for.
    codes: HashSet<&'a str>,
}

impl<'a> Reading<'a> {
    pub fn new(desk: &'a Desk, person: &'a str, filter: &'a Filter) -> Self {
        let codebook = &desk.coding.codebook;
        let inner = codebook.order.iter().filter(|code| codebook.is_within(code, filter.get("code")));
        let codes = if filter.get("code").is_empty() { HashSet::new() } else { inner.map(String::as_str).collect() };
        Self { desk, seen: desk.seen_by(person), filter, codes }
    }

    /// The codings of a passage that this list shows: in a round only those of the round.
    pub fn codings(&self, passage: &PassageId) -> impl Iterator<Item = &'a Coded> {
        let round = self.filter.get("round");
        self.desk
            .coding
            .of_passage(passage)
            .filter(move |coded| self.seen.sees(coded) && (round.is_empty() || coded.round.as_deref() == Some(round)))
    }

    /// Whether a coding is of the code and by the coder that are asked for.
    pub fn is_wanted(&self, coded: &Coded) -> bool {
        let (code, coder) = (self.filter.get("code"), self.filter.get("coder"));
        (code.is_empty() || self.codes.contains(self.desk.coding.code_of(coded)))
            && (coder.is_empty() || coded.coder == coder)
    }

    pub fn choose(&self, mark: Option<&Mark>) -> Chosen<'a> {
        let mut chosen = Chosen { passages: Vec::new(), mark: None };
        let wanted = self.wanted();
        let mut passed = false;
        for passage in self.all() {
            let is_mark = mark.is_some_and(|mark| mark.id == passage.id);
            passed |= is_mark && mark.is_some_and(|mark| !mark.after);
            if self.fits(passage, wanted.as_ref()) {
                if passed && chosen.mark.is_none() {
                    chosen.mark = Some(chosen.passages.len());
                }
                chosen.passages.push(passage);
            }
            passed |= is_mark;
        }
        chosen
    }

    /// Everything that is not filtered by a fact or a coding: one place, one round, or all.
    fn all(&self) -> Box<dyn Iterator<Item = &'a Passage> + 'a> {
        let (desk, from, round) = (self.desk, self.filter.get("from"), self.filter.get("round"));
        if let Some(round) = desk.coding.rounds.get(round) {
            let person = self.seen.person();
            return Box::new(round.given_to(person).iter().filter_map(|passage| desk.passages.get(passage)));
        }
        if from.is_empty() {
            return Box::new(desk.passages.iter().filter(|passage| !passage.id.translated));
        }
        let places = [Place::Collection(from.to_owned()), Place::Source(from.to_owned())];
        Box::new(places.into_iter().flat_map(|place| desk.passages.from(&place)))
    }

    /// The passages on which a wanted coding lies, where a code or a coder was asked for.
    fn wanted(&self) -> Option<HashSet<PassageId>> {
        if self.filter.get("code").is_empty() && self.filter.get("coder").is_empty() {
            return None;
        }
        let codings = self.seen.codings().filter(|coded| self.is_wanted(coded));
        Some(codings.map(|coded| PassageId { translated: false, ..coded.passage.clone() }).collect())
    }

    fn fits(&self, passage: &Passage, wanted: Option<&HashSet<PassageId>>) -> bool {
        let (about, filter) = (&passage.about, self.filter);
        let is = |name: &str, value: &str| filter.get(name).is_empty() || filter.get(name) == value;
        is("from", &about.from)
            && is("key", &about.key)
            && is("wave", about.wave.as_deref().unwrap_or_default())
            && is("site", about.site.as_deref().unwrap_or_default())
            && is("speaker", &about.speaker)
            && (is("language", &about.language) || self.is_translated_to(passage, filter.get("language")))
            && wanted.is_none_or(|wanted| wanted.contains(&passage.id))
            && self.fits_coded(passage)
    }

    fn fits_coded(&self, passage: &Passage) -> bool {
        match self.filter.get("coded") {
            "yes" => self.both(passage).next().is_some(),
            "no" => self.both(passage).next().is_none(),
            "mine" => self.both(passage).any(|coded| coded.coder == self.seen.person()),
            _ => true,
        }
    }

    /// Codings of a passage and of its translation.
    fn both(&self, passage: &Passage) -> impl Iterator<Item = &'a Coded> {
        let translated = PassageId { translated: true, ..passage.id.clone() };
        let of_translation: Vec<_> = self.codings(&translated).collect();
        self.codings(&passage.id).chain(of_translation)
    }

    fn is_translated_to(&self, passage: &Passage, language: &str) -> bool {
        let translated = PassageId { translated: true, ..passage.id.clone() };
        self.desk.passages.get(&translated).is_some_and(|passage| passage.about.language == language)
    }
}
