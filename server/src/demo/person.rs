//! Somebody invented, who answers along the real journey and leaves gaps as people do. The same number is the same person
//! in every wave: what they are like stays, what happened between two waves shows in [`leans`](super::leans).

use std::collections::HashSet;

use instruments::{Answer, Answers, Instrument, Journey, Kind, Precision, Question, Route, complete};

use super::leans::lean;
use super::words::{self, Deck};

/// An instrument as people go through it.
pub struct Survey<'a> {
    instrument: &'a Instrument,
    route: Route<'a>,
    /// Questions on whose answers something depends: after all others the way on is the same.
    decisive: HashSet<&'a str>,
}

impl<'a> Survey<'a> {
    /// An instrument with its TOML.
    pub fn of(instrument: &'a Instrument, source: &str) -> Self {
        let ids = instrument.questions().map(|question| question.id.as_str());
        let decisive = ids.filter(|id| source.contains(&format!("${{{id}"))).collect();
        Self { instrument, route: Route::of(instrument), decisive }
    }
}

/// A question as somebody meets it.
struct Asked<'a> {
    instrument: &'a Instrument,
    journey: &'a Journey,
    question: &'a Question,
}

/// Somebody invented. Dice are seeded, so that every demo shows the same figures.
pub struct Person {
    number: usize,
    wave: usize,
    dice: u64,
    mood: f64,
    /// The language in which they answer.
    pub language: String,
    /// The words of their card as they typed them.
    pub card: Option<String>,
}

impl Person {
    /// Who has this number, in a wave counted from 0.
    pub fn new(number: usize, wave: usize, language: &str) -> Self {
        let seed = 0x9E37_79B9_7F4A_7C15 ^ ((number as u64 + 1) << 20);
        let mut person = Self { number, wave, dice: seed, mood: 0.0, language: language.to_owned(), card: None };
        person.mood = 0.35 + 0.4 * person.chance();
        person.dice ^= (wave as u64).wrapping_mul(0xD134_2543_DE82_EF95);
        person.chance();
        person
    }

    /// From 0 up to 1, new each time.
    fn chance(&mut self) -> f64 {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.dice >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 up to 1, the same for this person and this question in every wave.
    fn habit(&self, key: &str) -> f64 {
        let start = 0xCBF2_9CE4_8422_2325 ^ (self.number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = key.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        ((mixed ^ (mixed >> 32)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Mostly habit, a little of the day.
    fn draw(&mut self, key: &str) -> f64 {
        0.7 * self.habit(key) + 0.3 * self.chance()
    }

    fn below(&mut self, bound: usize) -> usize {
        ((self.chance() * bound as f64) as usize).min(bound.saturating_sub(1))
    }

    /// Answers part by part, so that what was said before decides what is asked next.
    pub fn answer(&mut self, survey: &Survey<'_>, deck: &mut Deck) -> Answers {
        let (instrument, route) = (survey.instrument, &survey.route);
        let mut answers = Answers::new();
        let mut journey = route.journey(&answers);
        for section in &instrument.sections {
            for question in &section.questions {
                let at = Asked { instrument, journey: &journey, question };
                match question.kind {
                    Kind::Repeat if journey.shown(&question.id) => self.rounds(&at, route, &mut answers),
                    _ => self.question(&at, deck, &mut answers),
                }
                if question.kind == Kind::Repeat || survey.decisive.contains(question.id.as_str()) {
                    journey = route.journey(&answers);
                }
            }
        }
        complete(instrument, &answers)
    }

    /// Programs of an organisation: as many in every wave, and the same ones.
    fn rounds(&mut self, at: &Asked<'_>, route: &Route, answers: &mut Answers) {
        let group = at.question;
        let rounds = 1 + usize::from(self.habit(&group.id) > 0.6).min(group.most_rounds() - 1);
        answers.insert(group.id.clone(), Answer::Number(rounds as f64));
        let journey = route.journey(answers);
        for round in 1..=rounds {
            let mut most = f64::INFINITY;
            for inner in &group.questions {
                let at = Asked { journey: &journey, question: inner, ..*at };
                for (part, _) in inner.keys() {
                    let key = format!("{}.{round}.{part}", group.id);
                    let answer = journey.shown(&key).then(|| self.value(&at, &key)).flatten();
                    // What is counted later is part of what was counted first.
                    let answer = answer.map(|answer| match answer {
                        Answer::Number(number) => {
                            let number = if most.is_finite() { (number / 2.0).floor().min(most) } else { number };
                            most = most.min(number);
                            Answer::Number(number)
                        }
                        other => other,
                    });
                    answers.extend(answer.map(|answer| (key, answer)));
                }
            }
        }
    }

    fn question(&mut self, at: &Asked<'_>, deck: &mut Deck, answers: &mut Answers) {
        let question = at.question;
        for (key, _) in question.keys() {
            if !at.journey.shown(&key) {
                continue;
            }
            let odds = self.chance();
            let gap = match question.kind {
                Kind::Text | Kind::LongText => 0.55,
                Kind::LinkCode => 0.0,
                _ => 0.06,
            };
            if odds < gap {
                continue;
            }
            let reason = question.missing.first().copied().filter(|_| odds > 0.95 && gap > 0.0);
            let answer = match reason {
                Some(reason) => Some(Answer::Missing(reason)),
                None if deck.knows(&key) => deck.deal(&key, &self.language).map(Answer::Text),
                None => self.value(at, &key),
            };
            answers.extend(answer.map(|answer| (key, answer)));
        }
    }

    fn value(&mut self, at: &Asked<'_>, key: &str) -> Option<Answer> {
        let Asked { instrument, journey, question } = *at;
        let offered = |code: &&str| journey.offers(key, code);
        let codes: Vec<&str> = instrument.codes(question).into_iter().filter(offered).collect();
        // Inside a repeat group the question alone says what happened.
        let name = if key.starts_with(&question.id) { key } else { &question.id };
        let by = lean(&instrument.id, name, self.wave);
        Some(match question.kind {
            Kind::Several => self.several(at, &codes)?,
            Kind::Ranking => self.ranking(question, &codes)?,
            Kind::Number => Answer::Number(self.number(question, key, by)),
            Kind::Date if question.precision == Some(Precision::Year) => {
                Answer::Date((2016 + self.below(9)).to_string())
            }
            Kind::Date => Answer::Date(format!("{}-{:02}", 2022 + self.below(3), 1 + self.below(12))),
            Kind::Text => Answer::Text(words::LINES[self.below(words::LINES.len())].to_owned()),
            Kind::LongText => {
                let sentences = words::sentences(&self.language);
                Answer::Text(sentences[self.below(sentences.len())].to_owned())
            }
            Kind::LinkCode => Answer::Text(self.code(question, key)?),
            Kind::YesNo => Answer::One(if self.draw(key) < 0.5 + by { "yes" } else { "no" }.to_owned()),
            _ if codes.is_empty() => return None,
            Kind::Scale | Kind::Matrix if instrument.options(question).iter().all(|one| one.score.is_some()) => {
                let mut codes = codes;
                let score = |code: &&str| instrument.option(question, code).and_then(|one| one.score).unwrap_or(0.0);
                codes.sort_by(|one, other| score(one).total_cmp(&score(other)));
                Answer::One(codes[self.leaning(key, by, codes.len())].to_owned())
            }
            _ => Answer::One(self.one_of(&instrument.id, key, &codes).to_owned()),
        })
    }

    /// The words of a card, or one of the small answers that make a code; now and then another than the last time.
    fn code(&mut self, question: &Question, key: &str) -> Option<String> {
        if question.elements.is_empty() {
            return self.card.clone();
        }
        let habit = if self.chance() < 0.03 { self.chance() } else { self.habit(key) };
        Some(match key.ends_with("number") {
            true => ((habit * 10.0) as u8).to_string(),
            false => char::from(b'a' + ((habit * 26.0) as u8).min(25)).to_string(),
        })
    }

    /// A place on an ordered list, near this person's mood.
    fn leaning(&mut self, key: &str, by: f64, count: usize) -> usize {
        let spread = (self.draw(key) + self.chance() - 1.0) * 0.6;
        (((self.mood + by + spread).clamp(0.0, 0.999)) * count as f64) as usize
    }

    /// One of answers without an order; each weighs one and its lean.
    fn one_of<'c>(&mut self, instrument: &str, key: &str, codes: &[&'c str]) -> &'c str {
        let weights: Vec<f64> =
            codes.iter().map(|code| (1.0 + lean(instrument, &format!("{key}={code}"), self.wave)).max(0.0)).collect();
        let mut left = self.draw(key) * weights.iter().sum::<f64>();
        let place = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        codes[place.unwrap_or(codes.len() - 1)]
    }

    fn several(&mut self, at: &Asked<'_>, codes: &[&str]) -> Option<Answer> {
        let (instrument, question) = (at.instrument, at.question);
        let alone = |code: &&str| instrument.option(question, code).is_some_and(|option| option.exclusive);
        let (exclusive, free): (Vec<&str>, Vec<&str>) = codes.iter().copied().partition(|code| alone(code));
        if let Some(none) = exclusive.first().filter(|_| self.chance() < 0.08) {
            return Some(Answer::Several(vec![(*none).to_owned()]));
        }
        let mut ticks = |code: &&&str| {
            let key = format!("{}={code}", question.id);
            self.draw(&key) < 0.33 + lean(&instrument.id, &key, self.wave)
        };
        let ticked: Vec<String> = free.iter().filter(|code| ticks(code)).map(|code| (*code).to_owned()).collect();
        let first = free.first().map(|code| vec![(*code).to_owned()]);
        if ticked.is_empty() { first.map(Answer::Several) } else { Some(Answer::Several(ticked)) }
    }

    fn ranking(&mut self, question: &Question, codes: &[&str]) -> Option<Answer> {
        let mut left: Vec<&str> = codes.to_vec();
        let places = question.most_places(left.len());
        let placed: Vec<String> = (0..places).map(|_| left.remove(self.below(left.len())).to_owned()).collect();
        (!placed.is_empty()).then_some(Answer::Several(placed))
    }

    /// A whole number; its lean is a share of it, more or less.
    fn number(&mut self, question: &Question, key: &str, by: f64) -> f64 {
        let least = question.min.unwrap_or(0.0);
        let most = question.max.unwrap_or(least + 20.0).min(least + 30.0);
        let drawn = self.draw(key) * self.draw(key) * (1.0 + by);
        (least + drawn * (most - least)).floor().min(question.max.unwrap_or(f64::INFINITY))
    }
}

#[cfg(test)]
mod tests {
    //! Invented respondents answer every shipped instrument, and the demo's own.

    use instruments::MissingReason;

    use super::*;
    use crate::library::SHIPPED;

    #[test]
    fn invented_answers_belong_to_the_instrument_and_leave_gaps() {
        let own = ("client-outcomes", super::super::plans::OUTCOMES);
        for (name, source) in SHIPPED.iter().map(|shipped| (shipped.name, shipped.source)).chain([own]) {
            let instrument = instruments::parse(source).unwrap();
            let (survey, mut given, mut gaps) = (Survey::of(&instrument, source), 0, 0);
            for number in 0..12 {
                let answers = Person::new(number, 0, "en").answer(&survey, &mut Deck::of(0));
                given += answers.values().filter(|answer| !matches!(answer, Answer::Missing(_))).count();
                gaps += answers.values().filter(|answer| **answer == Answer::Missing(MissingReason::Skipped)).count();
                assert_eq!(complete(&instrument, &answers), answers, "{name}");
            }
            assert!(given > gaps && gaps > 0, "{name}: {given} given, {gaps} skipped");
        }
    }

    #[test]
    fn organisations_have_beds_and_set_no_more_aside_than_they_have() {
        let source = crate::library::find("housing-provider").unwrap().source;
        let instrument = instruments::parse(source).unwrap();
        let survey = Survey::of(&instrument, source);
        let beds = |number: usize, wave: usize| {
            let answers = Person::new(number, wave, "en").answer(&survey, &mut Deck::of(wave));
            let told = |key: &str| match answers.get(key) {
                Some(Answer::Number(number)) => *number,
                other => panic!("{key}: {other:?}"),
            };
            assert!(told("dedicated_total") <= told("beds_total"));
            told("beds_total")
        };
        let sum = |wave: usize| (0..30).map(|number| beds(number, wave)).sum::<f64>();
        assert!(sum(0) > 100.0 && sum(1) > sum(0), "{} {}", sum(0), sum(1));
    }
}
