//! An installation grows out of its folder and moves into another database: every row of every table arrives once,
//! whenever it is interrupted, what was changed on the way is found out, and nobody works with the old one any more. Into
//! folders always; into PostgreSQL and back where `TIDEMARK_POSTGRES` names a server, which is backed up, too.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod backed_up;
#[path = "../ground/mod.rs"]
mod ground;
mod house;
mod interrupted;
mod places;
#[path = "../program/mod.rs"]
mod program;
mod refused;
#[path = "../migrations/rows.rs"]
mod rows;
#[allow(dead_code, reason = "upgrades that break off are another test's")]
#[path = "../migrations/scene.rs"]
mod scene;
mod whole;
