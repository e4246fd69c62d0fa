//! One look at each recogniser: what it takes, how far it reaches, what it leaves alone.

use server::redaction::{Kind, find};

/// What is marked as one kind.
fn marked(kind: Kind, text: &str) -> Vec<&str> {
    find(text).iter().filter(|mark| mark.kind == kind).filter_map(|mark| mark.span.of(text)).collect()
}

fn left_alone(text: &str) {
    let marks = find(text);
    assert!(marks.is_empty(), "{text}: {marks:?}");
}

#[test]
fn telephones_reach_from_their_bracket_to_their_extension() {
    assert_eq!(
        marked(Kind::Phone, "call (530) 555-0142 ext. 12, or +52 55 1234 5678."),
        ["(530) 555-0142 ext. 12", "+52 55 1234 5678"]
    );
    assert_eq!(marked(Kind::Phone, "530 555 0142 530 555 0177"), ["530 555 0142", "530 555 0177"]);
    assert_eq!(marked(Kind::Phone, "Tel:916-555-0101 (916-555-0107)"), ["916-555-0101", "916-555-0107"]);
    for other in ["from 2019-2020", "it cost $1,450", "24/7", "10-15 hours", "5551234567890123"] {
        assert!(marked(Kind::Phone, other).is_empty(), "{other}");
    }
}

#[test]
fn mail_is_seen_with_spaces_and_in_words() {
    assert_eq!(marked(Kind::Mail, "(d.h@mail.example.org)."), ["d.h@mail.example.org"]);
    assert_eq!(
        marked(Kind::Mail, "xio @ example.com or xio arroba example punto com"),
        ["xio @ example.com", "xio arroba example punto com"]
    );
    left_alone("we met at the dot on the map, 3 @ 5 dollars");
}

#[test]
fn streets_are_seen_in_the_order_of_both_languages() {
    let english = "I stay at 77 N. Alder Ave., Apt 3B, near Marsh Street. Mail: P.O. Box 441";
    assert_eq!(marked(Kind::Address, english), ["77 N. Alder Ave., Apt 3B", "Marsh Street", "P.O. Box 441"]);
    let spanish = "vivo en av. de los sauces #1020, int. 2, colonia centro, y antes en calle 5 de mayo 12";
    assert_eq!(
        marked(Kind::Address, spanish),
        ["av. de los sauces #1020, int. 2, colonia centro", "calle 5 de mayo 12"]
    );
    for other in [
        "a 30 minute drive",
        "5 years on the street",
        "en la calle con mis 2 hijos",
        "viví en la calle 3 años",
        "the right way",
    ] {
        assert!(marked(Kind::Address, other).is_empty(), "{other}");
    }
}

#[test]
fn postal_codes_need_a_state_or_a_word() {
    assert_eq!(marked(Kind::Address, "Yuba City, CA 95987-1204"), ["95987-1204"]);
    assert_eq!(marked(Kind::Address, "código postal 06700"), ["06700"]);
    left_alone("it cost us 12000 dollars");
}

#[test]
fn plates_need_a_form_or_a_word() {
    assert_eq!(marked(Kind::Plate, "the plate was klm 2207; then 7XKP219 came"), ["klm 2207", "7XKP219"]);
    left_alone("the 2019 plates were on the table");
    left_alone("form I-914, COVID-19 and SB-1193");
}

#[test]
fn names_on_networks_need_a_sign_a_network_or_an_underscore() {
    assert_eq!(
        marked(Kind::Handle, "write @xio.1990, or tee1990 on instagram: tee1990, or mar_lys"),
        ["@xio.1990", "tee1990", "mar_lys"]
    );
    left_alone("we meet @5pm");
}

#[test]
fn dates_need_a_day_or_a_year() {
    let text = "3 de marzo de 2019, March 3rd, the twenty-first of May, Tuesday, June 4, 2019, 12/25, nací en 1994";
    let dates = ["3 de marzo de 2019", "March 3rd", "twenty-first of May", "Tuesday, June 4, 2019", "12/25", "1994"];
    assert_eq!(marked(Kind::Date, text), dates);
    for other in ["in March", "los lunes", "in 2019", "10/10", "1/2 of it", "24/7", "may 5% of us"] {
        assert!(marked(Kind::Date, other).is_empty(), "{other}");
    }
}

#[test]
fn links_end_before_the_sentence_does() {
    assert_eq!(
        marked(Kind::Link, "(see https://example.org/a?b=1.) and example.com/x"),
        ["https://example.org/a?b=1", "example.com/x"]
    );
    left_alone("It came.Then it went.");
}

#[test]
fn numbers_need_a_form_a_word_or_length() {
    let text = "SSN 123-45-6789, A204 553 871, case CV-2019-004471, 88310442";
    assert_eq!(marked(Kind::Number, text), ["123-45-6789", "A204 553 871", "CV-2019-004471", "88310442"]);
    left_alone("my case was closed in 2019 after 120 days");
}

#[test]
fn names_are_introduced_titled_or_related() {
    let why = |text: &str| {
        find(text).iter().map(|mark| (mark.why, mark.span.of(text).unwrap().to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(why("my name is quenby"), [("introduced", "quenby".into())]);
    assert_eq!(why("Ask Mr. Banks."), [("titled", "Banks".into())]);
    assert_eq!(why("mi hermana yaretzi vive lejos"), [("related", "yaretzi".into())]);
    assert_eq!(why("I saw Quenby J. O'Rourke-Vandermolen."), [("capital", "Quenby J. O'Rourke-Vandermolen".into())]);
    assert_eq!(why("conocí a Xiomara de la Peza"), [("capital", "Xiomara de la Peza".into())]);
}

#[test]
fn a_name_that_was_given_away_once_is_marked_everywhere() {
    let text = "I met Quenby there. THE QUENBY THING was over, the quenby story too.";
    assert_eq!(marked(Kind::Name, text), ["Quenby", "QUENBY", "quenby"]);
}

#[test]
fn names_that_are_words_need_more_than_their_letters() {
    assert_eq!(marked(Kind::Name, "my name is hope"), ["hope"]);
    assert_eq!(marked(Kind::Name, "I met Will and Grace in May."), ["Will", "Grace"]);
    left_alone("i hope that this will help, may i go");
    left_alone("I HOPE THAT MY SISTER WILL COME IN MAY");
}

#[test]
fn places_offices_and_days_are_nobody() {
    left_alone("The Salvation Army and Harbor House in Corvallis closed in June.");
    left_alone("El Centro Yollotl y la Clínica Alameda cierran los lunes.");
    left_alone("Every Monday we went to the Catholic Charities of Yolo County.");
}
