//! What differs between the two databases in the schema. The migrations are written for SQLite; PostgreSQL is given them
//! after the substitutions listed here, and nothing else differs:
//!
//! | SQLite | PostgreSQL |
//! |---|---|
//! | `blob` | `bytea` |
//! | `text` of a column | `text collate "C"`, so that both sort by bytes |
//! | `without rowid` | left out |
//! | `create trigger … begin … end` | `create function … returns trigger`, with the rights of its owner, and its trigger |
//! | `select raise(abort, '…')` | `raise exception '…'` |
//! | a reference to a table that comes later | added at the end of the migration ([`LATER`]) |

use sqlx::migrate::{Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

/// References to tables that come later in the same migration: as they are written, without them, and how they are added.
const LATER: [[&str; 3]; 1] = [[
    "    study_id text references studies (id), -- joining",
    "    study_id text,                         -- joining",
    "alter table invitations add foreign key (study_id) references studies (id);\n",
]];

/// The same migrations for PostgreSQL.
pub fn postgres(migrations: &Migrator) -> Migrator {
    let told = |one: &Migration| {
        let text = AssertSqlSafe(translate(one.sql.as_str())).into_sql_str();
        Migration::new(one.version, one.description.clone(), one.migration_type, text, one.no_tx)
    };
    Migrator::with_migrations(migrations.iter().map(told).collect())
}

/// One migration in the words of PostgreSQL.
pub fn translate(migration: &str) -> String {
    let mut told = String::new();
    let mut trigger: Option<String> = None;
    let later = LATER.iter().filter(|[written, ..]| migration.contains(written));
    let migration =
        LATER.iter().fold(migration.to_owned(), |text, [written, without, _]| text.replace(written, without));
    for line in migration.lines() {
        match &mut trigger {
            Some(lines) if line == "end;" => {
                told += &function(lines);
                trigger = None;
            }
            Some(lines) => *lines += &format!("{line}\n"),
            None if line.starts_with("create trigger ") => trigger = Some(format!("{line}\n")),
            None => told += &format!("{}\n", column(line)),
        }
    }
    later.for_each(|[.., added]| told += added);
    told
}

/// One line of a table.
fn column(line: &str) -> String {
    let line = line.replace(") without rowid;", ");").replace(" blob", " bytea");
    let at = line.find("add column ").map_or(0, |at| at + "add column ".len());
    let (before, rest) = line.split_at(at);
    let indent = rest.len() - rest.trim_start().len();
    let name = rest.trim_start().split(' ').next().unwrap_or_default();
    let type_at = indent + name.len();
    let is_column = (at > 0 || indent > 0) && !name.is_empty();
    match rest.get(type_at..).and_then(|rest| rest.strip_prefix(" text")) {
        Some(more) if is_column && (more.is_empty() || more.starts_with([' ', ',', ';'])) => {
            format!("{before}{} text collate \"C\"{more}", &rest[..type_at])
        }
        _ => line,
    }
}

/// A trigger, from its first line to the one before `end;`.
fn function(trigger: &str) -> String {
    let (head, body) = trigger.split_once("begin\n").unwrap_or((trigger, ""));
    let (head, condition) = match head.split_once(" when ") {
        Some((head, condition)) => (head.trim_end(), Some(condition.trim())),
        None => (head.trim_end(), None),
    };
    let name = head.split_whitespace().nth(2).unwrap_or_default();
    let body = body.replace("select raise(abort, '", "raise exception '").replace("');\n", &ending(body));
    let body = match condition {
        Some(condition) => format!("    if {condition} then\n    {body}    end if;\n"),
        None => body,
    };
    let row = if head.contains(" delete on ") { "old" } else { "new" };
    format!(
        "create function {name}() returns trigger language plpgsql security definer set search_path from current as $$\n\
         begin\n{body}    return {row};\nend;\n$$;\n{head} for each row execute function {name}();\n"
    )
}

/// How a raised sentence ends: without the parenthesis of `raise(…)`.
fn ending(body: &str) -> String {
    if body.contains("raise(abort") { "';\n" } else { "');\n" }.to_owned()
}
