//! A researcher takes the answers of several waves, given to many versions of one instrument, to other programs.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod edits;
mod fieldwork;
mod harmless;
mod programs;
mod sav;
mod scene;
mod versions;
