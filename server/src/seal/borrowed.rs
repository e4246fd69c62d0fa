//! A response as it lies in opened bytes: what [`Response`] reads, in every format, without copying a word. Columns know
//! most answers already.

use std::borrow::Cow;
use std::fmt;

use instruments::{Answer, MissingReason};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::broken;
use super::payload::{Response, unpad};
use crate::Result;

/// The parts of a [`Response`].
#[derive(Debug, Deserialize)]
pub struct Borrowed<'a> {
    /// The number of the format.
    pub format: u32,
    /// The instrument version it was answered in (hex).
    #[serde(borrow)]
    pub version_hash: Cow<'a, str>,
    /// The language of the pages.
    #[serde(borrow)]
    pub language: Cow<'a, str>,
    /// ISO week.
    #[serde(borrow)]
    pub week: Cow<'a, str>,
    /// How it was answered.
    #[serde(borrow)]
    pub mode: Cow<'a, str>,
    /// Complete answers.
    #[serde(borrow)]
    pub answers: Answers<'a>,
    /// The link code that pairs waves.
    #[serde(default)]
    pub link: Option<String>,
    /// The organisation that answered.
    #[serde(default)]
    pub organisation: Option<String>,
    /// The weight that an imported file gave.
    #[serde(default)]
    pub weight: Option<f64>,
}

impl<'a> Borrowed<'a> {
    /// Reads every format that was ever written, as [`Response::from_padded_bytes`] does.
    pub fn from_padded_bytes(padded: &'a [u8]) -> Result<Self> {
        serde_json::from_slice(unpad(padded)?).map_err(|_| broken())
    }
}

impl From<Response> for Borrowed<'_> {
    fn from(response: Response) -> Self {
        let Response { format, version_hash, language, week, mode, answers, link, organisation, weight } = response;
        let [version_hash, language, week, mode] = [version_hash, language, week, mode].map(Cow::Owned);
        let answers = answers.into_iter().map(|(key, answer)| (Word(Cow::Owned(key)), answer.into())).collect();
        Self { format, version_hash, language, week, mode, answers: Answers(answers), link, organisation, weight }
    }
}

/// A text that may lie in the bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
pub struct Word<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// Key and answer, in the order in which they were written.
#[derive(Clone, Debug, Default)]
pub struct Answers<'a>(pub Vec<(Word<'a>, Given<'a>)>);

/// One [`Answer`].
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given<'a> {
    /// No value, and why.
    Missing(MissingReason),
    /// The code of one option.
    One(#[serde(borrow)] Cow<'a, str>),
    /// The codes of the ticked options.
    Several(#[serde(borrow)] Vec<Word<'a>>),
    /// A number.
    Number(f64),
    /// `YYYY` or `YYYY-MM`.
    Date(#[serde(borrow)] Cow<'a, str>),
    /// Words.
    Text(#[serde(borrow)] Cow<'a, str>),
}

impl Given<'_> {
    /// Whether this is that answer, to the bit.
    pub fn is(&self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::Missing(own), Answer::Missing(other)) => own == other,
            (Self::One(own), Answer::One(other))
            | (Self::Date(own), Answer::Date(other))
            | (Self::Text(own), Answer::Text(other)) => own == other,
            (Self::Number(own), Answer::Number(other)) => own.to_bits() == other.to_bits(),
            (Self::Several(own), Answer::Several(other)) => own.iter().map(|word| &*word.0).eq(other.iter()),
            _ => false,
        }
    }
}

impl From<Answer> for Given<'_> {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Missing(reason) => Self::Missing(reason),
            Answer::One(code) => Self::One(Cow::Owned(code)),
            Answer::Several(codes) => Self::Several(codes.into_iter().map(|code| Word(Cow::Owned(code))).collect()),
            Answer::Number(number) => Self::Number(number),
            Answer::Date(date) => Self::Date(Cow::Owned(date)),
            Answer::Text(text) => Self::Text(Cow::Owned(text)),
        }
    }
}

impl<'a> From<&'a Answer> for Given<'a> {
    fn from(answer: &'a Answer) -> Self {
        match answer {
            Answer::Missing(reason) => Self::Missing(*reason),
            Answer::One(code) => Self::One(Cow::Borrowed(code)),
            Answer::Several(codes) => Self::Several(codes.iter().map(|code| Word(Cow::Borrowed(code))).collect()),
            Answer::Number(number) => Self::Number(*number),
            Answer::Date(date) => Self::Date(Cow::Borrowed(date)),
            Answer::Text(text) => Self::Text(Cow::Borrowed(text)),
        }
    }
}

impl From<Given<'_>> for Answer {
    fn from(given: Given<'_>) -> Self {
        match given {
            Given::Missing(reason) => Self::Missing(reason),
            Given::One(code) => Self::One(code.into_owned()),
            Given::Several(codes) => Self::Several(codes.into_iter().map(|code| code.0.into_owned()).collect()),
            Given::Number(number) => Self::Number(number),
            Given::Date(date) => Self::Date(date.into_owned()),
            Given::Text(text) => Self::Text(text.into_owned()),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Answers<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        from.deserialize_map(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Answers<'de>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("answers by key")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<Self::Value, M::Error> {
        let mut answers = Vec::with_capacity(64);
        while let Some(entry) = map.next_entry()? {
            answers.push(entry);
        }
        Ok(Answers(answers))
    }
}

#[cfg(test)]
mod tests {
    //! A study is unlocked, and its responses are read without copying them.

    use proptest::prelude::*;

    use super::*;
    use crate::seal::payload::{FORMAT, pad};

    fn answer() -> impl Strategy<Value = Answer> {
        prop_oneof![
            Just(Answer::Missing(MissingReason::PreferNot)),
            "[a-z1-5]{0,3}".prop_map(Answer::One),
            proptest::collection::vec(".{0,4}", 0..4).prop_map(Answer::Several),
            (-1e9..1e9).prop_map(Answer::Number),
            "[0-9]{4}".prop_map(Answer::Date),
            any::<String>().prop_map(Answer::Text),
        ]
    }

    proptest! {
        #[test]
        fn both_readers_read_the_same(
            answers in proptest::collection::btree_map(".{1,5}", answer(), 0..8),
            week in any::<String>(),
            link in proptest::option::of(any::<String>()),
            weight in proptest::option::of(0.0..9.0),
        ) {
            let written = Response { format: FORMAT, week, answers, link, weight, ..Response::default() };
            let bytes = written.to_padded_bytes();
            let (own, other) = (Borrowed::from_padded_bytes(&bytes).unwrap(), Response::from_padded_bytes(&bytes).unwrap());
            prop_assert_eq!((&*own.week, &own.link, own.weight), (&*other.week, &other.link, other.weight));
            prop_assert!(own.answers.0.iter().zip(&other.answers).all(|((_, own), (_, other))| own.is(other)));
            let answers = own.answers.0.into_iter().map(|(key, given)| (key.0.into_owned(), given.into())).collect();
            prop_assert_eq!(other.answers, answers);
        }
    }

    #[test]
    fn format_1_is_readable_for_ever() {
        let stored = pad(br#"{"format":1,"version_hash":"ab12","language":"es","week":"2026-W47","mode":"alone","answers":{"age":{"missing":"prefer_not"},"beds":{"number":4.5},"how":{"several":["a","\"b"]},"open":{"text":"hola\n"}},"organisation":"house"}"#.to_vec());
        let read = Borrowed::from_padded_bytes(&stored).unwrap();
        let answers: Vec<(&str, Answer)> =
            read.answers.0.iter().map(|(key, given)| (&*key.0, given.clone().into())).collect();
        let several = Answer::Several(vec!["a".into(), "\"b".into()]);
        assert_eq!(answers[0], ("age", Answer::Missing(MissingReason::PreferNot)));
        assert_eq!(answers[1..3], [("beds", Answer::Number(4.5)), ("how", several)]);
        assert_eq!(answers[3], ("open", Answer::Text("hola\n".into())));
        assert_eq!(read.organisation.as_deref(), Some("house"));
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        for bytes in [&b""[..], &[255; 8], &[0, 0, 0, 1, b'{'], &pad(b"{\"format\":1}".to_vec())] {
            assert!(Borrowed::from_padded_bytes(bytes).is_err());
        }
    }
}
