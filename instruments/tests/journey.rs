//! A respondent goes through a small instrument with routing, a repeat group and a part that can be skipped.

use instruments::{
    Answer, Answers, Instrument, Journey, MissingReason, PageReading, complete, parse, read_page, variables,
};

const SOURCE: &str = r#"
format = 1
id = "small"
audience = "community"
languages = ["en"]
title = { en = "Small" }
minutes = 2
[consent]
who = { en = "We ask." }
why = { en = "To learn." }
seen_by = { en = "Two people." }
limits = { en = "None." }

[[section]]
id = "home"
title = { en = "Home" }
[[section.question]]
id = "housed"
kind = "yes_no"
text = { en = "Do you have a home?" }
missing = ["dont_know"]
[[section.question]]
id = "rooms"
kind = "number"
text = { en = "How many rooms?" }
min = 1
max = 20
show_if = "${housed} = 'yes'"
[[section.question.check]]
that = ". != 13"
say = { en = "Thirteen is not possible here." }
[[section.question]]
id = "needs"
kind = "several"
text = { en = "What do you need?" }
option = [
  { code = "food", text = { en = "Food" } },
  { code = "work", text = { en = "Work" } },
  { code = "none", text = { en = "None" }, exclusive = true },
]
[[section.question]]
id = "words"
kind = "text"
limit = 10
text = { en = "In a word?" }

[[section]]
id = "children"
title = { en = "Children" }
content_note = { en = "About children." }
show_if = "selected(${needs}, 'food') or ${rooms} > 3"
[[section.question]]
id = "child"
kind = "repeat"
at_most = 3
text = { en = "Your children" }
[[section.question.question]]
id = "age"
kind = "number"
text = { en = "Age?" }
[[section.question.question]]
id = "school"
kind = "yes_no"
text = { en = "At school?" }
show_if = "${age} >= 6"
[[section.question]]
id = "ages"
kind = "calculated"
calculate = "sum(${age})"

[[section]]
id = "end"
title = { en = "End" }
[[section.question]]
id = "born"
kind = "date"
precision = "month"
text = { en = "Since when?" }
[[section.question]]
id = "order"
kind = "ranking"
places = 2
text = { en = "What first?" }
option = [
  { code = "a", text = { en = "A" } },
  { code = "b", text = { en = "B" } },
  { code = "c", text = { en = "C" } },
]
[[section.question]]
id = "feel"
kind = "matrix"
text = { en = "How do you feel?" }
missing = ["prefer_not"]
option = [{ code = "good", text = { en = "Good" } }, { code = "bad", text = { en = "Bad" } }]
row = [{ id = "day", text = { en = "By day" } }, { id = "night", text = { en = "At night" } }]
"#;

fn instrument() -> Instrument {
    parse(SOURCE).expect("the instrument reads")
}

fn send(page: usize, fields: &[(&str, &str)], before: &Answers) -> PageReading {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    read_page(&instrument(), page, &fields, before)
}

fn codes(reading: &PageReading) -> Vec<(&'static str, &str)> {
    reading.problems.iter().map(|problem| (problem.code, problem.place.id.as_str())).collect()
}

fn one(code: &str) -> Answer {
    Answer::One(code.to_owned())
}

#[test]
fn nothing_is_complete_at_the_start_and_hidden_questions_stay_hidden() {
    let journey = Journey::of(&instrument(), &Answers::new());
    assert_eq!(journey.first(), Some(0));
    assert!(journey.shown("housed") && !journey.shown("rooms") && !journey.pages[1].shown);
    assert_eq!(journey.next_after(0), Some(2));
    assert!(!journey.may_visit(2) && !journey.pages[0].complete);
}

#[test]
fn an_answer_that_brings_up_a_question_keeps_the_page_open() {
    let first = send(0, &[("housed", "yes"), ("needs", ""), ("words", "")], &Answers::new());
    assert_eq!(codes(&first), []);
    assert_eq!(Journey::of(&instrument(), &first.answers).first_open(), Some(0));
    let second = send(0, &[("housed", "yes"), ("rooms", "4")], &first.answers);
    let journey = Journey::of(&instrument(), &second.answers);
    assert_eq!(journey.first_open(), Some(1));
    assert!(journey.pages[1].shown);
}

#[test]
fn fields_that_do_not_belong_are_refused_and_the_platforms_own_are_left_alone() {
    let reading =
        send(0, &[("housed", "no"), ("rooms", "4"), ("evil", "x"), ("_token", "t"), ("empty", "")], &Answers::new());
    assert_eq!(codes(&reading), [("forged-field", "evil"), ("forged-field", "rooms")]);
    assert_eq!(reading.answers.get("rooms"), None);
}

#[test]
fn an_option_that_does_not_exist_is_refused() {
    let reading = send(0, &[("housed", "maybe"), ("needs", "gold")], &Answers::new());
    assert_eq!(codes(&reading), [("choose-one", "housed"), ("choose-offered", "needs")]);
    assert_eq!(reading.typed["housed"], "maybe");
}

#[test]
fn none_of_these_stands_alone() {
    let reading = send(0, &[("needs", "food"), ("needs", "none")], &Answers::new());
    assert_eq!(codes(&reading), [("exclusive-with-others", "needs")]);
    assert_eq!(reading.typed["needs"], "food none");
}

#[test]
fn a_text_over_its_limit_stays_as_typed() {
    let reading = send(0, &[("words", "one two three")], &Answers::new());
    assert_eq!(codes(&reading), [("too-long", "words")]);
    assert_eq!(reading.problems[0].values["over"], "3");
    assert_eq!(reading.typed["words"], "one two three");
}

#[test]
fn odd_characters_are_taken_out_and_said() {
    let reading = send(0, &[("words", "a\0b\u{FFFD}c")], &Answers::new());
    assert_eq!(codes(&reading), [("odd-characters", "words")]);
    assert_eq!(reading.typed["words"], "abc");
}

#[test]
fn a_wrong_value_keeps_the_earlier_answer() {
    let before = send(0, &[("housed", "yes")], &Answers::new()).answers;
    let before = send(0, &[("housed", "yes"), ("rooms", "2")], &before).answers;
    for (typed, code) in
        [("many", "not-a-number"), ("40", "out-of-range"), ("1.5", "not-whole"), ("13", "check-failed")]
    {
        let reading = send(0, &[("housed", "yes"), ("rooms", typed)], &before);
        assert_eq!(codes(&reading), [(code, "rooms")]);
        assert_eq!(reading.answers["rooms"], Answer::Number(2.0));
        assert_eq!(reading.typed["rooms"], typed);
    }
}

#[test]
fn a_wrong_value_is_not_held_against_a_question_that_the_same_answers_hide() {
    let before = send(0, &[("housed", "yes")], &Answers::new()).answers;
    let reading = send(0, &[("housed", "no"), ("rooms", "many")], &before);
    assert_eq!((codes(&reading), reading.typed.len()), (vec![], 0));
    assert!(Journey::of(&instrument(), &reading.answers).pages[0].complete);
}

#[test]
fn i_do_not_know_is_kept_apart_from_nothing() {
    let reading = send(0, &[("housed", "~dont_know")], &Answers::new());
    assert_eq!(reading.answers["housed"], Answer::Missing(MissingReason::DontKnow));
    assert_eq!(reading.answers["words"], Answer::Missing(MissingReason::Skipped));
    let forged = send(0, &[("housed", "~prefer_not")], &Answers::new());
    assert_eq!(codes(&forged), [("choose-one", "housed")]);
}

#[test]
fn rounds_are_added_and_counted_and_empty_ones_fall_away() {
    let mut answers = send(0, &[("needs", "food")], &Answers::new()).answers;
    answers = send(1, &[("child.1.age", "7"), ("child.more", "add")], &answers).answers;
    let journey = Journey::of(&instrument(), &answers);
    assert_eq!(journey.rounds("child"), 2);
    assert!(journey.shown("child.1.school") && !journey.shown("child.2.school"));
    answers = send(
        1,
        &[("child.1.age", "7"), ("child.1.school", "yes"), ("child.2.age", "3"), ("child.more", "add")],
        &answers,
    )
    .answers;
    assert_eq!(Journey::of(&instrument(), &answers).calculated()["ages"], Answer::Number(10.0));
    let reading = send(1, &[("child.1.age", "7"), ("child.2.age", "3"), ("child.more", "add")], &answers);
    assert_eq!(codes(&reading), [("no-more-rounds", "child")]);
    let whole = complete(&instrument(), &reading.answers);
    assert_eq!(whole["child"], Answer::Number(2.0));
    assert!(!whole.contains_key("child.3.age"));
    assert_eq!(whole["child.2.school"], Answer::Missing(MissingReason::NotAsked));
}

#[test]
fn a_part_can_be_skipped_and_taken_up_again() {
    let answers = send(0, &[("needs", "food")], &Answers::new()).answers;
    let skipped = send(1, &[("skip-part", "children"), ("child.1.age", "7")], &answers);
    assert_eq!(codes(&skipped), []);
    let journey = Journey::of(&instrument(), &skipped.answers);
    assert!(journey.pages[1].skipped && journey.pages[1].complete);
    assert_eq!(complete(&instrument(), &skipped.answers)["child"], Answer::Number(0.0));
    let again = send(1, &[("child.1.age", "4")], &skipped.answers);
    assert!(!Journey::of(&instrument(), &again.answers).pages[1].skipped);
    assert_eq!(codes(&send(1, &[("skip-part", "home")], &answers)), [("forged-field", "skip-part")]);
}

#[test]
fn months_rankings_and_rows_come_in_their_own_fields() {
    let fields = [
        ("born.month", "3"),
        ("born.year", "2020"),
        ("order.place.1", "c"),
        ("order.place.2", "a"),
        ("feel.day", "good"),
        ("feel.night", "~prefer_not"),
    ];
    let reading = send(2, &fields, &Answers::new());
    assert_eq!(codes(&reading), []);
    assert_eq!(reading.answers["born"], Answer::Date("2020-03".to_owned()));
    assert_eq!(reading.answers["order"], Answer::Several(vec!["c".to_owned(), "a".to_owned()]));
    assert_eq!(reading.answers["feel.day"], one("good"));
    assert_eq!(reading.answers["feel.night"], Answer::Missing(MissingReason::PreferNot));
    let wrong = send(
        2,
        &[("born.month", "13"), ("born.year", "2020"), ("order.place.1", "c"), ("order.place.2", "c")],
        &Answers::new(),
    );
    assert_eq!(codes(&wrong), [("date-wrong", "born"), ("ranked-twice", "order")]);
    assert_eq!(wrong.typed["born.month"], "13");
    assert_eq!(wrong.typed["order.place.2"], "c");
}

#[test]
fn what_is_hidden_in_the_end_is_not_sealed() {
    let mut answers = send(0, &[("housed", "yes")], &Answers::new()).answers;
    answers = send(0, &[("housed", "yes"), ("rooms", "5")], &answers).answers;
    answers = send(0, &[("housed", "no"), ("rooms", "5")], &answers).answers;
    assert_eq!(answers["rooms"], Answer::Number(5.0));
    assert!(!Journey::of(&instrument(), &answers).pages[1].shown, "a hidden answer is blank for others");
    let whole = complete(&instrument(), &answers);
    assert_eq!(whole["rooms"], Answer::Missing(MissingReason::NotAsked));
    assert_eq!(whole["born"], Answer::Missing(MissingReason::Skipped));
}

#[test]
fn every_sealed_key_has_its_column() {
    let columns: Vec<_> = variables(&instrument()).into_iter().map(|variable| variable.key).collect();
    for key in complete(&instrument(), &Answers::new()).keys() {
        assert!(columns.contains(key), "{key} has a column");
    }
}

#[test]
fn no_input_makes_the_reader_fall_over() {
    let odd = [
        "",
        "~",
        "~dont_know",
        "NaN",
        "inf",
        "1e309",
        "-",
        ".",
        "٣",
        "\u{202E}",
        "9999999999999999999999",
        "child",
        "1,2,3",
        "\u{FFFF}",
        "{",
        "0",
    ];
    let names = [
        "housed",
        "rooms",
        "needs",
        "words",
        "child.1.age",
        "child.99999999999999999999.age",
        "child.more",
        "child",
        "born",
        "born.month",
        "order.place.0",
        "feel.day",
        "feel~missing",
        "skip-part",
        ".",
        "~",
        "",
    ];
    for name in names {
        for value in odd {
            for page in [0, 1, 2, 99] {
                let reading = send(page, &[(name, value), (name, value)], &Answers::new());
                complete(&instrument(), &reading.answers);
            }
        }
    }
}
