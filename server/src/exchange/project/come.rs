//! A project of another program as acts: its texts as transcripts of one turn, so that every position stays; its codes,
//! codings, memos and sets in one event that can be undone. What is here already, by its id, is passed over, so that the
//! same file twice brings nothing twice.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::{from_file, guid, id, nearest};
use crate::coding::codebook::Origin;
use crate::coding::event::On;
use crate::coding::source::{self, Turn};
use crate::coding::text::length;
use crate::coding::{Act, Draft, Of, Part, PassageId, Span};
use crate::exchange::naming;
use crate::exchange::refi_qda::{Code, Coding, Definition, Note, Project, Report, Source, Stamp};
use crate::workspace::{Desk, Work, Write};

/// What a project would bring.
#[derive(Debug, Default)]
pub struct Arrival {
    /// Texts, to be written first; taking them out again is an act of its own.
    pub texts: Work,
    /// Codes, codings, memos and groups: one event.
    pub codings: Draft,
    /// How many texts, codes, codings and memos are new.
    pub counts: [usize; 4],
    /// How many of these were here already.
    pub known: usize,
}

/// Lays a project out as acts; what it cannot carry is added to the report. `title` is said for texts without a name.
pub fn arrive(desk: &Desk, project: &Project, report: &mut Report) -> Arrival {
    let mut come = Come {
        desk,
        project,
        report,
        arrival: Arrival::default(),
        notes: project.notes.iter().map(|note| (note.guid, note)).collect(),
        names: names(desk),
        here: here(desk),
    };
    for code in &project.codes {
        come.code(code, None);
    }
    for source in &project.sources {
        come.source(source);
    }
    for set in &project.sets {
        come.set(set);
    }
    for note in &project.on_project {
        come.memo(*note, &On::Study);
    }
    come.arrival
}

/// Names by the code they stand under, with the number that the next of the same name gets.
type Names = HashMap<(Option<String>, String), usize>;

/// What codes in use are called, each under its parent, without capitals.
fn names(desk: &Desk) -> Names {
    let codebook = &desk.coding.codebook;
    let active = codebook.codes.keys().filter_map(|id| codebook.active(id));
    active.map(|code| ((code.parent.clone(), desk.code_name(&code.id).to_lowercase()), 2)).collect()
}

/// Everything that goes out as a text of its own: transcripts and responses, by the ids that a file gives them.
fn here(desk: &Desk) -> HashSet<Uuid> {
    let responses = desk.passages.iter().filter_map(|passage| passage.id.response());
    desk.sources.keys().map(String::as_str).chain(responses).map(guid).collect()
}

struct Come<'a> {
    desk: &'a Desk,
    project: &'a Project,
    report: &'a mut Report,
    arrival: Arrival,
    notes: HashMap<Uuid, &'a Note>,
    names: Names,
    here: HashSet<Uuid>,
}

impl<'a> Come<'a> {
    fn code(&mut self, code: &'a Code, parent: Option<&str>) {
        let own = id(code.guid);
        if self.desk.coding.codebook.code(&own).is_some() {
            self.arrival.known += 1;
        } else {
            self.make(code, &own, parent);
        }
        for inner in &code.codes {
            self.code(inner, Some(&own));
        }
    }

    fn make(&mut self, code: &'a Code, own: &str, parent: Option<&str>) {
        self.arrival.counts[1] += 1;
        let name = self.name(&code.name, parent);
        let draft = &mut self.arrival.codings;
        let name = draft.repeat(&name, self.desk.owners(&name).pop());
        draft.acts.push(Act::MakeCode {
            code: own.to_owned(),
            parent: parent.map(str::to_owned),
            name,
            origin: Origin::Deductive,
            colour: code.colour.as_deref().map_or(0, nearest),
        });
        let parts = Definition::read(code.description.as_deref().unwrap_or_default());
        let texts = [
            (Part::Definition, parts.definition),
            (Part::Include, parts.include),
            (Part::Exclude, parts.exclude),
            (Part::Example, parts.example),
        ];
        for (part, words) in texts.into_iter().filter(|(_, words)| !words.is_empty()) {
            let text = Some(draft.repeat(&words, self.desk.owners(&words).pop()));
            draft.acts.push(Act::Word { code: own.to_owned(), part, text });
        }
        for note in code.notes.clone() {
            self.memo(note, &On::Code(own.to_owned()));
        }
    }

    /// The name that a code gets: clean, and no other beside it has the same.
    fn name(&mut self, given: &str, parent: Option<&str>) -> String {
        let mut clean = naming::clean(given);
        if naming::is_odd(given) {
            self.report.add("code-name-odd", if clean.is_empty() { "–" } else { clean.as_str() });
        }
        if clean.is_empty() {
            "–".clone_into(&mut clean);
        }
        let key = |name: &str| (parent.map(str::to_owned), name.to_lowercase());
        let mut free = clean.clone();
        while self.names.contains_key(&key(&free)) {
            let number = self.names.entry(key(&clean)).or_insert(2);
            free = format!("{clean} ({number})");
            *number += 1;
        }
        self.names.insert(key(&free), 2);
        if free != clean {
            self.report.add("code-name-twice", &clean);
        }
        free
    }

    fn source(&mut self, source: &'a Source) {
        let own = id(source.guid);
        let Some(text) = source.text.as_deref().filter(|text| !text.trim().is_empty()) else {
            self.report.add("source-without-text", &source.name);
            return;
        };
        let known = self.desk.sources.get(&own);
        match known {
            Some(known) if known.turns.len() == 1 && known.turns[0].text == text => self.arrival.known += 1,
            known if known.is_some() || self.here.contains(&source.guid) => {
                self.report.add("source-known", &source.name);
                return;
            }
            _ => self.bring(source, &own, text),
        }
        let passage = PassageId::turn(&own, 0);
        for selection in &source.selections {
            let span = Span::new(selection.start as u32, selection.end as u32).filter(|span| span.end <= length(text));
            let Some(span) = span else {
                self.report.add("selection-outside", &source.name);
                continue;
            };
            if selection.codings.is_empty() {
                self.report.add("selection-without-code", selection.name.as_deref().unwrap_or(&source.name));
            }
            for coding in &selection.codings {
                self.coding(&passage, Some(span), coding);
            }
            for note in selection.notes.clone() {
                self.memo(note, &On::Passage(passage.clone()));
            }
        }
        for coding in &source.codings {
            self.coding(&passage, None, coding);
        }
        for note in source.notes.clone() {
            self.memo(note, &On::Source(own.clone()));
        }
    }

    fn bring(&mut self, source: &Source, own: &str, text: &str) {
        self.arrival.counts[0] += 1;
        let turn = Turn { speaker: String::new(), text: text.to_owned(), ..Turn::default() };
        let title = if source.name.trim().is_empty() { "–" } else { source.name.trim() };
        let made = source::Source {
            format: source::FORMAT,
            title: title.to_owned(),
            kind: "interview".to_owned(),
            language: "en".to_owned(),
            turns: vec![turn],
            ..source::Source::default()
        };
        self.arrival.texts.draft.acts.push(Act::Bring { source: own.to_owned() });
        self.arrival.texts.writes.push(Write::Source(own.to_owned(), made));
    }

    fn coding(&mut self, passage: &PassageId, span: Option<Span>, coding: &Coding) {
        let own = id(coding.guid);
        if self.desk.coding.codings.contains_key(&own) {
            self.arrival.known += 1;
            return;
        }
        self.arrival.counts[2] += 1;
        let coder = Some(self.coder(&coding.stamp));
        let (passage, code) = (passage.clone(), id(coding.code));
        self.arrival.codings.acts.push(Act::Code { coding: own.clone(), passage, span, code, round: None, coder });
        for note in coding.notes.clone() {
            self.memo(note, &On::Coding(own.clone()));
        }
    }

    /// Who coded, by the name that the file gives, marked as from a file: nothing comes in under the name of an account.
    fn coder(&self, stamp: &Stamp) -> String {
        let user = stamp.user.and_then(|guid| self.project.users.iter().find(|user| user.guid == guid));
        let name = user.map_or("", |user| user.name.trim());
        from_file(if name.is_empty() { "?" } else { name })
    }

    fn set(&mut self, set: &crate::exchange::refi_qda::Set) {
        let own = id(set.guid);
        let codes: BTreeSet<String> = set.codes.iter().map(|code| id(*code)).collect();
        if codes.is_empty() || self.desk.coding.codebook.groups.contains_key(&own) {
            return;
        }
        let draft = &mut self.arrival.codings;
        let name = if set.name.trim().is_empty() { "–" } else { set.name.trim() };
        let name = Some(draft.repeat(name, self.desk.owners(name).pop()));
        draft.acts.push(Act::Group { group: own, name, codes: codes.into_iter().collect(), exclusive: false });
    }

    fn memo(&mut self, note: Uuid, on: &On) {
        let Some(note) = self.notes.get(&note) else { return };
        let own = id(note.guid);
        let words = note.text.as_deref().or(note.description.as_deref()).unwrap_or_default().trim();
        if words.is_empty() || self.desk.coding.memos.contains_key(&own) {
            return;
        }
        let of = match on {
            On::Passage(passage) => Some(passage.of.clone()),
            On::Source(source) => Some(Of::Turn { source: source.clone(), turn: 0 }),
            _ => None,
        };
        self.arrival.counts[3] += 1;
        let text = Some(self.arrival.codings.repeat(words, of));
        self.arrival.codings.acts.push(Act::Memo { memo: own, on: on.clone(), text });
    }
}
