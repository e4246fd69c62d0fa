//! What comes in and goes out: CSV, spreadsheets, DOCX, transcripts, projects of other coding tools. What strangers made
//! is opened by `archive`, `spreadsheet`, `xml` and `encoding` alone, within limits.

pub mod analysis;
pub mod archive;
pub mod csv;
pub mod docx;
pub mod encoding;
pub mod excerpts;
pub mod export;
pub mod fault;
pub mod import;
pub mod naming;
pub mod packet;
pub mod project;
pub mod qr;
pub mod refi_qda;
pub mod rest;
pub mod routing;
pub mod spreadsheet;
pub mod transcript;
pub mod translation;
pub mod xml;
