//! Single answers for analysis inside the house: all versions of an instrument and any of its waves in one table, as CSV,
//! XLSX, SPSS, an R script and DDI. Pure: who may take it, and its record, are left to the caller. To add a format: a
//! variant of [`Format`], its file, its words `analysis-format-…`.

mod about;
mod cell;
pub mod columns;
mod ddi;
mod fieldwork;
mod files;
mod frame;
mod names;
mod own;
mod reasons;
mod sav;
mod script;
mod sheets;
mod values;
mod workbook;

pub use cell::Cell;
pub use columns::{Column, Measure, Shape, columns};
pub use fieldwork::{Access, Fieldwork};
pub use files::{File, Format, file, named};
pub use frame::{Frame, Head, Taken};
pub use own::{Own, Places};
pub use reasons::Reason;
pub use values::{Said, Value};

/// Gives the sentence for a key, in the language of the files.
pub type Say<'a> = &'a dyn Fn(&str) -> String;

/// A version of the instrument.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its hash, as rows name it.
    pub hash: String,
    /// Its number.
    pub number: i64,
    /// Its questions.
    pub instrument: instruments::Instrument,
}
