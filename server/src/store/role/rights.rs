//! The closed list: what the respondent plane does with which columns of which table. A statement of the plane that needs
//! more fails on PostgreSQL; a line here that no statement needs fails `tests/respondent_role.rs`. Column by column also
//! where a table is read whole, so that a column that comes later is not read by itself, and the columns of the server
//! (`ctid`, `xmin`), which tell the order of arrival, never are.

use std::collections::BTreeSet;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Read columns.
    Select,
    /// Put rows in.
    Insert,
    /// Change columns.
    Update,
    /// Take rows out.
    Delete,
}

impl Verb {
    /// As PostgreSQL says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// A line of the list.
#[derive(Clone, Copy, Debug)]
pub struct Right {
    /// What is done.
    pub verb: Verb,
    /// With which table.
    pub table: &'static str,
    /// With which of its columns; rows are taken out whole.
    pub columns: &'static [&'static str],
}

const fn read(table: &'static str, columns: &'static [&'static str]) -> Right {
    Right { verb: Verb::Select, table, columns }
}

const fn put(table: &'static str, columns: &'static [&'static str]) -> Right {
    Right { verb: Verb::Insert, table, columns }
}

const fn change(table: &'static str, columns: &'static [&'static str]) -> Right {
    Right { verb: Verb::Update, table, columns }
}

const fn take_out(table: &'static str) -> Right {
    Right { verb: Verb::Delete, table, columns: &[] }
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
    read("codes", &["code_hash", "link_word", "draft_id", "spent"]),
    change("codes", &["draft_id", "spent"]),
    // Drafts are the plane's own, sealed under keys that only cookies hold.
    read("drafts", &["id", "link_word", "version_hash", "sealed", "expires_at"]),
    put("drafts", &["id", "link_word", "version_hash", "sealed", "expires_at"]),
    change("drafts", &["sealed"]),
    take_out("drafts"),
    read("resumes", &["code_hash", "wrapped_secret", "expires_at"]),
    put("resumes", &["code_hash", "wrapped_secret", "expires_at"]),
    // Answers go in, sealed to the newest key of the study, and are never read.
    read("study_keys", &["study_id", "generation", "public_key"]),
    read("submissions", &["submission_key", "collection_id"]),
    put("submissions", &["submission_key", "collection_id"]),
    put("pending", &["id", "collection_id", "site_id", "withdraw_hash", "submission_key", "sealed"]),
    put("responses", &["id", "collection_id", "site_id", "withdraw_hash", "submission_key", "sealed"]),
    read("roster", &["collection_id", "organisation_id", "code_hash"]),
    change("roster", &["state"]),
    // They are taken back by the hash of a code; where a hold stands, that is counted.
    read("pending", &["collection_id", "withdraw_hash"]),
    take_out("pending"),
    read("responses", &["collection_id", "withdraw_hash"]),
    take_out("responses"),
    read("holds", &["study_id", "ended_on", "withdrawals"]),
    change("holds", &["withdrawals"]),
    // What is published.
    read("releases", &["id", "word", "state"]),
    read("release_files", &["release_id", "name", "kind", "bytes"]),
];

impl Right {
    /// The rights of this line one by one, as `held` names them: `select links.word`, `delete drafts`.
    pub fn each(self) -> impl Iterator<Item = String> {
        let whole = (self.verb == Verb::Delete).then(|| format!("{} {}", self.verb.name(), self.table));
        let columns = self.columns.iter();
        let columns = columns.map(move |column| format!("{} {}.{column}", self.verb.name(), self.table));
        whole.into_iter().chain(columns)
    }

    /// As `grant` and `revoke` take it.
    pub(super) fn clause(self) -> String {
        let columns = self.columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
        let columns = if columns.is_empty() { columns } else { format!(" ({columns})") };
        format!("{}{columns} on \"{}\"", self.verb.name(), self.table)
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

    fn reads_sealed(right: &Right) -> bool {
        right.verb == Verb::Select && right.table != "drafts" && right.columns.iter().any(|name| SEALED.contains(name))
    }

    #[test]
    fn design_4_1_the_list_of_rights_has_no_sealed_column_but_of_drafts() {
        assert!(!RIGHTS.iter().any(reads_sealed));
        assert!(reads_sealed(&read("responses", &["id", "sealed"])), "control");
    }

    #[test]
    fn no_right_stands_there_twice() {
        assert_eq!(all().len(), RIGHTS.iter().flat_map(|right| right.each()).count());
    }

    #[test]
    fn rights_are_granted_by_columns_and_rows_taken_out_whole() {
        assert_eq!(change("codes", &["draft_id", "spent"]).clause(), "update (\"draft_id\", \"spent\") on \"codes\"");
        assert_eq!(take_out("drafts").clause(), "delete on \"drafts\"");
        assert_eq!(take_out("drafts").each().collect::<Vec<_>>(), ["delete drafts"]);
    }
}
