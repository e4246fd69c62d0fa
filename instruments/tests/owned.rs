//! A site would like the inventory without its acknowledgement, under another name, or with its own words called official.

use instruments::{check, overlay, put_words};

const WILDER: &str = include_str!("../library/wilder-cfi.toml");
const OVERLAY: &str = include_str!("../library/wilder-cfi.overlay.example.toml");

/// What stops publishing.
fn serious(source: &str) -> Vec<&'static str> {
    check(source).into_iter().filter(|problem| problem.serious).map(|problem| problem.code).collect()
}

/// The file without its table of wording.
fn bare() -> String {
    let (before, rest) = WILDER.split_once("[wording]").expect("a wording");
    format!("{before}{}", &rest[rest.find("[list]").expect("what comes next")..])
}

#[test]
fn the_acknowledgement_cannot_be_removed() {
    assert_eq!(serious(WILDER), Vec::<&str>::new(), "control");
    assert_eq!(serious(&bare()), ["missing-acknowledgement"]);
    let blank = put_words(WILDER, &[("wording.acknowledgement".into(), "en".into(), " ".into())]).expect("reads");
    assert_eq!(serious(&blank), ["missing-translation"]);
}

#[test]
fn a_copy_under_another_name_keeps_it_too() {
    for other in [
        bare().replacen("id = \"wilder-cfi\"", "id = \"our-survey\"", 1),
        bare()
            .replacen("id = \"wilder-cfi\"", "id = \"our-survey\"", 1)
            .replace("construct = \"wilder.", "construct = \"our."),
    ] {
        assert!(serious(&other).contains(&"missing-acknowledgement"));
    }
    let provider = include_str!("../library/housing-provider.toml");
    assert_eq!(serious(provider), Vec::<&str>::new(), "control: an instrument of one's own needs none");
}

#[test]
fn the_acknowledgement_may_be_added_to_and_not_changed() {
    let put = |language: &str, words: &str| {
        put_words(WILDER, &[("wording.acknowledgement".into(), language.into(), words.into())]).expect("reads")
    };
    let read = instruments::parse(WILDER).expect("reads").wording.expect("a wording").acknowledgement;
    assert_eq!(
        serious(&put("en", &format!("Thank you.\n{} Asked in our region.", read.get("en")))),
        Vec::<&str>::new()
    );
    assert_eq!(serious(&put("en", &read.get("en").replace("Johnson", "Smith"))), ["acknowledgement-changed"]);
    let spanish = check(&put("es", "Cuestionario de la casa."));
    let problem = spanish.iter().find(|problem| problem.serious).expect("a problem");
    assert_eq!((problem.code, problem.place.language.as_deref()), ("acknowledgement-changed", Some("es")));
    assert!(problem.place.line.is_some() && problem.values["value"].contains("Mattessich"));
}

#[test]
fn in_a_further_language_its_names_must_stand() {
    let french = |words: &str| {
        let more = instruments::add_language(WILDER, "fr").expect("fits");
        put_words(&more, &[("wording.acknowledgement".into(), "fr".into(), words.into())]).expect("reads")
    };
    let changed = |source: &str| {
        let found = check(source).into_iter().find(|problem| problem.code == "acknowledgement-changed");
        found.map(|problem| problem.values["value"].clone())
    };
    let whole = "Inventaire Wilder Collaboration Factors Inventory. Source : Mattessich, P. W., & Johnson, K. M. (2018). \
                 Collaboration: What Makes It Work (3e éd.). Fieldstone Alliance. © Amherst H. Wilder Foundation.";
    assert_eq!(changed(&french(whole)), None);
    assert_eq!(changed(&french(&whole.replace("Mattessich", "M."))), Some("Mattessich".into()));
}

#[test]
fn paraphrases_are_never_called_official_and_official_words_are_no_paraphrase() {
    let called = WILDER.replacen("source = \"paraphrase\"", "source = \"official\"", 1);
    assert_eq!(serious(&called), ["paraphrase-called-official"]);
    let mut number = 0;
    let words: String = OVERLAY
        .split_inclusive("en = \"\"")
        .map(|part| {
            number += 1;
            part.replace("en = \"\"", &format!("en = \"Official sentence {number}.\""))
        })
        .collect();
    let official = overlay(WILDER, &words).expect("laid over");
    assert_eq!(serious(&official), Vec::<&str>::new());
    assert!(official.contains("source = \"official\"") && official.contains("Mattessich"));
}
