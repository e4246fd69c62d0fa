//! A coordinator rewords a file in the browser, a translator's sheet comes back, a site lays official words over.

use instruments::{WordingSource, add_language, check, overlay, parse, put_words, words};

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
