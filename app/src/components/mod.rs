//! Pieces that several pages share: fields, tables, charts, codes, R code.

pub mod chart;
pub mod code;
pub mod form;
pub mod problems;
pub mod script;
pub mod table;
