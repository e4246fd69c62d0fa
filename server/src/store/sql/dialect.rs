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
//! | statements of the respondent plane on rows that are not for everybody | functions ([`ALSO`]), called in their place |

use sqlx::migrate::{Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

/// References to tables that come later in the same migration: as they are written, without them, and how they are added.
const LATER: [[&str; 3]; 1] = [[
    "    study_id text references studies (id), -- joining",
    "    study_id text,                         -- joining",
    "alter table invitations add foreign key (study_id) references studies (id);\n",
]];

/// What PostgreSQL is told beside a migration.
const ALSO: [(i64, &str); 1] = [(18, include_str!("../role/by_key.sql"))];

/// The same migrations for PostgreSQL.
pub fn postgres(migrations: &Migrator) -> Migrator {
    let told = |one: &Migration| {
        let also = ALSO.iter().filter(|(version, _)| *version == one.version).map(|(_, text)| *text);
        let text = AssertSqlSafe(translate(one.sql.as_str()) + &also.collect::<String>()).into_sql_str();
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

#[cfg(test)]
mod tests {
    //! A migration is told to PostgreSQL.

    use super::*;

    #[test]
    fn a_table_has_the_types_of_postgresql() {
        let table = "create table words (           -- text of a deployment\n    key text not null,      -- a text\n    \
                     text text,\n    sealed blob not null,\n    primary key (key)\n) without rowid;\n";
        let told = "create table words (           -- text of a deployment\n    key text collate \"C\" not null,      \
                    -- a text\n    text text collate \"C\",\n    sealed bytea not null,\n    primary key (key)\n);\n";
        assert_eq!(translate(table), told);
        let column = "alter table imports add column file text not null default '';\n";
        assert_eq!(translate(column), "alter table imports add column file text collate \"C\" not null default '';\n");
    }

    #[test]
    fn a_trigger_becomes_a_function_and_its_trigger() {
        let trigger = "create trigger stay before delete on releases when old.state = 'released' begin\n    \
                       select raise(abort, 'never');\nend;\n";
        let told = "create function stay() returns trigger language plpgsql security definer set search_path from current \
                    as $$\nbegin\n    if old.state = 'released' then\n        raise exception 'never';\n    end if;\n    \
                    return old;\nend;\n$$;\ncreate trigger stay before delete on releases for each row execute function \
                    stay();\n";
        assert_eq!(translate(trigger), told);
    }

    #[test]
    fn nothing_of_sqlite_is_left_and_every_later_reference_is_added() {
        let told = crate::store::sqlite::migrations().iter().map(|one| translate(one.sql.as_str()));
        let told = told.collect::<String>();
        let code = told.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
        for word in [" blob", "without rowid", "raise(", " text not null", " text,"] {
            assert!(!code.contains(word), "{word}");
        }
        assert!(LATER.iter().all(|[.., added]| told.contains(added)));
        let all: Vec<i64> = crate::store::sqlite::migrations().iter().map(|one| one.version).collect();
        assert!(ALSO.iter().all(|(version, _)| all.contains(version)));
    }
}
