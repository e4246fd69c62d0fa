//! REFI-QDA, the exchange format of coding tools: projects (`.qdpx`, `.qde`) and codebooks (`.qdc`). Everything goes
//! through one neutral [`Project`]; taking it into a study, or out of one, is left to others. What a file holds that a
//! project cannot is counted in a [`Report`], after reading and before writing.
//!
//! `container` finds the project and its texts, `read` and `sources` take the XML apart, `offsets` finds out how the
//! other tool counted characters, `mend` drops what points nowhere, `write` and `codebook` write. A new element: its
//! place in [`Project`], an arm in `read` or `sources`, a few lines in `write`.

mod codebook;
mod container;
mod definition;
mod guid;
mod mend;
mod offsets;
mod project;
mod read;
mod report;
mod sources;
mod write;

use instruments::Problem;

use super::fault::in_file;
pub use codebook::{from_csv, to_csv, write_codebook};
pub use definition::Definition;
pub use guid::{derived, parse as parse_guid};
pub use offsets::{Counting, End, Newline, Unit};
pub use project::{
    Case, Code, Coding, Datum, Kind, Note, Project, Selection, Set, Source, Stamp, User, Value, Variable,
};
pub use report::{Counted, Loss, Report};
pub use write::{losses, write};

/// Largest XML document without a container.
const LARGEST: usize = 32 << 20;

/// A project that was read, with what was lost or guessed on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The project.
    pub project: Project,
    /// What did not come along, what was mended, and how characters were counted.
    pub report: Report,
}

/// Reads a project or a codebook: `.qdpx`, `.qde` or `.qdc`, told apart by what they hold. `counting` is how the other
/// tool counts characters, when a person says so; otherwise it is found out. The problem names the file and the place.
pub fn read(name: &str, bytes: &[u8], counting: Option<Counting>) -> Result<Reading, Problem> {
    if bytes.starts_with(b"PK") {
        return container::read(name, bytes, counting);
    }
    if bytes.len() > LARGEST {
        return Err(in_file("archive-too-large", name).with("limit", LARGEST >> 20));
    }
    read::document(name, name, bytes, &mut read::Alone, counting)
}
