//! Pieces that several pages share: fields, tables, charts.

pub mod chart;
pub mod form;
pub mod problems;
pub mod table;
