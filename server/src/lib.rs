//! Everything behind the pages: keeps (`store`, `seal`), finds and computes (`workspace`, `statistics`), exchanges
//! (`exchange`, `report`), serves (`http`, `command`). What people see is left to `app`, which hands its pages to [`run`].
//!
//! Direction of use: `command → http → {workspace, store, exchange}`; `exchange → workspace → {store, seal}`;
//! `report → exchange`; `script → {exchange, waves, workspace}`. `statistics`, `disclosure`, `themes`, `redaction`, `linking`, `passkey` and `report` are pure. Nothing depends
//! on `http` but `command`. A test keeps it so.

pub mod access;
pub mod chance;
pub mod coding;
mod command;
pub mod demo;
pub mod disclosure;
pub mod error;
pub mod exchange;
pub mod http;
pub mod index;
pub mod library;
pub mod linking;
pub mod name;
pub mod owed;
pub mod parallel;
pub mod passkey;
pub mod publishing;
pub mod redaction;
pub mod release;
pub mod report;
pub mod rights;
pub mod script;
pub mod seal;
pub mod settings;
pub mod statistics;
pub mod store;
pub mod terminal;
pub mod themes;
pub mod waves;
pub mod weighting;
pub mod workspace;

pub use command::run;
pub use error::{Error, Result};
pub use settings::Settings;
