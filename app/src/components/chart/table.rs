//! The numbers behind a chart, already written.

/// A table: what it is of, its columns, its rows by their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the chart is about.
    pub caption: String,
    /// The columns; the first names the rows.
    pub heads: Vec<String>,
    /// Each row: its name, its cells.
    pub rows: Vec<(String, Vec<String>)>,
}
