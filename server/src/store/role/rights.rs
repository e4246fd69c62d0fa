//! The closed list: what the respondent plane does with which columns of which table, and which functions it calls. A
//! statement of the plane that needs more fails on PostgreSQL; a line here that no statement needs fails
//! `tests/respondent_role`. Column by column also where a table is read whole, so that a column that comes later is not read
//! by itself.
//!
//! Tables with a row for each person (drafts, codes, answers) are not read at all: the plane puts rows in, and all else goes
//! by functions that want what only that person's cookie or code gives (`by_key.sql`). Whoever could read them would see the
//! order in which rows lie, which is the order of arrival, whichever columns are refused; whoever could change them could
//! empty them.

use std::collections::BTreeSet;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Read columns.
    Select,
    /// Put rows in.
    Insert,
    /// Call a function.
    Call,
}

impl Verb {
    /// As it is named.
    pub fn name(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Insert => "insert",
            Self::Call => "call",
        }
    }
}

/// A line of the list.
#[derive(Clone, Copy, Debug)]
pub struct Right {
    /// What is done.
    pub verb: Verb,
    /// With which table; or the function, with what it takes.
    pub table: &'static str,
    /// With which of its columns; a function has none.
    pub columns: &'static [&'static str],
}

const fn read(table: &'static str, columns: &'static [&'static str]) -> Right {
    Right { verb: Verb::Select, table, columns }
}

const fn put(table: &'static str, columns: &'static [&'static str]) -> Right {
    Right { verb: Verb::Insert, table, columns }
}

const fn call(function: &'static str) -> Right {
    Right { verb: Verb::Call, table: function, columns: &[] }
}

/// The list.
pub const RIGHTS: &[Right] = &[
    // Whether the schema is this program's.
    read("_sqlx_migrations", &["version", "success"]),
    read("installation", &["name", "value"]),
    read("words", &["language", "key", "text"]),
    // What a link opens, and what surrounds a page.
    read("links", &["word", "collection_id", "site_id", "mode"]),
    read(
        "collections",
        &["id", "study_id", "instrument_id", "version_hash", "rehearsal", "state", "closes_on", "settings"],
    ),
    read("studies", &["id", "time_zone", "exit_address", "respond_title"]),
    read("versions", &["instrument_id", "hash", "toml", "languages"]),
    read("help_lines", &["id", "study_id", "position", "name", "call", "message", "checked_on"]),
    read("retention", &["study_id", "state", "keep_until", "copies_days"]),
    // A single-use code is spent by the draft that it begins, and given back where that is thrown away.
    call("by_key_code(bytea,text)"),
    call("by_key_take_code(bytea,bytea,boolean,bytea)"),
    call("by_key_free_code(bytea)"),
    call("by_key_code_of(bytea)"),
    call("by_key_shared_code(text)"),
    // Drafts are sealed under keys that only cookies hold, and found by ids that only cookies give.
    put("drafts", &["id", "link_word", "version_hash", "sealed", "expires_at"]),
    call("by_key_draft(bytea)"),
    call("by_key_save_draft(bytea,bytea,bigint)"),
    call("by_key_drop_draft(bytea)"),
    call("by_key_free_draft(bytea,bigint)"),
    put("resumes", &["code_hash", "wrapped_secret", "expires_at"]),
    call("by_key_resume(bytea,bigint)"),
    // Answers go in, sealed to the newest key of the study, and are never read.
    read("study_keys", &["study_id", "generation", "public_key"]),
    put("submissions", &["submission_key", "collection_id"]),
    call("by_key_sent(bytea)"),
    put("pending", &["id", "collection_id", "site_id", "withdraw_hash", "submission_key", "sealed"]),
    put("responses", &["id", "collection_id", "site_id", "withdraw_hash", "submission_key", "sealed"]),
    call("by_key_organisation(bytea)"),
    call("by_key_answered(text,text)"),
    // They are taken back by the hash of a code; where a hold stands, that is counted.
    call("by_key_kept(bytea)"),
    call("by_key_count_withdrawal(bytea)"),
    call("by_key_drop_waiting(bytea)"),
    call("by_key_drop_arrived(bytea)"),
    read("holds", &["study_id", "ended_on"]),
    // What is published.
    read("releases", &["id", "word", "state"]),
    read("release_files", &["release_id", "name", "kind", "bytes"]),
];

impl Right {
    /// The rights of this line one by one, as `held` names them: `select links.word`, `call by_key_draft(bytea)`.
    pub fn each(self) -> impl Iterator<Item = String> {
        let whole = (self.verb == Verb::Call).then(|| format!("{} {}", self.verb.name(), self.table));
        let columns = self.columns.iter();
        let columns = columns.map(move |column| format!("{} {}.{column}", self.verb.name(), self.table));
        whole.into_iter().chain(columns)
    }

    /// As `grant` and `revoke` take it.
    pub(super) fn clause(self) -> String {
        let columns = self.columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
        match self.verb {
            Verb::Call => format!("execute on function {}", self.table),
            verb => format!("{} ({columns}) on \"{}\"", verb.name(), self.table),
        }
    }
}

/// All rights of the list.
pub fn all() -> BTreeSet<String> {
    RIGHTS.iter().flat_map(|right| right.each()).collect()
}

#[cfg(test)]
mod tests {
    //! Whoever takes over the respondent plane has these rights, and no more.

    use super::*;

    /// What keys open, wherever it stands.
    const SEALED: [&str; 11] = [
        "sealed",
        "sealed_key",
        "sealed_data_key",
        "wrapped_private_key",
        "unlocked",
        "own_key",
        "choice",
        "outlook",
        "figures",
        "document",
        "reason",
    ];

    /// Tables with a row for each person: the order of their rows is the order in which people came.
    const OF_PEOPLE: [&str; 7] = ["codes", "drafts", "pending", "responses", "resumes", "roster", "submissions"];

    fn reads_sealed(right: &Right) -> bool {
        right.verb == Verb::Select && right.columns.iter().any(|name| SEALED.contains(name))
    }

    fn looks_around(right: &Right) -> bool {
        right.verb == Verb::Select && OF_PEOPLE.contains(&right.table)
    }

    #[test]
    fn design_4_1_the_list_of_rights_has_no_sealed_column_and_no_table_of_people_to_look_around_in() {
        assert!(!RIGHTS.iter().any(|right| reads_sealed(right) || looks_around(right)));
        let control = read("responses", &["id", "sealed"]);
        assert!(reads_sealed(&control) && looks_around(&control), "control");
    }

    #[test]
    fn no_right_stands_there_twice() {
        assert_eq!(all().len(), RIGHTS.iter().flat_map(|right| right.each()).count());
    }

    #[test]
    fn rights_are_granted_by_columns_and_functions_whole() {
        assert_eq!(put("drafts", &["id", "sealed"]).clause(), "insert (\"id\", \"sealed\") on \"drafts\"");
        assert_eq!(call("by_key_sent(bytea)").clause(), "execute on function by_key_sent(bytea)");
        assert_eq!(call("by_key_sent(bytea)").each().collect::<Vec<_>>(), ["call by_key_sent(bytea)"]);
    }

    #[test]
    fn every_function_that_takes_a_key_is_on_the_list_and_every_one_of_the_list_is_there() {
        let made = include_str!("by_key.sql").lines().filter_map(|line| line.strip_prefix("create function "));
        let made: BTreeSet<_> =
            made.filter_map(|line| Some(line.split_once(')')?.0.replace(", ", ",") + ")")).collect();
        let called = RIGHTS.iter().filter(|right| right.verb == Verb::Call);
        assert_eq!(made, called.map(|right| right.table.to_owned()).collect::<BTreeSet<_>>());
    }
}
