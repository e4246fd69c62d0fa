//! A researcher has a file checked: every problem comes with its line, what is serious apart from what is advice.

use instruments::{Problem, check, parse};

const HEAD: &str = r#"format = 1
id = "small"
audience = "survivors"
languages = ["en"]
title = { en = "Small" }
minutes = 2
[consent]
who = { en = "We ask." }
why = { en = "To learn." }
seen_by = { en = "Two people." }
limits = { en = "None." }
[[section]]
id = "one"
title = { en = "One" }
"#;
const HOUSED: &str = "[[section.question]]\nid = \"housed\"\nkind = \"yes_no\"\nmissing = [\"dont_know\"]\ntext = { en = \"Do you have a home?\" }\n";
const FIRST_LINE: usize = 20;

/// The problems of a small instrument with these questions after `housed`; the first of their lines is line 20.
fn with(questions: &str) -> Vec<Problem> {
    check(&format!("{HEAD}{HOUSED}{questions}"))
}

fn codes(problems: &[Problem]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code).collect()
}

fn question(fields: &str) -> String {
    format!("[[section.question]]\nid = \"q\"\ntext = {{ en = \"Well?\" }}\n{fields}\n")
}

/// Checks that a question with these fields has this one problem, on this line of its fields.
fn only(fields: &str, code: &str, line: usize) -> Problem {
    let problems = with(&question(fields));
    assert_eq!(codes(&problems), [code], "{fields}\n{problems:?}");
    assert_eq!(problems[0].place.line, Some(FIRST_LINE + 2 + line), "{problems:?}");
    problems[0].clone()
}

#[test]
fn a_good_file_has_no_problem() {
    assert_eq!(with(""), []);
}

#[test]
fn broken_toml_names_its_line() {
    let problems = check("format = 1\nid = \n");
    assert_eq!((codes(&problems), problems[0].place.line), (vec!["broken-toml"], Some(2)));
}

#[test]
fn a_file_for_a_later_program_is_said_to_be_so() {
    let problems = check("format = 2\nnew_thing = 1\n");
    assert_eq!(codes(&problems), ["format-newer"]);
    assert_eq!(codes(&check("format = 0\n")), ["format-unknown"]);
}

#[test]
fn all_departures_from_the_format_are_found_at_once() {
    let problems = check("format = 1\nidd = \"x\"\nminutes = \"two\"\naudience = \"people\"\n");
    let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.place.line.unwrap_or(0))).collect();
    for wanted in [("unknown-field", 2), ("wrong-type", 3), ("unknown-word", 4)] {
        assert!(found.contains(&wanted), "{found:?}");
    }
    assert!(problems.iter().any(|problem| problem.code == "missing-field" && problem.values["field"] == "title"));
    let unknown = problems.iter().find(|problem| problem.code == "unknown-field").expect("found");
    assert!(unknown.values["allowed"].contains("id, audience"));
}

#[test]
fn a_wrong_number_of_a_field_is_refused_where_it_stands() {
    for value in ["-1", "1.5", "\"3\"", "nan", "99999999999", "[1]"] {
        only_format(value);
    }
}

fn only_format(value: &str) {
    let problems = with(&question(&format!("kind = \"text\"\nlimit = {value}")));
    assert_eq!((codes(&problems), problems[0].place.line), (vec!["wrong-type"], Some(24)), "{value}");
}

#[test]
fn a_missing_translation_is_named_for_each_language() {
    let source = format!("{HEAD}{HOUSED}").replace("[\"en\"]", "[\"en\", \"es\"]");
    let problems = check(&source);
    let missing: Vec<_> = problems.iter().filter(|problem| problem.code == "missing-translation").collect();
    assert_eq!(missing.len(), 7);
    assert!(missing.iter().all(|problem| problem.serious && problem.place.language.as_deref() == Some("es")));
    assert_eq!(
        missing.last().map(|problem| (problem.values["key"].as_str(), problem.place.line)),
        Some(("question.housed.text", Some(19)))
    );
}

#[test]
fn words_in_a_language_that_is_not_offered_are_named() {
    let problems =
        check(&format!("{HEAD}{HOUSED}").replace("{ en = \"Small\" }", "{ en = \"Small\", fr = \"Petit\" }"));
    assert_eq!(codes(&problems), ["language-not-offered"]);
    assert!(!problems[0].serious);
}

#[test]
fn a_language_without_a_formula_is_not_measured() {
    let problems = check(&format!("{HEAD}{HOUSED}").replace("en = ", "ar = ").replace("[\"en\"]", "[\"ar\"]"));
    assert_eq!(codes(&problems), ["reading-not-measured"]);
}

#[test]
fn hard_words_are_above_the_grade() {
    let hard = "Considering institutional accommodation alternatives, characterise organisational responsiveness comprehensively and systematically.";
    let problems = with(&question("kind = \"text\"\nlimit = 10").replace("Well?", hard));
    assert_eq!(codes(&problems), ["reading-grade-whole", "reading-grade"]);
    assert!(problems[0].serious && !problems[1].serious);
    assert_eq!(problems[1].values["target"], "6");
}

#[test]
fn survivors_are_never_required() {
    only("kind = \"text\"\nlimit = 10\nrequired = true", "required-for-survivors", 3);
}

#[test]
fn questions_that_identify_are_named() {
    for (text, serious) in [
        ("What is your phone number?", true),
        ("¿Cuál es su teléfono?", true),
        ("What is the name of the place?", false),
    ] {
        let problems = with(&question("kind = \"text\"\nlimit = 10").replace("Well?", text));
        assert_eq!((codes(&problems), problems[0].serious), (vec!["identifying"], serious), "{text}");
    }
    assert_eq!(
        with(&question("kind = \"text\"\nlimit = 10").replace("Well?", "What helped? Please do not write your name.")),
        []
    );
    only("kind = \"text\"\nlimit = 10\nsensitivity = \"identifying\"", "identifying-marked", 3);
}

#[test]
fn history_is_never_asked_of_survivors() {
    for text in ["Did your trafficker find you?", "¿La obligaron a trabajar?"] {
        let problems = with(&question("kind = \"text\"\nlimit = 10").replace("Well?", text));
        assert_eq!((codes(&problems), problems[0].serious), (vec!["never-asked"], true));
    }
}

#[test]
fn hard_questions_are_asked_gently() {
    let fields = "kind = \"yes_no\"\nmissing = [\"dont_know\"]\nsensitivity = \"distressing\"";
    assert_eq!(codes(&with(&question(fields))), ["no-content-note", "no-prefer-not"]);
}

#[test]
fn names_must_exist() {
    let problem = only("kind = \"text\"\nlimit = 10\nshow_if = \"${house} = 'yes'\"", "unknown-reference", 3);
    assert_eq!((problem.values["value"].as_str(), problem.place.column), ("house", Some(12)));
    assert_eq!(problem.values["near"], "housed");
    assert_eq!(only("kind = \"single\"\nlist = \"many\"", "unknown-list", 2).values["value"], "many");
}

#[test]
fn a_fault_in_an_expression_names_its_line_and_column() {
    let problem = only("kind = \"text\"\nlimit = 10\nshow_if = \"${housed} = 'yes\"", "expression-open-quote", 3);
    assert_eq!((problem.place.column, problem.values["column"].as_str()), (Some(24), "13"));
}

#[test]
fn codes_that_no_option_has_are_named() {
    let problems = with(&question("kind = \"text\"\nlimit = 10\nshow_if = \"${housed} = 'maybe'\""));
    assert_eq!(codes(&problems), ["never-shown", "unknown-code"]);
    assert_eq!(problems[1].values["known"], "yes, no");
}

#[test]
fn circles_are_followed_round() {
    let circle = "[[section.question]]\nid = \"a\"\nkind = \"calculated\"\ncalculate = \"${b} + 1\"\n[[section.question]]\nid = \"b\"\nkind = \"calculated\"\ncalculate = \"${a}\"\n";
    let problems = with(circle);
    assert_eq!(codes(&problems), ["circle"]);
    assert_eq!(problems[0].values["value"], "a → b → a");
    only("kind = \"text\"\nlimit = 10\nshow_if = \"${q} = 'x'\"", "circle", 3);
}

#[test]
fn a_condition_that_looks_ahead_or_never_holds_is_named() {
    let later = "[[section.question]]\nid = \"later\"\nkind = \"text\"\nlimit = 9\ntext = { en = \"And?\" }\n";
    let problems = with(&format!("{}{later}", question("kind = \"text\"\nlimit = 10\nshow_if = \"${later} = 'x'\"")));
    assert_eq!(codes(&problems), ["refers-later"]);
    for condition in ["1 = 2", "${housed} = 'yes' and ${housed} = 'no'", "not(${housed} = 'yes' or ${housed} != 'yes')"]
    {
        only(&format!("kind = \"text\"\nlimit = 10\nshow_if = \"{condition}\""), "never-shown", 3);
    }
}

#[test]
fn fields_that_do_not_belong_to_a_kind_are_named() {
    only("kind = \"text\"\nlimit = 10\nmin = 1", "field-not-for-kind", 3);
    only("kind = \"yes_no\"\nmissing = [\"dont_know\"]\nlist = \"x\"", "field-not-for-kind", 3);
}

#[test]
fn what_a_kind_needs_is_demanded() {
    for (fields, code) in [
        ("kind = \"text\"", "field-needed"),
        ("kind = \"date\"", "field-needed"),
        ("kind = \"yes_no\"", "no-dont-know"),
        ("kind = \"single\"", "too-few-options"),
        ("kind = \"text\"\nlimit = 0", "zero"),
        ("kind = \"number\"\nmin = 3\nmax = 2", "range-empty"),
        ("kind = \"number\"\ndecimals = 9", "decimals-too-many"),
        ("kind = \"link_code\"\nelement = [{ id = \"a\", text = { en = \"A?\" } }]", "too-few-elements"),
        (
            "kind = \"ranking\"\nplaces = 3\noption = [{ code = \"a\", text = { en = \"A\" } }, { code = \"b\", text = { en = \"B\" } }]",
            "more-places-than-options",
        ),
        (
            "kind = \"single\"\noption = [{ code = \"a\", text = { en = \"A\" }, exclusive = true }, { code = \"b\", text = { en = \"B\" } }]",
            "exclusive-outside-several",
        ),
        (
            "kind = \"scale\"\noption = [{ code = \"a\", text = { en = \"A\" } }, { code = \"b\", text = { en = \"B\" } }]",
            "scale-without-scores",
        ),
        (
            "kind = \"single\"\noption = [{ code = \"a\", text = { en = \"A\" } }, { code = \"a\", text = { en = \"B\" } }]",
            "code-twice",
        ),
        (
            "kind = \"single\"\noption = [{ code = \"a b\", text = { en = \"A\" } }, { code = \"b\", text = { en = \"B\" } }]",
            "code-shape",
        ),
    ] {
        assert_eq!(codes(&with(&question(fields))), [code], "{fields}");
    }
    assert_eq!(codes(&with("[[section.question]]\nid = \"q\"\nkind = \"note\"\n")), ["question-without-text"]);
    assert_eq!(codes(&with(&question("kind = \"text\"\nlimit = 10").replace("\"q\"", "\"housed\""))), ["id-twice"]);
    assert_eq!(codes(&with(&question("kind = \"text\"\nlimit = 10").replace("\"q\"", "\"Two Words\""))), ["id-shape"]);
}

#[test]
fn bands_follow_each_other_without_gap_or_overlap() {
    let bands = |second: &str| {
        question(&format!(
            "kind = \"band\"\noption = [{{ code = \"a\", text = {{ en = \"A\" }}, from = 0, to = 5 }}, {{ code = \"b\", text = {{ en = \"B\" }}, from = {second} }}]"
        ))
    };
    assert_eq!(codes(&with(&bands("6"))), Vec::<&str>::new());
    assert_eq!(codes(&with(&bands("8"))), ["band-gap"]);
    assert_eq!(codes(&with(&bands("5"))), ["band-overlap"]);
}

#[test]
fn scales_are_made_of_items_that_score() {
    let scale = |fields: &str| {
        with(&format!(
            "{}[[scale]]\nid = \"s\"\ntitle = {{ en = \"S\" }}\n{fields}\n",
            question(
                "kind = \"scale\"\noption = [{ code = \"a\", text = { en = \"A\" }, score = 1 }, { code = \"b\", text = { en = \"B\" }, score = 2 }]"
            )
        ))
    };
    assert_eq!(codes(&scale("items = [\"q\"]\nreversed = [\"q\"]")), Vec::<&str>::new());
    assert_eq!(codes(&scale("items = [\"x\", \"q\", \"q\"]")), ["unknown-item", "item-twice"]);
    assert_eq!(codes(&scale("items = [\"housed\"]")), ["item-without-scores"]);
    assert_eq!(codes(&scale("items = [\"q\"]\nreversed = [\"housed\"]")), ["reversed-not-item"]);
    assert_eq!(codes(&scale("items = []\nleast_answered = 2")), ["scale-without-items", "share-outside"]);
    let band = |from: &str| {
        format!(
            "items = [\"q\"]\n[[scale.band]]\nfrom = 1\nto = 2.9\nid = \"low\"\ntext = {{ en = \"Low\" }}\n[[scale.band]]\nfrom = {from}\nto = 5\nid = \"high\"\ntext = {{ en = \"High\" }}"
        )
    };
    assert_eq!(codes(&scale(&band("3"))), Vec::<&str>::new());
    assert_eq!(codes(&scale(&band("3.5"))), ["band-gap"]);
    assert_eq!(codes(&scale(&band("2.9"))), ["band-overlap"]);
}

#[test]
fn borrowed_words_name_their_owner() {
    let source = format!("{HEAD}{HOUSED}")
        .replace("[[section]]", "[wording]\nsource = \"paraphrase\"\nacknowledgement = {}\n[[section]]");
    assert_eq!(codes(&check(&source)), ["missing-translation", "missing-acknowledgement"]);
}

#[test]
fn cut_off_and_scrambled_files_are_problems_and_nothing_else() {
    let source = format!("{HEAD}{HOUSED}{}", question("kind = \"text\"\nlimit = 10"));
    for end in (0..source.len()).step_by(3) {
        check(&source[..end]);
        check(&source[end..]);
        let scrambled = format!("{}\0\u{FFFD}é${{'{}", &source[..end], &source[end..]);
        assert!(parse(&scrambled).is_err() || scrambled.contains('#'), "{end}");
    }
    check(&"[".repeat(20_000));
    check(&format!("a = {}", "[".repeat(20_000)));
}
