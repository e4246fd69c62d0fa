//! A name was taken out of an answer; memos, examples and other passages may still hold it.

use server::redaction::SameWords;

fn found<'a>(removed: &[&str], text: &'a str) -> Vec<&'a str> {
    SameWords::of(removed.iter().copied()).find(text).iter().filter_map(|span| span.of(text)).collect()
}

#[test]
fn words_are_found_in_any_case_and_with_or_without_accents() {
    let text = "Quiñones, QUIÑONES and quinones; Quin\u{303}ones, qui\u{ad}nones. Not Quiñonesa, not unquinones.";
    assert_eq!(found(&["Quiñones"], text), ["Quiñones", "QUIÑONES", "quinones", "Quin\u{303}ones", "qui\u{ad}nones"]);
}

#[test]
fn a_phrase_is_found_as_a_whole_and_by_its_telling_words() {
    let text = "Delwyn  Harkness came. Later DELWYN said that Mr. Harkness' van, delwyn-harkness, was sold.";
    assert_eq!(found(&["Delwyn Harkness"], text), ["Delwyn  Harkness", "DELWYN", "Harkness", "delwyn-harkness"]);
    assert_eq!(found(&["Delwyn de la Peza"], "de la casa de Peza, la casa"), ["Peza"], "small words tell nothing");
    assert_eq!(
        found(&["1420 Marsh Street"], "the street, Marsh; at 1420 marsh street"),
        ["Marsh", "1420 marsh street"]
    );
}

#[test]
fn what_belongs_to_a_word_is_not_part_of_it() {
    assert_eq!(found(&["Ana"], "Ana's, ANA’S, Anabel, an a, Ana."), ["Ana", "ANA", "Ana"]);
    assert_eq!(found(&["Ana's"], "ana was there"), ["ana"]);
}

#[test]
fn numbers_are_found_however_they_are_grouped() {
    let text = "5305550142, (530) 555-0142, 530.555.0142 but not 15305550142 or 530 555 0143";
    assert_eq!(found(&["530-555-0142"], text), ["5305550142", "530) 555-0142", "530.555.0142"]);
    assert_eq!(found(&["12"], "12 of 120, 1 2"), ["12"], "a short number is only itself");
}

#[test]
fn nothing_is_looked_for_where_nothing_was_removed() {
    assert!(SameWords::of([]).is_empty() && SameWords::of(["…"]).is_empty());
    assert!(found(&["", "—"], "anything — at all").is_empty());
}
