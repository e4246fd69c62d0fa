//! Whether both databases hold the same: how many rows, and one SHA-256 over every value of every column, in the order of
//! the key, worked out on both sides by the same code.

use sha2::{Digest, Sha256};

use super::reading::Reading;
use super::{Step, Watch};
use crate::Result;
use crate::store::catalogue::Table;
use crate::store::sql;

/// What a table holds, in a few bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// How many rows.
    pub rows: u64,
    /// Over all of them.
    pub hash: [u8; 32],
}

impl Sum {
    /// The hash as it is printed.
    pub fn hex(&self) -> String {
        self.hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A table on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Its name.
    pub table: String,
    /// Where it came from.
    pub source: Sum,
    /// Where it went.
    pub target: Sum,
}

impl Compared {
    /// Whether both are the same.
    pub fn is_same(&self) -> bool {
        self.source == self.target
    }
}

/// Reads a whole table.
pub async fn sum(table: &Table, from: &mut sql::Connection, watch: &mut Watch<'_>) -> Result<Sum> {
    let mut reading = Reading::after(table, None);
    let (mut hash, mut rows, mut bytes) = (begun(table), 0, Vec::new());
    loop {
        let found = reading.next(from).await?;
        if found.is_empty() {
            return Ok(Sum { rows, hash: hash.finalize().into() });
        }
        for row in &found {
            bytes.clear();
            row.iter().for_each(|cell| cell.write(&mut bytes));
            hash.update(&bytes);
        }
        rows += found.len() as u64;
        watch(Step::Checked { table: &table.name, rows });
    }
}

/// The names and kinds of the columns come first.
fn begun(table: &Table) -> Sha256 {
    let mut names = table.name.clone();
    for column in &table.columns {
        names += &format!(" {} {:?}", column.name, column.kind);
    }
    Sha256::new().chain_update(names).chain_update([0])
}
