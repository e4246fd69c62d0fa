//! The desk as a project: what one person may see of it. Every transcript is a source; so is every response, with its
//! questions before its answers. People and groups are cases with their wave, site and other attributes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::{COLOURS, coder, guid};
use crate::coding::codebook::Part;
use crate::coding::event::On;
use crate::coding::text::length;
use crate::coding::{Coded, Memo, Span};
use crate::exchange::refi_qda::{
    Case, Code, Coding, Datum, Definition, Kind, Note, Project, Selection, Set, Source, Stamp, User, Value, Variable,
    derived,
};
use crate::workspace::{About, Desk, Passage, Visible};

/// What one person may see, as a project. `name` is the study's.
pub fn project(desk: &Desk, person: &str, name: &str) -> Project {
    let out = Out { desk, seen: desk.seen_by(person) };
    let documents = out.documents();
    let (sources, cases) = documents.iter().map(|document| out.source(document)).unzip::<_, _, Vec<_>, Vec<_>>();
    let notes: Vec<&Memo> = desk.coding.memos.values().filter(|memo| out.seen.sees_memo(memo)).collect();
    let on_project = notes.iter().filter(|memo| memo.on == On::Study).map(|memo| guid(&memo.id)).collect();
    Project {
        name: name.to_owned(),
        origin: "Tidemark".to_owned(),
        users: out.users(),
        codes: out.codes(None),
        sets: out.sets(),
        variables: VARIABLES.iter().map(|name| variable(name)).collect(),
        cases,
        sources,
        notes: notes.into_iter().map(|memo| out.note(memo)).collect(),
        on_project,
        ..Project::default()
    }
}

/// What is known of a person or group.
const VARIABLES: [&str; 4] = ["wave", "site", "language", "audience"];

fn variable(name: &str) -> Variable {
    Variable { guid: derived("variable", name), name: name.to_owned(), description: None, kind: Kind::Text }
}

/// Passages that stand in one source, and where each begins in its text.
struct Document<'a> {
    id: String,
    name: String,
    about: &'a About,
    text: String,
    starts: Vec<(&'a Passage, u32)>,
}

struct Out<'a> {
    desk: &'a Desk,
    seen: Visible<'a>,
}

impl<'a> Out<'a> {
    fn documents(&self) -> Vec<Document<'a>> {
        let mut order: Vec<String> = Vec::new();
        let mut documents: HashMap<String, Document<'a>> = HashMap::new();
        for passage in self.desk.passages.iter().filter(|passage| !passage.id.translated) {
            let id = passage.id.response().map_or_else(|| passage.about.from.clone(), str::to_owned);
            let document = documents.entry(id.clone()).or_insert_with(|| {
                order.push(id.clone());
                let number = order.len();
                let title = passage.about.title.get("en").to_owned();
                let name = if passage.about.is_turn { title } else { format!("{title} {number}") };
                Document { id, name, about: &passage.about, text: String::new(), starts: Vec::new() }
            });
            document.add(passage, self.is_single(passage));
        }
        order.into_iter().filter_map(|id| documents.remove(&id)).collect()
    }

    /// Whether a passage is all of its transcript and has no speaker: then its text goes out as it is.
    fn is_single(&self, passage: &Passage) -> bool {
        passage.about.is_turn
            && passage.about.speaker.is_empty()
            && self.desk.sources.get(&passage.about.from).is_some_and(|source| source.turns.len() == 1)
    }

    fn users(&self) -> Vec<User> {
        let coders = self.seen.codings().map(|coded| coded.coder.as_str());
        let writers =
            self.desk.coding.memos.values().filter(|memo| self.seen.sees_memo(memo)).map(|memo| memo.by.as_str());
        let all: BTreeSet<&str> = coders.chain(writers).collect();
        all.into_iter().map(|one| User { guid: user(one), name: coder(self.desk, one), id: None }).collect()
    }

    fn codes(&self, parent: Option<&str>) -> Vec<Code> {
        let codes: Vec<_> = self.desk.coding.codebook.under(parent).collect();
        codes.into_iter().map(|code| self.code(code)).collect()
    }

    fn code(&self, code: &crate::coding::Code) -> Code {
        let says = |part| self.desk.code_says(&code.id, part).to_owned();
        let definition = Definition {
            definition: says(Part::Definition),
            include: says(Part::Include),
            exclude: says(Part::Exclude),
            example: says(Part::Example),
        };
        Code {
            guid: guid(&code.id),
            name: says(Part::Name),
            description: definition.write(),
            colour: Some(COLOURS[usize::from(code.colour) % COLOURS.len()].to_owned()),
            is_codable: true,
            notes: self.notes_on(&On::Code(code.id.clone())),
            codes: self.codes(Some(&code.id)),
        }
    }

    fn sets(&self) -> Vec<Set> {
        let groups = self.desk.coding.codebook.groups.iter();
        groups
            .map(|(id, group)| Set {
                guid: guid(id),
                name: self.desk.say(&group.name).to_owned(),
                codes: group.codes.iter().map(|code| guid(code)).collect(),
                ..Set::default()
            })
            .collect()
    }

    fn notes_on(&self, on: &On) -> Vec<Uuid> {
        self.seen.memos(on).into_iter().map(|memo| guid(&memo.id)).collect()
    }

    fn note(&self, memo: &Memo) -> Note {
        Note {
            guid: guid(&memo.id),
            text: Some(self.desk.say(&memo.text).to_owned()),
            stamp: stamp(&memo.by, &memo.day),
            ..Note::default()
        }
    }

    fn source(&self, document: &Document<'a>) -> (Source, Case) {
        let id = guid(&document.id);
        let mut spans: BTreeMap<(u32, u32), Vec<&Coded>> = BTreeMap::new();
        let mut notes: Vec<Uuid> = self.notes_on(&On::Source(document.id.clone()));
        for (passage, start) in &document.starts {
            notes.extend(self.notes_on(&On::Passage(passage.id.clone())));
            for coded in self.seen.of_passage(&passage.id) {
                let whole = Span { start: 0, end: length(&passage.text) };
                let span = coded.span.unwrap_or(whole);
                spans.entry((start + span.start, start + span.end)).or_default().push(coded);
            }
        }
        let selections: Vec<Selection> =
            spans.into_iter().map(|(span, codings)| self.selection(document, span, &codings)).collect();
        let case = Case {
            guid: derived("case", &document.id),
            name: Some(document.name.clone()),
            values: values(document.about),
            sources: vec![id],
            ..Case::default()
        };
        let source = Source {
            guid: id,
            name: document.name.clone(),
            text: Some(document.text.clone()),
            selections,
            notes,
            values: values(document.about),
            ..Source::default()
        };
        (source, case)
    }

    fn selection(&self, document: &Document<'_>, (start, end): (u32, u32), codings: &[&Coded]) -> Selection {
        let words = Span { start, end }.of(&document.text).unwrap_or_default();
        let coding = |coded: &&Coded| Coding {
            guid: guid(&coded.id),
            code: guid(self.desk.coding.code_of(coded)),
            notes: self.notes_on(&On::Coding(coded.id.clone())),
            stamp: stamp(&coded.coder, &coded.day),
        };
        Selection {
            guid: derived("selection", &format!("{} {start} {end}", document.id)),
            name: Some(words.to_owned()),
            start: start as usize,
            end: end as usize,
            codings: codings.iter().map(coding).collect(),
            stamp: codings.first().map(|coded| stamp(&coded.coder, &coded.day)).unwrap_or_default(),
            ..Selection::default()
        }
    }
}

impl<'a> Document<'a> {
    /// Puts a passage at the end: a turn after its speaker, an answer after its question.
    fn add(&mut self, passage: &'a Passage, single: bool) {
        if !single {
            let about = &passage.about;
            let before = if about.is_turn { about.speaker.as_str() } else { about.question.get("en") };
            if !before.is_empty() {
                self.text.push_str(before);
                self.text.push_str(if about.is_turn { ": " } else { "\n" });
            }
        }
        self.starts.push((passage, length(&self.text)));
        self.text.push_str(&passage.text);
        if !single {
            self.text.push_str(if passage.about.is_turn { "\n" } else { "\n\n" });
        }
    }
}

fn user(coder: &str) -> Uuid {
    if crate::chance::is_id(coder) { guid(coder) } else { derived("user", coder) }
}

fn stamp(by: &str, day: &str) -> Stamp {
    Stamp { user: Some(user(by)), created: day.parse().ok() }
}

fn values(about: &About) -> Vec<Value> {
    let audience = about.audience.map_or("group", |audience| match audience {
        instruments::Audience::Survivors => "survivors",
        instruments::Audience::Professionals => "professionals",
        _ => "community",
    });
    let texts = [about.wave_name.as_str(), &about.site_name, &about.language, audience];
    let filled = VARIABLES.iter().zip(texts).filter(|(_, text)| !text.is_empty());
    filled
        .map(|(name, text)| Value { variable: derived("variable", name), datum: Datum::Text(text.to_owned()) })
        .collect()
}
