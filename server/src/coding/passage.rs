//! What a passage is called: one open answer, or one turn of a transcript, in its original or its translated words.

use std::fmt;
use std::str::FromStr;

/// Whose words a passage is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// One answer of a response.
    Answer {
        /// Id of the response.
        response: String,
        /// Key of the answer, with the round inside a repeat group.
        key: String,
    },
    /// One turn of a source.
    Turn {
        /// Id of the source.
        source: String,
        /// Its place, from 0.
        turn: u32,
    },
}

/// The name of a passage. As text: `a.<response>.<key>` or `t.<source>.<turn>`, with `x` before for the translation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId {
    /// Whose words.
    pub of: Of,
    /// Whether these are the words of the staff's translation.
    pub translated: bool,
}

impl PassageId {
    /// An answer as it was given.
    pub fn answer(response: &str, key: &str) -> Self {
        Self { of: Of::Answer { response: response.to_owned(), key: key.to_owned() }, translated: false }
    }

    /// A turn as it was said.
    pub fn turn(source: &str, turn: u32) -> Self {
        Self { of: Of::Turn { source: source.to_owned(), turn }, translated: false }
    }

    /// The response it comes from, if it is an answer.
    pub fn response(&self) -> Option<&str> {
        match &self.of {
            Of::Answer { response, .. } => Some(response),
            Of::Turn { .. } => None,
        }
    }

    /// The source it comes from, if it is a turn.
    pub fn source(&self) -> Option<&str> {
        match &self.of {
            Of::Turn { source, .. } => Some(source),
            Of::Answer { .. } => None,
        }
    }
}

impl fmt::Display for PassageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = if self.translated { "x" } else { "" };
        match &self.of {
            Of::Answer { response, key } => write!(formatter, "{before}a.{response}.{key}"),
            Of::Turn { source, turn } => write!(formatter, "{before}t.{source}.{turn}"),
        }
    }
}

impl FromStr for PassageId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (translated, text) = text.strip_prefix('x').map_or((false, text), |rest| (true, rest));
        let (kind, rest) = text.split_once('.').ok_or(())?;
        let (id, within) = rest.split_once('.').filter(|(id, within)| !id.is_empty() && !within.is_empty()).ok_or(())?;
        let of = match kind {
            "a" => Of::Answer { response: id.to_owned(), key: within.to_owned() },
            "t" => Of::Turn { source: id.to_owned(), turn: within.parse().map_err(|_| ())? },
            _ => return Err(()),
        };
        Ok(Self { of, translated })
    }
}

impl serde::Serialize for PassageId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PassageId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(|()| serde::de::Error::custom("no passage"))
    }
}

#[cfg(test)]
mod tests {
    //! Passages are named in addresses and in the log.

    use super::*;

    #[test]
    fn a_name_is_read_back() {
        let mut translated = PassageId::turn("f00d", 12);
        translated.translated = true;
        for (id, text) in [
            (PassageId::answer("ab12", "help.2.words"), "a.ab12.help.2.words"),
            (PassageId::turn("f00d", 12), "t.f00d.12"),
            (translated, "xt.f00d.12"),
        ] {
            assert_eq!((id.to_string(), text.parse()), (text.to_owned(), Ok(id)));
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "a", "a.", "a.b", "a..c", "b.c.d", "t.x.one", "t.x.-1", "xx"] {
            assert!(text.parse::<PassageId>().is_err(), "{text}");
        }
    }
}
