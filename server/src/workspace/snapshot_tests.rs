//! A study is locked in the evening and unlocked the next morning.

use instruments::MissingReason;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::*;
use crate::seal::payload::Response;
use crate::seal::{DataKey, PrivateKey};

const COLLECTION: &str = "spring";

fn keys() -> StudyKeys {
    StudyKeys { generations: vec![(1, PrivateKey::new(), DataKey::new())] }
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::Missing(MissingReason::DontKnow)),
        "[a-e]{1,2}".prop_map(Answer::One),
        vec("[a-c]", 0..3).prop_map(Answer::Several),
        (-1e9..1e9).prop_map(Answer::Number),
        "[0-9]{4}".prop_map(Answer::Date),
        ".{0,12}".prop_map(Answer::Text),
    ]
}

fn response() -> impl Strategy<Value = Response> {
    let answers = btree_map("[p-t]", answer(), 0..5);
    let weight = proptest::option::of(0.1..9.0);
    let words = ("en|es", "|2026-W47|2026-W48", proptest::option::of("Oak House|Reed House"));
    (answers, weight, words).prop_map(|(answers, weight, (language, week, organisation))| Response {
        answers,
        weight,
        language,
        week,
        organisation,
        version_hash: "ab12".into(),
        mode: "alone".into(),
        ..Response::default()
    })
}

fn table(responses: Vec<Response>, key: &Key) -> Table {
    let mut table = Table::default();
    for (number, response) in responses.into_iter().enumerate() {
        let link = (number % 3 == 0).then(|| key.code(&format!("r|{number}|b||m|x"))).flatten();
        table.push(format!("{number:03}"), format!("site {}", number % 2), response, link);
    }
    table
}

fn sealed(table: &Table, rows: Range<usize>, keys: &StudyKeys, key: &Key) -> Vec<u8> {
    let bytes = Part::of(table, rows, Some(fingerprint(key))).to_bytes().unwrap();
    sealed::seal(keys, "study", KIND, &place(COLLECTION, 0), &bytes).unwrap()
}

proptest! {
    #[test]
    fn what_was_sealed_comes_back_row_by_row(responses in vec(response(), 1..20), cut in 0_usize..20) {
        let (keys, key) = (keys(), Key::new());
        let table = table(responses, &key);
        let cut = cut.min(table.rows.len());
        let mut back = Table::default();
        for rows in [0..cut, cut..table.rows.len()] {
            let sealed = sealed(&table, rows, &keys, &key);
            back.append(open(&keys, "study", Some(fingerprint(&key)), &place(COLLECTION, 0), &sealed).unwrap());
        }
        prop_assert_eq!(&back.rows, &table.rows);
        prop_assert!(back.keys().eq(table.keys()));
        for key in table.keys() {
            prop_assert!(back.column(key).iter().eq(table.column(key).iter()), "{}", key);
        }
    }
}

#[test]
fn what_is_damaged_or_moved_or_under_another_key_is_not_taken() {
    let (keys, key) = (keys(), Key::new());
    let table = table(vec![Response::default(); 4], &key);
    let (good, here) = (sealed(&table, 0..4, &keys, &key), place(COLLECTION, 0));
    let linking = Some(fingerprint(&key));
    assert!(open(&keys, "study", linking, &here, &good).is_some());
    let mut damaged = good.clone();
    *damaged.last_mut().unwrap() ^= 1;
    assert!(open(&keys, "study", linking, &here, &damaged).is_none());
    assert!(open(&keys, "study", linking, &place("autumn", 0), &good).is_none());
    assert!(open(&keys, "study", Some(fingerprint(&Key::new())), &here, &good).is_none());
    assert!(open(&keys, "study", None, &here, &good).is_none());
    assert!(open(&super::tests::keys(), "study", linking, &here, &good).is_none());
    assert!(open(&keys, "study", linking, &here, &[]).is_none());
}

#[test]
fn parts_that_do_not_fit_together_are_not_taken() {
    let key = Key::new();
    let table = table(
        vec![Response { answers: [("a".into(), Answer::One("x".into()))].into(), ..Response::default() }; 2],
        &key,
    );
    let part = || {
        let bytes = Part::of(&table, 0..2, None).to_bytes().unwrap();
        postcard::from_bytes::<Part<String, Answer>>(unpad(&bytes).unwrap()).unwrap()
    };
    assert!(part().into_table().is_some());
    let spoil: [fn(&mut Part<String, Answer>); 5] = [
        |part| part.sites.codes[0] = 9,
        |part| part.columns[0].1.codes[1] = 9,
        |part| part.columns[0].1.codes.truncate(1),
        |part| part.weights.truncate(1),
        |part| part.modes.codes.truncate(1),
    ];
    for spoil in spoil {
        let mut part = part();
        spoil(&mut part);
        assert!(part.into_table().is_none());
    }
}

#[test]
fn the_length_does_not_tell_what_one_person_wrote() {
    let key = Key::new();
    let bytes = |words: &str| {
        let mut responses = vec![Response::default(); 50];
        responses[7].answers.insert("open".into(), Answer::Text(words.into()));
        Part::of(&table(responses, &key), 0..50, None).to_bytes().unwrap().len()
    };
    assert_eq!(bytes("no"), bytes("a longer answer, which somebody wrote in the evening"));
}
