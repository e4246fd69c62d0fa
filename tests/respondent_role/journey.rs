//! Everything that somebody without a name can do with an installation, in a minute.

use server::http::{self, State};
use server::store::{installation, role, words};

use crate::ground::{Ground, RELEASED};
use crate::platform::{Answered, Browser};

/// What did not happen as it should.
type Went = Result<(), String>;

/// Walks all ways through a plane that was opened just now; the first thing that goes wrong ends it.
pub async fn walk(ground: &Ground, state: &std::sync::Arc<State>) -> Went {
    let browser = || Browser::new(http::respond_plane(state), "127.0.0.1:42000");
    starts(state).await?;
    answers_later_and_takes_back(browser(), browser(), &ground.open.word).await?;
    answers_with_a_code(ground, browser(), browser()).await?;
    begins_anew(ground, browser()).await?;
    answers_in_company(browser(), &ground.shared.word, &ground.shared.codes[0]).await?;
    answers_for_a_house(ground, browser()).await?;
    reads_what_is_out(browser()).await
}

async fn starts(state: &State) -> Went {
    role::fits(&state.store.pool).await.map_err(|error| format!("the schema: {error:?}"))?;
    words::all(&state.store).await.map_err(|error| format!("words: {error:?}"))?;
    installation::recovery_key(&state.store).await.map_err(|error| format!("the installation: {error:?}"))?;
    Ok(())
}

fn expect(holds: bool, what: &str, page: &Answered) -> Went {
    if holds { Ok(()) } else { Err(format!("{what}: {} {}", page.address, page.status)) }
}

/// Begins at a link, with a code where one is asked.
async fn begin(browser: &mut Browser, word: &str, code: &str) -> Went {
    let welcome = browser.get(&format!("/s/{word}")).await;
    expect(welcome.says("Yes, start"), "the welcome", &welcome)?;
    let first = browser.post(&format!("/s/{word}"), &[("_go", "begin"), ("_code", code)]).await;
    expect(first.address == "/s/1" && first.says("has_beds"), "the beginning", &first)
}

/// Answers the one page and sends; gives the page of thanks.
async fn send(browser: &mut Browser, wants_code: bool) -> Result<Answered, String> {
    let review = browser.post("/s/1", &[("has_beds", "yes"), ("_go", "on")]).await;
    expect(review.address == "/s/2" && review.says("value=\"send\""), "looking at the answers", &review)?;
    let fields: &[_] = if wants_code { &[("_go", "send"), ("_want-code", "yes")] } else { &[("_go", "send")] };
    let thanks = browser.post("/s/2", fields).await;
    expect(thanks.address == "/s/3" && thanks.says("Thank you"), "the thanks", &thanks)?;
    expect(thanks.says("id=\"withdraw-code\"") == wants_code, "the code for taking back", &thanks)?;
    Ok(thanks)
}

async fn take_back(browser: &mut Browser, thanks: &Answered) -> Went {
    let code = thanks.element("withdraw-code");
    let page = browser.post("/withdraw", &[("_code", &code)]).await;
    expect(page.address == "/withdraw" && page.says("Your answers have been deleted"), "taking back", &page)
}

async fn answers_later_and_takes_back(mut first: Browser, mut later: Browser, word: &str) -> Went {
    begin(&mut first, word, "").await?;
    let page = first.post("/s/1", &[("has_beds", "no"), ("_go", "resume")]).await;
    expect(page.says("id=\"resume-code\""), "a code for later", &page)?;
    let code = page.element("resume-code");
    let resumed = later.post(&format!("/s/{word}"), &[("_go", "resume"), ("_resume", &code)]).await;
    expect(resumed.address == "/s/2", "going on later", &resumed)?;
    let thanks = send(&mut first, true).await?;
    take_back(&mut first, &thanks).await
}

/// Taps twice at the beginning: the code is given again, since nothing was written yet.
async fn answers_with_a_code(ground: &Ground, mut first: Browser, mut second: Browser) -> Went {
    let code = ground.code().await;
    begin(&mut first, &ground.coded.word, &code).await?;
    begin(&mut second, &ground.coded.word, &code).await?;
    send(&mut second, false).await.map(drop)
}

async fn begins_anew(ground: &Ground, mut browser: Browser) -> Went {
    let (word, code) = (&ground.coded.word, ground.code().await);
    begin(&mut browser, word, &code).await?;
    browser.post("/s/1", &[("has_beds", "yes"), ("_go", "on")]).await;
    let asked = browser.post(&format!("/s/{word}"), &[("_go", "anew")]).await;
    expect(asked.address == format!("/s/{word}"), "beginning anew", &asked)?;
    begin(&mut browser, word, &code).await
}

async fn answers_in_company(mut browser: Browser, word: &str, code: &str) -> Went {
    begin(&mut browser, word, code).await?;
    send(&mut browser, false).await.map(drop)
}

async fn answers_for_a_house(ground: &Ground, mut browser: Browser) -> Went {
    begin(&mut browser, &ground.invited.word, &ground.invitation().await).await?;
    let thanks = send(&mut browser, true).await?;
    take_back(&mut browser, &thanks).await
}

async fn reads_what_is_out(mut browser: Browser) -> Went {
    let page = browser.get(&format!("/r/{RELEASED}")).await;
    expect(page.says("What is out"), "a release", &page)
}
