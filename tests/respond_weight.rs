//! A respondent has an old phone and a slow line: pages are weighed as they travel, compressed.

mod platform;

use platform::{Platform, Scene};
use server::store::collections::{Layout, Settings};

const FILES: [(&str, &str); 6] = [
    ("survivor-housing", include_str!("../instruments/library/survivor-housing.toml")),
    ("housing-provider", include_str!("../instruments/library/housing-provider.toml")),
    ("housing-advocate", include_str!("../instruments/library/housing-advocate.toml")),
    ("resource-listing", include_str!("../instruments/library/resource-listing.toml")),
    ("summit-training", include_str!("../instruments/library/summit-training.toml")),
    ("wilder-cfi", include_str!("../instruments/library/wilder-cfi.toml")),
];

#[tokio::test]
async fn the_first_page_with_its_stylesheet_is_at_most_14_kb() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    for language in ["en", "es"] {
        browser.language = language;
        let address = format!("/s/{}", open.word);
        let page = browser.get(&address).await;
        let requests = page.body.matches("<link rel=\"stylesheet\"").count() + page.body.matches("src=").count() + 1;
        assert!(requests <= 3, "{requests} requests");
        let style = server::http::assets::address("app.css");
        for encoding in ["br", "gzip"] {
            let (document, styles) = (browser.weigh(&address, encoding).await, browser.weigh(&style, encoding).await);
            println!("welcome {language} {encoding}: {document} + {styles} = {} bytes", document + styles);
            assert!(document + styles <= 14_000);
        }
    }
}

#[tokio::test]
async fn every_page_of_every_shipped_instrument_is_at_most_30_kb() {
    for (name, toml) in FILES {
        for layout in [Layout::BySection, Layout::OnePage] {
            let settings = Settings { layout, ..Settings::default() };
            let (platform, open) = Platform::with(Scene { toml: toml.to_owned(), settings, ..Scene::default() }).await;
            let mut browser = platform.respondent();
            let review = browser.go_through(&open.word, &[]).await;
            let last: usize = review.trim_start_matches("/s/").parse().unwrap();
            let mut heaviest = (0, String::new());
            for number in 1..=last {
                let address = format!("/s/{number}");
                let weight = browser.weigh(&address, "gzip").await;
                heaviest = heaviest.max((weight, address));
            }
            println!("{name} {layout:?}: heaviest page {heaviest:?}");
            assert!(heaviest.0 <= 30_000, "{name} {heaviest:?}");
        }
    }
}
