//! Reads a table page by page in the order of its key, by bytes in both databases. That order never tells what came first:
//! keys are random, or numbers that every page shows.

use sqlx::AssertSqlSafe;

use super::cells::{self, Cell};
use super::tables::{self, quoted};
use crate::Result;
use crate::store::catalogue::Table;
use crate::store::sql;

/// How far a table is read.
#[derive(Debug)]
pub struct Reading<'t> {
    table: &'t Table,
    after: Option<Vec<Cell>>,
}

impl<'t> Reading<'t> {
    /// From the row after this key, or from the first one.
    pub fn after(table: &'t Table, after: Option<Vec<Cell>>) -> Self {
        Self { table, after }
    }

    /// The next rows; none at the end.
    pub async fn next(&mut self, from: &mut sql::Connection) -> Result<Vec<Vec<Cell>>> {
        let found = self.page().fetch_all(from).await?;
        let rows = found.iter().map(|row| cells::read(row, self.table)).collect::<Result<Vec<_>>>()?;
        if let Some(last) = rows.last() {
            self.after = Some(cells::key(last, self.table));
        }
        Ok(rows)
    }

    fn page(&self) -> sql::Query<'static> {
        let key = key(self.table, "");
        let mut conditions: Vec<String> = tables::but(&self.table.name).map(str::to_owned).into_iter().collect();
        if let Some(after) = &self.after {
            let places: Vec<String> = (1..=after.len()).map(|number| format!("${number}")).collect();
            conditions.push(format!("({key}) > ({})", places.join(", ")));
        }
        let text =
            format!("{} order by {key} limit {}", select(self.table, &conditions), tables::batch(&self.table.name));
        let cells = self.after.iter().flatten().cloned();
        cells.fold(sql::query(AssertSqlSafe(text)), |query, cell| cell.bind_to(query))
    }
}

/// The key of the last row that is there.
pub async fn last(from: &mut sql::Connection, table: &Table) -> Result<Option<Vec<Cell>>> {
    let conditions: Vec<String> = tables::but(&table.name).map(str::to_owned).into_iter().collect();
    let text = format!("{} order by {} limit 1", select(table, &conditions), key(table, " desc"));
    let found = sql::query(AssertSqlSafe(text)).fetch_optional(from).await?;
    found.map(|row| Ok(cells::key(&cells::read(&row, table)?, table))).transpose()
}

fn select(table: &Table, conditions: &[String]) -> String {
    let filter = if conditions.is_empty() { String::new() } else { format!(" where {}", conditions.join(" and ")) };
    format!("select {} from {}{filter}", tables::columns(table), quoted(&table.name))
}

/// The columns of the key, each with these words after it.
fn key(table: &Table, after: &str) -> String {
    let columns = table.key.iter().map(|at| quoted(&table.columns[*at].name) + after);
    columns.collect::<Vec<_>>().join(", ")
}
