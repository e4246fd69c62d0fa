//! Programs read the tables as CSV and JSON.

use server::exchange::csv;
use server::report::{self, FIELDS};

use crate::sample::{FORMULA, THANKS, document, english};

#[test]
fn the_long_table_has_every_cell_with_no_more_places_than_people_see() {
    let bytes = report::csv(&document()).unwrap();
    let rows = csv::read(&bytes).unwrap().rows;
    assert_eq!(rows[0], FIELDS);
    assert_eq!(rows.len(), 1 + 2 * 3 * 4);
    assert_eq!(rows[1], ["agreement", "trust", "y2023", "0.383", "18", "47", "", "", "no", "percent"]);
    assert_eq!(rows[3], ["agreement", "trust", "change", "", "", "", "0.03", "0.41", "no", "percent"]);
    assert_eq!(rows[4][3], "3.5");
    assert_eq!(rows[5], ["agreement", "beds", "y2023", "", "", "", "", "", "yes", "percent"]);
    assert_eq!(rows[9][3], FORMULA);
    assert_eq!((rows[11][3].as_str(), rows[12][3].as_str()), ("", ""), "nothing, and what is no number");
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\"'=HYPERLINK") && !text.contains(",\"=HYPERLINK") && !text.contains(",=HYPERLINK"));
}

#[test]
fn the_dictionary_knows_every_name_in_the_data() {
    let dictionary = csv::read(&report::dictionary(&document(), &english()).unwrap()).unwrap().rows;
    let known = |kind: &str, table: &str, id: &str| {
        dictionary.iter().any(|row| row[0] == kind && row[1] == table && row[2] == id)
    };
    let data = csv::read(&report::csv(&document()).unwrap()).unwrap().rows;
    for row in &data[1..] {
        assert!(
            known("table", &row[0], &row[0]) && known("row", &row[0], &row[1]) && known("column", &row[0], &row[2])
        );
    }
    assert!(FIELDS.iter().all(|field| known("field", "", field)));
    assert!(dictionary.iter().any(|row| row[0] == "acknowledgement" && row[3] == THANKS));
    assert!(!known("row", "agreement", "nobody"), "control");
}

#[test]
fn json_says_the_same_and_carries_nothing_for_hidden_cells() {
    let bytes = report::json(&document(), &english()).unwrap();
    let whole: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let cell = |row: usize, column: usize| whole["tables"][0]["rows"][row]["cells"][column].clone();
    assert_eq!(cell(0, 0), serde_json::json!({"value": 0.383, "count": 18, "base": 47, "hidden": false}));
    assert_eq!(cell(1, 0), serde_json::json!({"value": null, "hidden": true}));
    assert_eq!(whole["acknowledgements"][0], THANKS);
    assert_eq!(whole["quotes"][0]["words"], "A door that locks.");
    assert!(
        whole["dictionary"]
            .as_array()
            .unwrap()
            .iter()
            .any(|entry| entry["id"] == "y2025" && entry["unit"] == "percent")
    );
}
