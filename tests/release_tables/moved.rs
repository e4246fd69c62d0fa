//! The same houses are followed by a number, and everybody's means stand beside it: what the two leave is the number of
//! those that are not known again, and must not be that of few.

use server::disclosure::plan::Ledger;
use server::release::{About, Draft, Moved, Part, Told};

use crate::invented::{self, CODE, code};
use crate::study::Study;

const ROOMS: &str = r#"
[[section.question]]
id = "free"
kind = "number"
text = { en = "How many rooms are free?" }
"#;

/// A release of thirty houses that answered in both waves, and of twelve others in each; one of the others has so many
/// free rooms in spring.
async fn draft(most: usize) -> Draft {
    let mut rows = vec!["_wave,_link,free".to_owned()];
    for house in 0..54 {
        let (spring, summer) = match house {
            // A third each went up, stayed and went down.
            0..30 => (Some(20 + house * 2), Some(21 + house * 2 - house % 3)),
            30 => (Some(most), None),
            31..42 => (Some(1 + house % 7), None),
            _ => (None, Some(1 + house % 7)),
        };
        for (wave, free) in [("Spring", spring), ("Summer", summer)] {
            rows.extend(free.map(|free| format!("{wave},{},{free}", code(house))));
        }
    }
    let study = Study::with_instrument(&invented::instrument("rooms", &format!("{ROOMS}{CODE}"))).await;
    study.import(rows.join("\n").as_bytes(), "").await.expect("imported");
    let part = Part { follows: true, ..invented::part(&study, &["free"]).await };
    invented::draft(&study, &Ledger::default(), invented::choice(part)).await
}

#[tokio::test]
async fn a_mean_change_is_kept_back_where_the_means_beside_it_would_leave_the_number_of_one_house() {
    for (most, tells) in [(5, true), (2000, false)] {
        let draft = draft(most).await;
        let item = draft.chosen[0].series.items.iter().position(|item| item.key == "free").unwrap();
        let (place, linked) = (draft.place(About::Item(0, item)).unwrap(), draft.chosen[0].bond.as_ref().unwrap());
        assert_eq!(linked.standings, [[30, 0, 12]; 2], "control: {most}");
        let means = [0, 1].map(|row| draft.mean(place, row));
        assert!(means.iter().all(|mean| matches!(mean, Told::Figure(..))), "control, {most}: {means:?}");
        match draft.moved(0, item) {
            Moved::Line(_) => assert!(tells, "everybody’s means less that of the thirty would be {most}"),
            Moved::Kept => assert!(!tells, "control: none of the others has most"),
            Moved::Nothing => panic!("the thirty are followed"),
        }
    }
}
