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
    assert_eq!(
        rows[1],
        ["agreement", "trust", "y2023", "0.383", "18", "47", "0.2579", "0.5257", "no", "percent", "", ""]
    );
    assert_eq!(rows[3], ["agreement", "trust", "change", "", "", "", "0.03", "0.41", "no", "percent", "", ""]);
    assert_eq!(rows[4][3], "3.5");
    assert_eq!(rows[5], ["agreement", "beds", "y2023", "", "", "", "", "", "yes", "percent", "", ""]);
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
    let share = serde_json::json!({
        "value": 0.383, "count": 18, "base": 47, "low": 0.2579, "high": 0.5257, "hidden": false
    });
    assert_eq!(cell(0, 0), share);
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

#[test]
fn a_change_in_points_has_as_many_places_as_its_shares_and_its_test_where_that_is_told() {
    let mut one = document();
    let report::Block::Table(table) = &mut one.blocks[3] else { panic!("the sample has a table there") };
    let points = |p| report::Cell::Points { by: 11.0 / 47.0, test: "pooled-z".into(), p };
    table.rows[0].cells[2] = points(Some(0.022_745_61));
    table.rows[0].cells[3] = report::Cell::Between { low: 0.031_234_56, high: 0.4 };
    table.rows[1].cells[2] = points(None);
    let rows = csv::read(&report::csv(&one).unwrap()).unwrap().rows;
    assert_eq!(rows[3][3..], ["23.4043", "", "", "", "", "no", "percent", "pooled-z", "0.022746"]);
    assert_eq!(rows[4][3..], ["", "", "", "3.1235", "40", "no", "score", "", ""]);
    assert_eq!(rows[7][10..], ["pooled-z", ""], "no p-value where it is kept back");
}

#[test]
fn a_small_p_value_keeps_three_digits() {
    let mut one = document();
    let report::Block::Table(table) = &mut one.blocks[3] else { panic!("the sample has a table there") };
    table.rows[0].cells[2] = report::Cell::Points { by: 0.5, test: "pooled-z".into(), p: Some(5.812_3e-10) };
    let rows = csv::read(&report::csv(&one).unwrap()).unwrap().rows;
    assert_eq!(rows[3][10..], ["pooled-z", "5.81e-10"]);
}
