//! Whom a count is of. Two bases of one size may be of other people: a mean that moved because one of them went and another
//! one came tells of those two, and no count would say so.

use serde::{Deserialize, Serialize};

/// Some people, named by the sum of their random ids: the same people have the same name in whatever order, and the name
/// of two groups that share nobody is the sum of theirs. Nobody can be found from it, and it says not how many they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[u64; 2]", into = "[u64; 2]")]
pub struct People(u128);

impl People {
    /// The people with these ids.
    pub fn of<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        Self(ids.into_iter().map(number).fold(0, u128::wrapping_add))
    }

    /// These and others, who are none of them.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0.wrapping_add(others.0))
    }
}

/// An id is 128 random bits in hexadecimal digits; other text is read as digits too.
fn number(id: &str) -> u128 {
    let digits = |sum: u128, byte: u8| sum.wrapping_mul(0x0100_0000_0000_0000_0000_013b).wrapping_add(u128::from(byte));
    u128::from_str_radix(id, 16).unwrap_or_else(|_| id.bytes().fold(1, digits))
}

impl From<[u64; 2]> for People {
    fn from([high, low]: [u64; 2]) -> Self {
        Self(u128::from(high) << 64 | u128::from(low))
    }
}

impl From<People> for [u64; 2] {
    fn from(people: People) -> Self {
        [(people.0 >> 64) as u64, people.0 as u64]
    }
}

#[cfg(test)]
mod tests {
    //! Somebody takes an answer back, and somebody else comes.

    use super::*;
    use crate::disclosure::plan::{Axis, Form, Key, Ledger, Obstacle, Outcome, Sheet};
    use crate::disclosure::{Side, Threshold, plan};

    fn means(people: [People; 2]) -> Sheet {
        Sheet {
            name: "hours".into(),
            threshold: Threshold::new(5),
            within: Key::everybody().answered("hours"),
            rows: Axis::groups("site", ["N", "S"]),
            columns: Axis::none(),
            counts: vec![vec![30], vec![40]],
            people: people.into(),
        }
    }

    #[test]
    fn a_base_of_others_than_were_released_is_withheld_and_so_is_a_sum_of_it() {
        let [north, south, other] = ["a1", "b2", "c3"].map(|id| People::of([id]));
        let mut ledger = Ledger::default();
        ledger.record("first", &plan(&[means([north, south])], &Ledger::default(), &mut |_, _| ()).unwrap());
        let told = |sheet: Sheet| match plan(&[sheet], &ledger, &mut |_, _| ()).unwrap().sheets.remove(0).outcome {
            Outcome::Published { .. } => None,
            Outcome::Withheld { obstacles, .. } => Some(obstacles),
        };
        assert_eq!(told(means([north, south])), None);
        let found = told(means([north, other])).unwrap();
        assert!(matches!(&found[0], Obstacle::Corrected { release, .. } if release == "first"), "{found:?}");
        let merged = Form::Merged(vec![(Side::Rows, (0, 1))]);
        assert_eq!(told(means([south, north]).formed(&merged).unwrap()), None, "all are the same, taken together");
        assert!(told(means([south, other]).formed(&merged).unwrap()).is_some());
    }

    #[test]
    fn the_same_people_have_one_name_and_others_another() {
        let [one, two, three] = ["00ff", "a9", "not a number"];
        assert_eq!(People::of([one, two]), People::of([two, one]));
        assert_ne!(People::of([one, two]), People::of([one, three]), "as many, and others");
        assert_eq!(People::of([one]).and(People::of([two, three])), People::of([three, one, two]));
        let kept = serde_json::to_string(&People::of([one, three])).unwrap();
        assert_eq!(serde_json::from_str::<People>(&kept).unwrap(), People::of([one, three]));
    }
}
