//! The XML of a project or codebook: people, codes, sets, attributes, cases, memos. Texts and what is marked in them are
//! read by `sources`. Element names are compared without namespace, since tools write it in four ways; what is not known
//! is counted, never an error.

use instruments::Problem;
use jiff::civil::Date;
use uuid::Uuid;

use super::super::encoding::{Decoded, decode_xml};
use super::super::fault::in_file;
use super::super::xml::{Tag, Xml};
use super::offsets::{Counting, normal};
use super::project::{Case, Code, Datum, Kind, Note, Project, Set, Stamp, User, Value, Variable};
use super::sources::{self, Draft};
use super::{Reading, Report, guid, mend};

/// Where the texts of a project lie.
pub trait Texts {
    /// The plain text at a path of the XML; `None` when it is not there.
    fn plain(&mut self, path: &str) -> Result<Option<Decoded>, Problem>;
    /// The words of a text document at a path of the XML.
    fn rich(&mut self, path: &str) -> Result<Option<String>, Problem>;
}

/// An XML document that came alone: it has no texts but its own.
pub struct Alone;

impl Texts for Alone {
    fn plain(&mut self, _: &str) -> Result<Option<Decoded>, Problem> {
        Ok(None)
    }

    fn rich(&mut self, _: &str) -> Result<Option<String>, Problem> {
        Ok(None)
    }
}

/// A link between two things; only those that hang a memo on something are kept.
pub struct Link {
    /// One end.
    pub from: Uuid,
    /// The other.
    pub to: Uuid,
    /// Its name.
    pub name: String,
}

/// A document that is being read.
pub struct Reader<'a, 't> {
    pub(super) xml: Xml<'a>,
    pub(super) texts: &'t mut dyn Texts,
    pub(super) report: Report,
    pub(super) project: Project,
    pub(super) drafts: Vec<Draft>,
    pub(super) links: Vec<Link>,
    unnamed: usize,
}

/// Reads a document; `place` names it in problems.
pub fn document(
    file: &str,
    place: &str,
    bytes: &[u8],
    texts: &mut dyn Texts,
    counting: Option<Counting>,
) -> Result<Reading, Problem> {
    let decoded = decode_xml(place, bytes);
    let xml = Xml::open(place, &decoded.text);
    let (report, project) = (Report::default(), Project::default());
    let mut reader = Reader { xml, texts, report, project, drafts: Vec::new(), links: Vec::new(), unnamed: 0 };
    let root = reader.xml.root()?;
    reader.project.origin = root.get("origin").unwrap_or_default().to_owned();
    match root.name() {
        "Project" => reader.project(&root)?,
        "CodeBook" => reader.codebook()?,
        _ => return Err(in_file("refi-root", file).with("found", root.name())),
    }
    sources::settle(&mut reader, counting);
    mend::mend(&mut reader);
    Ok(Reading { project: reader.project, report: reader.report })
}

impl Reader<'_, '_> {
    fn project(&mut self, root: &Tag<'_>) -> Result<(), Problem> {
        self.project.name = root.get("name").unwrap_or_default().to_owned();
        self.stamp(root);
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "Users" => self.users()?,
                "CodeBook" => self.codebook()?,
                "Variables" => self.variables()?,
                "Cases" => self.cases()?,
                "Sources" => sources::read(self)?,
                "Notes" => self.notes()?,
                "Links" => self.links()?,
                "Sets" => self.sets()?,
                "Graphs" => self.graphs()?,
                "Description" => self.project.description = self.words()?,
                "NoteRef" => {
                    let target = self.target(&tag)?;
                    self.project.on_project.extend(target);
                }
                name => self.unknown(name)?,
            }
        }
        Ok(())
    }

    fn users(&mut self) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            if tag.name() == "User" {
                let user = User {
                    guid: self.guid(&tag),
                    name: tag.get("name").unwrap_or_default().to_owned(),
                    id: tag.get("id").filter(|id| !id.is_empty()).map(str::to_owned),
                };
                self.project.users.push(user);
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn codebook(&mut self) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "Codes" => self.project.codes = self.codes()?,
                "Sets" => self.sets()?,
                name => self.unknown(name)?,
            }
        }
        Ok(())
    }

    fn codes(&mut self) -> Result<Vec<Code>, Problem> {
        let mut codes = Vec::new();
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "Code" => codes.push(self.code(&tag)?),
                name => self.unknown(name)?,
            }
        }
        Ok(codes)
    }

    fn code(&mut self, tag: &Tag<'_>) -> Result<Code, Problem> {
        let mut code = Code {
            guid: self.guid(tag),
            name: self.name(tag, "code-name"),
            description: filled(tag.get("description").unwrap_or_default()),
            colour: self.colour(tag),
            is_codable: !matches!(tag.get("isCodable").map(str::trim), Some("false" | "0")),
            ..Code::default()
        };
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "Description" => code.description = self.words()?.or(code.description),
                "NoteRef" => code.notes.extend(self.target(&tag)?),
                "Code" => code.codes.push(self.code(&tag)?),
                name => self.unknown(name)?,
            }
        }
        Ok(code)
    }

    fn sets(&mut self) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "Set" => {
                    let set = self.set(&tag)?;
                    self.project.sets.push(set);
                }
                name => self.unknown(name)?,
            }
        }
        Ok(())
    }

    fn set(&mut self, tag: &Tag<'_>) -> Result<Set, Problem> {
        let description = filled(tag.get("description").unwrap_or_default());
        let mut set = Set { guid: self.guid(tag), name: self.name(tag, "set-name"), description, ..Set::default() };
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "Description" => set.description = self.words()?.or(set.description),
                "MemberCode" => set.codes.extend(self.target(&tag)?),
                "MemberSource" => set.sources.extend(self.target(&tag)?),
                "MemberNote" => set.notes.extend(self.target(&tag)?),
                name => self.unknown(name)?,
            }
        }
        Ok(set)
    }

    fn variables(&mut self) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            if tag.name() != "Variable" {
                self.unknown(tag.name())?;
                continue;
            }
            let (guid, name) = (self.guid(&tag), self.name(&tag, "variable-name"));
            let kind = tag.get("typeOfVariable").map_or(Some(Kind::Text), kind);
            if kind.is_none() {
                self.report.add("variable-kind", &name);
            }
            let mut variable = Variable { guid, name, description: None, kind: kind.unwrap_or_default() };
            while let Some(tag) = self.xml.child()? {
                match tag.name() {
                    "Description" => variable.description = self.words()?,
                    name => self.unknown(name)?,
                }
            }
            self.project.variables.push(variable);
        }
        Ok(())
    }

    fn cases(&mut self) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            if tag.name() != "Case" {
                self.unknown(tag.name())?;
                continue;
            }
            let name = tag.get("name").and_then(filled);
            let mut case = Case { guid: self.guid(&tag), name, ..Case::default() };
            while let Some(tag) = self.xml.child()? {
                match tag.name() {
                    "Description" => case.description = self.words()?,
                    "CodeRef" => case.codes.extend(self.target(&tag)?),
                    "VariableValue" => case.values.extend(self.value()?),
                    "SourceRef" => case.sources.extend(self.target(&tag)?),
                    "SelectionRef" => case.selections.extend(self.target(&tag)?),
                    name => self.unknown(name)?,
                }
            }
            self.project.cases.push(case);
        }
        Ok(())
    }

    /// One value of an attribute; `None` when it is empty or cannot be read, which is counted.
    pub(super) fn value(&mut self) -> Result<Option<Value>, Problem> {
        let (mut variable, mut found) = (None, None);
        while let Some(tag) = self.xml.child()? {
            let kind = tag.name().strip_suffix("Value").and_then(kind);
            match (tag.name(), kind) {
                ("VariableRef", _) => variable = self.target(&tag)?,
                (_, Some(kind)) => found = Some((kind, self.xml.text()?)),
                (name, None) => self.unknown(name)?,
            }
        }
        let (Some(variable), Some((kind, words))) = (variable, found) else {
            self.report.add("value-empty", "");
            return Ok(None);
        };
        let datum = datum(kind, &words);
        if datum.is_none() {
            self.report.add("value-unreadable", &words);
        }
        if matches!(datum, Some(Datum::DateTime(_))) {
            self.report.add("time-of-day", &words);
        }
        Ok(datum.map(|datum| Value { variable, datum }))
    }

    fn notes(&mut self) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "Note" => {
                    let note = self.note(&tag)?;
                    self.project.notes.push(note);
                }
                name => self.unknown(name)?,
            }
        }
        Ok(())
    }

    fn note(&mut self, tag: &Tag<'_>) -> Result<Note, Problem> {
        let name = tag.get("name").unwrap_or_default().to_owned();
        let mut note = Note { guid: self.guid(tag), name, stamp: self.stamp(tag), ..Note::default() };
        while let Some(tag) = self.xml.child()? {
            match tag.name() {
                "Description" => note.description = self.words()?,
                "PlainTextContent" => note.text = Some(normal(&self.xml.text()?).0),
                "PlainTextSelection" | "Coding" | "NoteRef" | "VariableValue" => {
                    self.report.add("note-marked", &note.name);
                    self.xml.skip()?;
                }
                name => self.unknown(name)?,
            }
        }
        if note.text.is_none() {
            let plain = tag.get("plainTextPath").map(|path| self.texts.plain(path)).transpose()?.flatten();
            note.text = plain.map(|decoded| normal(&decoded.text).0);
        }
        Ok(note)
    }

    fn links(&mut self) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            let name = tag.get("name").unwrap_or_default().to_owned();
            match (tag.get("originGUID"), tag.get("targetGUID")) {
                (Some(from), Some(to)) => {
                    self.links.push(Link { from: guid::parse(from).0, to: guid::parse(to).0, name })
                }
                _ => self.report.add("link", name),
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn graphs(&mut self) -> Result<(), Problem> {
        while let Some(tag) = self.xml.child()? {
            self.report.add("graph", tag.get("name").unwrap_or_default());
            self.xml.skip()?;
        }
        Ok(())
    }

    /// The text of an element that describes; `None` when it is empty.
    pub(super) fn words(&mut self) -> Result<Option<String>, Problem> {
        Ok(filled(&normal(&self.xml.text()?).0))
    }

    /// An element that is not known, counted under its name.
    pub(super) fn unknown(&mut self, name: &str) -> Result<(), Problem> {
        self.report.add("element", name);
        self.xml.skip()
    }

    /// The id that an element points to, its content passed over.
    pub(super) fn target(&mut self, tag: &Tag<'_>) -> Result<Option<Uuid>, Problem> {
        let target = tag.get("targetGUID").or_else(|| tag.get("guid")).map(|text| guid::parse(text).0);
        self.xml.skip()?;
        Ok(target)
    }

    /// An element's own id. Where there is none, or it is none, one is made.
    pub(super) fn guid(&mut self, tag: &Tag<'_>) -> Uuid {
        self.unnamed += 1;
        match tag.get("guid").map(guid::parse) {
            Some((guid, true)) => guid,
            Some((guid, false)) => {
                self.report.add("guid-odd", tag.get("guid").unwrap_or_default());
                guid
            }
            None => {
                self.report.add("guid-missing", tag.get("name").unwrap_or_default());
                guid::derived("missing", &self.unnamed.to_string())
            }
        }
    }

    fn name(&mut self, tag: &Tag<'_>, code: &'static str) -> String {
        let name = tag.get("name").map(str::trim).unwrap_or_default();
        if !name.is_empty() {
            return tag.get("name").unwrap_or_default().to_owned();
        }
        let id = tag.get("guid").unwrap_or("?").to_owned();
        self.report.add(code, &id);
        id
    }

    fn colour(&mut self, tag: &Tag<'_>) -> Option<String> {
        let text = tag.get("color").map(str::trim).filter(|text| !text.is_empty())?;
        let digits = text.strip_prefix('#').unwrap_or(text).to_lowercase();
        let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        match digits.len() {
            6 if plain => Some(format!("#{digits}")),
            3 if plain => Some(
                digits
                    .chars()
                    .flat_map(|digit| [digit, digit])
                    .fold("#".to_owned(), |text, digit| text + &digit.to_string()),
            ),
            _ => {
                self.report.add("colour", text);
                None
            }
        }
    }

    /// Who and when; what is finer than a day, and later changes, are counted.
    pub(super) fn stamp(&mut self, tag: &Tag<'_>) -> Stamp {
        if tag.get("modifiedDateTime").is_some() || tag.get("modifyingUser").or(tag.get("modifyingUserGUID")).is_some()
        {
            self.report.add("modified", tag.get("name").unwrap_or_default());
        }
        let user = tag.get("creatingUser").filter(|user| !user.trim().is_empty()).map(|user| guid::parse(user).0);
        let Some(text) = tag.get("creationDateTime").filter(|text| !text.trim().is_empty()) else {
            return Stamp { user, created: None };
        };
        let created = day(text);
        match created {
            None => self.report.add("date", text),
            Some(_) if text.get(10..).is_some_and(|time| !matches!(time, "" | "T00:00:00" | "T00:00:00Z")) => {
                self.report.add("time-of-day", text);
            }
            Some(_) => {}
        }
        Stamp { user, created }
    }
}

/// Text that is more than blanks.
fn filled(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "Text" => Kind::Text,
        "Boolean" => Kind::Boolean,
        "Integer" => Kind::Integer,
        "Float" => Kind::Float,
        "Date" => Kind::Date,
        "DateTime" => Kind::DateTime,
        _ => return None,
    })
}

fn day(text: &str) -> Option<Date> {
    text.trim().get(..10)?.parse::<Date>().ok().filter(|day| day.year() > 0)
}

fn datum(kind: Kind, words: &str) -> Option<Datum> {
    let plain = words.trim();
    match kind {
        Kind::Text => Some(Datum::Text(normal(words).0)),
        Kind::Boolean => match plain {
            "true" | "1" => Some(Datum::Boolean(true)),
            "false" | "0" => Some(Datum::Boolean(false)),
            _ => None,
        },
        Kind::Integer => plain.strip_prefix('+').unwrap_or(plain).parse().ok().map(Datum::Integer),
        Kind::Float => plain.parse::<f64>().ok().filter(|number| number.is_finite()).map(Datum::Float),
        Kind::Date => day(plain).map(Datum::Date),
        Kind::DateTime => day(plain).map(Datum::DateTime),
    }
}
