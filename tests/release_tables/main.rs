//! An office publishes more than questions by wave: one question by another, the same people twice, one question of several
//! audiences, organizations with their beds, means, and shares without the spread; what is small is hidden wherever it could
//! stand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../attacker/mod.rs"]
mod attacker;
mod beds;
mod files;
mod followed;
mod guards;
mod harbour;
mod headline;
mod invented;
mod kinds;
mod means;
mod moved;
#[path = "../office/mod.rs"]
mod office;
#[path = "../platform/mod.rs"]
mod platform;
#[path = "../release/shore.rs"]
#[allow(dead_code, reason = "another office's questions")]
mod shore;
#[path = "../study/mod.rs"]
mod study;
