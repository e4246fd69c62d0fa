//! A database as the program of an earlier schema left it, ways to break an upgrade off, and what is looked at after the
//! next start. Everything that belongs to SQLite alone stands here and in [`crate::rows`].

use std::collections::BTreeMap;
use std::path::Path;

use server::chance;
use server::seal::codes::Installation;
use server::seal::recovery::Kit;
use server::store::audit::{self, Verdict};
use server::store::{FILE, Store, installation, sql};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{AssertSqlSafe, Connection, SqlSafeStr, SqliteConnection};

use crate::ground::Folder;
use crate::rows;

/// What may lie in a data folder.
const FILES: [&str; 4] = [FILE, "tidemark.sqlite-wal", "tidemark.sqlite-journal", "installation.secret"];

/// Acts in the record of an earlier database.
const ACTS: i64 = 5;

/// All migrations of the program, in order.
pub async fn migrations() -> Vec<Migration> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    let all = Migrator::new(folder).await.expect("they can be read");
    all.iter().cloned().collect()
}

/// The statements of a migration, in order, without comments; those of a trigger stay with it.
pub fn statements(migration: &Migration) -> Vec<String> {
    let lines = migration.sql.as_str().lines().map(|line| line.split("--").next().unwrap_or_default());
    let text = lines.collect::<Vec<_>>().join("\n");
    let (mut all, mut open) = (Vec::new(), String::new());
    for piece in text.split(';') {
        open.push_str(piece);
        let statement = open.trim().to_owned();
        if statement.starts_with("create trigger") && !statement.ends_with("end") {
            open.push(';');
            continue;
        }
        if !statement.is_empty() {
            all.push(statement);
        }
        open.clear();
    }
    all
}

/// A table as literals: its columns, and its rows in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The rows with these columns alone, in order.
    fn narrowed(&self, columns: &[String]) -> Vec<Vec<String>> {
        let place = |column: &String| self.columns.iter().position(|own| own == column);
        let places: Vec<usize> = columns.iter().filter_map(place).collect();
        let mut rows: Vec<Vec<String>> = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            rows.push(places.iter().map(|place| row[*place].clone()).collect());
        }
        rows.sort();
        rows
    }
}

/// What a database holds: its tables, and the statements that made everything in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    tables: BTreeMap<String, Table>,
    schema: Vec<(String, String)>,
}

impl Held {
    async fn in_database(from: &mut SqliteConnection) -> Self {
        const SCHEMA: &str = "select name, coalesce(sql, '') from sqlite_master order by name, type";
        let schema = sqlx::query_as(SCHEMA).fetch_all(&mut *from).await.expect("a schema");
        let mut found = BTreeMap::new();
        for table in tables(from).await {
            let columns: Vec<String> = columns(from, &table).await.into_iter().map(|(name, _)| name).collect();
            let rows = literals(from, &table, &columns).await;
            found.insert(table, Table { columns, rows });
        }
        Self { tables: found, schema }
    }

    /// The first table of an earlier database whose rows are not all here as they were, once each.
    fn lost(&self, earlier: &Self) -> Option<String> {
        let changed = |(name, table): (&String, &Table)| {
            let now = self.tables.get(name).map(|now| now.narrowed(&table.columns));
            (now.as_ref() != Some(&table.rows)).then(|| format!("{name}: {:?} became {now:?}", table.rows))
        };
        earlier.tables.iter().find_map(changed)
    }
}

async fn literals(from: &mut SqliteConnection, table: &str, columns: &[String]) -> Vec<Vec<String>> {
    let quoted: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
    let question = format!("select {} from {table}", quoted.join(" || char(31) || "));
    let lines: Vec<String> = sqlx::query_scalar(AssertSqlSafe(question)).fetch_all(from).await.expect("rows");
    let mut rows: Vec<Vec<String>> =
        lines.iter().map(|line| line.split('\u{1f}').map(str::to_owned).collect()).collect();
    rows.sort();
    rows
}

/// A reference of a table's column.
pub struct Key {
    /// The column.
    pub from: String,
    /// The table that is referred to.
    pub table: String,
    to: String,
}

impl Key {
    /// The value of the row with this number there; columns that refer together refer to one row.
    pub fn value(&self, all: &[Self], number: usize) -> String {
        let mut order: Vec<&str> =
            all.iter().filter(|key| key.table == self.table).map(|key| key.to.as_str()).collect();
        order.sort_unstable();
        order.dedup();
        let (to, table, order) = (&self.to, &self.table, order.join(", "));
        format!("(select {to} from {table} order by {order} limit 1 offset {})", number - 1)
    }
}

/// The tables of our own.
pub async fn tables(from: &mut SqliteConnection) -> Vec<String> {
    const TABLES: &str = "select name from sqlite_master where type = 'table' and substr(name, 1, 7) <> 'sqlite_'
        and substr(name, 1, 5) <> '_sqlx' order by name";
    sqlx::query_scalar(TABLES).fetch_all(from).await.expect("tables")
}

/// The columns of a table with their types.
pub async fn columns(from: &mut SqliteConnection, table: &str) -> Vec<(String, String)> {
    const COLUMNS: &str = "select name, lower(type) from pragma_table_info($1)";
    sqlx::query_as(COLUMNS).bind(table).fetch_all(from).await.expect("columns")
}

/// To what a table refers.
pub async fn references(from: &mut SqliteConnection, table: &str) -> Vec<Key> {
    const KEYS: &str = "select \"from\", \"table\", \"to\" from pragma_foreign_key_list($1)";
    let keys: Vec<(String, String, String)> = sqlx::query_as(KEYS).bind(table).fetch_all(from).await.expect("keys");
    keys.into_iter().map(|(from, table, to)| Key { from, table, to }).collect()
}

/// A folder in memory where there is such a place: what a kill leaves behind does not depend on a disk.
pub fn folder() -> Folder {
    let path = Path::new("/dev/shm").join(format!("tidemark-test-{}", chance::id()));
    match std::fs::create_dir(&path) {
        Ok(()) => Folder(path),
        Err(_) => Folder::new(),
    }
}

/// A closed database with so many migrations and rows in every table.
pub struct Earlier {
    folder: Folder,
    held: Held,
    acts: i64,
}

impl Earlier {
    /// As the program left it when these were all its migrations.
    pub async fn of(migrations: &[Migration]) -> Self {
        let folder = folder();
        let mut connection = connect(folder.path()).await;
        Migrator::with_migrations(migrations.to_vec()).run(&mut connection).await.expect("an earlier schema");
        let acts = if migrations.is_empty() { 0 } else { ACTS };
        if acts > 0 {
            begin(&mut connection, folder.path()).await;
            rows::fill(&mut connection).await;
            assert_eq!(rows::empty(&mut connection).await, Vec::<String>::new(), "rows in every table");
        }
        let held = Held::in_database(&mut connection).await;
        connection.close().await.expect("closed");
        Self { folder, held, acts }
    }

    /// The same data in memory.
    pub fn copy(&self) -> Folder {
        let to = folder();
        self.copy_to(to.path());
        to
    }

    /// The same data in a folder.
    pub fn copy_to(&self, to: &Path) {
        copy(self.folder.path(), to);
    }

    /// What it holds after an upgrade that nothing disturbs.
    pub async fn upgraded(&self) -> Held {
        let folder = self.copy();
        let store = Store::open(folder.path()).await.expect("an upgrade");
        let held = Held::in_database(&mut *lent(&store).await).await;
        assert_eq!(held.lost(&self.held), None);
        held
    }

    /// Starts on a folder in which an upgrade of this data broke off. What is not as if nothing had disturbed it is the
    /// error.
    pub async fn start_again(&self, folder: &Path, upgraded: &Held) -> Result<(), String> {
        let store = Store::open(folder).await.map_err(|error| format!("it does not start: {error:?}"))?;
        let mut connection = lent(&store).await;
        let held = Held::in_database(&mut connection).await;
        if let Some(lost) = held.lost(&self.held) {
            return Err(lost);
        }
        if held != *upgraded {
            return Err(format!("{held:?} is not {upgraded:?}"));
        }
        whole(&mut connection).await?;
        match audit::verify(&store).await {
            Ok(Verdict::Whole { acts, .. }) if acts == self.acts => Ok(()),
            other => Err(format!("the record: {other:?}")),
        }
    }
}

/// What the first start of an installation keeps, and a record that is whole: by the program's own code.
async fn begin(to: &mut SqliteConnection, folder: &Path) {
    const MARK: &str = "insert into installation (name, value) values ('secret-mark', $1)";
    let secret = Installation::make(folder).expect("a secret");
    sqlx::query(MARK).bind(secret.mark()).execute(&mut *to).await.expect("its mark");
    let kit = Kit::new().public;
    let lists_kits: bool = sqlx::query_scalar("select count(*) > 0 from sqlite_master where name = 'kits'")
        .fetch_one(&mut *to)
        .await
        .expect("a schema");
    if lists_kits {
        let mut own = sql::Connection::from(connect(folder).await);
        installation::set_recovery_key(&mut own, &kit).await.expect("a kit");
        own.close().await.expect("closed");
    } else {
        // As programs did before kits were listed.
        const KIT: &str = "insert into installation (name, value) values ('recovery-key', $1)";
        sqlx::query(KIT).bind(&kit.as_bytes()[..]).execute(&mut *to).await.expect("a kit");
    }
    let mut own = sql::Connection::from(connect(folder).await);
    // The record knows of every row that an act puts there.
    let acts = [("1", "publish"), ("2", "publish"), ("1", "approve-export"), ("2", "approve-export")];
    for (id, action) in acts.into_iter().chain([("1", "approve-release")]) {
        let id = format!("id {id}");
        audit::append(&mut own, Some(&id), &id, action, "object").await.expect("an act");
    }
    own.close().await.expect("closed");
}

/// A connection of an open store, to a file.
async fn lent(store: &Store) -> sqlx::pool::PoolConnection<sqlx::Sqlite> {
    let sql::Pool::Sqlite(pool) = &store.pool else { panic!("a file") };
    pool.acquire().await.expect("a connection")
}

/// Nothing is damaged and nothing refers to what is not there.
async fn whole(connection: &mut SqliteConnection) -> Result<(), String> {
    let found: String =
        sqlx::query_scalar("pragma integrity_check").fetch_one(&mut *connection).await.expect("a check");
    let dangling: i64 = sqlx::query_scalar("select count(*) from pragma_foreign_key_check")
        .fetch_one(&mut *connection)
        .await
        .expect("a check");
    if found == "ok" && dangling == 0 { Ok(()) } else { Err(format!("{found}, {dangling} references to nothing")) }
}

/// A connection as the program has them.
async fn connect(folder: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(folder.join(FILE))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .foreign_keys(true);
    SqliteConnection::connect_with(&options).await.expect("a database")
}

fn copy(from: &Path, to: &Path) {
    for name in FILES.iter().filter(|name| from.join(name).exists()) {
        std::fs::copy(from.join(name), to.join(name)).expect("copied");
    }
}

/// A migration that breaks off.
pub struct Broken<'a> {
    /// All migrations up to it.
    pub until: &'a [Migration],
    /// Its statements that are done before.
    pub done: &'a [String],
    /// Whether it is one transaction, as all of ours are.
    pub whole: bool,
}

impl Broken<'_> {
    /// The next statement fails; migrations are run as the program runs them.
    pub async fn fail(&self, folder: &Path) {
        let (last, before) = self.until.split_last().expect("one that breaks off");
        let mut statements = self.done.to_vec();
        statements.push("select nothing from nowhere".to_owned());
        let text = AssertSqlSafe(statements.join(";\n")).into_sql_str();
        let mut these = before.to_vec();
        these.push(Migration::new(last.version, last.description.clone(), MigrationType::Simple, text, !self.whole));
        let mut connection = connect(folder).await;
        let ran = Migrator::with_migrations(these).run(&mut connection).await;
        assert!(ran.is_err(), "control: it breaks off");
        connection.close().await.expect("closed");
    }

    /// The program is killed: its files as they lie there just then are copied to another folder. How long the log is
    /// by then is told.
    pub async fn kill(&self, folder: &Path, to: &Path) -> u64 {
        let mut connection = connect(folder).await;
        // So little memory that what is not yet committed lies in the log already.
        run(&mut connection, "pragma cache_size = 1").await;
        if self.whole {
            run(&mut connection, "begin").await;
        }
        for statement in self.done {
            run(&mut connection, statement).await;
        }
        copy(folder, to);
        connection.close().await.expect("closed");
        std::fs::metadata(to.join(FILES[1])).map_or(0, |log| log.len())
    }
}

async fn run(connection: &mut SqliteConnection, statement: &str) {
    let done = sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await;
    done.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

/// How many migrations a folder has that nobody has started again yet.
pub async fn applied(folder: &Path) -> i64 {
    let copied = self::folder();
    copy(folder, copied.path());
    let mut connection = connect(copied.path()).await;
    let applied = sqlx::query_scalar("select count(*) from _sqlx_migrations where success");
    let applied = applied.fetch_one(&mut connection).await.expect("a count");
    connection.close().await.expect("closed");
    applied
}
