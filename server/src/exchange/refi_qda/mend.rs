//! What points nowhere, and what has the same id twice. References are dropped and counted; of two things with one id
//! the second gets another; coders who are not listed are.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::guid;
use super::project::{Code, Coding, Project, Stamp, User, Value};
use super::read::{Link, Reader};
use super::report::Report;

/// Mends a project.
pub fn mend(reader: &mut Reader<'_, '_>) {
    let (project, report) = (&mut reader.project, &mut reader.report);
    part(project, report);
    let known = Known::of(project);
    hang(project, &known, std::mem::take(&mut reader.links), report);
    list_users(project, report);
    prune(project, &known, report);
}

/// Gives everything an id of its own.
fn part(project: &mut Project, report: &mut Report) {
    let mut fresh = Fresh { seen: BTreeSet::new(), number: 0, report };
    fn codes(codes: &mut [Code], fresh: &mut Fresh<'_>) {
        for code in codes {
            fresh.check(&mut code.guid, &code.name);
            codes_of(code, fresh);
        }
    }
    fn codes_of(code: &mut Code, fresh: &mut Fresh<'_>) {
        codes(&mut code.codes, fresh);
    }
    project.users.iter_mut().for_each(|user| fresh.check(&mut user.guid, &user.name));
    codes(&mut project.codes, &mut fresh);
    project.variables.iter_mut().for_each(|one| fresh.check(&mut one.guid, &one.name));
    for source in &mut project.sources {
        fresh.check(&mut source.guid, &source.name);
        source.codings.iter_mut().for_each(|coding| fresh.check(&mut coding.guid, &source.name));
        for selection in &mut source.selections {
            fresh.check(&mut selection.guid, &source.name);
            selection.codings.iter_mut().for_each(|coding| fresh.check(&mut coding.guid, &source.name));
        }
    }
    project.notes.iter_mut().for_each(|one| fresh.check(&mut one.guid, &one.name));
    project.sets.iter_mut().for_each(|one| fresh.check(&mut one.guid, &one.name));
    project.cases.iter_mut().for_each(|one| fresh.check(&mut one.guid, one.name.as_deref().unwrap_or_default()));
}

struct Fresh<'a> {
    seen: BTreeSet<Uuid>,
    /// How many were made: the next is made from another number, so that a thousand of one id take no million tries.
    number: usize,
    report: &'a mut Report,
}

impl Fresh<'_> {
    fn check(&mut self, guid: &mut Uuid, name: &str) {
        if self.seen.insert(*guid) {
            return;
        }
        self.report.add("guid-twice", name);
        while !self.seen.insert(*guid) {
            self.number += 1;
            *guid = guid::derived("twice", &format!("{guid} {}", self.number));
        }
    }
}

/// Which ids there are.
struct Known {
    codes: BTreeSet<Uuid>,
    sources: BTreeSet<Uuid>,
    selections: BTreeSet<Uuid>,
    notes: BTreeSet<Uuid>,
    variables: BTreeSet<Uuid>,
}

impl Known {
    fn of(project: &Project) -> Self {
        Self {
            codes: project.all_codes().iter().map(|code| code.guid).collect(),
            sources: project.sources.iter().map(|source| source.guid).collect(),
            selections: project
                .sources
                .iter()
                .flat_map(|source| source.selections.iter().map(|one| one.guid))
                .collect(),
            notes: project.notes.iter().map(|note| note.guid).collect(),
            variables: project.variables.iter().map(|variable| variable.guid).collect(),
        }
    }
}

/// Links that hang a memo on something become what the format has for that; others are counted.
fn hang(project: &mut Project, known: &Known, links: Vec<Link>, report: &mut Report) {
    let mut memos = BTreeMap::<Uuid, Vec<(Uuid, String)>>::new();
    for Link { from, to, name } in links {
        match (known.notes.contains(&from), known.notes.contains(&to)) {
            (true, false) => memos.entry(to).or_default().push((from, name)),
            (false, true) => memos.entry(from).or_default().push((to, name)),
            _ => report.add("link", name),
        }
    }
    let mut place = |guid: Uuid, notes: &mut Vec<Uuid>| {
        for (note, name) in memos
            .remove(&guid)
            .unwrap_or_default()
            .into_iter()
            .filter(|(note, _)| !notes.contains(note))
            .collect::<Vec<_>>()
        {
            notes.push(note);
            report.add("link-memo", name);
        }
    };
    fn on_codes(codes: &mut [Code], place: &mut dyn FnMut(Uuid, &mut Vec<Uuid>)) {
        for code in codes {
            place(code.guid, &mut code.notes);
            on_codes(&mut code.codes, place);
        }
    }
    on_codes(&mut project.codes, &mut place);
    for source in &mut project.sources {
        place(source.guid, &mut source.notes);
        source.selections.iter_mut().for_each(|selection| place(selection.guid, &mut selection.notes));
    }
    memos.into_values().flatten().for_each(|(_, name)| report.add("link", name));
}

/// Everybody who made something is in the list, if only with an id.
fn list_users(project: &mut Project, report: &mut Report) {
    let mut known: BTreeSet<Uuid> = project.users.iter().map(|user| user.guid).collect();
    let mut missing = Vec::new();
    let mut check = |stamp: &Stamp| {
        if let Some(user) = stamp.user.filter(|user| known.insert(*user)) {
            missing.push(user);
        }
    };
    for source in &project.sources {
        check(&source.stamp);
        source.codings.iter().for_each(|coding| check(&coding.stamp));
        for selection in &source.selections {
            check(&selection.stamp);
            selection.codings.iter().for_each(|coding| check(&coding.stamp));
        }
    }
    project.notes.iter().for_each(|note| check(&note.stamp));
    for guid in missing {
        report.add("user-missing", guid.to_string());
        project.users.push(User { guid, ..User::default() });
    }
}

fn prune(project: &mut Project, known: &Known, report: &mut Report) {
    let mut keep = |references: &mut Vec<Uuid>, known: &BTreeSet<Uuid>, name: &str| {
        let before = references.len();
        references.retain(|guid| known.contains(guid));
        report.add_many("reference", before - references.len(), name);
    };
    type Keep<'a> = dyn FnMut(&mut Vec<Uuid>, &BTreeSet<Uuid>, &str) + 'a;
    fn code(one: &mut Code, keep: &mut Keep<'_>, known: &Known) {
        keep(&mut one.notes, &known.notes, &one.name);
        one.codes.iter_mut().for_each(|inner| code(inner, keep, known));
    }
    project.codes.iter_mut().for_each(|one| code(one, &mut keep, known));
    keep(&mut project.on_project, &known.notes, &project.name);
    for set in &mut project.sets {
        keep(&mut set.codes, &known.codes, &set.name);
        keep(&mut set.sources, &known.sources, &set.name);
        keep(&mut set.notes, &known.notes, &set.name);
    }
    for case in &mut project.cases {
        let name = case.name.clone().unwrap_or_default();
        keep(&mut case.codes, &known.codes, &name);
        keep(&mut case.sources, &known.sources, &name);
        keep(&mut case.selections, &known.selections, &name);
    }
    for source in &mut project.sources {
        keep(&mut source.notes, &known.notes, &source.name);
        source.codings.iter_mut().for_each(|coding| keep(&mut coding.notes, &known.notes, &source.name));
        for selection in &mut source.selections {
            keep(&mut selection.notes, &known.notes, &source.name);
            selection.codings.iter_mut().for_each(|coding| keep(&mut coding.notes, &known.notes, &source.name));
        }
    }
    prune_codings(project, known, report);
}

fn prune_codings(project: &mut Project, known: &Known, report: &mut Report) {
    let mut coded = |codings: &mut Vec<Coding>, name: &str| {
        let before = codings.len();
        codings.retain(|coding| known.codes.contains(&coding.code));
        report.add_many("coding-code", before - codings.len(), name);
    };
    for source in &mut project.sources {
        coded(&mut source.codings, &source.name);
        source.selections.iter_mut().for_each(|selection| coded(&mut selection.codings, &source.name));
    }
    let mut valued = |values: &mut Vec<Value>, name: &str| {
        let before = values.len();
        values.retain(|value| known.variables.contains(&value.variable));
        report.add_many("value-variable", before - values.len(), name);
    };
    project.sources.iter_mut().for_each(|source| valued(&mut source.values, &source.name));
    project.cases.iter_mut().for_each(|case| valued(&mut case.values, case.name.as_deref().unwrap_or_default()));
}
