//! The codebook alone: as `.qdc`, and as a table that people edit. The table has a row for each code, parents by name
//! or id; what a row leaves out is empty, unknown columns are passed over.

use std::collections::{BTreeMap, BTreeSet};

use instruments::Problem;
use uuid::Uuid;

use super::super::csv::{self, Sheet};
use super::super::fault::{at_line, in_file};
use super::super::xml::Pen;
use super::project::{Code, Project, Set};
use super::write::{ORIGIN, code, group, set, some};
use super::{Definition, Report, guid};
use crate::Result;

/// Deepest level of a code; trees of other tools have been seen seven deep.
const DEEPEST: usize = 24;
const NAMESPACE: &str = "urn:QDA-XML:codebook:1.0";
/// The columns, with the headings of other tools for the same.
const COLUMNS: &[(&str, &[&str])] = &[
    ("id", &["guid", "code id", "code_id"]),
    ("name", &["code", "code name", "code_name", "theme", "código", "nombre"]),
    ("parent", &["parent name", "parent code", "category", "parent_name", "superior", "categoría"]),
    ("parent_id", &["parent id", "parent guid"]),
    ("codable", &["iscodable", "is codable"]),
    ("colour", &["color"]),
    ("definition", &["description", "memo", "code_description", "meaning", "definición", "descripción"]),
    ("include_when", &["include when", "inclusion", "include", "inclusion criteria", "incluir"]),
    ("exclude_when", &["exclude when", "exclusion", "exclude", "exclusion criteria", "excluir"]),
    ("example", &["examples", "quote", "ejemplo"]),
    ("groups", &["group", "sets", "set", "grupos"]),
];

/// The codebook as `.qdc`, with what it does not carry: memos, and sets of anything but codes.
pub fn write_codebook(project: &Project) -> std::result::Result<(Vec<u8>, Report), Problem> {
    if project.codes.is_empty() {
        return Err(in_file("codebook-empty", &project.name));
    }
    let mut report = Report::default();
    for one in project.all_codes().into_iter().filter(|one| !one.notes.is_empty()) {
        report.add_many("memo", one.notes.len(), &one.name);
    }
    let (sets, others): (Vec<Set>, Vec<Set>) = project
        .sets
        .iter()
        .cloned()
        .partition(|one| one.sources.is_empty() && one.notes.is_empty() || !one.codes.is_empty());
    others.iter().for_each(|one| report.add("set", &one.name));
    let mut pen = Pen::default();
    pen.open("CodeBook", &[("xmlns", some(NAMESPACE)), ("origin", some(ORIGIN))]);
    group(&mut pen, "Codes", &project.codes, |pen, one| code(pen, one, false));
    group(&mut pen, "Sets", &sets, |pen, one| set(pen, one, "guid"));
    report.add_many("control-removed", pen.dropped, &project.name);
    Ok((pen.finish(), report))
}

/// The codebook as a table, for spreadsheets.
pub fn to_csv(project: &Project) -> Result<Vec<u8>> {
    let mut rows = vec![COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>()];
    for one in &project.codes {
        rows_of(one, None, &project.sets, &mut rows);
    }
    csv::write(rows)
}

fn rows_of(one: &Code, parent: Option<&Code>, sets: &[Set], rows: &mut Vec<Vec<String>>) {
    let parts = Definition::read(one.description.as_deref().unwrap_or_default());
    let groups: Vec<&str> =
        sets.iter().filter(|set| set.codes.contains(&one.guid)).map(|set| set.name.as_str()).collect();
    rows.push(vec![
        one.guid.to_string(),
        one.name.clone(),
        parent.map(|parent| parent.name.clone()).unwrap_or_default(),
        parent.map(|parent| parent.guid.to_string()).unwrap_or_default(),
        if one.is_codable { "yes" } else { "no" }.to_owned(),
        one.colour.clone().unwrap_or_default(),
        parts.definition,
        parts.include,
        parts.exclude,
        parts.example,
        groups.join("\n"),
    ]);
    one.codes.iter().for_each(|inner| rows_of(inner, Some(one), sets, rows));
}

/// Reads a table of codes; gives a project with codes and sets alone, or every problem with its row.
pub fn from_csv(file: &str, bytes: &[u8]) -> std::result::Result<Project, Vec<Problem>> {
    let sheet = csv::read_named(file, bytes)?;
    let table = Table::of(file, &sheet).map_err(|problem| vec![problem])?;
    let (codes, problems) = table.codes();
    if !problems.is_empty() {
        return Err(problems);
    }
    if codes.is_empty() {
        return Err(vec![in_file("codebook-empty", file)]);
    }
    let sets = sets(&codes);
    Ok(Project { codes: grow(codes), sets, ..Project::default() })
}

/// One code and what its row says of its place.
struct Placed {
    code: Code,
    parent: Option<Uuid>,
    groups: Vec<String>,
}

/// The ids of a table.
#[derive(Default)]
struct Ids<'a> {
    by_name: BTreeMap<&'a str, Vec<Uuid>>,
    all: BTreeSet<Uuid>,
}

struct Table<'a> {
    file: &'a str,
    sheet: &'a Sheet,
    columns: BTreeMap<&'static str, usize>,
}

impl<'a> Table<'a> {
    fn of(file: &'a str, sheet: &'a Sheet) -> std::result::Result<Self, Problem> {
        let mut columns = BTreeMap::new();
        for (at, heading) in sheet.rows[0].iter().enumerate() {
            let plain = heading.trim().to_lowercase();
            let known = COLUMNS.iter().find(|(name, others)| *name == plain || others.contains(&plain.as_str()));
            if let Some((name, _)) = known {
                columns.entry(*name).or_insert(at);
            }
        }
        if !columns.contains_key("name") {
            return Err(in_file("codebook-columns", file).with("found", sheet.rows[0].join(", ")));
        }
        Ok(Self { file, sheet, columns })
    }

    fn cell(&self, row: &'a [String], column: &str) -> &'a str {
        self.columns.get(column).and_then(|at| row.get(*at)).map_or("", |cell| cell.trim())
    }

    fn codes(&self) -> (Vec<Placed>, Vec<Problem>) {
        let (mut codes, mut problems, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
        let rows = || {
            self.sheet.rows.iter().enumerate().skip(1).filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()))
        };
        let mut ids = Ids::default();
        let listed: Vec<(Uuid, &str)> = rows().map(|(at, row)| (self.id(at, row), self.cell(row, "name"))).collect();
        for (id, name) in &listed {
            ids.by_name.entry(name).or_default().push(*id);
            ids.all.insert(*id);
        }
        for ((at, row), (id, name)) in rows().zip(&listed) {
            let wrong = |code, value: &str| at_line(code, self.file, at + 1).with("row", at + 1).with("value", value);
            if name.is_empty() {
                problems.push(wrong("codebook-name", ""));
            }
            if !seen.insert(*id) {
                problems.push(wrong("codebook-twice", name));
            }
            let parent = self.parent(row, &ids).unwrap_or_else(|value| {
                problems.push(wrong("codebook-parent", value));
                None
            });
            codes.push(Placed { code: self.code(row, *id), parent, groups: self.groups(row) });
        }
        if let Some(name) = too_deep(&codes).filter(|_| problems.is_empty()) {
            problems.push(in_file("codebook-deep", self.file).with("value", name).with("limit", DEEPEST));
        }
        (codes, problems)
    }

    /// The id in a row; where there is none, one made from the name and its parent's.
    fn id(&self, at: usize, row: &'a [String]) -> Uuid {
        let words = [self.cell(row, "parent"), self.cell(row, "name")].join("\0");
        match self.cell(row, "id") {
            "" if self.cell(row, "name").is_empty() => guid::derived("row", &at.to_string()),
            "" => guid::derived("code", &words),
            id => guid::parse(id).0,
        }
    }

    /// The parent that a row names: by id, else by a name that only one code has.
    fn parent(&self, row: &'a [String], ids: &Ids<'_>) -> std::result::Result<Option<Uuid>, &'a str> {
        let (id, name) = (self.cell(row, "parent_id"), self.cell(row, "parent"));
        match (id, ids.by_name.get(name).map(Vec::as_slice)) {
            ("", _) if name.is_empty() => Ok(None),
            ("", Some([one])) => Ok(Some(*one)),
            ("", _) => Err(name),
            (id, _) => Some(guid::parse(id).0).filter(|parent| ids.all.contains(parent)).map(Some).ok_or(id),
        }
    }

    fn code(&self, row: &'a [String], guid: Uuid) -> Code {
        let part = |column| self.cell(row, column).replace("\r\n", "\n");
        let parts = Definition {
            definition: part("definition"),
            include: part("include_when"),
            exclude: part("exclude_when"),
            example: part("example"),
        };
        let colour = self.cell(row, "colour").to_lowercase();
        let is_colour =
            colour.len() == 7 && colour.starts_with('#') && colour[1..].bytes().all(|byte| byte.is_ascii_hexdigit());
        Code {
            guid,
            name: self.cell(row, "name").to_owned(),
            description: parts.write(),
            colour: is_colour.then_some(colour),
            is_codable: !["no", "false", "0"].contains(&self.cell(row, "codable").to_lowercase().as_str()),
            ..Code::default()
        }
    }

    fn groups(&self, row: &'a [String]) -> Vec<String> {
        self.cell(row, "groups").lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }
}

/// The name of a code that lies too deep, or under itself.
fn too_deep(codes: &[Placed]) -> Option<String> {
    let parents: BTreeMap<Uuid, Uuid> = codes.iter().filter_map(|one| Some((one.code.guid, one.parent?))).collect();
    let above = |start: Uuid| std::iter::successors(parents.get(&start).copied(), |at| parents.get(at).copied());
    codes.iter().find(|one| above(one.code.guid).nth(DEEPEST - 1).is_some()).map(|one| one.code.name.clone())
}

fn sets(codes: &[Placed]) -> Vec<Set> {
    let (mut sets, mut places) = (Vec::<Set>::new(), BTreeMap::<&str, usize>::new());
    for (one, name) in codes.iter().flat_map(|one| one.groups.iter().map(move |name| (one, name))) {
        let place = *places.entry(name).or_insert(sets.len());
        if place == sets.len() {
            sets.push(Set { guid: guid::derived("set", name), name: name.clone(), ..Set::default() });
        }
        sets[place].codes.push(one.code.guid);
    }
    sets
}

/// Rows in any order to a tree, siblings in the order of their rows. There are no circles by now.
fn grow(codes: Vec<Placed>) -> Vec<Code> {
    let mut under = BTreeMap::<Option<Uuid>, Vec<Code>>::new();
    codes.into_iter().for_each(|one| under.entry(one.parent).or_default().push(one.code));
    fn take(parent: Option<Uuid>, under: &mut BTreeMap<Option<Uuid>, Vec<Code>>) -> Vec<Code> {
        let mut codes = under.remove(&parent).unwrap_or_default();
        codes.iter_mut().for_each(|code| code.codes = take(Some(code.guid), under));
        codes
    }
    take(None, &mut under)
}
