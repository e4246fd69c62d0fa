//! What is owed to the owners of words: the acknowledgements of a study's instruments, which go with every page, file and
//! report of it. [`of_study`] is the one place that gathers them: the frame of staff pages and every writer of files take
//! them from here, and a new file does the same. That nothing is published without one is [`crate::publishing::owed`].

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use instruments::{Wording, WordingSource};

use crate::Result;
use crate::store::{Store, sql};

/// Acknowledgements of a study, by instrument; empty for studies whose words are all their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owed(BTreeMap<String, Vec<Wording>>);

/// One acknowledgement, and in which wordings its items were asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// What has to be said.
    pub text: String,
    /// The language in which it is said: not every owner has words in each.
    pub language: String,
    /// Paraphrase, official, or both, the paraphrase first.
    pub sources: Vec<WordingSource>,
}

impl Owed {
    /// Whether nobody is owed anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them in one language, each once.
    pub fn all(&self, language: &str) -> Vec<Acknowledgement> {
        gather(self.0.values().flatten(), language)
    }

    /// All of them in one line; empty where nothing is owed.
    pub fn line(&self, language: &str) -> String {
        line(&self.all(language))
    }

    /// Those of one instrument in one line; empty where nothing is owed.
    pub fn line_of(&self, instrument: &str, language: &str) -> String {
        line(&gather(self.0.get(instrument).into_iter().flatten(), language))
    }
}

fn gather<'a>(wordings: impl Iterator<Item = &'a Wording>, language: &str) -> Vec<Acknowledgement> {
    let mut found: Vec<Acknowledgement> = Vec::new();
    for wording in wordings {
        let text = wording.acknowledgement.get(language);
        let known = found.iter_mut().find(|known| known.text == text);
        match known {
            Some(known) if known.sources.contains(&wording.source) => {}
            Some(known) => known.sources.push(wording.source),
            None => found.push(Acknowledgement {
                text: text.to_owned(),
                language: wording.acknowledgement.tag(language).to_owned(),
                sources: vec![wording.source],
            }),
        }
    }
    found.iter_mut().for_each(|one| one.sources.sort_by_key(|source| *source == WordingSource::Official));
    found
}

fn line(all: &[Acknowledgement]) -> String {
    all.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// What a study owes: of every version that it published or rehearsed, and of drafts that have none yet.
pub async fn of_study(store: &Store, study: &str) -> Result<Owed> {
    // Whoever owes anything has this word in the file.
    const VERSIONS: &str = "select i.id, v.hash from versions v join instruments i on i.id = v.instrument_id
        where i.study_id = $1 and v.toml like '%acknowledgement%' order by i.id, v.number";
    const DRAFTS: &str = "select i.id, i.draft from instruments i where i.study_id = $1
        and i.draft like '%acknowledgement%' and not exists (select 1 from versions v where v.instrument_id = i.id)";
    let mut owed = Owed::default();
    let versions: Vec<(String, String)> = sql::query_as(VERSIONS).bind(study).fetch_all(&store.pool).await?;
    for (instrument, hash) in versions {
        let wording = match known(&hash) {
            Some(known) => known,
            None => learn(&hash, &text(store, &instrument, &hash).await?),
        };
        owed.0.entry(instrument).or_default().extend(wording);
    }
    let drafts: Vec<(String, String)> = sql::query_as(DRAFTS).bind(study).fetch_all(&store.pool).await?;
    for (instrument, draft) in drafts {
        owed.0.entry(instrument).or_default().extend(read(&draft));
    }
    owed.0.retain(|_, wordings| !wordings.is_empty());
    Ok(owed)
}

async fn text(store: &Store, instrument: &str, hash: &str) -> Result<String> {
    const TEXT: &str = "select toml from versions where instrument_id = $1 and hash = $2";
    Ok(sql::query_scalar(TEXT).bind(instrument).bind(hash).fetch_optional(&store.pool).await?.unwrap_or_default())
}

/// A version never changes, so each is read once.
static READ: OnceLock<Mutex<BTreeMap<String, Option<Wording>>>> = OnceLock::new();

/// More than this many versions are forgotten and read again.
const MOST: usize = 1_000;

fn known(hash: &str) -> Option<Option<Wording>> {
    let read = READ.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    read.get(hash).cloned()
}

fn learn(hash: &str, source: &str) -> Option<Wording> {
    let wording = read(source);
    let mut all = READ.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= MOST {
        all.clear();
    }
    all.insert(hash.to_owned(), wording.clone());
    wording
}

/// Whose words a file has. One that cannot be read shows nothing anywhere, so it owes nothing.
fn read(source: &str) -> Option<Wording> {
    instruments::parse(source).ok()?.wording.filter(|wording| !wording.acknowledgement.0.is_empty())
}

#[cfg(test)]
mod tests {
    //! A study asked the inventory twice, first in paraphrases.

    use super::*;
    use instruments::Text;

    fn wording(source: WordingSource, text: &str) -> Wording {
        Wording { source, acknowledgement: Text(BTreeMap::from([("en".into(), text.into())])) }
    }

    #[test]
    fn the_same_acknowledgement_is_said_once_with_all_wordings() {
        let of = |source| wording(source, "By A. Author.");
        let owed = Owed(BTreeMap::from([
            ("a".into(), vec![of(WordingSource::Official), of(WordingSource::Paraphrase), of(WordingSource::Official)]),
            ("b".into(), vec![wording(WordingSource::Paraphrase, "By B. Writer.")]),
        ]));
        assert_eq!(owed.line("es"), "By A. Author. By B. Writer.");
        assert_eq!(owed.line_of("b", "en"), "By B. Writer.");
        assert_eq!(owed.line_of("c", "en"), "");
        let tags = |language: &str| owed.all(language).iter().map(|one| one.language.clone()).collect::<Vec<_>>();
        assert_eq!((tags("en"), tags("es")), (vec!["en".to_owned(); 2], vec!["en".to_owned(); 2]));
        assert_eq!(owed.all("en")[0].sources, [WordingSource::Paraphrase, WordingSource::Official]);
    }
}
