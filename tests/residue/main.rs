//! Somebody answers on a device that others look into later. Whatever the browser wrote down until it was closed, or killed
//! in the middle of everything, holds no word of questions, answers or codes; of a careless page beside ours it holds them.
//! In short, one way for each browser; with `TIDEMARK_LONG=1` script on and off, closed and killed, half a minute each.

#[path = "../browser/mod.rs"]
mod browser;
mod careless;
#[path = "../demo/mod.rs"]
mod demo;
mod device;
mod firefox;
#[path = "../ground/mod.rs"]
mod ground;
#[path = "../platform/mod.rs"]
mod platform;
#[path = "../program/mod.rs"]
mod program;
mod survey;
mod traces;
mod unpack;

use std::time::Duration;

use careless::Careless;
use device::{Device, End, Kind};
use ground::Folder;
use survey::Survey;

/// Letters that stand in no file by chance.
fn word() -> String {
    (0..14).map(|_| char::from(b'a' + u8::try_from(server::chance::below(26)).expect("a letter"))).collect()
}

/// Something that cannot be done on this machine; the test runner counts it.
fn skipped(why: &str) {
    println!("SKIPPED: {why}");
}

/// Each way in which it is tried: whether script runs, and how the browser ends.
fn ways(short: (bool, End)) -> Vec<(bool, End)> {
    match std::env::var_os("TIDEMARK_LONG") {
        None => vec![short],
        Some(_) => {
            [true, false].into_iter().flat_map(|script| [(script, End::Closed), (script, End::Killed)]).collect()
        }
    }
}

/// How long the last page stays open: longer than a browser waits before it writes down what is open.
fn dwell() -> Duration {
    Duration::from_secs(if std::env::var_os("TIDEMARK_LONG").is_some() { 25 } else { 4 })
}

async fn leaves_nothing(kind: Kind, short: (bool, End)) {
    for (script, end) in ways(short) {
        let (home, careless, mut survey) = (Folder::new(), Careless::open().await, Survey::start().await);
        let Some(mut device) = Device::open(kind, script, home.path()).await else { return };
        careless.answer(&mut device).await;
        device.tab().await;
        survey.answer(&mut device).await;
        device.tab().await;
        survey.begin(&mut device).await;
        tokio::time::sleep(dwell()).await;
        device.end(end).await;
        let found = traces::look(home.path(), &careless.words().chain([survey.address()]).collect::<Vec<_>>());
        let (files, megabytes, others) = (found.files, found.bytes >> 20, found.traces.len());
        for what in &careless::FOUND[..if script { 4 } else { 3 }] {
            assert!(found.has(what), "control: {what} is not found in {kind:?}, script {script}, {end:?}");
        }
        assert!(found.has("address"), "control: our pages were open in this very profile");
        let ours = traces::look(home.path(), &survey.words().collect::<Vec<_>>()).traces;
        println!(
            "{kind:?}, script {}, {end:?}: {files} files, {megabytes} MB; {others} traces of the careless page and of our \
             address, {} of our words",
            if script { "on" } else { "off" },
            ours.len()
        );
        let told: Vec<String> = ours.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{told:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chromium_keeps_no_word_of_what_was_answered_in_it() {
    leaves_nothing(Kind::Chromium, (true, End::Killed)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn firefox_keeps_no_word_of_what_was_answered_in_it() {
    leaves_nothing(Kind::Firefox, (false, End::Closed)).await;
}
