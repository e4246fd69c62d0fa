//! Pieces that several pages share: fields, tables, charts, codes, R code, the button of a passkey.

pub mod chart;
pub mod code;
pub mod days;
pub mod form;
pub mod passkey;
pub mod problems;
pub mod script;
pub mod table;
