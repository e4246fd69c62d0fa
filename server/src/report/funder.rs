//! A table for a funder: for each question how many answered, the percent, the change, and one plain sentence, narrow
//! enough to be copied into somebody else's report.

use super::document::{Block, Cell, Column, Document, FORMAT, Row, Table};

/// What a funder asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The name of the question in data files.
    pub id: String,
    /// The question, in few words.
    pub question: String,
    /// The share now; its base is the number of answers.
    pub now: Cell,
    /// How far it moved; hidden where the share is.
    pub change: Cell,
    /// What that means, as one sentence.
    pub says: String,
}

/// The document that holds nothing but this table. `about` brings language, title, lead, acknowledgements and the day;
/// `each` is the head of the questions, `heads` are those of answers, percent, change and sentence.
pub fn funder(about: Document, each: String, heads: [String; 4], asked: Vec<Asked>, notes: Vec<String>) -> Document {
    let units = [("n", "people"), ("percent", "percent"), ("change", "points"), ("says", "words")];
    let head = |((id, unit), name): ((&str, &str), String)| Column { id: id.into(), name, unit: unit.into() };
    let table = Table {
        id: "funder".into(),
        caption: about.title.clone(),
        each,
        heads: units.into_iter().zip(heads).map(head).collect(),
        rows: asked.into_iter().map(row).collect(),
        notes,
    };
    Document { format: FORMAT, blocks: vec![Block::Table(table)], ..about }
}

fn row(asked: Asked) -> Row {
    let (n, percent, change) = match asked.now {
        Cell::Share { share, base, .. } => (Cell::Count(base), Cell::Share { share, count: None, base }, asked.change),
        Cell::Hidden => (Cell::Hidden, Cell::Hidden, Cell::Hidden),
        other => (Cell::Nothing, other, asked.change),
    };
    Row { id: asked.id, name: asked.question, cells: vec![n, percent, change, Cell::Text(asked.says)] }
}
