//! Somebody pastes what nobody expected: emoji, marks, scripts without cases, a megabyte of one character.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use server::coding::text::length;
use server::redaction::{SameWords, find};

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() }
}

/// Marks are in order, apart from each other, inside the text and about something.
fn hold_marks(text: &str) {
    let mut last = 0;
    for mark in find(text) {
        assert!(mark.span.start >= last && mark.span.end <= length(text), "{mark:?} in {text:?}");
        let words = mark.span.of(text).expect("a mark lies in the text");
        assert!(!words.trim().is_empty() && words.trim() == words, "{mark:?} {words:?}");
        last = mark.span.end;
    }
}

/// Pieces that recognisers look for, in any order.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "@",
        ".",
        "-",
        "/",
        "(",
        ")",
        "+",
        "#",
        "'",
        "’",
        " ",
        "\n",
        ",",
        ":",
        "_",
        "1",
        "555",
        "0142",
        "2019",
        "3",
        "916",
        "calle",
        "Street",
        "Ave",
        "av.",
        "de",
        "la",
        "March",
        "may",
        "plate",
        "placa",
        "Mr",
        "my name is",
        "me llamo",
        "Delwyn",
        "arroba",
        "punto",
        "com",
        "http",
        "www",
        "a",
        "A",
        "PO Box",
        "nine",
        "cinco",
        "é",
        "e\u{301}",
        "🌊",
        "\u{200d}",
        "\u{202e}",
        "שלום",
        "名前",
        "٣",
        "½",
        "\0",
        "ß",
        "İ",
        "ﬁ",
        "º",
        "'s",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|chosen| chosen.concat())
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn no_text_is_too_strange(text in any::<String>()) {
        hold_marks(&text);
    }

    #[test]
    fn no_order_of_pieces_is_too_strange(text in pieces()) {
        hold_marks(&text);
        SameWords::of([text.as_str()]).find(&text);
    }

    #[test]
    fn words_are_found_again_in_the_text_that_they_come_from(text in pieces()) {
        for mark in find(&text) {
            let words = mark.span.of(&text).expect("a mark lies in the text");
            let again = SameWords::of([words]).find(&text);
            prop_assert!(again.iter().any(|span| span.overlaps(mark.span)), "{words:?} in {text:?}");
        }
    }
}

/// Processor time of this thread where the system tells it (a busy machine does not count), else time on the clock.
fn time_of(work: impl FnOnce()) -> Duration {
    let spent = || {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    };
    let (clock, before) = (Instant::now(), spent());
    work();
    match (before, spent()) {
        (Some(before), Some(after)) => after - before,
        _ => clock.elapsed(),
    }
}

/// How long marking takes when a piece is repeated up to a length.
fn time_to_find(piece: &str, bytes: usize) -> Duration {
    let text = piece.repeat(bytes / piece.len());
    time_of(|| assert!(find(&text).len() <= text.len()))
}

#[test]
fn a_megabyte_of_answers_takes_a_second_or_two() {
    const ANSWER: &str = "My name is Delwyn Harkness, I live at 1420 Marsh Street and my phone is 530-555-0142. La señora \
                          Quiñones me dijo que no había camas, que llamara el 3 de marzo de 2019 a oficina@example.org. \
                          After that I slept in the car with my two children until somebody at the church helped us. ";
    time_to_find(ANSWER, 1000);
    let took = time_to_find(ANSWER, 1_000_000);
    println!("a megabyte of answers: {} ms", took.as_millis());
    assert!(took < Duration::from_secs(4), "{took:?}");
}

#[test]
fn nothing_repeated_takes_longer_than_its_length_asks() {
    let pieces = [
        "a",
        "1",
        "1 ",
        "1-",
        "(",
        "@",
        "a@",
        "a.",
        "a@a.",
        "a_",
        "calle ",
        "calle 1 ",
        "Street ",
        "1 a ",
        "plate ",
        "de ",
        "Delwyn ",
        "delwyn ",
        "nine ",
        "a at a dot ",
        "case ",
        "March ",
        "3/",
        "'",
        "a'",
        "e\u{301}",
        "🌊",
        "\n",
        "www.",
        "A",
        "xq",
        "zorblat wumble ",
        "Mr. ",
        "my name is ",
        "J. ",
        "a-",
        "+1 ",
    ];
    time_to_find("warm", 1000);
    let times = pieces.map(|piece| (time_to_find(piece, 100_000), piece));
    let slowest = times.iter().max().expect("there are pieces");
    println!("the slowest 100 kB: {} ms for {:?}", slowest.0.as_millis(), slowest.1);
    // Ten times what the worst takes; anything but linear would take minutes.
    assert!(slowest.0 < Duration::from_secs(4), "{slowest:?}");
}
