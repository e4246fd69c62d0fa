//! What comes in and goes out: CSV, spreadsheets, DOCX.

pub mod csv;
pub mod docx;
pub mod export;
pub mod import;
pub mod packet;
pub mod qr;
pub mod routing;
pub mod translation;
