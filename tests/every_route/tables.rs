//! Everything that a database holds, to see that nothing changed.

use std::collections::BTreeMap;

use server::store::{Store, sql};

/// What is left out, by name: that somebody is still there is noted whatever they ask for.
const PULSE: (&str, &str) = ("sessions", "active_at");

/// The rows of every table as text, by its name.
pub async fn all(store: &Store) -> BTreeMap<String, Vec<String>> {
    const NAMES: &str = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
    let names: Vec<String> = sql::query_scalar(NAMES).fetch_all(&store.pool).await.expect("names of tables");
    let mut tables = BTreeMap::new();
    for name in names {
        let rows = rows(store, &name).await;
        tables.insert(name, rows);
    }
    tables
}

async fn rows(store: &Store, table: &str) -> Vec<String> {
    const COLUMNS: &str = "select name from pragma_table_info($1)";
    let columns: Vec<String> =
        sql::query_scalar(COLUMNS).bind(table).fetch_all(&store.pool).await.expect("names of columns");
    let kept = columns.iter().filter(|column| (table, column.as_str()) != PULSE);
    let quoted: Vec<String> = kept.map(|column| format!("quote(\"{column}\")")).collect();
    let ask = format!("select {} from \"{table}\" order by 1", quoted.join(" || ',' || "));
    sql::query_scalar(sqlx::AssertSqlSafe(ask)).fetch_all(&store.pool).await.expect("its rows")
}

/// The tables that are not what they were.
pub fn changed(before: &BTreeMap<String, Vec<String>>, after: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    after.iter().filter(|(name, rows)| before.get(*name) != Some(rows)).map(|(name, _)| name.clone()).collect()
}
