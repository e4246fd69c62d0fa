//! Houses of the harbour tell their beds, agree to be listed, and go out with what one of them alone has hidden.

use server::store::roster;

use crate::files::{all, named};
use crate::harbour::{Harbour, OF_HOUSES, Said};
use crate::platform::Answered;
use crate::shore::stands;

/// Houses with their beds in both waves; without beds they did not answer.
type Houses<'a> = &'a [(&'a str, Option<u32>, Option<u32>)];

const EVEN: Houses<'_> = &[
    ("Anchor", Some(40), Some(44)),
    ("Bell", Some(35), Some(35)),
    ("Cove", Some(38), Some(30)),
    ("Dock", Some(42), None),
    ("Ebb", Some(37), None),
    ("Fern", Some(31), None),
    ("Gull", None, Some(29)),
    ("Hull", None, Some(33)),
    ("Isle", None, Some(28)),
];

/// Enough houses in both waves that means are told.
const MANY: Houses<'_> = &[
    ("Anchor", Some(40), Some(44)),
    ("Bell", Some(35), Some(35)),
    ("Cove", Some(38), Some(30)),
    ("Dock", Some(42), Some(41)),
    ("Ebb", Some(37), Some(39)),
    ("Fern", Some(31), Some(36)),
    ("Gull", Some(27), Some(29)),
    ("Hull", Some(30), Some(33)),
    ("Isle", Some(26), Some(28)),
    ("Jetty", Some(33), Some(34)),
    ("Kelp", Some(36), Some(32)),
    ("Lock", Some(39), None),
];

/// The office with its houses; the last of those that answered once before has closed.
async fn open(houses: Houses<'_>) -> (Harbour, Vec<String>) {
    let harbour = Harbour::open().await;
    let names: Vec<&str> = houses.iter().map(|(name, ..)| *name).collect();
    let mut ids = Vec::new();
    for wave in [0, 1] {
        let collection = harbour.collection(OF_HOUSES, wave).await;
        ids = harbour.invite(&collection, &names).await;
        let beds = |(_, before, after): &(&str, Option<u32>, Option<u32>)| if wave == 0 { *before } else { *after };
        let people: Vec<Said> = houses
            .iter()
            .zip(&ids)
            .filter_map(|(house, id)| {
                let answers = vec![("beds", beds(house)?.to_string())];
                Some(Said { answers, house: Some(id.clone()), ..Said::default() })
            })
            .collect();
        harbour.answer_in(OF_HOUSES, &collection, &people).await;
        if wave == 1 {
            let gone = houses.iter().zip(&ids).rfind(|((_, before, after), _)| before.is_some() && after.is_none());
            let store = &harbour.office.state.store;
            roster::mark(store, &collection.id, gone.unwrap().1, roster::State::Closed).await.unwrap();
        }
    }
    (harbour, ids)
}

async fn prepare(harbour: &mut Harbour, listed: &[String]) -> Answered {
    let name = format!("listed.{}", harbour.instrument(OF_HOUSES));
    let more: Vec<(&str, &str)> = listed.iter().map(|id| (name.as_str(), id.as_str())).collect();
    harbour.prepare(&[(OF_HOUSES, &[])], &more).await
}

#[tokio::test(flavor = "multi_thread")]
async fn houses_that_agreed_are_counted_with_their_beds_and_nought_is_shown() {
    let (mut harbour, ids) = open(EVEN).await;
    let form = harbour.office.owner.get(&harbour.office.page("releases/new")).await;
    assert!(form.says("Organizations that agreed to be listed") && form.says("Anchor"), "{}", form.body);
    let page = prepare(&mut harbour, &ids).await;
    let word = harbour.publish(&page).await;
    let files = all(&harbour.office, &word).await;
    let csv = named(&files, "data.csv");
    for line in ["both,organizations,3", "new,organizations,3", "lost,organizations,2", "closed,organizations,1"] {
        assert!(csv.contains(&format!("harbour-houses-organizations,{line}")), "{line}: {csv}");
    }
    let sums = ["both_before,113", "both_after,109", "net_both,-4", "only_before,110", "only_after,90", "net,-24"];
    for sum in sums {
        assert!(csv.contains(&format!("harbour-houses-beds,beds,{sum}")), "{sum}: {csv}");
    }
    for name in ["", "report.docx", "tables.xlsx"] {
        assert!(named(&files, name).contains("Did not answer again"), "{name}");
    }
    let words: Vec<&str> = named(&files, "").split_whitespace().collect();
    assert!(words.join(" ").contains("more than 80 %"), "the rule is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn beds_that_are_mostly_one_houses_are_hidden_with_what_they_could_be_worked_out_from() {
    const ONE: Houses<'_> = &[
        ("Anchor", Some(140), Some(144)),
        ("Bell", Some(135), Some(135)),
        ("Cove", Some(138), Some(130)),
        ("Dock", Some(142), None),
    ];
    let (mut harbour, ids) = open(ONE).await;
    let house = format!("waves/of/{}/linked", harbour.instrument(OF_HOUSES));
    let inside = harbour.office.owner.get(&harbour.office.page(&house)).await;
    assert!(inside.says("142 (mostly one)") && inside.says("In a release such an amount is hidden"), "{}", inside.body);
    let page = prepare(&mut harbour, &ids).await;
    assert!(page.says("most of each is one organization"), "{}", page.body);
    let word = harbour.publish(&page).await;
    for (name, text) in all(&harbour.office, &word).await {
        assert!(!stands(&text, 142), "Dock’s beds in {name}: {text}");
        assert!(!(stands(&text, 413) && stands(&text, 555)), "nor both sums that they lie between, in {name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_house_more_than_last_time_does_not_tell_its_beds() {
    let (mut harbour, ids) = open(EVEN).await;
    let page = prepare(&mut harbour, &ids[1..]).await;
    harbour.publish(&page).await;
    let page = prepare(&mut harbour, &ids).await;
    assert!(page.says("Hidden: less what") && page.says("it would tell of few"), "{}", page.body);
    assert!(!page.says("113"), "with Anchor’s 40 beds before: {}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mean_beside_beds_does_not_tell_of_a_house_that_is_not_listed() {
    let means = async |listed: &[usize]| {
        let (mut harbour, ids) = open(MANY).await;
        let name = format!("listed.{}", harbour.instrument(OF_HOUSES));
        let more: Vec<(&str, &str)> = listed.iter().map(|house| (name.as_str(), ids[*house].as_str())).collect();
        let page = harbour.prepare(&[(OF_HOUSES, &["beds"])], &more).await;
        let word = harbour.publish(&page).await;
        named(&all(&harbour.office, &word).await, "data.csv").to_owned()
    };
    let everybody: Vec<usize> = (0..12).collect();
    // 414 beds of twelve houses before: a mean of 34.5.
    assert!(means(&everybody).await.contains("34.5"), "control: all are listed, and nobody is left");
    assert!(means(&[]).await.contains("34.5"), "control: no beds stand beside it");
    let told = means(&everybody[1..]).await;
    assert!(told.contains("net,"), "the beds of the listed are told: {told}");
    assert!(!told.contains("34.5"), "twelve times the mean less 374 beds are Anchor’s 40: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn beds_beside_a_mean_that_went_out_before_do_not_tell_of_it_either() {
    let (mut harbour, ids) = open(MANY).await;
    let page = harbour.prepare(&[(OF_HOUSES, &["beds"])], &[]).await;
    harbour.publish(&page).await;
    let page = prepare(&mut harbour, &ids[1..]).await;
    assert!(page.says("it would tell of few"), "{}", page.body);
}
