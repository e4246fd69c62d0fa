//! A coordinator's first summits used the second edition of the inventory, her later ones the third.

use instruments::{Editions, Instrument, WordingSource, check, editions, overlay, parse};

const WILDER: &str = include_str!("../library/wilder-cfi.toml");

fn known() -> &'static Editions {
    editions().expect("the shipped crosswalk reads")
}

fn second() -> String {
    known().earlier(2, WILDER).expect("it can be made")
}

fn read(source: &str) -> Instrument {
    parse(source).expect("a sound instrument")
}

#[test]
fn the_crosswalk_has_its_checksum() {
    let counts: Vec<(u32, usize, u32)> =
        known().editions.iter().map(|one| (one.number, one.items.len(), one.items.iter().sum())).collect();
    assert_eq!(counts, [(2, 20, 40), (3, 22, 44)]);
    let carried: Vec<Option<u32>> = (1..=40).map(|item| known().item(2, 3, item)).collect();
    let expected: Vec<Option<u32>> = (1..=25).chain(29..=43).map(Some).collect();
    assert_eq!(carried, expected, "items 1 to 25 stay, 26 to 40 become 29 to 43");
    let fresh: Vec<u32> = (1..=44).filter(|item| known().item(3, 2, *item).is_none()).collect();
    assert_eq!(fresh, [26, 27, 28, 44]);
    let fresh: Vec<u32> = (1..=22).filter(|factor| known().factor(3, 2, *factor).is_none()).collect();
    assert_eq!(fresh, [14, 22]);
    assert_eq!((known().item(2, 3, 41), known().item(2, 4, 1), known().item(3, 3, 45)), (None, None, None));
}

#[test]
fn going_there_and_back_leads_home_and_items_stay_with_their_factors() {
    let factor_of = |edition: usize, item: u32| {
        let ends = known().editions[edition].items.iter().scan(0, |end, count| {
            *end += count;
            Some(*end)
        });
        ends.zip(1..).find(|(end, _)| item <= *end).map(|(_, factor)| factor).expect("a factor")
    };
    for item in 1..=40 {
        let later = known().item(2, 3, item).expect("carried");
        assert_eq!(known().item(3, 2, later), Some(item));
        let factor = factor_of(0, item);
        assert_eq!(known().factor(2, 3, factor), Some(factor_of(1, later)), "item {item}");
    }
}

#[test]
fn the_second_edition_is_made_from_the_same_paraphrases() {
    let (made, third) = (read(&second()), read(WILDER));
    assert_eq!((made.id.as_str(), made.scales.len()), ("wilder-cfi-2", 20));
    let items: Vec<&String> = made.scales.iter().flat_map(|scale| &scale.items).collect();
    assert_eq!(
        (items.len(), items[25].as_str(), items[39].as_str()),
        (40, "communication.item_26", "resources.item_40")
    );
    let row = |of: &Instrument, id: &str| of.questions().flat_map(|one| &one.rows).find(|row| row.id == id).cloned();
    let (earlier, later) = (row(&made, "item_26").expect("there"), row(&third, "item_29").expect("there"));
    assert_eq!((earlier.text, earlier.construct), (later.text, later.construct));
    assert!(row(&made, "item_41").is_none());
    let serious: Vec<_> = check(&second()).into_iter().filter(|problem| problem.serious).collect();
    assert!(serious.is_empty(), "{serious:?}");
    let said = made.wording.expect("a wording");
    assert_eq!(said.source, WordingSource::Paraphrase);
    for language in ["en", "es"] {
        let said = said.acknowledgement.get(language);
        assert!(said.contains("Johnson") && said.contains("Murray-Close"), "{said}");
    }
}

#[test]
fn the_made_edition_keeps_its_acknowledgement_like_the_shipped_one() {
    let mut made = read(&second());
    made.wording = None;
    let bare = toml::to_string(&made).expect("text");
    assert!(check(&bare).iter().any(|problem| problem.serious && problem.code == "missing-acknowledgement"));
}

#[test]
fn twenty_factors_are_comparable_and_two_are_new() {
    let (made, third) = (read(&second()), read(WILDER));
    let found = known().crosswalk(&made, &third).expect("two editions");
    assert_eq!((found.editions, found.both.len(), found.same_wording), ([2, 3], 20, true));
    assert!(found.both.iter().all(|(earlier, later)| earlier.id == later.id), "the same factor, not the same place");
    let ids: Vec<&str> = found.only_second.iter().map(|scale| scale.id.as_str()).collect();
    let new: Vec<&str> = [13, 21].map(|place: usize| third.scales[place].id.as_str()).to_vec();
    assert_eq!((ids, found.only_first.len()), (new, 0));
    let back = known().crosswalk(&third, &made).expect("two editions");
    assert_eq!((back.both.len(), back.only_first.len(), back.only_second.len()), (20, 2, 0));
}

#[test]
fn official_words_and_paraphrases_are_told_apart_over_editions_too() {
    let items: String =
        (1..=40).map(|number| format!("item_{number:02} = {{ en = \"Owner's {number}.\" }}\n")).collect();
    let official = overlay(&second(), &format!("source = \"official\"\n[items]\n{items}")).expect("all of it");
    let (official, third) = (read(&official), read(WILDER));
    assert!(!known().crosswalk(&official, &third).expect("two editions").same_wording);
}

#[test]
fn what_is_no_edition_is_none_and_cannot_be_made_earlier() {
    let mut other = read(WILDER);
    other.scales.pop();
    assert!(known().of(&other).is_none(), "only some of the factors");
    assert!(known().crosswalk(&other, &read(WILDER)).is_none());
    for (number, source) in [(1, WILDER.to_owned()), (3, WILDER.to_owned()), (2, second())] {
        let problems = known().earlier(number, &source).expect_err("refused");
        assert_eq!(problems[0].code, "edition-not-for-this");
    }
}
