//! CSV files: answers to import with their map, excerpts that were coded elsewhere, transcripts in rows.

use server::exchange::import::{self, Map};
use server::exchange::{csv, excerpts, transcript};

use super::trial::Target;

const MAP: &str = include_str!("../fixtures/import/gadarian.map.toml");

fn seeds() -> Vec<Vec<u8>> {
    let excerpts = include_str!("../fixtures/themes/housing.csv");
    let few: String = excerpts.split_inclusive('\n').take(7).collect();
    let answers =
        "treatment,party_id_0dem_1rep,response\n1,0.5,\"the bridge, and\nthe rent\"\n0,1,\"said \"\"no\"\"\"\n";
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(answers.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let texts = [answers, &answers.replace(',', ";"), &answers.replace(',', "\t"), &few, MAP];
    let turns = include_bytes!("../fixtures/transcripts/turnos.csv").to_vec();
    texts.iter().map(|text| text.as_bytes().to_vec()).chain([wide, turns]).collect()
}

/// Files of rows.
pub fn target() -> Target {
    let instrument = instruments::parse(include_str!("../fixtures/import/gadarian.toml")).expect("a sound instrument");
    let map = Map::parse(MAP).expect("a sound map");
    Target::new(seeds(), move |bytes| {
        let _ = Map::parse(&String::from_utf8_lossy(bytes));
        let _ = transcript::read("a.csv", bytes);
        if let Ok(table) = excerpts::read("a.csv", bytes) {
            let _ = table.plan("a.csv", &table.guess(), ' ');
        }
        let Ok(sheet) = csv::read(bytes) else { return false };
        let _ = import::plan(&sheet, &map, &instrument, "v1");
        let _ = csv::write(&sheet.rows);
        true
    })
}
