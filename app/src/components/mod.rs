//! Pieces that several pages share: fields, tables, charts.

pub mod form;
pub mod problems;
