//! How researchers code words: passages, the codebook, and the log of acts that both are folded from. Pure: sealing and
//! keeping are left to `workspace` and `store`.
//!
//! An [`Act`] is what somebody did; an [`Event`] is one or more acts done together, the unit of undo; [`Coding`] is
//! the fold over all events. To add an act: a variant in `event`, its effect in `fold`, its check in `check`.

mod check;
pub mod codebook;
pub mod event;
pub mod find;
mod fold;
pub mod layers;
pub mod passage;
pub mod portion;
pub mod quote;
mod recent;
pub mod round;
mod settled;
pub mod source;
pub mod text;
mod undo;

pub use codebook::{Code, Codebook, Part};
pub use event::{Act, Draft, Event, NewText};
pub use fold::{Coded, Coding, Memo};
pub use passage::{Of, PassageId};
pub use text::Span;
