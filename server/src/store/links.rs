//! Links: a plain word that tells nothing (`/s/maple`), for one collection at one site.

use super::{Store, sql};
use crate::{Error, Result, chance};

/// Neutral words, one a line. To add some: nouns that tell nothing about the people, the place or the subject.
const WORDS: &str = include_str!("links_words.txt");

/// One link.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Link {
    /// The word.
    pub word: String,
    /// What it opens.
    pub collection_id: String,
    /// Where it is used.
    pub site_id: String,
    /// How many people were invited; none for an open link, where nobody knows.
    pub invited: Option<i64>,
    /// Whether a code is asked.
    #[sqlx(try_from = "String")]
    pub mode: Mode,
}

/// Whether a code is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Whoever has the word may answer.
    Open,
    /// One code for all is typed first.
    Shared,
    /// A single-use code is typed first.
    Code,
}

impl Mode {
    /// How it is stored, and the last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Shared => "shared",
            Self::Code => "code",
        }
    }
}

impl From<String> for Mode {
    fn from(text: String) -> Self {
        // What is not known asks for a code: that is the narrower door.
        match text.as_str() {
            "open" => Self::Open,
            "shared" => Self::Shared,
            _ => Self::Code,
        }
    }
}

/// The link behind a word.
pub async fn find(store: &Store, word: &str) -> Result<Option<Link>> {
    const FIND: &str = "select word, collection_id, site_id, invited, mode from links where word = $1";
    Ok(sql::query_as(FIND).bind(word).fetch_optional(&store.pool).await?)
}

/// All links of a collection.
pub async fn all(store: &Store, collection: &str) -> Result<Vec<Link>> {
    const ALL: &str =
        "select word, collection_id, site_id, invited, mode from links where collection_id = $1 order by word";
    Ok(sql::query_as(ALL).bind(collection).fetch_all(&store.pool).await?)
}

/// Makes a link under a word that no other link of this installation has.
pub async fn add(store: &Store, collection: &str, site: &str, invited: Option<i64>, mode: Mode) -> Result<Link> {
    const ADD: &str = "insert into links (word, collection_id, site_id, invited, mode) values ($1, $2, $3, $4, $5)
        on conflict (word) do nothing";
    for attempt in 0..200 {
        let word = new_word(attempt);
        let query = sql::query(ADD).bind(&word).bind(collection).bind(site).bind(invited).bind(mode.name());
        if store.change(query).await? == 1 {
            return Ok(Link { word, collection_id: collection.into(), site_id: site.into(), invited, mode });
        }
    }
    Err(Error::Unavailable("no-word-left"))
}

/// Says how many people were invited through a link of this collection (none: open link, not known).
pub async fn invite(store: &Store, collection: &str, word: &str, invited: Option<i64>) -> Result<()> {
    const INVITE: &str = "update links set invited = $1 where collection_id = $2 and word = $3";
    super::found(store.change(sql::query(INVITE).bind(invited).bind(collection).bind(word)).await?)
}

/// One word at first; two of them once single words are getting rare.
pub(super) fn new_word(attempt: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let pick = || words[chance::below(words.len() as u64) as usize];
    if attempt < 20 { pick().to_owned() } else { format!("{}-{}", pick(), pick()) }
}

#[cfg(test)]
mod tests {
    //! A coordinator's links are read aloud, printed and typed by others.

    use super::*;

    #[test]
    fn words_are_many_short_plain_and_different() {
        let words: Vec<&str> = WORDS.split_whitespace().collect();
        let different: std::collections::BTreeSet<_> = words.iter().collect();
        assert!(words.len() >= 380, "{} words", words.len());
        assert_eq!(different.len(), words.len());
        assert!(words.iter().all(|word| (3..=9).contains(&word.len()) && word.chars().all(|c| c.is_ascii_lowercase())));
    }

    #[test]
    fn two_words_are_taken_when_single_ones_get_rare() {
        assert!(!new_word(0).contains('-'), "control");
        assert!(new_word(20).contains('-'));
    }
}
