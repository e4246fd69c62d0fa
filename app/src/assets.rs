//! The files inside the program: stylesheets, and the islands where they were built (see `build.rs`).

use server::http::assets::Asset;

/// Every file, for `server::http::assets::provide`.
pub static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets/list.rs"));
