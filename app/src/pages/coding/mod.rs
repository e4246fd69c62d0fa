//! Coding words: one module for each part, as in `server::http::staff::coding`.

mod codebook;
mod exchange;
mod over_waves;
mod overview;
mod passages;
mod quotes;
mod redaction;
mod rounds;
mod search;
mod sources;
mod tabs;
mod themes;

pub(crate) use tabs::page;

use crate::language::Language;

/// What a round or a group of codes is called, also when its words were taken back.
fn called(words: &Language, name: &str) -> String {
    if name.is_empty() { words.say("name-taken-back") } else { name.to_owned() }
}
