//! Rows for every table of any schema, two of each: in the order that references ask for, with values that mean something
//! where the program reads them, else made up from the column's name and kind. A new table is filled by itself.

use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::scene::{Key, columns, references, tables};

/// Values that mean something: table, column, literal.
const KNOWN: &[(&str, &str, &str)] = &[
    ("studies", "time_zone", "'UTC'"),
    ("members", "role", "'owner'"),
    ("grants", "holder", "'recovery'"),
    ("collections", "state", "'open'"),
    ("collections", "settings", "'{}'"),
    ("links", "mode", "'open'"),
    ("linking_ways", "audience", "'survivors'"),
    ("releases", "state", "'draft'"),
    ("retention", "state", "'running'"),
    ("retention", "keep_until", "'2099-12-31'"),
];

/// What can only be done when all tables have rows: table, statement.
const LAST: &[(&str, &str)] = &[("releases", "update releases set state = 'released' where word = 'word 1'")];

/// Fills every table that has no rows yet.
pub async fn fill(to: &mut SqliteConnection) {
    loop {
        let empty = empty(to).await;
        if empty.is_empty() {
            break;
        }
        let mut filled = 0;
        for table in &empty {
            let keys = references(to, table).await;
            if keys.iter().all(|key| key.table == *table || !empty.contains(&key.table)) {
                put(to, table, &keys).await;
                filled += 1;
            }
        }
        assert!(filled > 0, "these refer to each other: {empty:?}");
    }
    for (table, statement) in LAST {
        if tables(to).await.iter().any(|found| found == table) {
            run(to, (*statement).to_owned()).await;
        }
    }
}

/// The tables without rows.
pub async fn empty(from: &mut SqliteConnection) -> Vec<String> {
    let mut empty = Vec::new();
    for table in tables(from).await {
        let any = format!("select exists (select 1 from {table})");
        let any: bool = sqlx::query_scalar(AssertSqlSafe(any)).fetch_one(&mut *from).await.expect("a table");
        if !any {
            empty.push(table);
        }
    }
    empty
}

async fn put(to: &mut SqliteConnection, table: &str, keys: &[Key]) {
    let columns = columns(to, table).await;
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    for number in 1..=2 {
        let values = columns.iter().map(|(name, kind)| value(table, name, kind, keys, number));
        let values = values.collect::<Vec<_>>().join(", ");
        run(to, format!("insert into {table} ({}) values ({values})", names.join(", "))).await;
    }
}

/// A literal, or the value of the row that is referred to.
fn value(table: &str, column: &str, kind: &str, keys: &[Key], number: usize) -> String {
    if let Some((_, _, known)) = KNOWN.iter().find(|known| (known.0, known.1) == (table, column)) {
        return (*known).to_owned();
    }
    match (keys.iter().find(|key| key.from == column), kind) {
        (Some(key), _) if key.table == table => "null".to_owned(),
        (Some(key), _) => key.value(keys, number),
        (None, "text") => format!("'{column} {number}'"),
        (None, "bigint") => number.to_string(),
        (None, "boolean") => "true".to_owned(),
        (None, "blob") => format!("x'0{number}'"),
        (None, "double precision") => "0.5".to_owned(),
        (None, other) => panic!("a kind of column that is new here: {table}.{column} {other}"),
    }
}

async fn run(to: &mut SqliteConnection, statement: String) {
    let done = sqlx::query(AssertSqlSafe(statement.clone())).execute(to).await;
    done.unwrap_or_else(|error| panic!("{statement}: {error}"));
}
