//! A researcher takes names out of an answer that was coded before; the codings stay on their words.

use proptest::prelude::*;
use server::coding::Span;
use server::coding::text::length;
use server::redaction::{Unfit, replace};

/// What is taken out, and the label that is written there.
type Chosen = Vec<(Span, &'static str)>;

fn span(start: u32, end: u32) -> Span {
    Span::new(start, end).expect("a span is not empty")
}

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() }
}

/// Spans anywhere in a text of some length.
fn spans(length: u32) -> impl Strategy<Value = Span> {
    (0..length).prop_flat_map(move |start| (Just(start), start + 1..=length)).prop_map(|(start, end)| span(start, end))
}

/// A text with characters of every width, spans to take out of it, and spans that were coded.
fn cases() -> impl Strategy<Value = (String, Chosen, Vec<Span>)> {
    let letters = prop::sample::select(vec!['a', 'b', ' ', 'é', '\u{301}', '🌊', 'ש', '\n']);
    let texts = prop::collection::vec(letters, 1..40).prop_map(String::from_iter);
    texts.prop_flat_map(|text| {
        let labels = prop::sample::select(vec!["[", "[x]", "[nombre]", "[🌊é]"]);
        let chosen = prop::collection::vec((spans(length(&text)), labels), 0..6).prop_map(apart);
        let coded = prop::collection::vec(spans(length(&text)), 1..8);
        (Just(text), chosen, coded)
    })
}

/// Those that overlap none before them.
fn apart(chosen: Chosen) -> Chosen {
    let mut apart: Chosen = Vec::new();
    for one in chosen {
        if apart.iter().all(|(span, _)| !span.overlaps(one.0)) {
            apart.push(one);
        }
    }
    apart
}

#[test]
fn a_place_is_taken_out_and_codings_move_with_their_words() {
    let text = "Talk to Delwyn Harkness 🌊 at the desk";
    let replaced = replace(text, &[(span(8, 23), "[name]")]).unwrap();
    assert_eq!(replaced.text, "Talk to [name] 🌊 at the desk");
    let words = |start, end| replaced.place(span(start, end)).of(&replaced.text).unwrap();
    assert_eq!(words(0, 7), "Talk to", "before");
    assert_eq!(words(24, 37), "🌊 at the desk", "behind");
    assert_eq!(words(0, 37), replaced.text, "around");
    assert_eq!(words(8, 14), "[name]", "inside");
    assert_eq!(words(5, 12), "to [name]", "over the beginning");
    assert_eq!(words(15, 25), "[name] 🌊", "over the end");
}

#[test]
fn what_touches_is_replaced_one_beside_the_other() {
    assert_eq!(replace("abcdefgh", &[(span(4, 6), "[2]"), (span(1, 4), "[1]")]).unwrap().text, "a[1][2]gh");
}

#[test]
fn what_does_not_fit_is_refused() {
    for (chosen, unfit) in [
        (vec![(span(0, 2), "[1]"), (span(2, 9), "[2]")], span(2, 9)),
        (vec![(span(1, 3), "[1]"), (span(0, 2), "[2]")], span(1, 3)),
        (vec![(span(0, 2), "")], span(0, 2)),
        (vec![(Span { start: 2, end: 1 }, "[1]")], Span { start: 2, end: 1 }),
    ] {
        assert_eq!(replace("abcd", &chosen), Err(Unfit(unfit)));
    }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn spans_outside_keep_their_words_exactly((text, chosen, coded) in cases()) {
        let replaced = replace(&text, &chosen).unwrap();
        for old in coded.into_iter().filter(|old| chosen.iter().all(|(span, _)| !span.overlaps(*old))) {
            prop_assert_eq!(replaced.place(old).of(&replaced.text), old.of(&text));
        }
    }

    #[test]
    fn spans_inside_fall_to_the_label_and_others_take_it_in((text, chosen, coded) in cases()) {
        let replaced = replace(&text, &chosen).unwrap();
        for (gone, label) in &chosen {
            prop_assert_eq!(replaced.place(*gone).of(&replaced.text), Some(*label));
            for old in coded.iter().filter(|old| old.overlaps(*gone)) {
                let (new, label) = (replaced.place(*old), replaced.place(*gone));
                prop_assert!(new.start <= label.start && label.end <= new.end);
                let inside = gone.start <= old.start && old.end <= gone.end;
                prop_assert!(!inside || new == label);
            }
        }
    }

    #[test]
    fn spans_stay_in_the_text_and_in_order((text, chosen, mut coded) in cases()) {
        let replaced = replace(&text, &chosen).unwrap();
        coded.sort();
        let moved: Vec<Span> = coded.iter().map(|old| replaced.place(*old)).collect();
        prop_assert!(moved.iter().all(|new| new.start < new.end && new.of(&replaced.text).is_some()));
        prop_assert!(moved.is_sorted_by_key(|new| new.start));
        coded.sort_by_key(|span| span.end);
        prop_assert!(coded.iter().map(|old| replaced.place(*old)).is_sorted_by_key(|new| new.end));
    }

    #[test]
    fn one_after_another_is_as_good_as_all_at_once((text, chosen, coded) in cases(), first in 0_usize..6) {
        let (before, after) = chosen.split_at(first.min(chosen.len()));
        let at_once = replace(&text, &chosen).unwrap();
        let one = replace(&text, before).unwrap();
        let after: Chosen = after.iter().map(|(span, label)| (one.place(*span), *label)).collect();
        let other = replace(&one.text, &after).unwrap();
        prop_assert_eq!(&other.text, &at_once.text);
        for old in coded {
            prop_assert_eq!(other.place(one.place(old)), at_once.place(old));
        }
    }

    #[test]
    fn a_browser_counts_otherwise_at_the_edge_alone((text, chosen, coded) in cases()) {
        let replaced = replace(&text, &chosen).unwrap();
        let units: Vec<u16> = replaced.text.encode_utf16().collect();
        for old in coded {
            let (start, end) = old.to_utf16(&text);
            prop_assert_eq!(Span::from_utf16(&text, start, end), Some(old));
            let (start, end) = replaced.place(old).to_utf16(&replaced.text);
            let words = String::from_utf16(&units[start as usize..end as usize]).ok();
            prop_assert_eq!(words.as_deref(), replaced.place(old).of(&replaced.text));
        }
    }
}
