//! A coordinator compares the version of last year with the one of this year.

use std::collections::BTreeSet;

use instruments::{Change, Class, Instrument, diff, parse};
use serde_json::Value;

const SOURCE: &str = r#"# Who wrote this, and why.
format = 1
id = "small"
audience = "professionals"
languages = ["en", "es"] # two for now
title = { en = "Small", es = "Pequeño" }
minutes = 2

[consent]
who = { en = "We ask.", es = "Preguntamos." }
why = { en = "To learn.", es = "Para aprender." }
seen_by = { en = "Two people.", es = "Dos personas." }
limits = { en = "None.", es = "Ninguno." }

[wording]
source = "paraphrase"
acknowledgement = { en = "By Somebody.", es = "De alguien." }

[[list.agree]]
code = "1"
score = 1
text = { en = "No", es = "No" }
[[list.agree]]
code = "2"
score = 2
text = { en = "Yes", es = "Sí" }

[[section]]
id = "one"
title = { en = "One", es = "Uno" }

# The most important question.
[[section.question]]
id = "together"
kind = "matrix"
list = "agree"
[section.question.text] # read aloud
en = "Do you agree?" # old
es = "¿De acuerdo?"
[[section.question.row]]
id = "item_1"
text = { en = "We meet.", es = "Nos vemos." }
[[section.question.row]]
id = "item_2"
text = { en = "We talk.", es = "Hablamos." }

[[section.question]]
id = "more"
kind = "text"
limit = 100
text = { en = "More?", es = "¿Más?" }

[[scale]]
id = "all"
title = { en = "All", es = "Todo" }
items = ["together.item_1", "together.item_2"]
"#;

fn changes(new: &str) -> Vec<Change> {
    diff(&parse(SOURCE).expect("old"), &parse(new).expect("new"))
}

fn classes(new: &str) -> Vec<(Class, String, Option<String>)> {
    changes(new).into_iter().map(|change| (change.class, change.key, change.language)).collect()
}

fn change(class: Class, key: &str, language: Option<&str>) -> (Class, String, Option<String>) {
    (class, key.to_owned(), language.map(str::to_owned))
}

/// A change in each of the two languages.
fn both(class: Class, key: &str) -> Vec<(Class, String, Option<String>)> {
    vec![change(class, key, Some("en")), change(class, key, Some("es"))]
}

#[test]
fn the_same_file_has_no_changes() {
    assert_eq!(classes(SOURCE), []);
}

#[test]
fn each_change_has_its_class_for_each_language() {
    let more = "question.more.text";
    for (old, new, wanted) in [
        ("More?", "more ?", vec![change(Class::Cosmetic, more, Some("en"))]),
        ("¿Más?", "¿Algo más?", vec![change(Class::Reworded, more, Some("es"))]),
        (", es = \"¿Más?\"", "", vec![change(Class::Translated, more, Some("es"))]),
        ("limit = 100", "limit = 50", vec![change(Class::OptionsChanged, "question.more.limit", None)]),
        (
            "limit = 100",
            "limit = 100\nshow_if = \"${together.item_1} = '1'\"",
            vec![change(Class::RoutingChanged, "question.more.show_if", None)],
        ),
        ("limit = 100", "limit = 100\nmeaning = 2", vec![change(Class::MeaningChanged, "question.more.meaning", None)]),
        ("score = 1", "score = 0", vec![change(Class::OptionsChanged, "question.together.option.1.score", None)]),
        ("es = \"Sí\"", "es = \"Claro\"", vec![change(Class::Reworded, "question.together.option.2", Some("es"))]),
        ("\"together.item_1\", ", "", vec![change(Class::ScoringChanged, "scale.all.items", None)]),
        (
            "items = [",
            "reversed = [\"together.item_2\"]\nleast_answered = 0.75\nheadline = \"ratings\"\nitems = [",
            vec![
                change(Class::ScoringChanged, "scale.all.headline", None),
                change(Class::ScoringChanged, "scale.all.least_answered", None),
                change(Class::ScoringChanged, "scale.all.reversed", None),
            ],
        ),
        (
            "limit = 100",
            "limit = 100\nmissing = [\"dont_know\"]",
            vec![change(Class::OptionsChanged, "question.more.missing", None)],
        ),
        (
            "limit = 100",
            "limit = 100\nsensitivity = \"identifying\"",
            vec![change(Class::SettingsChanged, "question.more.sensitivity", None)],
        ),
        (
            "limit = 100",
            "limit = 100\nhint = { en = \"A line.\", es = \"Una línea.\" }",
            both(Class::Added, "question.more.hint"),
        ),
        (
            "limit = 100",
            "limit = 100\ncheck = [{ that = \". != ''\", say = { en = \"Please.\", es = \"Por favor.\" } }]",
            vec![
                change(Class::RoutingChanged, "question.more.check", None),
                change(Class::RoutingChanged, "question.more.check.1", Some("en")),
                change(Class::RoutingChanged, "question.more.check.1", Some("es")),
                change(Class::RoutingChanged, "question.more.check.1.that", None),
            ],
        ),
        ("\"We ask.\"", "\"They ask.\"", vec![change(Class::Reworded, "consent.who", Some("en"))]),
        ("limits = {", "more = { en = \"Coffee.\", es = \"Café.\" }\nlimits = {", both(Class::Added, "consent.more")),
        ("minutes = 2", "minutes = 3", vec![change(Class::SettingsChanged, "minutes", None)]),
        ("\"professionals\"", "\"community\"", vec![change(Class::MeaningChanged, "audience", None)]),
        ("[\"en\", \"es\"]", "[\"en\"]", vec![change(Class::Translated, "languages", None)]),
        (
            "id = \"more\"",
            "id = \"other\"",
            [both(Class::Added, "question.other"), both(Class::Removed, "question.more")].concat(),
        ),
        ("\"paraphrase\"", "\"official\"", vec![change(Class::MeaningChanged, "wording.source", None)]),
    ] {
        assert!(SOURCE.contains(old), "{old}");
        assert_eq!(classes(&SOURCE.replacen(old, new, 1)), wanted, "{old} → {new}");
    }
}

#[test]
fn a_number_in_a_text_is_never_cosmetic() {
    let with = |number: &str| parse(&SOURCE.replace("More?", &format!("More than {number}?"))).expect("reads");
    let class = |old: &str, new: &str| diff(&with(old), &with(new))[0].class;
    assert_eq!(class("1.5", "15"), Class::Reworded);
    assert_eq!(class("1–5", "15"), Class::Reworded);
    assert_eq!(class("15", "15 !"), Class::Cosmetic);
}

#[test]
fn a_question_in_another_place_has_moved_and_its_neighbours_have_not() {
    let more = "[[section.question]]\nid = \"more\"\nkind = \"text\"\nlimit = 100\ntext = { en = \"More?\", es = \"¿Más?\" }\n";
    let new = SOURCE.replace(more, "").replace("# The most", &format!("{more}\n# The most"));
    assert_eq!(classes(&new).iter().filter(|(class, ..)| *class == Class::Moved).count(), 1);
}

#[test]
fn an_option_more_is_told_with_its_words_in_each_language() {
    let more = "[[list.agree]]\ncode = \"3\"\nscore = 3\ntext = { en = \"Very\", es = \"Mucho\" }\n\n[[section]]";
    let told: Vec<_> = changes(&SOURCE.replacen("[[section]]", more, 1)).into_iter().collect();
    assert!(told.iter().all(|change| change.class == Class::OptionsChanged), "{told:#?}");
    let option = |key: &str, language: Option<&str>| {
        told.iter().find(|change| change.key == key && change.language.as_deref() == language).expect("told")
    };
    assert_eq!(option("question.together.option", None).before, "1, 2");
    assert_eq!(option("question.together.option", None).after, "1, 2, 3");
    assert_eq!(option("question.together.option.3", Some("es")).after, "Mucho");
    assert_eq!(option("question.together.option.3.score", None).after, "3.0");
}

#[test]
fn options_in_another_order_are_told() {
    let one = "[[list.agree]]\ncode = \"1\"\nscore = 1\ntext = { en = \"No\", es = \"No\" }\n";
    let turned = SOURCE.replace(one, "").replacen("[[section]]", &format!("{one}\n[[section]]"), 1);
    assert_eq!(classes(&turned), [change(Class::OptionsChanged, "question.together.option", None)]);
}

#[test]
fn bands_that_shift_are_scored_otherwise() {
    let band = |from: &str| {
        format!(
            "{SOURCE}[[scale.band]]\nfrom = {from}\nto = 2.0\nid = \"high\"\ntext = {{ en = \"High\", es = \"Alto\" }}\n"
        )
    };
    let told = diff(&parse(&band("1.5")).expect("old"), &parse(&band("1.6")).expect("new"));
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].class, told[0].key.as_str()), (Class::ScoringChanged, "scale.all.band.high.from"));
    assert_eq!((told[0].before.as_str(), told[0].after.as_str()), ("1.5", "1.6"));
}

/// The example of the reference page: every field of the format stands in it.
fn whole() -> Value {
    let page = include_str!("../README.md");
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("\n```").next()).expect("an example");
    serde_json::to_value(parse(example).expect("it reads")).expect("a value")
}

/// Every way to change one place of an instrument: another word, number or flag, one entry fewer, the order turned round.
fn spoiled(value: &Value) -> Vec<(String, Value)> {
    match value {
        Value::Object(table) => {
            let inner = table.iter().flat_map(|(name, inner)| {
                let put = move |(path, changed): (String, Value)| {
                    let mut table = table.clone();
                    table.insert(name.clone(), changed);
                    (format!("{name}.{path}"), Value::Object(table))
                };
                spoiled(inner).into_iter().map(put)
            });
            let gone = table.keys().map(|name| {
                let mut table = table.clone();
                table.remove(name);
                (format!("without {name}"), Value::Object(table))
            });
            inner.chain(gone).collect()
        }
        Value::Array(items) => {
            let inner = items.iter().enumerate().flat_map(|(at, inner)| {
                let put = move |(path, changed): (String, Value)| {
                    let mut items = items.clone();
                    items[at] = changed;
                    (format!("{at}.{path}"), Value::Array(items))
                };
                spoiled(inner).into_iter().map(put)
            });
            let fewer = (0..items.len()).map(|at| {
                let mut items = items.clone();
                items.remove(at);
                (format!("without {at}"), Value::Array(items))
            });
            let turned = (String::from("turned"), Value::Array(items.iter().rev().cloned().collect()));
            inner.chain(fewer).chain(std::iter::once(turned)).collect()
        }
        Value::String(text) => {
            let words =
                ["year", "month", "persons", "ratings", "official", "dont_know", "identifying", "text", "survivors"];
            let other = words.iter().map(|word| Value::from(*word)).chain([Value::from(format!("{text} x"))]);
            other.filter(|other| other != value).map(|other| (other.to_string(), other)).collect()
        }
        Value::Number(number) => {
            let other = number
                .as_u64()
                .map_or_else(|| Value::from(number.as_f64().unwrap_or(0.0) + 1.0), |whole| Value::from(whole + 1));
            vec![(other.to_string(), other)]
        }
        Value::Bool(flag) => vec![("turned".into(), Value::from(!flag))],
        Value::Null => Vec::new(),
    }
}

#[test]
fn nothing_changes_silently() {
    let before = whole();
    let old: Instrument = serde_json::from_value(before.clone()).expect("an instrument");
    assert_eq!(diff(&old, &old), [], "control: the same has no changes");
    let (mut tried, mut keys) = (0, BTreeSet::new());
    for (path, changed) in spoiled(&before) {
        // What the format does not allow is no version.
        let Ok(new) = serde_json::from_value::<Instrument>(changed) else { continue };
        if new == old {
            continue;
        }
        tried += 1;
        let told = diff(&old, &new);
        assert!(!told.is_empty(), "{path} changed silently");
        keys.extend(told.into_iter().map(|change| change.key.rsplit('.').next().unwrap_or_default().to_owned()));
    }
    println!("{tried} single changes, all told");
    assert!(tried > 1_000 && keys.len() > 60, "{tried} changes of {} fields", keys.len());
}
