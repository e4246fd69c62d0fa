//! A coordinator rewords a file in the browser, a translator's sheet comes back, a site lays official words over.

use instruments::{Class, WordingSource, add_language, check, diff, overlay, parse, put_words, words};

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

fn word(key: &str, language: &str, text: &str) -> (String, String, String) {
    (key.to_owned(), language.to_owned(), text.to_owned())
}

fn classes(new: &str) -> Vec<(Class, String, Option<String>)> {
    let changes = diff(&parse(SOURCE).expect("old"), &parse(new).expect("new"));
    changes.into_iter().map(|change| (change.class, change.key, change.language)).collect()
}

fn change(class: Class, key: &str, language: Option<&str>) -> (Class, String, Option<String>) {
    (class, key.to_owned(), language.map(str::to_owned))
}

#[test]
fn every_text_can_be_put_back_as_it_is_without_changing_a_letter() {
    let all: Vec<_> = words(&parse(SOURCE).expect("reads"))
        .iter()
        .flat_map(|one| one.texts.0.iter().map(|(language, text)| word(&one.key, language, text)).collect::<Vec<_>>())
        .collect();
    assert_eq!(all.len(), 28);
    assert_eq!(put_words(SOURCE, &all).expect("fits"), SOURCE);
}

#[test]
fn new_words_leave_comments_and_order_alone() {
    let new = put_words(
        SOURCE,
        &[word("question.together.text", "en", "Would you say \"yes\"?\nOr not?"), word("list.agree.2", "es", "Claro")],
    )
    .expect("fits");
    assert!(new.contains("# The most important question.") && new.contains("# read aloud") && new.contains("# old"));
    let read = parse(&new).expect("reads");
    assert_eq!(read.sections[0].questions[0].text.get("en"), "Would you say \"yes\"?\nOr not?");
    assert_eq!(read.lists["agree"][1].text.get("es"), "Claro");
}

#[test]
fn a_hint_can_be_added_and_taken_away() {
    let new = put_words(
        SOURCE,
        &[word("question.more.hint", "en", "A line."), word("question.more.hint", "es", "Una línea.")],
    )
    .expect("fits");
    assert_eq!(
        parse(&new).expect("reads").sections[0].questions[1].hint.as_ref().map(|hint| hint.get("es")),
        Some("Una línea.")
    );
    let back =
        put_words(&new, &[word("question.more.hint", "en", ""), word("question.more.hint", "es", "")]).expect("fits");
    assert_eq!(back, SOURCE);
}

#[test]
fn unknown_keys_and_languages_change_nothing() {
    let problems =
        put_words(SOURCE, &[word("question.gone.text", "en", "x"), word("title", "fr", "x"), word("title", "en", "y")])
            .expect_err("refused");
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["word-key", "word-language"]);
}

#[test]
fn a_language_is_added_and_then_missed_everywhere() {
    let new = add_language(SOURCE, "ar").expect("fits");
    assert!(new.contains("[\"en\", \"es\", \"ar\"] # two for now"));
    assert_eq!(check(&new).iter().filter(|problem| problem.code == "missing-translation").count(), 14);
    let filled: Vec<_> = words(&parse(&new).expect("reads")).iter().map(|one| word(&one.key, "ar", "كلمة")).collect();
    let filled = put_words(&new, &filled).expect("fits");
    assert!(check(&filled).iter().all(|problem| problem.code != "missing-translation"));
}

#[test]
fn official_words_replace_all_items_and_raise_their_meaning() {
    let new = overlay(
        SOURCE,
        "source = \"official\"\n[items]\nitem_1 = { en = \"O1\" }\n\"together.item_2\" = { en = \"O2\" }\n",
    )
    .expect("laid over");
    let read = parse(&new).expect("reads");
    assert_eq!(read.wording.as_ref().map(|wording| wording.source), Some(WordingSource::Official));
    assert_eq!(read.languages, ["en"], "the paraphrases of another language are not mixed in");
    let question = &read.sections[0].questions[0];
    assert_eq!((question.meaning, question.rows[0].text.get("en"), question.rows[1].text.get("en")), (2, "O1", "O2"));
    assert!(!question.rows[0].text.has("es"));
    assert!(new.contains("# The most important question."));
    assert!(check(&new).iter().all(|problem| !problem.serious));
}

#[test]
fn an_overlay_that_lacks_an_item_is_refused_and_names_it() {
    for (text, codes) in [
        ("[items]\nitem_1 = { en = \"O1\" }\n", vec!["overlay-item-missing"]),
        ("[items]\nitem_1 = { en = \"O1\" }\nitem_2 = { en = \" \" }\n", vec!["overlay-item-missing"]),
        ("[items]\nitem_1 = { en = \"O1\", es = \"O1\" }\nitem_2 = { en = \"O2\" }\n", vec!["overlay-item-missing"]),
        (
            "[items]\nitem_1 = { en = \"O1\" }\nitem_2 = { en = \"O2\" }\nitem_3 = { en = \"O3\" }\n",
            vec!["overlay-unknown-item"],
        ),
        ("[items]\nitem_1 = { fr = \"O1\" }\nitem_2 = { fr = \"O2\" }\n", vec!["overlay-language"]),
        (
            "source = \"paraphrase\"\n[items]\nitem_1 = { en = \"O1\" }\nitem_2 = { en = \"O2\" }\n",
            vec!["overlay-source"],
        ),
        ("[items\n", vec!["overlay-broken"]),
        ("", vec!["overlay-broken"]),
        ("[items]\n", vec!["overlay-item-missing", "overlay-item-missing"]),
    ] {
        let problems = overlay(SOURCE, text).expect_err(text);
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), codes, "{text}");
    }
    let problems = overlay(SOURCE, "[items]\nitem_1 = { en = \"O1\" }\n").expect_err("refused");
    assert_eq!(problems[0].values["value"], "item_2");
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
        ("score = 1", "score = 0", vec![change(Class::OptionsChanged, "question.together.option", None)]),
        ("es = \"Sí\"", "es = \"Claro\"", vec![change(Class::Reworded, "question.together.option.2", Some("es"))]),
        ("\"together.item_1\", ", "", vec![change(Class::ScoringChanged, "scale.all", None)]),
        (
            "id = \"more\"",
            "id = \"other\"",
            vec![change(Class::Added, "question.other", None), change(Class::Removed, "question.more", None)],
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
