//! Link codes of responses as they are opened: they go under the linking key, and the clear answers that made them stay
//! out of the columns.

use std::collections::HashMap;

use instruments::{Answer, Kind};
use zeroize::Zeroize;

use crate::Result;
use crate::linking::{Code, Key};
use crate::seal::borrowed::{Borrowed, Given};
use crate::seal::payload::Response;
use crate::store::grants::StudyKeys;
use crate::store::{Store, instruments as kept, linking, versions};

/// What stands in a column in place of a clear code: that there is one.
pub const GIVEN: &str = "given";

/// For each version that asks for a link code, the keys of the answers that make it.
pub(super) type Asked = HashMap<String, Vec<String>>;

/// Reads which answers of a study are link codes.
pub(super) async fn asked(store: &Store, study: &str) -> Result<Asked> {
    let mut asked = Asked::new();
    for instrument in kept::all(store, study).await? {
        for version in versions::every(store, &instrument.id).await? {
            if let Some(keys) = keys(&version.toml) {
                asked.insert(version.hash, keys);
            }
        }
    }
    Ok(asked)
}

fn keys(toml: &str) -> Option<Vec<String>> {
    // Most instruments ask for none, and reading one takes longer than looking.
    let instrument = toml.contains("link_code").then(|| instruments::parse(toml).ok())??;
    let questions = instrument.questions().filter(|question| question.kind == Kind::LinkCode);
    Some(questions.flat_map(instruments::Question::keys).map(|(key, _)| key).collect())
}

/// The linking key, where some response has a code. A full disk does not keep anybody from reading: a key for this once
/// compares as well.
pub(super) async fn key(store: &Store, study: &str, keys: &StudyKeys) -> Key {
    linking::key(store, study, keys).await.unwrap_or_else(|error| {
        crate::terminal::report("linking", &error);
        Key::new()
    })
}

/// Takes the code out of a response and gives it back under the key.
pub(super) fn take(response: &mut Borrowed, key: Option<&Key>, asked: &Asked) -> Option<Code> {
    if let Some(keys) = asked.get(&*response.version_hash) {
        let typed = |answer: &Given| matches!(answer, Given::Text(_));
        let makes = |word: &str| keys.iter().any(|key| key == word);
        let clear = response.answers.0.iter_mut().filter(|(word, answer)| makes(&word.0) && typed(answer));
        clear.for_each(|(_, answer)| *answer = Given::One(GIVEN.into()));
    }
    let mut typed = response.link.take()?;
    let code = key.and_then(|key| key.code(&typed));
    typed.zeroize();
    code
}

/// Puts [`GIVEN`] in the place of every clear answer that makes a code.
pub(super) fn hide(response: &mut Response, asked: &Asked) {
    let Some(keys) = asked.get(&response.version_hash) else { return };
    for key in keys {
        if let Some(answer) = response.answers.get_mut(key)
            && let Answer::Text(text) = answer
        {
            text.zeroize();
            *answer = Answer::One(GIVEN.to_owned());
        }
    }
}
