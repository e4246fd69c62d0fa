//! What an instrument is: a questionnaire or discussion guide as a researcher writes it.
//!
//! Pure rules, no I/O: the same code runs in the server and in the browser's islands.
//! The format is described in `instruments/README.md`; words on the screen are left to `app`.
//! To add a kind of question: [`Kind`] here, its reading in `validate`, its columns in `variables`,
//! its controls in `app/src/respond`.

mod answer;
mod check;
mod complete;
mod diff;
mod edit;
mod edition;
mod expression;
mod grade;
mod instrument;
mod journey;
mod keys;
mod overlay;
mod problem;
mod route;
mod score;
mod shape;
mod source;
mod validate;
mod variables;
mod words;

pub use answer::{Answer, Answers, MissingReason};
pub use check::check;
pub use complete::complete;
pub use diff::{Change, Class, diff};
pub use edit::{add_language, open_keys, put_words};
pub use edition::{Crosswalk, Edition, Editions, editions};
pub use expression::{Expression, Names, Scope, Value};
pub use grade::{grade, is_long_enough, is_measured};
pub use instrument::*;
pub use journey::{Journey, PageState, skipped_part};
pub use overlay::overlay;
pub use problem::{Place, Problem};
pub use route::Route;
pub use score::{GroupScore, Score, Tally, band, rating, score, score_group};
pub use source::{FORMAT, hash, parse};
pub use validate::{PageReading, clean, read_page, read_pages};
pub use variables::{Variable, variables};
pub use words::{Word, words};
