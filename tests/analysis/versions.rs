//! The shipped housing survey is edited seven times while it is used.

use instruments::{Instrument, Question};
use server::exchange::analysis::{Cell, Column, Frame};

use crate::scene::{self, DONT_KNOW, answers, one, option, several, text};

const SURVIVOR: &str = include_str!("../../instruments/library/survivor-housing.toml");

fn asked<'a>(instrument: &'a mut Instrument, id: &str) -> &'a mut Question {
    instrument.sections.iter_mut().flat_map(|section| &mut section.questions).find(|one| one.id == id).unwrap()
}

/// Eight versions: as shipped; option added; removed; reordered; renamed; several's options changed; meaning raised;
/// question taken out, another put in its place.
fn history() -> Vec<Instrument> {
    let edits: [fn(&mut Instrument); 7] = [
        |now| asked(now, "housing_now").options.insert(1, option("tiny_home", "In a tiny home")),
        |now| asked(now, "housing_now").options.retain(|option| option.code != "motel"),
        |now| asked(now, "housing_now").options.reverse(),
        |now| {
            let options = &mut asked(now, "housing_now").options;
            options.iter_mut().find(|option| option.code == "shelter").unwrap().text = text("In an emergency shelter");
        },
        |now| {
            let options = &mut asked(now, "types_used").options;
            options.remove(0);
            options.insert(0, option("Boat", "On a boat"));
            options.push(option("boat", "In a house boat"));
        },
        |now| asked(now, "housing_now").meaning = 2,
        |now| {
            let questions = &mut now.sections[0].questions;
            questions.retain(|question| question.id != "can_stay");
            questions.insert(0, scene::question("warm", instruments::Kind::YesNo));
        },
    ];
    let mut all = vec![instruments::parse(SURVIVOR).unwrap()];
    for edit in edits {
        let mut next = all[all.len() - 1].clone();
        edit(&mut next);
        all.push(next);
    }
    all
}

fn column<'f>(frame: &'f Frame, name: &str) -> &'f Column {
    frame.columns.iter().find(|column| column.name == name).unwrap_or_else(|| panic!("no column {name}"))
}

#[test]
fn eight_versions_of_the_housing_survey_are_one_table_without_moved_or_lost_columns() {
    let versions = scene::versions(&history());
    let removed = instruments::parse(SURVIVOR).unwrap().questions().find(|one| one.id == "types_used").unwrap().options
        [0]
    .code
    .clone();
    let rows: Vec<_> = versions
        .iter()
        .map(|version| {
            let code = if version.number == 2 { "tiny_home" } else { "shelter" };
            let used = if version.number >= 6 { several(&["Boat"]) } else { several(&[&removed]) };
            (
                version,
                answers(&[
                    ("housing_now", one(code)),
                    ("types_used", used),
                    ("can_stay", one("yes")),
                    ("warm", DONT_KNOW),
                ]),
            )
        })
        .collect();
    let table = scene::table(&rows);
    scene::with_frame(&versions, &table, |frame| {
        let names: Vec<&str> = frame.columns.iter().map(|column| column.name.as_str()).collect();
        let place = |name: &str| names.iter().position(|found| *found == name).unwrap();
        assert_eq!(place("housing_now"), 10, "first behind ours, as in the first version");
        let late = ["types_used.Boat", "types_used.boat_2", "housing_now_m2", "warm"].map(place);
        assert_eq!(
            late,
            [names.len() - 4, names.len() - 3, names.len() - 2, names.len() - 1],
            "added behind, in order"
        );

        let now = column(frame, "housing_now");
        let codes: Vec<(&str, f64)> = now.values().iter().map(|value| (value.code.as_str(), value.number)).collect();
        assert_eq!(codes.len(), 9, "eight as shipped and one more, though one was removed");
        assert_eq!(codes[0], ("other", 8.0), "levels stand as in the newest version, numbers as in the first");
        assert_eq!(codes[8], ("motel", 5.0), "what was removed stands last");
        assert!(codes.contains(&("tiny_home", 9.0)), "what came later has the next number");
        let shelter = now.values().iter().find(|value| value.code == "shelter").unwrap();
        let labels: Vec<_> = shelter.labels.iter().map(|said| (said.text.as_str(), said.versions.as_slice())).collect();
        assert_eq!(
            labels,
            [("In a shelter", &[1, 2, 3, 4][..]), ("In an emergency shelter", &[5, 6])],
            "both labels noted"
        );
        assert_eq!(column(frame, "housing_now_m2").label(), now.label(), "control: only the meaning was raised");

        let found = scene::by_row(frame);
        let code = |row: usize, name: &str| match &found[&row][name] {
            Cell::Value(value) => value.code.clone(),
            Cell::Missing(reason) => format!("~{}", reason.word()),
            other => format!("{other:?}"),
        };
        let of = |name: &str| (0..8).map(|row| code(row, name)).collect::<Vec<_>>();
        let (gone, yes) = ("~not_asked", "yes");
        assert_eq!(of("housing_now"), ["shelter", "tiny_home", "shelter", "shelter", "shelter", "shelter", gone, gone]);
        assert_eq!(of("housing_now_m2"), [gone, gone, gone, gone, gone, gone, "shelter", "shelter"]);
        assert_eq!(of("can_stay"), [yes, yes, yes, yes, yes, yes, yes, gone]);
        assert_eq!(of("warm")[6..], [gone, "~dont_know"]);
        let ticks = |name: &str| (0..8).map(|row| found[&row][name].clone()).collect::<Vec<_>>();
        let not_offered = || Cell::Missing(server::exchange::analysis::Reason::NotAsked);
        let first = ticks(&format!("types_used.{removed}"));
        assert_eq!(first[..5], [const { Cell::Tick(true) }; 5]);
        assert_eq!(
            first[5..],
            [not_offered(), not_offered(), not_offered()],
            "not offered is not the same as not ticked"
        );
        assert_eq!(ticks("types_used.Boat")[5..], [const { Cell::Tick(true) }; 3]);
        assert_eq!(
            ticks("types_used.boat_2")[5..],
            [const { Cell::Tick(false) }; 3],
            "names that differ only in case stay apart"
        );
    });
}

#[test]
fn official_wording_and_another_kind_of_answer_have_columns_of_their_own() {
    let wilder = include_str!("../../instruments/library/wilder-cfi.toml");
    let first = instruments::parse(wilder).unwrap();
    let official = instruments::parse(&wilder.replacen("\"paraphrase\"", "\"official\"", 1)).unwrap();
    let mut changed = official.clone();
    asked(&mut changed, "sector").kind = instruments::Kind::Text;
    let versions = scene::versions(&[first, official, changed]);
    scene::with_frame(&versions, &scene::table(&[]), |frame| {
        let names: Vec<&str> = frame.columns.iter().map(|column| column.name.as_str()).collect();
        let items = names.iter().filter(|name| name.ends_with("_official")).count();
        assert_eq!(items, versions[0].instrument.scales.iter().map(|scale| scale.items.len()).sum::<usize>());
        assert!(names.contains(&"sector") && names.contains(&"sector_text"), "{names:?}");
        assert!(!names.contains(&"sector_official"), "who asks the sector is nobody's wording");
        assert_eq!(names[10..12], ["tm_wording", "tm_acknowledgement"]);
    });
}
