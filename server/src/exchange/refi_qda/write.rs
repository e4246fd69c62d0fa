//! Writes a project as `.qdpx`, strictly as the standard has it: the XML in the schema's order, texts in UTF-8 with `\n`
//! and without mark, positions in code points with the end exclusive. None of the quirks that `read` forgives.

use jiff::civil::Date;
use uuid::Uuid;

use super::super::archive::pack;
use super::super::xml::Pen;
use super::Report;
use super::project::{Case, Code, Coding, Datum, Kind, Note, Project, Selection, Set, Source, Stamp, Value};
use crate::Result;

/// What we call ourselves in files.
pub const ORIGIN: &str = concat!("Tidemark ", env!("CARGO_PKG_VERSION"));
const NAMESPACE: &str = "urn:QDA-XML:project:1.0";

/// Attributes of an element.
pub(super) type Attributes<'a> = Vec<(&'a str, Option<String>)>;

/// The container: `project.qde` and a text for each source.
pub fn write(project: &Project) -> Result<Vec<u8>> {
    let texts = project
        .sources
        .iter()
        .filter_map(|source| Some((format!("sources/{}.txt", source.guid), plain(source.text.as_ref()?))));
    pack(std::iter::once(("project.qde".to_owned(), draw(project).finish())).chain(texts))
}

/// A text as bytes. One whose first character is what readers take for a mark gets a mark before it, which they take.
fn plain(text: &str) -> Vec<u8> {
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    [mark, text].concat().into_bytes()
}

/// What the container would not carry of a project.
pub fn losses(project: &Project) -> Report {
    let mut report = Report::default();
    report.add_many("control-removed", draw(project).dropped, &project.name);
    for source in project.sources.iter().filter(|source| source.text.is_none()) {
        report.add("source-missing", &source.name);
    }
    report
}

fn draw(project: &Project) -> Pen {
    let mut pen = Pen::default();
    let named = vec![("xmlns", some(NAMESPACE)), ("name", some(&project.name)), ("origin", some(ORIGIN))];
    pen.open("Project", &named);
    group(&mut pen, "Users", &project.users, |pen, user| {
        let name = (!user.name.is_empty()).then(|| user.name.clone());
        pen.empty("User", &[("guid", id(user.guid)), ("name", name), ("id", user.id.clone())]);
    });
    if !project.codes.is_empty() {
        pen.open("CodeBook", &[]);
        group(&mut pen, "Codes", &project.codes, |pen, one| code(pen, one, true));
        pen.close();
    }
    group(&mut pen, "Variables", &project.variables, |pen, variable| {
        pen.open(
            "Variable",
            &[
                ("guid", id(variable.guid)),
                ("name", some(&variable.name)),
                ("typeOfVariable", some(kind(variable.kind))),
            ],
        );
        describe(pen, variable.description.as_deref());
        pen.close();
    });
    group(&mut pen, "Cases", &project.cases, case);
    group(&mut pen, "Sources", &project.sources, source);
    group(&mut pen, "Notes", &project.notes, note);
    group(&mut pen, "Sets", &project.sets, |pen, one| set(pen, one, "targetGUID"));
    describe(&mut pen, project.description.as_deref());
    references(&mut pen, "NoteRef", &project.on_project);
    pen
}

/// A list; the schema wants none rather than an empty one.
pub(super) fn group<T>(pen: &mut Pen, name: &'static str, items: &[T], draw: impl Fn(&mut Pen, &T)) {
    if !items.is_empty() {
        pen.open(name, &[]);
        items.iter().for_each(|item| draw(pen, item));
        pen.close();
    }
}

pub(super) fn some(text: impl ToString) -> Option<String> {
    Some(text.to_string())
}

pub(super) fn id(guid: Uuid) -> Option<String> {
    some(guid.hyphenated())
}

pub(super) fn describe(pen: &mut Pen, description: Option<&str>) {
    if let Some(words) = description {
        pen.words("Description", words);
    }
}

fn references(pen: &mut Pen, name: &'static str, targets: &[Uuid]) {
    for target in targets {
        pen.empty(name, &[("targetGUID", id(*target))]);
    }
}

/// A code and what is under it; a codebook file has no memos.
pub(super) fn code(pen: &mut Pen, one: &Code, memos: bool) {
    let codable = some(one.is_codable);
    pen.open(
        "Code",
        &[("guid", id(one.guid)), ("name", some(&one.name)), ("isCodable", codable), ("color", one.colour.clone())],
    );
    describe(pen, one.description.as_deref());
    references(pen, "NoteRef", if memos { &one.notes } else { &[] });
    one.codes.iter().for_each(|inner| code(pen, inner, memos));
    pen.close();
}

/// A set; codebook files call what it points to `guid`, projects `targetGUID`.
pub(super) fn set(pen: &mut Pen, one: &Set, target: &'static str) {
    pen.open("Set", &[("guid", id(one.guid)), ("name", some(&one.name))]);
    describe(pen, one.description.as_deref());
    for code in &one.codes {
        pen.empty("MemberCode", &[(target, id(*code))]);
    }
    if target == "targetGUID" {
        references(pen, "MemberSource", &one.sources);
        references(pen, "MemberNote", &one.notes);
    }
    pen.close();
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "Text",
        Kind::Boolean => "Boolean",
        Kind::Integer => "Integer",
        Kind::Float => "Float",
        Kind::Date => "Date",
        Kind::DateTime => "DateTime",
    }
}

fn value(pen: &mut Pen, one: &Value) {
    pen.open("VariableValue", &[]);
    references(pen, "VariableRef", &[one.variable]);
    match &one.datum {
        Datum::Text(text) => pen.words("TextValue", text),
        Datum::Boolean(yes) => pen.words("BooleanValue", &yes.to_string()),
        Datum::Integer(number) => pen.words("IntegerValue", &number.to_string()),
        Datum::Float(number) => pen.words("FloatValue", &number.to_string()),
        Datum::Date(day) => pen.words("DateValue", &day.to_string()),
        Datum::DateTime(day) => pen.words("DateTimeValue", &moment(*day)),
    };
    pen.close();
}

fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn stamped<'a>(stamp: Stamp, mut attributes: Attributes<'a>) -> Attributes<'a> {
    attributes.extend([("creatingUser", stamp.user.and_then(id)), ("creationDateTime", stamp.created.map(moment))]);
    attributes
}

fn case(pen: &mut Pen, one: &Case) {
    pen.open("Case", &[("guid", id(one.guid)), ("name", one.name.clone())]);
    describe(pen, one.description.as_deref());
    references(pen, "CodeRef", &one.codes);
    one.values.iter().for_each(|item| value(pen, item));
    references(pen, "SourceRef", &one.sources);
    references(pen, "SelectionRef", &one.selections);
    pen.close();
}

fn source(pen: &mut Pen, one: &Source) {
    let path = one.text.as_ref().map(|_| format!("internal://{}.txt", one.guid));
    pen.open(
        "TextSource",
        &stamped(one.stamp, vec![("guid", id(one.guid)), ("name", some(&one.name)), ("plainTextPath", path)]),
    );
    describe(pen, one.description.as_deref());
    one.selections.iter().for_each(|item| selection(pen, item));
    one.codings.iter().for_each(|item| coding(pen, item));
    references(pen, "NoteRef", &one.notes);
    one.values.iter().for_each(|item| value(pen, item));
    pen.close();
}

fn selection(pen: &mut Pen, one: &Selection) {
    let place = [("startPosition", some(one.start)), ("endPosition", some(one.end))];
    let attributes = [("guid", id(one.guid)), ("name", one.name.clone())].into_iter().chain(place).collect();
    pen.open("PlainTextSelection", &stamped(one.stamp, attributes));
    describe(pen, one.description.as_deref());
    one.codings.iter().for_each(|item| coding(pen, item));
    references(pen, "NoteRef", &one.notes);
    pen.close();
}

fn coding(pen: &mut Pen, one: &Coding) {
    pen.open("Coding", &stamped(one.stamp, vec![("guid", id(one.guid))]));
    references(pen, "CodeRef", &[one.code]);
    references(pen, "NoteRef", &one.notes);
    pen.close();
}

fn note(pen: &mut Pen, one: &Note) {
    let name = (!one.name.is_empty()).then(|| one.name.clone());
    pen.open("Note", &stamped(one.stamp, vec![("guid", id(one.guid)), ("name", name)]));
    describe(pen, one.description.as_deref());
    if let Some(text) = &one.text {
        pen.words("PlainTextContent", text);
    }
    pen.close();
}
