//! Pieces that several pages share: fields, tables, charts, codes.

pub mod chart;
pub mod code;
pub mod form;
pub mod problems;
pub mod table;
