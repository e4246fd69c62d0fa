//! A coordinator mends the shipped inventory twice in seven summits, asks one question only of some, and looks at what
//! may still be compared.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod platform;
#[path = "tide/waves.rs"]
mod waves;

use instruments::{Answers, Instrument};
use platform::{Browser, PASSPHRASE, Platform};
use waves::{Waves, one, response};

const WILDER: &str = include_str!("../instruments/library/wilder-cfi.toml");

/// The row that is reworded, and one that is not.
const ROW: &str = "Before this, organizations here had already worked side by side.";

/// Summits with the version that they ask, and how many of [`PEOPLE`] agree with the row.
const SUMMITS: [(&str, usize, usize); 7] =
    [("2019", 0, 5), ("2020", 0, 15), ("2021", 1, 4), ("2022", 1, 10), ("2023", 1, 17), ("2024", 2, 8), ("2025", 2, 9)];
const PEOPLE: usize = 20;

struct Summits {
    _platform: Platform,
    owner: Browser,
    /// Ids of waves, in their order.
    waves: Vec<String>,
    base: String,
}

/// The inventory as it was first, with the row reworded and the years asked only of government, with it reworded again.
fn versions() -> [String; 3] {
    let asked = WILDER.replacen("id = \"years\"", "id = \"years\"\nshow_if = \"${sector} = 'government'\"", 1);
    let second = asked.replacen(ROW, "Organizations here had worked together before.", 1);
    let third = asked.replacen(ROW, "Working together was nothing new for organizations here.", 1);
    assert!(second != third && second != asked, "both are reworded");
    [WILDER.to_owned(), second, third]
}

/// What somebody says; so many agree with the row.
fn said(file: &Instrument, person: usize, agree: usize) -> server::seal::payload::Response {
    let items = file.scales.iter().flat_map(|scale| &scale.items);
    let mut answers: Answers =
        items.enumerate().map(|(place, key)| one(key, &(1 + (person + place) % 5).to_string())).collect();
    let sector = if person.is_multiple_of(2) { "government" } else { "other" };
    answers.extend([one("environment.item_01", if person < agree { "5" } else { "2" }), one("sector", sector)]);
    // Whoever is not asked has no answer in the end.
    answers.extend([one("years", if person < 10 { "1_2" } else { "0" })]);
    response(instruments::complete(file, &answers))
}

impl Summits {
    async fn hold() -> Self {
        let platform = Platform::start().await;
        let study = platform.study.id.clone();
        let asked = Waves::begin(&platform.state.store, &study, WILDER, &["Everywhere"]).await;
        let texts = versions();
        let mut versions = Vec::new();
        for (text, day) in texts.iter().zip(["2019-01-01", "2021-01-01", "2024-01-01"]) {
            versions.push((instruments::parse(text).unwrap(), asked.publish(text, day).await));
        }
        let mut waves = Vec::new();
        for (year, version, agree) in SUMMITS {
            let (file, hash) = &versions[version];
            let people = (0..PEOPLE).map(|person| (0, said(file, person, agree)));
            waves.push(asked.wave((year, &format!("{year}-06-01"), hash), people).await.wave_id);
        }
        let mut owner = platform.signed_in().await;
        owner.post(&format!("/studies/{study}/unlock"), &[("passphrase", PASSPHRASE)]).await;
        Self { owner, waves, base: format!("/studies/{study}/waves/of/{}", asked.instrument), _platform: platform }
    }

    async fn body(&mut self, rest: &str) -> String {
        self.owner.get(&format!("{}{rest}", self.base)).await.body
    }

    /// A page without its tags, white space made one.
    async fn page(&mut self, rest: &str) -> String {
        plain(&self.body(rest).await)
    }

    /// Two summits against each other, by their places.
    async fn between(&mut self, earlier: usize, later: usize) -> String {
        let query = format!("?from={}&to={}", self.waves[earlier], self.waves[later]);
        self.page(&query).await
    }
}

fn plain(body: &str) -> String {
    let text: String =
        body.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many lines the charts of a page draw.
fn lines(body: &str) -> usize {
    body.matches("stroke-width=\"2.4\"").count()
}

#[tokio::test]
async fn every_break_is_marked_on_the_chart_and_in_its_table_and_parts_the_line() {
    let mut summits = Summits::hold().await;
    let reworded = summits.body("/item?key=environment.item_01").await;
    let same = summits.body("/item?key=environment.item_02").await;
    assert_eq!(lines(&reworded), 3 * lines(&same), "one line for each wording");
    assert!(lines(&same) > 0, "control: it is drawn");
    let page = plain(&reworded);
    assert!(page.contains("≠1 since 2021: reworded") && page.contains("≠2 since 2024: reworded"), "{page}");
    let table =
        reworded.split("<table").find(|table| table.contains("Asked otherwise")).expect("a table behind the chart");
    let rows: Vec<String> = table.split("<tr").skip(2).map(|row| plain(&format!("<tr{row}"))).collect();
    let marks: Vec<(bool, bool)> = rows.iter().map(|row| (row.contains("≠1"), row.contains("≠2"))).collect();
    let none = (false, false);
    assert_eq!(marks[..7], [none, none, (true, false), none, none, (false, true), none], "{rows:?}");
    assert!(!plain(&same).contains("since 2021"), "what was not reworded is whole");
}

#[tokio::test]
async fn each_wording_is_compared_and_followed_within_itself() {
    let mut summits = Summits::hold().await;
    let page = summits.page("/item?key=environment.item_01").await;
    for said in [
        "2025 against 2024",
        "2023 against 2022",
        "2023 against 2021",
        "2020 against 2019",
        "A trend counts only waves that asked the same.",
        "Over 2021, 2022, 2023, which asked the same, there is a clear trend ",
        "A trend is one test of this question alone",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("2025 against 2019") && !page.contains("Over all these waves there"), "{page}");
    let same = summits.page("/item?key=environment.item_02").await;
    assert!(same.contains("2025 against 2019") && same.contains("Over all these waves"), "{same}");
    for (earlier, later) in [(0, 1), (2, 4), (5, 6)] {
        let page = summits.between(earlier, later).await;
        assert!(page.contains(if later == 1 { ROW } else { "ogether" }) && !page.contains("Not compared"), "{page}");
    }
    let broken = summits.between(1, 2).await;
    for said in [
        "Not compared: the wording changed between 2020 and 2021.",
        "Not compared: other people were asked it in 2021 than in 2020.",
    ] {
        assert!(broken.contains(said), "{said}: {broken}");
    }
}

#[tokio::test]
async fn older_waves_are_read_in_their_own_words() {
    let mut summits = Summits::hold().await;
    let wave = summits.waves[0].clone();
    let address = format!("/crosstab?rows=environment.item_01&columns=years&wave={wave}");
    let page = summits.page(&address).await;
    assert!(page.contains(ROW) && page.contains("χ²"), "{page}");
    let factor = summits.page("/item?key=scale:history").await;
    assert!(factor.contains("≠1 since 2021: reworded"), "a factor breaks with its items: {factor}");
}

#[tokio::test]
async fn who_is_asked_is_named_in_plain_words_and_classed_by_the_coordinator() {
    let mut summits = Summits::hold().await;
    let body = summits.body("/wordings").await;
    let card = body.split("<section").find(|card| card.contains("How many years")).expect("the question").to_owned();
    let said = plain(&card);
    for words in [
        "Looks like: Asked of other people.",
        "Who is asked",
        "Before: everybody",
        "After: only if “What kind of organization do you come from?” is “Other government or regulator”",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let field = |name: &str| {
        let tag = card.split('<').find(|tag| tag.contains(&format!("name=\"{name}\""))).unwrap();
        tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (from, to) = (field("from"), field("to"));
    let address = format!("{}/wordings", summits.base);
    let say = |class: &'static str| {
        [("from", from.clone()), ("to", to.clone()), ("unit", "years".into()), ("class", class.into())]
    };
    for (class, told) in [("route", "Classed: Asked of other people."), ("cosmetic", "Classed: It asks the same.")] {
        let fields = say(class);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let kept = summits.owner.post(&address, &fields).await;
        assert!(plain(&kept.body).contains(told), "{}", kept.body);
        let apart = summits.between(1, 2).await.contains("other people were asked it");
        assert_eq!(apart, class == "route", "{class}");
    }
}
