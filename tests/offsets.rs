//! A researcher selects words of every kind of text: emoji, combining marks, right to left, line ends of Windows. What a
//! browser counts and what the log keeps are the same place.

use proptest::prelude::*;
use server::coding::layers::{layers, stretches};
use server::coding::portion::{self, portions};
use server::coding::text::{length, shown};
use server::coding::{Span, find};

/// Text of everything that people write, and of what nobody expects.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z ]{0,12}",
        2 => Just("🌊".to_owned()),
        1 => Just("👩\u{200d}🌾".to_owned()),
        2 => Just("e\u{301}\u{327}".to_owned()),
        2 => "[א-ת]{1,6}",
        1 => "[ا-ي]{1,6}",
        2 => Just("\r\n".to_owned()),
        1 => Just("\u{feff}".to_owned()),
        1 => Just("\0".to_owned()),
        1 => Just("\u{202e}".to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// A text and a span of it.
fn spans() -> impl Strategy<Value = (String, Span)> {
    let with_span = |text: String| {
        let points = length(&text);
        (Just(text), 0..points.max(1), 0..points.max(1))
    };
    let ordered = |(text, one, other): (String, u32, u32)| {
        let span = Span { start: one.min(other), end: one.max(other) + 1 };
        (text, span)
    };
    texts().prop_filter("some words", |text| !text.is_empty()).prop_flat_map(with_span).prop_map(ordered)
}

proptest! {
    #[test]
    fn what_a_browser_selects_is_what_is_kept((text, span) in spans()) {
        let (from, to) = span.to_utf16(&text);
        prop_assert_eq!(Span::from_utf16(&text, from, to), Some(span));
        let units: Vec<u16> = text.encode_utf16().collect();
        let selected = String::from_utf16(&units[from as usize..to as usize]).expect("whole characters");
        prop_assert_eq!(span.of(&text), Some(selected.as_str()));
    }

    #[test]
    fn any_two_numbers_are_a_place_in_the_text_or_none(text in texts(), from in 0..400_u32, to in 0..400_u32) {
        let units = text.encode_utf16().count() as u32;
        match Span::from_utf16(&text, from, to) {
            Some(span) => {
                prop_assert!(from < to && to <= units);
                let (wider_from, wider_to) = span.to_utf16(&text);
                prop_assert!(wider_from <= from && to <= wider_to, "half a character takes the whole of it in");
                prop_assert!(span.of(&text).is_some());
            }
            None => prop_assert!(from >= to || to > units),
        }
    }

    #[test]
    fn what_a_page_shows_has_as_many_units_as_the_text_and_nothing_that_html_swallows(text in texts()) {
        for character in text.chars() {
            prop_assert_eq!(shown(character).len_utf16(), character.len_utf16());
            let hidden = ['\r', '\0', '\u{202e}'].contains(&shown(character));
            prop_assert!(!hidden);
        }
    }

    #[test]
    fn trimmed_spans_are_the_same_words_without_white_space((text, span) in spans()) {
        let words = span.of(&text).expect("in the text");
        match span.trimmed(&text) {
            Some(trimmed) => prop_assert_eq!(trimmed.of(&text), Some(words.trim())),
            None => prop_assert!(words.trim().is_empty()),
        }
    }

    #[test]
    fn stretches_are_the_whole_text_and_each_span_is_its_stretches(text in texts(), many in proptest::collection::vec((0..60_u32, 1..40_u32), 0..8)) {
        let end = length(&text);
        let spans: Vec<Span> = many.into_iter()
            .filter_map(|(start, length)| Span::new(start, (start + length).min(end)))
            .collect();
        let all = stretches(&text, &spans);
        let whole: String = all.iter().map(|one| &text[one.bytes.clone()]).collect();
        prop_assert_eq!(&whole, &text);
        for (place, span) in spans.iter().enumerate() {
            let own = all.iter().filter(|one| one.under.contains(&place));
            let words: String = own.map(|one| &text[one.bytes.clone()]).collect();
            prop_assert_eq!(span.of(&text), Some(words.as_str()));
        }
        let lines = layers(&spans);
        for (one, first) in spans.iter().enumerate() {
            for (other, second) in spans.iter().enumerate().skip(one + 1) {
                prop_assert!(!first.overlaps(*second) || lines[one] != lines[other]);
            }
        }
    }

    #[test]
    fn words_that_are_copied_from_a_text_are_found_where_they_stand((text, span) in spans()) {
        let words = span.of(&text).expect("in the text").trim();
        let places = find::places(&text, words);
        prop_assert_eq!(places.is_empty(), words.is_empty());
        for place in places {
            prop_assert_eq!(place.of(&text), Some(words));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn portions_of_a_long_text_are_all_of_it_and_count_as_a_browser_does(piece in texts(), times in 1..400_usize) {
        let text = piece.repeat(times);
        let all = portions(&text);
        prop_assert_eq!(all.len(), portion::count(&text));
        let (mut byte, mut point, mut units) = (0, 0, 0);
        for part in &all {
            prop_assert_eq!((part.bytes.start, part.span.start, part.units), (byte, point, units));
            let words = &text[part.bytes.clone()];
            prop_assert_eq!(part.span.of(&text), Some(words));
            byte = part.bytes.end;
            point += length(words);
            units += words.encode_utf16().count() as u32;
        }
        prop_assert_eq!((byte, point), (text.len(), length(&text)));
        prop_assert!(all.iter().all(|part| part.bytes.len() <= portion::LONGEST + 500));
    }
}
