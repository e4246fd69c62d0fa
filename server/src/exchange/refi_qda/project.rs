//! What coding tools exchange, without any tool's habits. Positions count Unicode code points of the source's text,
//! the end exclusive; lines of a text end in `\n`. Dates are kept to the day.

use jiff::civil::Date;
use uuid::Uuid;

/// A whole project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// Its name.
    pub name: String,
    /// The tool that wrote it.
    pub origin: String,
    /// What it is about.
    pub description: Option<String>,
    /// Who coded.
    pub users: Vec<User>,
    /// The codebook's roots.
    pub codes: Vec<Code>,
    /// Sets of codes (code groups), sources and notes.
    pub sets: Vec<Set>,
    /// Attributes.
    pub variables: Vec<Variable>,
    /// People, groups or whatever the attributes are of.
    pub cases: Vec<Case>,
    /// Texts.
    pub sources: Vec<Source>,
    /// Memos.
    pub notes: Vec<Note>,
    /// Memos on the project as a whole.
    pub on_project: Vec<Uuid>,
}

/// Who coded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    /// Id.
    pub guid: Uuid,
    /// Name; may be empty.
    pub name: String,
    /// Initials or another short name.
    pub id: Option<String>,
}

/// Who made something, and on which day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Who.
    pub user: Option<Uuid>,
    /// When.
    pub created: Option<Date>,
}

/// A code and what is under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// Id.
    pub guid: Uuid,
    /// Name.
    pub name: String,
    /// What it means; see [`super::Definition`] for the parts that we put in it.
    pub description: Option<String>,
    /// `#rrggbb`, small letters.
    pub colour: Option<String>,
    /// Whether passages may have it, or only codes under it.
    pub is_codable: bool,
    /// Memos on it.
    pub notes: Vec<Uuid>,
    /// Codes under it.
    pub codes: Vec<Code>,
}

/// A group of codes, sources or notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set {
    /// Id.
    pub guid: Uuid,
    /// Name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Codes in it.
    pub codes: Vec<Uuid>,
    /// Sources in it.
    pub sources: Vec<Uuid>,
    /// Notes in it.
    pub notes: Vec<Uuid>,
}

/// An attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variable {
    /// Id.
    pub guid: Uuid,
    /// Name.
    pub name: String,
    /// What it means.
    pub description: Option<String>,
    /// What its values are.
    pub kind: Kind,
}

/// What an attribute's values are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    #[default]
    Text,
    /// Yes or no.
    Boolean,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Float,
    /// Days.
    Date,
    /// Moments; kept to the day.
    DateTime,
}

/// The value of one attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The attribute.
    pub variable: Uuid,
    /// Its value.
    pub datum: Datum,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Words.
    Text(String),
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number, never infinite.
    Float(f64),
    /// A day.
    Date(Date),
    /// A moment, to the day.
    DateTime(Date),
}

/// What attributes are of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Id.
    pub guid: Uuid,
    /// Name; some tools leave it out.
    pub name: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Codes that stand for it.
    pub codes: Vec<Uuid>,
    /// Its attributes.
    pub values: Vec<Value>,
    /// Its sources.
    pub sources: Vec<Uuid>,
    /// Its selections.
    pub selections: Vec<Uuid>,
}

/// A text with what was marked in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Id.
    pub guid: Uuid,
    /// Name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Its text; `None` when the file did not carry it.
    pub text: Option<String>,
    /// What was marked.
    pub selections: Vec<Selection>,
    /// Codings of the source as a whole.
    pub codings: Vec<Coding>,
    /// Memos on it.
    pub notes: Vec<Uuid>,
    /// Its attributes.
    pub values: Vec<Value>,
    /// Who brought it in.
    pub stamp: Stamp,
}

/// A span of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Id.
    pub guid: Uuid,
    /// Its name, often its first words.
    pub name: Option<String>,
    /// A comment on it.
    pub description: Option<String>,
    /// First character. Within the text, if that is known.
    pub start: usize,
    /// Character after the last; more than `start` if the text is known.
    pub end: usize,
    /// Its codes.
    pub codings: Vec<Coding>,
    /// Memos on it.
    pub notes: Vec<Uuid>,
    /// Who marked it.
    pub stamp: Stamp,
}

/// A code given by somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coding {
    /// Id.
    pub guid: Uuid,
    /// The code.
    pub code: Uuid,
    /// Memos on it.
    pub notes: Vec<Uuid>,
    /// Who gave it.
    pub stamp: Stamp,
}

/// A memo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Id.
    pub guid: Uuid,
    /// Title; may be empty.
    pub name: String,
    /// A comment on it.
    pub description: Option<String>,
    /// Its text; `None` when the file did not carry it.
    pub text: Option<String>,
    /// Who wrote it.
    pub stamp: Stamp,
}

impl Project {
    /// Every code, parents before what is under them.
    pub fn all_codes(&self) -> Vec<&Code> {
        fn gather<'a>(codes: &'a [Code], all: &mut Vec<&'a Code>) {
            for code in codes {
                all.push(code);
                gather(&code.codes, all);
            }
        }
        let mut all = Vec::new();
        gather(&self.codes, &mut all);
        all
    }

    /// How many spans are marked.
    pub fn selections(&self) -> usize {
        self.sources.iter().map(|source| source.selections.len()).sum()
    }

    /// How many codes were given, to spans and to whole sources.
    pub fn codings(&self) -> usize {
        let of = |source: &Source| {
            source.codings.len() + source.selections.iter().map(|one| one.codings.len()).sum::<usize>()
        };
        self.sources.iter().map(of).sum()
    }
}
