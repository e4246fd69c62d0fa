//! What an instrument is: a questionnaire or discussion guide as a researcher writes it.
//!
//! Pure rules, no I/O: the same code runs in the server and in the browser's islands.
//! The format is described in `instruments/README.md`; words on the screen are left to `app`.
//! To add a kind of question: [`Kind`] here, its reading in `validate`, its columns in `variables`,
//! its controls in `app/src/respond`.

mod answer;
mod instrument;
mod problem;

pub use answer::{Answer, Answers, MissingReason};
pub use instrument::*;
pub use problem::{Place, Problem};
