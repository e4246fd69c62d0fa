//! Olive's passphrase was seen over her shoulder; signing in asks for a second proof as well. A thief has the passphrase,
//! or her cookie, or a page that looks like ours, and gets no further.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../browser/mod.rs"]
mod browser;
#[path = "../demo/mod.rs"]
mod demo;
#[path = "../office/mod.rs"]
mod office;
#[path = "../platform/mod.rs"]
mod platform;

mod app;
mod chromium;
mod codes;
mod device;
mod lost;
mod passkeys;
mod scene;
mod stolen;
mod unlocking;
