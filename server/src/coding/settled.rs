//! Which codes a passage carries when everything is said: what all coders of a round agreed on, what was settled after
//! they did not, and what was coded outside of rounds.

use std::collections::BTreeSet;

use super::event::Id;
use super::fold::Coding;
use super::passage::PassageId;

impl Coding {
    /// The codes of a passage that count in an analysis, as codes are now. In a revealed round a code counts where
    /// somebody settled that it fits, or where every coder who was given the passage gave it; while a disagreement is
    /// open it does not count. Codings of rounds that are still blind never count.
    pub fn settled_codes(&self, passage: &PassageId) -> BTreeSet<Id> {
        let mut codes = BTreeSet::new();
        for coded in self.of_passage(passage).filter(|coded| coded.round.is_none()) {
            codes.insert(self.code_of(coded).to_owned());
        }
        for round in self.rounds.values().filter(|round| round.is_revealed() && round.holds(passage)) {
            let id = &round.drawn.round;
            let given: Vec<&String> =
                round.drawn.given.iter().filter(|(_, given)| given.contains(passage)).map(|(coder, _)| coder).collect();
            for code in self.codes_in(id, passage) {
                let key = (id.clone(), passage.clone(), code.clone());
                let counts = match self.settled.get(&key) {
                    Some(settled) => settled.fits,
                    None => given.iter().all(|coder| self.codes_by(id, passage, coder).contains(&code)),
                };
                if counts {
                    codes.insert(code);
                } else {
                    codes.remove(&code);
                }
            }
        }
        codes
    }

    /// The codes that anybody gave a passage in a round, as codes are now.
    pub fn codes_in(&self, round: &str, passage: &PassageId) -> BTreeSet<Id> {
        let own = self.of_passage(passage).filter(|coded| coded.round.as_deref() == Some(round));
        own.map(|coded| self.code_of(coded).to_owned()).collect()
    }

    /// The codes that one coder gave a passage in a round, as codes are now.
    pub fn codes_by(&self, round: &str, passage: &PassageId, coder: &str) -> BTreeSet<Id> {
        let own = self.of_passage(passage);
        let own = own.filter(|coded| coded.round.as_deref() == Some(round) && coded.coder == coder);
        own.map(|coded| self.code_of(coded).to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    //! Ana and Ravi code one answer in a round; Olga coded it before.

    use super::super::event::FORMAT;
    use super::super::round::{Drawn, How};
    use super::super::{Act, Event};
    use super::*;

    fn act(coding: &mut Coding, by: &str, act: Act) {
        let position = coding.head() + 1;
        coding.apply(Event { format: FORMAT, position, by: by.into(), day: String::new(), acts: vec![act] });
    }

    fn give(coding: &mut Coding, by: &str, code: &str, round: Option<&str>) {
        let id = format!("{by} {code}");
        let passage = PassageId::answer("r", "q");
        let (code, round) = (code.to_owned(), round.map(str::to_owned));
        act(coding, by, Act::Code { coding: id, passage, span: None, code, round, coder: None });
    }

    #[test]
    fn what_all_agreed_on_or_somebody_settled_counts() {
        let (mut coding, passage) = (Coding::default(), PassageId::answer("r", "q"));
        give(&mut coding, "olga", "early", None);
        let given = ["ana", "ravi"].map(|coder| (coder.to_owned(), vec![passage.clone()])).into();
        act(
            &mut coding,
            "olga",
            Act::Draw(Drawn { round: "one".into(), name: "n".into(), how: How::default(), given }),
        );
        for (by, code) in [("ana", "both"), ("ravi", "both"), ("ana", "hers"), ("ravi", "his")] {
            give(&mut coding, by, code, Some("one"));
        }
        let codes = |coding: &Coding| coding.settled_codes(&passage).into_iter().collect::<Vec<_>>();
        assert_eq!(codes(&coding), ["early"], "a blind round does not count");
        for by in ["ana", "ravi"] {
            act(&mut coding, by, Act::Submit { round: "one".into() });
        }
        assert_eq!(codes(&coding), ["both", "early"]);
        for (code, fits) in [("hers", true), ("his", false)] {
            let (round, code) = ("one".to_owned(), code.to_owned());
            act(&mut coding, "olga", Act::Settle { round, passage: passage.clone(), code, fits, note: None });
        }
        assert_eq!(codes(&coding), ["both", "early", "hers"]);
    }
}
