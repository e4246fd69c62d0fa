//! A respondent answers a survey on a phone without script; a stranger looks at what is left behind.

mod platform;

use platform::{Browser, Open, Platform, SURVIVOR, Scene};
use server::store::collections::Settings;

/// From consent to "look at your answers", every page left as it is but for the fields given by page number.
async fn answer(browser: &mut Browser, open: &Open, fields: &[(&str, &[(&str, &str)])]) -> String {
    let begun = browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    let mut here = begun.address;
    for _ in 0..40 {
        let page = browser.get(&here).await;
        if page.says("_want-code") || page.says("value=\"send\"") {
            return page.address;
        }
        let own = fields.iter().find(|(address, _)| *address == page.address).map_or(&[][..], |(_, fields)| fields);
        let all: Vec<_> = own.iter().copied().chain([("_go", "on")]).collect();
        here = browser.post(&page.address, &all).await.address;
    }
    panic!("no end at {here}")
}

#[tokio::test]
async fn a_journey_ends_with_one_sealed_response() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    let welcome = browser.get(&format!("/s/{}", open.word)).await;
    assert!(welcome.says("Yes, start"), "{}", welcome.body);
    let review = answer(&mut browser, &open, &[("/s/1", &[("housing_now", "own_home"), ("can_stay", "yes")])]).await;
    let thanks = browser.post(&review, &[("_go", "send")]).await;
    assert!(thanks.says("Thank you"), "{} {}", thanks.address, thanks.body);
    let responses = platform.responses(&open.collection.id).await;
    assert_eq!(responses.len(), 1);
    assert_eq!(responses[0].answers["housing_now"], instruments::Answer::One("own_home".into()));
    assert_eq!(responses[0].language, "en");
    let _ = (SURVIVOR, Settings::default());
}
