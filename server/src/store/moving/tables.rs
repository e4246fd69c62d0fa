//! Every table that is moved: a closed list, so that a new one is never forgotten. What the database lists besides is a
//! reason not to begin.

use crate::store::catalogue::Table;
use crate::store::{catalogue, sql};
use crate::{Error, Result};

/// How many rows go in one transaction, where rows are short and where each may have megabytes.
const MANY: usize = 500;
const FEW: usize = 8;

/// All tables, each after those that it refers to, and how many of its rows go in one transaction. To add a table: a line
/// here (`tests/moving` finds one that is missing).
pub const TABLES: &[(&str, usize)] = &[
    ("installation", MANY),
    ("kits", MANY),
    ("people", MANY),
    ("passkeys", MANY),
    ("authenticators", MANY),
    ("spare_codes", MANY),
    ("sign_ins", MANY),
    ("challenges", MANY),
    ("sessions", MANY),
    ("shown_once", MANY),
    ("duties", MANY),
    ("studies", MANY),
    ("heads", MANY),
    ("invitations", MANY),
    ("members", MANY),
    ("brought", MANY),
    ("study_keys", MANY),
    ("grants", MANY),
    ("linking_keys", MANY),
    ("linking_ways", MANY),
    ("approvals", MANY),
    ("retention", MANY),
    ("holds", MANY),
    ("instruments", FEW),
    ("versions", FEW),
    ("wordings", MANY),
    ("reviews", MANY),
    ("words", MANY),
    ("waves", MANY),
    ("sites", MANY),
    ("collections", MANY),
    ("collection_heads", MANY),
    ("snapshots", FEW),
    ("population_margins", MANY),
    ("population_shares", MANY),
    ("links", MANY),
    ("codes", MANY),
    ("drafts", MANY),
    ("resumes", MANY),
    ("pending", MANY),
    ("responses", MANY),
    ("submissions", MANY),
    ("organisations", MANY),
    ("roster", MANY),
    ("help_lines", MANY),
    ("listings", MANY),
    ("imports", MANY),
    ("import_rows", MANY),
    ("import_made", MANY),
    ("flags", MANY),
    ("sources", FEW),
    ("events", MANY),
    ("texts", MANY),
    ("unsaved", MANY),
    ("releases", FEW),
    ("release_words", MANY),
    ("release_authors", MANY),
    ("release_grounds", MANY),
    ("reviewers", MANY),
    ("reviewer_visits", MANY),
    ("release_files", FEW),
    ("audit", MANY),
];

/// How many rows of a table go in one transaction.
pub fn batch(name: &str) -> usize {
    TABLES.iter().find(|(table, _)| *table == name).map_or(FEW, |(_, rows)| *rows)
}

/// Which rows of a table are part of it: the marks of a move are not.
pub fn but(name: &str) -> Option<&'static str> {
    (name == "installation").then_some("\"name\" not in ('moved-to', 'moving-from')")
}

/// A name as a statement has it, whatever words the databases keep for themselves.
pub fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// The columns of a table as a statement lists them.
pub fn columns(table: &Table) -> String {
    let names: Vec<String> = table.columns.iter().map(|column| quoted(&column.name)).collect();
    names.join(", ")
}

/// The tables of the source in the order of the list. `move-tables` where its catalogue and the list are not the same,
/// `move-columns` where the target has other columns.
pub async fn both_have(source: &mut sql::Connection, target: &mut sql::Connection) -> Result<Vec<Table>> {
    let found = catalogue::tables(source).await?;
    let strange: Vec<&str> = strange(&found);
    if !strange.is_empty() {
        return Err(Error::Invalid("move-tables", strange.join(", ")));
    }
    let mut tables = Vec::with_capacity(TABLES.len());
    for (name, _) in TABLES {
        let table = catalogue::table(source, name).await?;
        if catalogue::table(target, name).await? != table {
            return Err(Error::Invalid("move-columns", (*name).to_owned()));
        }
        tables.push(table);
    }
    Ok(tables)
}

/// What stands in the list or in the catalogue, and not in both.
fn strange(found: &[String]) -> Vec<&str> {
    let unlisted = found.iter().map(String::as_str).filter(|name| TABLES.iter().all(|(table, _)| table != name));
    let missing = TABLES.iter().map(|(table, _)| *table).filter(|table| found.iter().all(|name| name != table));
    unlisted.chain(missing).collect()
}

#[cfg(test)]
mod tests {
    //! A later program has one table more.

    use super::*;

    #[test]
    fn a_table_that_is_not_in_the_list_or_not_in_the_database_is_found() {
        let mut found: Vec<String> = TABLES.iter().map(|(table, _)| (*table).to_owned()).collect();
        assert_eq!(strange(&found), Vec::<&str>::new(), "control: the list is the list");
        found.push("later".to_owned());
        found.retain(|table| table != "audit");
        assert_eq!(strange(&found), ["later", "audit"]);
    }
}
