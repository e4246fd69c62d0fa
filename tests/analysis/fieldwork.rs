//! What a reuser must know beside the answers: how a wave was asked, how scales are made, which columns do not go together.

use instruments::Kind;
use server::exchange::analysis::{Access, Fieldwork, Format, Frame, Taken, Version, file};
use server::exchange::csv;

use crate::programs::{complaint, parts};
use crate::scene::{self, answers, bare, one, option, places, question, say, written};

const WILDER: &str = include_str!("../../instruments/library/wilder-cfi.toml");

/// Three answers to four invitations with codes.
fn look<T>(versions: &[Version], look: impl FnOnce(&Frame) -> T) -> T {
    let row = || (&versions[0], answers(&[("home", one("x"))]));
    let table = scene::table(&[row(), row(), row()]);
    let fieldwork = Fieldwork { access: [Access::Code].into(), invited: Some(4), weights: None };
    let (places, taken) = (places(), [Taken { wave: "2026".into(), table: &table, fieldwork }]);
    look(&Frame::of(versions, &taken, &places, "en", &say))
}

fn homes() -> Vec<Version> {
    let version = |meaning: u32| {
        let mut home = question("home", Kind::Single);
        home.options = vec![option("x", "A flat"), option("y", "None")];
        home.meaning = meaning;
        let mut instrument = bare();
        instrument.sections[0].questions = vec![home];
        instrument
    };
    scene::versions(&[version(1), version(2)])
}

#[test]
fn the_wave_tells_its_weeks_its_modes_and_how_many_of_those_invited_answered() {
    let made = look(&homes(), |frame| file(frame, Format::Csv).unwrap());
    let parts = parts(&made);
    let part = |ending: &str| csv::read(&parts.iter().find(|(name, _)| name.ends_with(ending)).unwrap().1).unwrap();
    let waves = part("waves.csv");
    assert_eq!(waves.rows[1], ["2026", "row 0", "row 2", "3", "4", "0.75", "en", "alone", "code", ""]);
    let dictionary = part("dictionary.csv");
    let place = |head: &str| dictionary.rows[0].iter().position(|found| found == head).unwrap();
    let row = |name: &str| dictionary.rows.iter().find(|row| row[0] == name).unwrap().clone();
    let told = |name: &str| (row(name)[place("versions")].clone(), row(name)[place("not_comparable_with")].clone());
    assert_eq!(told("home"), ("1".into(), "home_m2".into()));
    assert_eq!(told("home_m2"), ("2".into(), "home".into()));
    assert_eq!(told("tm_week").1, "", "control: columns of ours are apart from nothing");
}

#[test]
fn a_scale_stands_once_with_all_versions_that_made_it_so() {
    let mut turned = instruments::parse(WILDER).unwrap();
    turned.scales[0].reversed = vec![turned.scales[0].items[0].clone()];
    let wilder = instruments::parse(WILDER).unwrap();
    let made =
        look(&scene::versions(&[wilder.clone(), wilder.clone(), turned]), |frame| file(frame, Format::Csv).unwrap());
    let parts = parts(&made);
    let scales = csv::read(&parts.iter().find(|(name, _)| name.ends_with("scales.csv")).unwrap().1).unwrap();
    assert_eq!(scales.rows.len(), 1 + wilder.scales.len() + 1);
    let first: Vec<_> = scales.rows.iter().filter(|row| row[0] == wilder.scales[0].id).collect();
    assert_eq!(first.iter().map(|row| row[8].as_str()).collect::<Vec<_>>(), ["1 2", "3"]);
    assert_eq!((first[0][4].as_str(), first[1][4].as_str()), ("", wilder.scales[0].items[0].as_str()));
    assert_eq!(first[0][3].split(' ').count(), wilder.scales[0].items.len());
}

#[test]
fn the_codebook_tells_the_fieldwork_and_stays_valid() {
    let wilder = scene::versions(&[instruments::parse(WILDER).unwrap()]);
    for versions in [homes(), wilder] {
        let (_folder, path) = look(&versions, |frame| written(frame, Format::Ddi));
        let text = std::fs::read_to_string(&path).unwrap();
        for told in [
            "<collDate date=\"row 0\" event=\"start\" cycle=\"2026\">",
            "<sampProc>2026: analysis-access-code</sampProc>",
            "<collMode>2026: analysis-mode-alone</collMode>",
            "<respRate>2026: 3 / 4 = 75.0 %</respRate>",
            "<universe>audience-",
            "wgt=\"wgt\"",
        ] {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert!(!text.contains("meaning: 0") && !text.contains("<weight>"), "{text}");
        let scales = &versions[0].instrument.scales;
        assert_eq!(text.matches("<varGrp ").count(), scales.len());
        if let Some(said) = complaint(&path) {
            assert_eq!(said, Ok(()));
        }
    }
}
