//! A coordinator sets a study up: instruments, words, versions, waves, links.

mod platform;

use platform::Platform;

#[tokio::test]
async fn every_route_of_both_planes_has_one_handler() {
    // Two handlers for one address would stop the program at its start.
    let platform = Platform::start().await;
    platform.colleague();
    platform.respondent();
}
