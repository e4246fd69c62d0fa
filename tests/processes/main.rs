//! Three processes serve one database, each with a workspace and an index of its own, and whoever asks is answered by any
//! of them: people who answer, a researcher who reads what they said, somebody who takes it back. One of the processes is
//! killed. Where there is no PostgreSQL to share, each says so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod answering;
#[allow(dead_code, reason = "of the crowd this takes what it answers and how it is counted")]
#[path = "../proofs/crowd.rs"]
mod crowd;
#[path = "../demo/mod.rs"]
mod demo;
mod duties;
mod house;
#[path = "../platform/mod.rs"]
mod platform;
#[path = "../program/mod.rs"]
mod program;
#[path = "../reading/mod.rs"]
mod reading;
mod redacting;
#[path = "../respondent/mod.rs"]
mod respondent;
#[path = "../survey/mod.rs"]
mod survey;
mod withdrawing;
