//! What stands in no list: the server itself refuses it, table by table, column by column, verb by verb.

use std::collections::BTreeSet;

use server::store::role;
use server::store::sql::{self, Pool};
use sqlx::AssertSqlSafe;

use crate::ground::Ground;

/// SQLSTATE of whoever may not.
const DENIED: &str = "42501";

/// Columns of bytes that the plane reads: public keys, and what is published.
const BYTES: [&str; 3] = ["installation.value", "release_files.bytes", "study_keys.public_key"];

/// A column of a table, also those that the server keeps (`ctid`, `xmin`).
struct Column {
    table: String,
    name: String,
    own: bool,
    bytes: bool,
}

async fn columns(owner: &Pool) -> Vec<Column> {
    const COLUMNS: &str = "select c.relname::text, a.attname::text, a.attnum > 0, a.atttypid = 'bytea'::regtype
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where n.nspname = current_schema() and c.relkind = 'r' and not a.attisdropped order by 1, 2";
    let rows: Vec<(String, String, bool, bool)> = sql::query_as(COLUMNS).fetch_all(owner).await.unwrap();
    rows.into_iter().map(|(table, name, own, bytes)| Column { table, name, own, bytes }).collect()
}

/// Functions of the schema, and a call of each that finds nothing.
async fn functions(owner: &Pool) -> Vec<(String, String)> {
    const FUNCTIONS: &str = "select 'call ' || oid::regprocedure::text, 'select ' || proname || '(' || coalesce(
        (select string_agg('null::' || format_type(type, null), ', ') from unnest(proargtypes) as type), '') || ')'
        from pg_proc where pronamespace = current_schema()::regnamespace";
    sql::query_as(FUNCTIONS).fetch_all(owner).await.unwrap()
}

/// A right, and a statement that needs it and no other; where it is there, the statement does nothing or breaks a rule.
fn attempts(columns: &[Column]) -> Vec<(String, String)> {
    let of_columns = columns.iter().flat_map(|Column { table, name, own, .. }| {
        let reading = Some(("select", format!("select \"{name}\" from \"{table}\" limit 0")));
        let putting = own.then(|| ("insert", format!("insert into \"{table}\" (\"{name}\") values (default)")));
        let changing = own.then(|| ("update", format!("update \"{table}\" set \"{name}\" = default where false")));
        let all = [reading, putting, changing].into_iter().flatten();
        all.map(move |(verb, text)| (format!("{verb} {table}.{name}"), text))
    });
    let tables: BTreeSet<&str> = columns.iter().map(|column| column.table.as_str()).collect();
    let of_tables = tables.into_iter().flat_map(|table| {
        [
            (format!("delete {table}"), format!("delete from \"{table}\" where false")),
            (format!("truncate {table}"), format!("truncate \"{table}\"")),
            (format!("trigger {table}"), format!("alter table \"{table}\" disable trigger all")),
        ]
    });
    of_columns.chain(of_tables).collect()
}

async fn is_denied(by: &Pool, text: &str) -> bool {
    let done = sql::query(AssertSqlSafe(text.to_owned())).execute(by).await;
    done.is_err_and(|error| error.as_database_error().and_then(|error| error.code()).as_deref() == Some(DENIED))
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_1_whatever_is_not_on_the_list_is_refused_by_the_server_and_sealed_columns_above_all() {
    let Some(ground) = Ground::settled().await else { return };
    let (columns, me) = (columns(ground.owner()).await, ground.pool().await);
    let listed: BTreeSet<String> = role::RIGHTS.iter().flat_map(|right| right.each()).collect();
    let (mut granted, mut refused) = (BTreeSet::new(), 0);
    for (right, text) in attempts(&columns).into_iter().chain(functions(ground.owner()).await) {
        match is_denied(&me, &text).await {
            true => refused += 1,
            false => drop(granted.insert(right)),
        }
    }
    println!("{refused} of {} ways refused", refused + granted.len());
    assert_eq!(granted, listed, "control: what is listed is possible");
    let read: Vec<String> = columns
        .iter()
        .filter(|column| column.bytes && granted.contains(&format!("select {}.{}", column.table, column.name)))
        .map(|column| format!("{}.{}", column.table, column.name))
        .collect();
    assert_eq!(read, BYTES, "no other bytes are read");
    for sealed in ["responses.sealed", "pending.sealed", "texts.sealed", "grants.sealed_key", "responses.ctid"] {
        assert!(
            columns.iter().any(|column| format!("{}.{}", column.table, column.name) == sealed),
            "control: {sealed}"
        );
    }
    ground.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_later_is_refused_and_so_is_every_way_around() {
    let Some(ground) = Ground::settled().await else { return };
    let me = ground.pool().await;
    ground.command("create table later (id text); alter table responses add column later text").await;
    ground
        .command(
            "create function answers() returns bigint language sql security definer
        as 'select count(*) from responses'",
        )
        .await;
    for text in [
        "select id from later",
        "select later from responses",
        "select answers()",
        "select * from responses",
        "select responses from responses",
        "delete from responses where withdraw_hash = 'x'",
        "select collection_id from responses where withdraw_hash = 'x'",
        "update drafts set sealed = (select sealed from responses limit 1)",
        "insert into drafts select id::bytea, '', '', sealed, 0 from responses",
        "select heads_of_arrivals()",
        "create table own (id text)",
        "create temporary table own (id text)",
        "create function own() returns int language sql as 'select 1'",
        "copy responses to program 'cat'",
        "select pg_read_file('PG_VERSION')",
        "set role postgres",
    ] {
        let done = sql::query(text).execute(&me).await;
        assert!(done.is_err(), "{text}");
    }
    let allowed = sql::query("select by_key_kept('x')").execute(&me).await;
    allowed.expect("control: what is listed goes");
    let seen = sql::query_scalar::<i64>(
        "select count(*) from pg_stats where tablename in ('responses', 'pending') and attname = 'sealed'",
    );
    assert_eq!(seen.fetch_one(&me).await.unwrap(), 0, "nor what the planner knows of it");
    ground.end().await;
}
