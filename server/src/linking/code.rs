//! A code as it is compared: each element a mark under the study's key.

/// An element under the key: 128 bits that tell nothing without it, and differ from place to place.
pub type Mark = u128;

/// Fewest elements of a code of which one may be wrong. With fewer, strangers would be taken for one another
/// (`examples/linking` prints how often).
pub const LEAST_ELEMENTS: usize = 6;

/// One person's code in one wave; an element that they did not know is `None`. The words of a card are one element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code(Vec<Option<Mark>>);

/// How far two codes agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// In every element.
    Exact,
    /// In all but one, which differs or is not known.
    OneOff,
}

impl Code {
    /// A code from its marks; `None` where every element is unknown.
    pub fn new(marks: Vec<Option<Mark>>) -> Option<Self> {
        marks.iter().any(Option::is_some).then_some(Self(marks))
    }

    /// The marks, in the order of the questions.
    pub fn marks(&self) -> &[Option<Mark>] {
        &self.0
    }

    /// How far two codes agree; `None` where that is not far enough to join them. What is not known never agrees.
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        let length = self.0.len();
        let agreeing = self.0.iter().zip(&other.0).filter(|(one, other)| one.is_some() && one == other).count();
        match length - agreeing {
            _ if length != other.0.len() => None,
            0 => Some(Likeness::Exact),
            1 if length >= LEAST_ELEMENTS => Some(Likeness::OneOff),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    //! A researcher compares codes of six elements.

    use super::*;

    fn code(marks: &[u128]) -> Code {
        Code::new(marks.iter().map(|mark| (*mark > 0).then_some(*mark)).collect()).expect("something is known")
    }

    #[test]
    fn one_element_may_differ_or_be_unknown_and_no_more() {
        let whole = code(&[1, 2, 3, 4, 5, 6]);
        assert_eq!(whole.likeness(&whole), Some(Likeness::Exact));
        assert_eq!(whole.likeness(&code(&[1, 2, 3, 4, 5, 7])), Some(Likeness::OneOff));
        assert_eq!(whole.likeness(&code(&[1, 2, 0, 4, 5, 6])), Some(Likeness::OneOff));
        assert_eq!(whole.likeness(&code(&[1, 2, 0, 4, 5, 7])), None);
        assert_eq!(whole.likeness(&code(&[1, 0, 0, 4, 5, 6])), None);
    }

    #[test]
    fn what_nobody_knows_is_no_agreement() {
        let gap = code(&[1, 2, 3, 0, 5, 6]);
        assert_eq!(gap.likeness(&gap), Some(Likeness::OneOff), "never exact");
        assert!(Code::new(vec![None; 6]).is_none());
    }

    #[test]
    fn short_codes_and_cards_agree_exactly_or_not_at_all() {
        assert_eq!(code(&[1, 2, 3, 4, 5]).likeness(&code(&[1, 2, 3, 4, 9])), None);
        assert_eq!(code(&[1, 2, 3, 4, 5]).likeness(&code(&[1, 2, 3, 4, 5])), Some(Likeness::Exact));
        assert_eq!(code(&[7]).likeness(&code(&[8])), None);
        assert_eq!(code(&[7]).likeness(&code(&[7, 8])), None, "codes of other questions are not compared");
    }
}
