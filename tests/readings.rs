//! An owner reads what people said wherever it is shown; each place leaves its entry in the record, once a day.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod platform;
mod reading;

use std::collections::BTreeSet;

use axum::http::Method;
use reading::Reading;
use server::coding::quote::{Attribution, Step};
use server::coding::{Act, Draft, Span};
use server::http::staff;
use server::store::{audit, sql};

/// What asking for an address leaves in the record.
enum Leaves {
    /// Somebody read open answers (`read-words`) or passages (`read-passages`) at this place.
    Reads(&'static str, &'static str),
    /// A file was taken out; `tests/approvals.rs` takes each of them.
    Takes,
    /// A draft of a release was looked at; `tests/release` looks at one.
    Draft,
    /// Nothing, because nothing that people said is on it.
    Nothing(&'static str),
}

use Leaves::{Draft as Drafted, Nothing, Reads, Takes};

const COUNTS: &str = "counts and figures";
const OWN_FILE: &str = "a file of the person's own that is not stored yet";
const FORM: &str = "a form without anybody's words";
const STAFF: &str = "what staff wrote";

/// Every address of results, coding, waves and releases that can be asked for, without `/studies/{study}`.
const ADDRESSES: &[(&str, Leaves)] = &[
    ("/results", Nothing(COUNTS)),
    ("/results/analysis", Nothing(FORM)),
    ("/results/analysis/{ticket}", Takes),
    ("/results/danger", Reads("read-words", "danger")),
    ("/results/{collection}", Nothing(COUNTS)),
    ("/results/{collection}/population", Nothing(COUNTS)),
    ("/results/{collection}/words/{key}", Reads("read-words", "{collection} {key}")),
    ("/results/{collection}/mark/{response}/{key}", Reads("read-words", "{collection} {key}")),
    ("/results/{collection}/data.csv", Takes),
    ("/results/{collection}/dictionary.csv", Nothing("questions and options, no answers")),
    ("/coding", Nothing(COUNTS)),
    ("/coding/passages", Reads("read-passages", "all")),
    ("/coding/passages/kept", Nothing("leads to the list of passages")),
    ("/coding/codebook", Nothing(STAFF)),
    ("/coding/codebook/new", Nothing(FORM)),
    ("/coding/codebook/code/{code}", Reads("read-passages", "codebook")),
    ("/coding/codebook/code/{code}/words", Reads("read-passages", "codebook")),
    ("/coding/codebook/code/{code}/merge", Nothing(STAFF)),
    ("/coding/codebook/code/{code}/split", Nothing(STAFF)),
    ("/coding/codebook/code/{code}/deal", Reads("read-passages", "code {code}")),
    ("/coding/codebook/groups", Nothing(STAFF)),
    ("/coding/codebook/history", Reads("read-passages", "codebook")),
    ("/coding/exchange", Nothing(COUNTS)),
    ("/coding/exchange/out/{file}", Takes),
    ("/coding/exchange/in/{upload}", Nothing(OWN_FILE)),
    ("/coding/quotes", Reads("read-passages", "quotes")),
    ("/coding/quotes/new", Reads("read-passages", "quotes")),
    ("/coding/quotes/quote/{quote}", Reads("read-passages", "quotes")),
    ("/coding/quotes/quotes.csv", Takes),
    ("/coding/redaction", Reads("read-passages", "redaction")),
    ("/coding/redaction/passage/{passage}", Reads("read-passages", "redaction")),
    ("/coding/redaction/review/{passage}", Reads("read-passages", "redaction")),
    ("/coding/rounds", Nothing(COUNTS)),
    ("/coding/rounds/new", Nothing(FORM)),
    ("/coding/rounds/round/{round}", Nothing(COUNTS)),
    ("/coding/rounds/round/{round}/agreement", Nothing(COUNTS)),
    ("/coding/rounds/round/{round}/agreement.csv", Nothing("coefficients; taking them is recorded, without approval")),
    ("/coding/rounds/round/{round}/differences", Reads("read-passages", "differences {round}")),
    ("/coding/search", Reads("read-passages", "search")),
    ("/coding/search/all", Reads("read-passages", "search")),
    ("/coding/sources", Nothing("titles and counts of transcripts")),
    ("/coding/sources/answers", Reads("read-passages", "translations")),
    ("/coding/sources/bring", Nothing(FORM)),
    ("/coding/sources/bring/{file}", Nothing(OWN_FILE)),
    ("/coding/sources/bring/{file}/record", Nothing(OWN_FILE)),
    ("/coding/sources/excerpts", Nothing(FORM)),
    ("/coding/sources/excerpts/{file}", Nothing(OWN_FILE)),
    ("/coding/sources/passage/{passage}", Reads("read-passages", "translations")),
    ("/coding/sources/source/{source}", Reads("read-passages", "source {source}")),
    ("/coding/sources/source/{source}/record", Nothing(STAFF)),
    ("/coding/sources/source/{source}/remove", Nothing(COUNTS)),
    ("/coding/sources/source/{source}/translation", Nothing(COUNTS)),
    ("/coding/sources/source/{source}/translation.csv", Takes),
    ("/coding/themes", Nothing("single words that several people used")),
    ("/coding/themes/attributes", Nothing(COUNTS)),
    ("/coding/themes/codes", Nothing(COUNTS)),
    ("/coding/themes/saturation", Nothing(COUNTS)),
    ("/coding/themes/suggestions", Reads("read-passages", "suggestions")),
    ("/coding/themes/topics", Reads("read-passages", "topics")),
    ("/waves", Nothing(COUNTS)),
    ("/waves/mirror", Nothing(COUNTS)),
    ("/waves/of/{instrument}", Nothing(COUNTS)),
    ("/waves/of/{instrument}/crosstab", Nothing(COUNTS)),
    ("/waves/of/{instrument}/item", Nothing(COUNTS)),
    ("/waves/of/{instrument}/linked", Nothing(COUNTS)),
    ("/waves/of/{instrument}/wordings", Nothing(STAFF)),
    ("/releases", Nothing("titles of releases")),
    ("/releases/new", Nothing("quotes that may be public, where there are some: `choose.rs` writes the reading down")),
    ("/releases/{release}", Drafted),
    ("/releases/{release}/choice", Nothing("as /releases/new")),
];

#[test]
fn no_address_of_results_coding_waves_or_releases_is_missing_in_the_table() {
    const AREAS: [&str; 4] = ["/results", "/coding", "/waves", "/releases"];
    let routes = staff::routes();
    let pages = routes.list().iter().filter(|route| route.method == Method::GET);
    let inside = pages.filter_map(|route| route.path.strip_prefix("/studies/{study}"));
    let found: BTreeSet<&str> = inside.filter(|path| AREAS.iter().any(|area| path.starts_with(area))).collect();
    let listed: BTreeSet<&str> = ADDRESSES.iter().map(|(address, _)| *address).collect();
    assert_eq!(found.difference(&listed).collect::<Vec<_>>(), Vec::<&&str>::new(), "say what these leave");
    assert_eq!(listed.difference(&found).collect::<Vec<_>>(), Vec::<&&str>::new(), "these are gone");
    assert_eq!(listed.len(), ADDRESSES.len(), "each once");
}

/// A study with everything that has a place, and what stands for the names in addresses.
struct Scene {
    reading: Reading,
    names: Vec<(&'static str, String)>,
}

impl Scene {
    async fn set() -> Self {
        let mut reading = Reading::with(&["A key that works", "Call me at 206-555-0142 about the key"]).await;
        let passage = reading.answer("help", "A door that locks").await;
        let owner = reading.platform.owner.id.clone();
        let source = reading.transcript(&[("Moderator", "What helps?"), ("Participant 1", "My own key.")]).await;
        let (code, one, other) =
            (reading.code("Keys").await, reading.code("Own keys").await, reading.code("Lost keys").await);
        let round = reading.round(&[(owner.as_str(), std::slice::from_ref(&passage))]).await;
        reading.act(&owner, Act::Submit { round: round.clone() }).await.unwrap();
        let mut draft = Draft::default();
        let (quote, text) = (server::chance::id(), draft.repeat("A door", Some(passage.of.clone())));
        let (span, attribution) = (Span::new(0, 6).unwrap(), Attribution::Nobody);
        draft.acts.push(Act::Quote(Step::Propose {
            quote: quote.clone(),
            passage: passage.clone(),
            span,
            text,
            attribution,
        }));
        reading.act(&owner, draft).await.unwrap();
        let (collection, response) = (reading.open.collection.id.clone(), passage.response().unwrap().to_owned());
        let mark = format!("/studies/{}/results/{collection}/mark/{response}/help", reading.platform.study.id);
        assert!(reading.owner.post(&mark, &[("note", "soon")]).await.says("soon"));
        let names = vec![
            ("{collection}", collection),
            ("{response}", response),
            ("{key}", "help".to_owned()),
            ("{passage}", passage.to_string()),
            ("{source}", source),
            ("{code}", code),
            ("{round}", round),
            ("{quote}", quote),
            ("{into}", format!("{one},{other}")),
        ];
        Self { reading, names }
    }

    fn named(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// What the record of the study holds, and nothing of it afterwards.
    async fn acts(&self) -> Vec<(String, String)> {
        let platform = &self.reading.platform;
        let acts = audit::latest(&platform.state.store, Some(&platform.study.id), 50).await.unwrap();
        sql::query("delete from audit").execute(&platform.state.store.pool).await.unwrap();
        acts.into_iter().map(|act| (act.action, act.object)).collect()
    }
}

/// What an address needs besides.
fn query(address: &str) -> &'static str {
    match address {
        "/coding/codebook/code/{code}/deal" => "?into={into}",
        "/coding/quotes/new" => "?passage={passage}",
        "/coding/search" | "/coding/search/all" => "?q=key",
        _ => "",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_place_that_shows_what_people_said_leaves_its_entry_once_a_day() {
    let mut scene = Scene::set().await;
    let study = format!("/studies/{}", scene.reading.platform.study.id);
    scene.acts().await;
    for (address, leaves) in ADDRESSES {
        let Reads(action, place) = leaves else { continue };
        let asked = scene.named(&format!("{study}{address}{}", query(address)));
        let expected = vec![((*action).to_owned(), scene.named(place))];
        for _ in 0..3 {
            let page = scene.reading.owner.get(&asked).await;
            assert_eq!(page.status.as_u16(), 200, "{asked}: {}", page.body);
        }
        assert_eq!(scene.acts().await, expected, "{asked}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_shows_no_words_leaves_nothing() {
    let mut scene = Scene::set().await;
    let study = format!("/studies/{}", scene.reading.platform.study.id);
    scene.acts().await;
    let mut looked = 0;
    for (address, leaves) in ADDRESSES {
        let asked = scene.named(&format!("{study}{address}"));
        let Nothing(why) = leaves else { continue };
        if asked.contains('{') || asked.ends_with(".csv") {
            continue;
        }
        scene.reading.owner.get_only(&asked).await;
        assert_eq!(scene.acts().await, [], "{asked}: {why}");
        looked += 1;
    }
    assert!(looked > 20, "control: {looked} were asked for");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_script_is_told_is_a_reading_too() {
    let scene = Scene::set().await;
    let code = scene.named("{code}");
    let passage = scene.named("{passage}");
    scene.acts().await;
    let address = scene.reading.page("passages/act");
    let fields = [("do", "code"), ("passage", passage.as_str()), ("code", code.as_str())];
    let (status, _) = reading::tell(&scene.reading.owner, &address, &fields).await;
    assert_eq!(status.as_u16(), 200);
    assert_eq!(scene.acts().await, [("read-passages".to_owned(), "all".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_calls_places_and_collections_by_their_names() {
    let mut scene = Scene::set().await;
    let study = format!("/studies/{}", scene.reading.platform.study.id);
    for address in ["/results/{collection}/words/{key}", "/coding/search?q=key"] {
        let asked = scene.named(&format!("{study}{address}"));
        scene.reading.owner.get(&asked).await;
    }
    let record = scene.reading.owner.get(&format!("{study}/audit")).await;
    assert!(record.says("<td>Words about help, First help</td>"), "{}", record.body);
    assert!(record.says("read passages") && !record.says(&scene.named("{collection}")));
}
