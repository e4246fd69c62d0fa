//! What leaves the house. A [`Choice`] says what somebody would like to publish; its tables are laid out ([`tables`]),
//! planned together beside every earlier release, and become a [`Draft`], of which [`told`] gives out only what the plan
//! shows. `methods` says what was done, `outlook` what is hidden and why, `sealed` how it rests until it is released.
//!
//! Words are left to `app`, files to `report`, keeping to `store`, the two people to `http`.

mod bond;
mod choice;
mod crossed;
mod draft;
mod gather;
mod headline;
mod means;
mod methods;
mod mirrored;
mod organisations;
mod outlook;
mod people;
pub mod sealed;
pub mod tables;
mod told;

pub use bond::{Bond, Moved};
pub use choice::{Accepted, Choice, Crossed, LANGUAGES, Part, Second};
pub use crossed::has_groups;
pub use draft::{Draft, Quoted};
pub use gather::{Gathered, Mentions, gather};
pub use headline::has_spread;
pub use methods::{Methods, Test, Wave};
pub use mirrored::{Gap, Mirrored, constructs};
pub use organisations::{Amounts, Organisations};
pub use outlook::{Hidden, Offer, Outlook, Shape, Stop, Why, outlook, outlook_in, withheld};
pub use tables::{About, Chosen, Laid};
pub use told::{Answers, Line, Said, Told};
