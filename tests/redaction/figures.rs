//! A researcher is shown what may give somebody away in answers that nobody has read yet; how much of it is found, and how
//! much of what is shown is right, is measured on a labelled set whose people are on none of the recognisers' lists.

use std::collections::BTreeSet;

use server::redaction::{Kind, Mark, WHYS, find, lists_name};

use super::labelled::{self, Case, Passage};

/// Mentions found of mentions there, marks right of marks made.
#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    names: (usize, usize),
    structured: (usize, usize),
    marks: (usize, usize),
}

impl Figures {
    fn of<'a>(passages: impl IntoIterator<Item = &'a Passage>) -> Self {
        let mut figures = Self::default();
        for passage in passages {
            figures.add(passage);
        }
        figures
    }

    fn add(&mut self, passage: &Passage) {
        let marks = find(&passage.text);
        for mention in &passage.mentions {
            let count = if mention.1 == Kind::Name { &mut self.names } else { &mut self.structured };
            *count = (count.0 + usize::from(is_found(passage, *mention, &marks)), count.1 + 1);
        }
        let right = marks.iter().filter(|mark| is_right(passage, mark)).count();
        self.marks = (self.marks.0 + right, self.marks.1 + marks.len());
    }

    fn line(&self, of: &str) -> String {
        let share = |(part, whole): (usize, usize)| format!("{:.3} ({part}/{whole})", ratio((part, whole)));
        let (names, structured, marks) = (share(self.names), share(self.structured), share(self.marks));
        format!("{of:<34} names {names:<17} structured {structured:<17} precision {marks}")
    }
}

fn ratio((part, whole): (usize, usize)) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Found is what is marked to its last letter, as what it is.
fn is_found(passage: &Passage, (span, kind): (server::coding::Span, Kind), marks: &[Mark]) -> bool {
    let covered =
        |point: u32| marks.iter().any(|mark| mark.kind == kind && mark.span.start <= point && point < mark.span.end);
    let letters = (0..).zip(passage.text.chars()).filter(|(_, letter)| letter.is_alphanumeric());
    letters.filter(|(point, _)| span.start <= *point && *point < span.end).all(|(point, _)| covered(point))
}

/// Right is a mark of which at least half lies in mentions of its kind.
fn is_right(passage: &Passage, mark: &Mark) -> bool {
    let mentions = passage.mentions.iter().filter(|(_, kind)| *kind == mark.kind);
    let inside: u32 =
        mentions.map(|(span, _)| mark.span.end.min(span.end).saturating_sub(mark.span.start.max(span.start))).sum();
    inside * 2 >= mark.span.length()
}

fn both_halves() -> Vec<Passage> {
    labelled::development().into_iter().chain(labelled::held_back()).collect()
}

fn print_all(half: &str, passages: &[Passage]) -> Figures {
    let whole = Figures::of(passages);
    println!("{}", whole.line(&format!("{half}, all")));
    for language in ["en", "es"] {
        let own = Figures::of(passages.iter().filter(|passage| passage.language == language));
        println!("{}", own.line(&format!("{half}, {language}")));
    }
    for case in Case::ALL {
        for language in ["en", "es"] {
            let own = |passage: &&Passage| passage.case == case && passage.language == language;
            println!("{}", Figures::of(passages.iter().filter(own)).line(&format!("{half}, {language}, {case:?}")));
        }
    }
    whole
}

fn hold(figures: &Figures, of: &str) {
    assert!(ratio(figures.structured) >= 0.99, "{}", figures.line(of));
    assert!(ratio(figures.names) >= 0.90, "{}", figures.line(of));
    assert!(ratio(figures.marks) >= 0.70, "{}", figures.line(of));
}

#[test]
fn the_labelled_set_is_large_and_its_people_are_on_no_list() {
    let passages = both_halves();
    let mentions: usize =
        passages.iter().filter(|passage| passage.case != Case::Beginnings).map(|one| one.mentions.len()).sum();
    let silent = passages.iter().filter(|passage| passage.mentions.is_empty()).count();
    println!("{} passages, {silent} of them without a mention; {mentions} mentions", passages.len());
    assert!(mentions >= 500, "{mentions}");
    assert!(silent * 4 > passages.len(), "{silent}");
    let particles = ["de", "la", "der", "Van"];
    let listed: Vec<String> = labelled::words_of_names()
        .into_iter()
        .filter(|word| !particles.contains(&word.as_str()) && lists_name(word))
        .collect();
    assert!(listed.is_empty(), "{listed:?}");
    assert!(lists_name("María") && lists_name("SMITH"), "the lists are there");
    let [development, held_back] = labelled::frames().map(BTreeSet::from_iter);
    assert_eq!(development.intersection(&held_back).count(), 0, "the halves share no sentence");
}

#[test]
fn enough_is_found_and_enough_of_it_is_right() {
    let development = labelled::development();
    hold(&print_all("development", &development), "development");
    let held_back = labelled::held_back();
    hold(&print_all("held back", &held_back), "held back");
    let all = Figures::of(development.iter().chain(&held_back));
    println!("{}", all.line("all"));
    hold(&all, "all");
}

#[test]
fn text_in_capitals_and_without_them_is_read_as_well() {
    for (half, passages) in [("development", labelled::development()), ("held back", labelled::held_back())] {
        for case in [Case::Mixed, Case::Lower, Case::Upper] {
            hold(&Figures::of(passages.iter().filter(|passage| passage.case == case)), &format!("{half}, {case:?}"));
        }
    }
}

#[test]
fn what_is_missed_on_the_development_half_can_be_read() {
    if std::env::var_os("SHOW").is_none() {
        return;
    }
    for passage in labelled::development() {
        let marks = find(&passage.text);
        let words = |span: server::coding::Span| span.of(&passage.text).unwrap_or_default().to_owned();
        let missed = passage.mentions.iter().filter(|mention| !is_found(&passage, **mention, &marks));
        let wrong = marks.iter().filter(|mark| !is_right(&passage, mark));
        let missed: Vec<String> =
            missed.map(|(span, kind)| format!("MISSED {} {}", kind.code(), words(*span))).collect();
        let wrong: Vec<String> =
            wrong.map(|mark| format!("WRONG {} {} {}", mark.kind.code(), mark.why, words(mark.span))).collect();
        if !missed.is_empty() || !wrong.is_empty() {
            println!("{:?}: {}\n    {}", passage.case, passage.text, [missed, wrong].concat().join("; "));
        }
    }
}

#[test]
fn every_reason_is_known_and_given() {
    // What no frame of the set holds.
    const MORE: &[&str] = &["nací en 1994", "7XKP219 came by", "I met Quenby, then quenby left"];
    let passages = both_halves();
    let texts = passages.iter().map(|passage| passage.text.as_str()).chain(MORE.iter().copied());
    let given: BTreeSet<&str> = texts.flat_map(find).map(|mark| mark.why).collect();
    assert_eq!(given, BTreeSet::from_iter(WHYS.iter().copied()));
}
