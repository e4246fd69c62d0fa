//! An installation with rows in every table, two releases of which one corrects the other, and what two databases hold.

use std::path::Path;
use std::process::{Command, Output};

use server::store::moving::{self, Compared, End, Place, marks};
use server::store::{catalogue, sql};
use sqlx::AssertSqlSafe;

use crate::ground::Folder;
use crate::places::{self, Where};
use crate::scene::{self, Earlier};

/// A release that corrects another one, whose key comes after its own.
const CORRECTION: &[&str] = &[
    "create temp table correction as select * from releases where word = 'word 2'",
    "update correction set id = '0', word = 'word 0', corrects = (select id from releases where word = 'word 2')",
    "insert into releases select * from correction",
    "drop table correction",
];

/// An installation of the present program in a folder of its own.
pub async fn installation() -> Folder {
    let all = scene::migrations().await;
    let data = Folder::new();
    Earlier::of(&all).await.copy_to(data.path());
    change(data.path(), CORRECTION).await;
    data
}

/// The same with so many more responses, each with as much sealed in it as people answer.
pub async fn crowded(responses: u32) -> Folder {
    let data = installation().await;
    let many = format!(
        "insert into responses (id, collection_id, site_id, submission_key, sealed) with recursive numbers(number) as \
         (select 1 union all select number + 1 from numbers where number < {responses}) select \
         lower(hex(randomblob(16))), (select min(id) from collections), (select min(id) from sites), randomblob(16), \
         randomblob(2500) from numbers"
    );
    change(data.path(), &[&many]).await;
    data
}

/// Changes something in the database of a folder.
pub async fn change(data: &Path, statements: &[&str]) {
    let mut end = End::source(&places::of(data)).await.expect("an installation");
    for statement in statements {
        run(&mut end, statement).await;
    }
    end.close().await.expect("closed");
}

/// Runs a statement at one end.
pub async fn run(end: &mut End, statement: &str) {
    let done = sql::query(AssertSqlSafe(statement.to_owned())).execute(&mut end.connection).await;
    done.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

/// Every value of every table as text, in order: read otherwise than the program does, and asked of the catalogue anew.
pub async fn held(place: &Place) -> Vec<(String, Vec<String>)> {
    let mut end = End::target(place).await.expect("an end");
    let all = read(&mut end).await;
    end.close().await.expect("closed");
    all
}

async fn read(end: &mut End) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for name in catalogue::tables(&mut end.connection).await.expect("tables") {
        let table = catalogue::table(&mut end.connection, &name).await.expect("a table");
        let mut columns: Vec<String> = Vec::new();
        for column in &table.columns {
            columns.push(shown(&column.name, column.kind, end.connection.engine()));
        }
        let text = format!("select {} from \"{name}\"", columns.join(" || ' | ' || "));
        let rows = sql::query_scalar::<String>(AssertSqlSafe(text)).fetch_all(&mut end.connection).await;
        let mut rows = rows.unwrap_or_else(|error| panic!("{name}: {error}"));
        rows.retain(|row| !row.starts_with("moved-to") && !row.starts_with("moving-from"));
        rows.sort();
        all.push((name, rows));
    }
    all
}

/// The tables in which two databases do not hold the same.
pub fn different(one: &[(String, Vec<String>)], other: &[(String, Vec<String>)]) -> Vec<String> {
    assert_eq!(one.len(), other.len(), "tables");
    one.iter().zip(other).filter(|(one, other)| one != other).map(|((table, _), _)| table.clone()).collect()
}

fn shown(column: &str, kind: catalogue::Kind, engine: sql::Engine) -> String {
    use catalogue::Kind::{Bytes, Real, Text, Truth, Whole};
    let column = format!("\"{column}\"");
    let text = match (kind, engine) {
        (Text, _) => column,
        // What SQLite writes of nothing is an empty text.
        (Bytes, sql::Engine::Sqlite) => format!("iif({column} is null, null, lower(hex({column})))"),
        (Bytes, sql::Engine::Postgres) => format!("encode({column}, 'hex')"),
        (Truth, sql::Engine::Sqlite) => format!("case {column} when 0 then 'no' else 'yes' end"),
        (Truth, sql::Engine::Postgres) => format!("case when {column} then 'yes' else 'no' end"),
        (Whole, _) => format!("cast({column} as text)"),
        // Numbers with a fraction are written differently by the two; these are of a thousandth.
        (Real, _) => format!("cast(cast(round({column} * 1000) as bigint) as text)"),
    };
    format!("coalesce({text}, 'none')")
}

/// The program's `move`.
pub fn command(data: &Path, url: Option<&str>, to: &Where) -> Command {
    let mut command = program(url);
    command.arg("move").arg("--data").arg(data).arg("--to").arg(to.typed());
    command
}

/// The program with a database.
pub fn program(url: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
    command.env_remove("DATABASE_URL");
    if let Some(url) = url {
        command.env("DATABASE_URL", url);
    }
    command
}

/// What a command said, and whether all was well.
pub fn said(mut command: Command) -> (bool, String) {
    let Output { status, stdout, stderr } = command.output().expect("the program");
    (status.success(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

/// Moves by the library, as the command does.
pub async fn moved(data: &Path, to: &Where) -> server::Result<Vec<Compared>> {
    to.made();
    let mut source = End::source(&places::of(data)).await?;
    moving::leaves(&mut source, &to.place()).await?;
    let whose = marks::whose(&mut source.connection).await?;
    let mut target = End::receiving(&to.place(), &whose).await?;
    let moved = moving::run(&mut source, &mut target, &mut |_| {}).await;
    source.close().await?;
    target.close().await?;
    moved
}

/// The code of a refusal, with what it names.
pub fn refusal<T>(outcome: server::Result<T>) -> String {
    match outcome {
        Ok(_) => "moved".to_owned(),
        Err(server::Error::Invalid(code, value)) => format!("{code} {value}"),
        Err(server::Error::Unavailable(code) | server::Error::Conflict(code)) => code.to_owned(),
        Err(other) => format!("{other:?}"),
    }
}

/// A copy of a data folder that nobody works with.
pub fn copy(data: &Path) -> Folder {
    let to = Folder::new();
    for entry in std::fs::read_dir(data).expect("a folder").flatten() {
        std::fs::copy(entry.path(), to.path().join(entry.file_name())).expect("copied");
    }
    to
}
