//! Of whom a question is asked: the conditions that people come through before they see it. The same words asked of other
//! people have another base.

use std::collections::BTreeSet;

use instruments::{Change, Class, Expression, Instrument, Question, Section};

/// Questions of both versions that are asked of other people in the new one, each as a change of its `show_if`: all
/// conditions before and after.
pub fn asked_of_others(old: &Instrument, new: &Instrument) -> Vec<Change> {
    let changed = |question: &Question| {
        let (before, after) = (Conditions::of(old, &question.id)?, Conditions::of(new, &question.id)?);
        let differ = before != after || old.audience != new.audience;
        differ.then(|| Change {
            class: Class::RoutingChanged,
            id: question.id.clone(),
            key: format!("question.{}.show_if", question.id),
            language: None,
            before: before.written(),
            after: after.written(),
        })
    };
    new.sections.iter().flat_map(|section| &section.questions).filter_map(changed).collect()
}

/// What must hold before a question is asked.
#[derive(Default, PartialEq, Eq)]
struct Conditions {
    /// Its own, those of its section, and those of the questions that these name.
    all: BTreeSet<String>,
    /// How calculated values are worked out that these name.
    worked_out: BTreeSet<String>,
}

impl Conditions {
    /// Those of a question outside groups; nothing where the instrument has no such question.
    fn of(instrument: &Instrument, id: &str) -> Option<Self> {
        let mut found = Self::default();
        let (section, question) = find(instrument, id)?;
        found.follow(instrument, section, question, &mut BTreeSet::new());
        Some(found)
    }

    /// Whoever was never asked what a condition names does not come through it either.
    fn follow<'a>(
        &mut self,
        instrument: &'a Instrument,
        section: &'a Section,
        question: &'a Question,
        known: &mut BTreeSet<&'a str>,
    ) {
        if !known.insert(&question.id) {
            return;
        }
        let own = [&section.show_if, &question.show_if].into_iter().flatten();
        let mut texts: Vec<String> = own.map(|text| tidy(text)).collect();
        self.all.extend(texts.iter().cloned());
        if let Some(formula) = question.calculate.as_ref().filter(|_| known.len() > 1) {
            self.worked_out.insert(tidy(formula));
            texts.push(tidy(formula));
        }
        for text in &texts {
            for name in names(text) {
                if let Some((section, question)) = find(instrument, &name) {
                    self.follow(instrument, section, question, known);
                }
            }
        }
    }

    /// All of them as one expression; empty where everybody is asked.
    fn written(&self) -> String {
        let one = |text: &String| match self.all.len() {
            1 => text.clone(),
            _ if text.contains(" or ") => format!("({text})"),
            _ => text.clone(),
        };
        self.all.iter().map(one).collect::<Vec<_>>().join(" and ")
    }
}

fn find<'a>(instrument: &'a Instrument, id: &str) -> Option<(&'a Section, &'a Question)> {
    let sections = instrument.sections.iter();
    let mut all = sections.flat_map(|section| section.questions.iter().map(move |question| (section, question)));
    all.find(|(_, question)| question.id == id)
}

/// Ids of the questions that an expression names.
fn names(text: &str) -> Vec<String> {
    let parsed = Expression::parse(text);
    let id = |(name, _): (&str, usize)| name.split('.').next().unwrap_or_default().to_owned();
    parsed.map_or_else(|_| Vec::new(), |parsed| parsed.references().into_iter().map(id).collect())
}

/// White space says nothing.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    //! A survey asks about a move, and of those who moved about help.

    use super::*;

    const ASKED: &str = r#"
format = 1
id = "moves"
audience = "professionals"
languages = ["en"]
title = { en = "Moves" }
minutes = 1
[consent]
who = { en = "The office." }
why = { en = "To learn." }
seen_by = { en = "The office." }
limits = { en = "None." }
[[section]]
id = "first"
title = { en = "First" }
[[section.question]]
id = "here"
kind = "yes_no"
text = { en = "Do you live here?" }
[[section.question]]
id = "moved"
kind = "yes_no"
text = { en = "Did you move?" }
[[section]]
id = "second"
title = { en = "Second" }
[[section.question]]
id = "helped"
kind = "yes_no"
text = { en = "Did anybody help?" }
show_if = "${moved} = 'yes'"
[[section.question]]
id = "glad"
kind = "yes_no"
text = { en = "Are you glad?" }
"#;

    fn told(before: &str, after: &str) -> Vec<(String, String, String)> {
        let read = |text: &str| instruments::parse(text).unwrap();
        let changes = asked_of_others(&read(before), &read(after)).into_iter();
        changes.map(|change| (change.id, change.before, change.after)).collect()
    }

    fn one(id: &str, before: &str, after: &str) -> (String, String, String) {
        (id.to_owned(), before.to_owned(), after.to_owned())
    }

    #[test]
    fn the_condition_of_a_part_is_one_of_each_of_its_questions() {
        assert_eq!(told(ASKED, &ASKED.replace("${moved} = 'yes'", " ${moved}  =  'yes'")), [], "control: blanks");
        let part = ASKED.replace("id = \"second\"", "id = \"second\"\nshow_if = \"${here} = 'yes'\"");
        let both = "${here} = 'yes' and ${moved} = 'yes'";
        let all = [one("helped", "${moved} = 'yes'", both), one("glad", "", "${here} = 'yes'")];
        assert_eq!(told(ASKED, &part), all);
    }

    #[test]
    fn who_is_not_asked_what_a_condition_names_is_not_asked_what_follows_either() {
        let fewer = ASKED.replace("id = \"moved\"", "id = \"moved\"\nshow_if = \"${here} = 'yes'\"");
        let both = "${here} = 'yes' and ${moved} = 'yes'";
        let all = [one("moved", "", "${here} = 'yes'"), one("helped", "${moved} = 'yes'", both)];
        assert_eq!(told(ASKED, &fewer), all);
    }

    #[test]
    fn a_question_that_moves_under_a_condition_is_asked_of_others() {
        let (head, glad) = ASKED.rsplit_once("[[section.question]]").unwrap();
        let elsewhere = format!(
            "{head}[[section]]\nid = \"third\"\nshow_if = \"${{here}} = 'no'\"\ntitle = {{ en = \"Third\" }}\n\
             [[section.question]]{glad}"
        );
        assert_eq!(told(ASKED, &elsewhere), [one("glad", "", "${here} = 'no'")]);
    }
}
