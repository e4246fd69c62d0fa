//! What comes in and goes out: CSV, spreadsheets, DOCX.

pub mod qr;
pub mod translation;
