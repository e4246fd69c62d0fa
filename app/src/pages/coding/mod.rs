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
