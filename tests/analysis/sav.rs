//! What the SPSS file says is read by another program, pyreadstat (over ReadStat); `TIDEMARK_PYREADSTAT` names the Python
//! that has it.

use std::path::Path;
use std::process::Command;

use instruments::{Answer, Instrument, Kind, MissingReason};
use serde_json::Value;
use server::exchange::analysis::Format;

use crate::scene::{self, DONT_KNOW, SKIPPED, answers, bare, one, option, question, several, with_frame, written};

const READ: &str = r#"
import json, sys, pyreadstat
frame, meta = pyreadstat.read_sav(sys.argv[1], user_missing=True)
plain, _ = pyreadstat.read_sav(sys.argv[1])
def cells(frame): return {name: [None if value != value else value for value in frame[name].tolist()] for name in frame.columns}
print(json.dumps(dict(names=meta.column_names, labels=meta.column_names_to_labels, values={name: {str(key): label
    for key, label in of.items()} for name, of in meta.variable_value_labels.items()}, missing=meta.missing_ranges,
    measure=meta.variable_measure, width=meta.variable_storage_width, rows=meta.number_rows, encoding=meta.file_encoding,
    title=meta.file_label, notes=meta.notes, cells=cells(frame), plain=cells(plain))))
"#;

/// What pyreadstat finds in a file; `None`, said aloud, where it is not here.
pub fn read(path: &Path) -> Option<Value> {
    let Some(python) = std::env::var_os("TIDEMARK_PYREADSTAT") else {
        println!("SKIPPED: no pyreadstat (pip install pyreadstat pandas; TIDEMARK_PYREADSTAT=its python)");
        return None;
    };
    let run = Command::new(python).args(["-c", READ]).arg(path).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(serde_json::from_slice(&run.stdout).unwrap())
}

fn survey() -> Instrument {
    let mut instrument = bare();
    instrument.title = scene::text("Vivienda y 家");
    let mut scale = question("safe", Kind::Scale);
    scale.options = vec![option("low", "Niedrig – ñ 家"), option("high", "Hoch")];
    scale.options.iter_mut().zip([1.0, 2.5]).for_each(|(option, score)| option.score = Some(score));
    let mut single = question("place", Kind::Single);
    single.options = vec![option("home", "At home"), option("away", "Away")];
    let mut ticks = question("needs", Kind::Several);
    ticks.options = vec![option("food", "Food"), option("Food", "More food")];
    let mut ranks = question("first", Kind::Ranking);
    ranks.options = single.options.clone();
    let kinds = [("beds", Kind::Number), ("cold", Kind::Number), ("words", Kind::LongText), ("when", Kind::Date)];
    let plain = kinds.map(|(id, kind)| question(id, kind));
    let yes = question("warm", Kind::YesNo);
    instrument.sections[0].questions = [scale, single, ticks, ranks, yes].into_iter().chain(plain).collect();
    instrument
}

fn missing(reason: MissingReason) -> Vec<(&'static str, Answer)> {
    let keys = ["safe", "place", "needs", "first", "warm", "beds", "cold", "words", "when"];
    keys.map(|key| (key, Answer::Missing(reason))).to_vec()
}

#[test]
fn pyreadstat_reads_values_labels_and_the_kinds_of_missing_as_they_were_written() {
    let versions = scene::versions(&[survey()]);
    let long = "Früher war’s 家 gut. ".repeat(300);
    let full = answers(&[
        ("safe", one("high")),
        ("place", one("away")),
        ("needs", several(&["Food"])),
        ("first", several(&["away"])),
        ("warm", one("no")),
        ("beds", Answer::Number(1234.25)),
        ("cold", Answer::Number(-97.0)),
        ("words", Answer::Text(long.clone())),
        ("when", Answer::Date("2026-03".into())),
    ]);
    use MissingReason::{DontKnow, NotApplicable, NotAsked, PreferNot, Skipped};
    let reasons = [Skipped, NotApplicable, DontKnow, PreferNot, NotAsked];
    let mut rows = vec![(&versions[0], full)];
    rows.extend(reasons.map(|reason| (&versions[0], answers(&missing(reason)))));
    let table = scene::table(&rows);
    let (_folder, path) = with_frame(&versions, &table, |frame| written(frame, Format::Sav));
    let Some(found) = read(&path) else { return };
    let row = |number: usize| {
        let weeks = found["cells"]["tm_week"].as_array().unwrap();
        weeks.iter().position(|week| week == &format!("row {number}")).unwrap()
    };
    let cell = |name: &str, number: usize| found["cells"][name][row(number)].clone();
    let counted = |name: &str, number: usize| found["plain"][name][row(number)].clone();

    assert_eq!(
        (&found["rows"], &found["encoding"], &found["title"]),
        (&6.into(), &"UTF-8".into(), &"Vivienda y 家".into())
    );
    let values =
        [("safe", 2.5), ("place", 2.0), ("needs.food", 0.0), ("needs.Food_2", 1.0), ("first.away", 1.0), ("warm", 0.0)];
    for (name, value) in
        values.into_iter().chain([("beds", 1234.25), ("cold", -97.0), ("tm_wave", 2.0), ("tm_site", 2.0)])
    {
        assert_eq!((cell(name, 0), counted(name, 0)), (value.into(), value.into()), "{name}");
    }
    assert_eq!((cell("words", 0), cell("when", 0)), (long.trim_end().into(), "2026-03".into()));
    assert_eq!(found["width"]["words"], long.len(), "6 kB and more, whole");
    for (number, code) in [-99.0, -98.0, -97.0, -96.0].into_iter().enumerate() {
        for name in ["safe", "place", "needs.food", "first.home", "warm", "beds", "words_why", "when_why"] {
            assert_eq!(
                (cell(name, number + 1), counted(name, number + 1)),
                (code.into(), Value::Null),
                "{name} {code}"
            );
        }
        assert_eq!(
            cell("cold", number + 1),
            (code - 900.0).to_string().parse::<f64>().unwrap(),
            "an answer lies at -97"
        );
        assert_eq!(cell("words", number + 1), "");
    }
    assert_eq!(cell("first.home", 0), -95.0, "no place in a ranking that was answered");
    for name in ["safe", "beds", "cold", "first.home", "words_why"] {
        assert_eq!(
            (cell(name, 5), cell("words_why", 0)),
            (Value::Null, Value::Null),
            "{name}: not asked is missing by system"
        );
    }
    let range = |low: f64, high: f64| serde_json::json!([{ "lo": low, "hi": high }]);
    assert_eq!(found["missing"]["safe"], range(-99.0, -96.0));
    assert_eq!(found["missing"]["cold"], range(-999.0, -996.0));
    assert_eq!(found["missing"]["first.home"], range(-99.0, -95.0));
    assert!(found["missing"].get("words").is_none() && found["missing"].get("tm_version").is_none());
    assert_eq!(found["values"]["safe"]["1.0"], "Niedrig – ñ 家");
    assert_eq!(found["values"]["safe"]["-97.0"], "analysis-reason-dont_know");
    assert_eq!(found["labels"]["needs.food"], "About needs? – Food");
    let measures = ["safe", "place", "beds", "first.home"].map(|name| found["measure"][name].clone());
    assert_eq!(measures, ["ordinal", "nominal", "scale", "ordinal"]);
    assert!(found["notes"].to_string().contains("analysis-warning"));
}

#[test]
fn five_hundred_columns_and_strings_of_every_width_come_back_whole() {
    let mut instrument = bare();
    let kinds = [Kind::LongText, Kind::Number];
    instrument.sections[0].questions = (0..500).map(|place| question(&format!("q{place}"), kinds[place % 2])).collect();
    let versions = scene::versions(&[instrument]);
    let width = |place: usize| {
        [1, 7, 8, 9, 251, 252, 253, 254, 255, 256, 257, 503, 504, 505, 510, 511, 764, 1020, 6_000, 32_766]
            [place / 2 % 20]
    };
    let words = |place: usize| format!("{}é", "x".repeat(width(place).max(2) - 2));
    let answer = |place: usize| match place % 2 {
        0 => (format!("q{place}"), Answer::Text(words(place))),
        _ => (format!("q{place}"), Answer::Number(place as f64 - 250.0)),
    };
    let rows = [
        (&versions[0], (0..500).map(answer).collect()),
        (&versions[0], answers(&[("q0", SKIPPED), ("q1", DONT_KNOW)])),
    ];
    let table = scene::table(&rows);
    let (_folder, path) = with_frame(&versions, &table, |frame| written(frame, Format::Sav));
    let Some(found) = read(&path) else { return };
    assert_eq!(
        found["names"].as_array().unwrap().len(),
        10 + 500 + 250,
        "ours, the questions, and why words are missing"
    );
    let first = usize::from(found["cells"]["tm_week"][0] != "row 0");
    for place in 0..500 {
        let cell = &found["cells"][format!("q{place}")][first];
        match place % 2 {
            0 => assert_eq!(*cell, words(place), "width {}", width(place)),
            _ => assert_eq!(*cell, place as f64 - 250.0),
        }
    }
}

#[test]
fn an_empty_table_is_a_sound_file() {
    let versions = scene::versions(&[survey()]);
    let (_folder, path) = with_frame(&versions, &scene::table(&[]), |frame| written(frame, Format::Sav));
    let Some(found) = read(&path) else { return };
    assert_eq!(found["rows"], 0);
}

#[test]
fn words_that_spss_cannot_hold_are_cut_at_a_letter_and_the_file_says_so() {
    let mut instrument = bare();
    instrument.sections[0].questions = vec![question("words", Kind::LongText)];
    let versions = scene::versions(&[instrument]);
    let long = answers(&[("words", Answer::Text("家".repeat(11_000)))]);
    let table = scene::table(&[(&versions[0], long)]);
    let (_folder, path) = with_frame(&versions, &table, |frame| written(frame, Format::Sav));
    let Some(found) = read(&path) else { return };
    assert_eq!(found["cells"]["words"][0], "家".repeat(10_922));
    assert!(found["notes"].to_string().contains("words: analysis-cut 1"), "{}", found["notes"]);
}
