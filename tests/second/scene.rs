//! What the tests of the second proof have in common: an office, somebody who signs in, proofs given anew.

use crate::app::App;
use crate::office::{Office, browser};
use crate::platform::{Answered, Browser, PASSPHRASE};
use server::http;
use server::store::{audit, sql};

/// Somebody types name and passphrase in a new browser.
pub async fn types_passphrase(office: &Office, name: &str) -> (Browser, Answered) {
    let mut new = browser(&office.state);
    let page = new.post("/sign-in", &[("name", name), ("passphrase", PASSPHRASE)]).await;
    (new, page)
}

/// A browser at the address that is a name, with the cookie of another one.
pub fn named(office: &Office, cookie: Option<&String>) -> Browser {
    let mut browser = Browser::new(http::staff_plane(&office.state), "localhost:42001");
    browser.cookie = cookie.cloned();
    browser
}

/// Sends a form as the page it stands on.
pub async fn send(browser: &mut Browser, page: &str, form: &str, fields: &[(&str, &str)]) -> Answered {
    browser.page = Some(page.to_owned());
    let answered = browser.post(form, fields).await;
    browser.page = None;
    answered
}

/// Gives the passphrase anew, and nothing else.
pub async fn confirm(browser: &mut Browser) -> Answered {
    send(browser, "/account/confirm", "/account/confirm", &[("passphrase", PASSPHRASE)]).await
}

/// Sets up an app; gives it and the spare codes that were shown.
pub async fn set_up(browser: &mut Browser) -> (App, Vec<String>) {
    confirm(browser).await;
    let page = browser.post("/account/authenticator/new", &[]).await;
    let mut app = App::read(&page.body);
    app.used = app.code(0);
    let done = send(browser, "/account/authenticator", "/account/authenticator", &[("code", &app.used)]).await;
    (app, spare(&done.body))
}

/// The spare codes that a page shows.
pub fn spare(page: &str) -> Vec<String> {
    page.split("<li class=\"code\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// Changes the database as time, or nobody, would.
pub async fn alter(office: &Office, statement: &'static str) {
    let mut to = office.state.store.write().await.unwrap();
    sql::query(statement).execute(&mut *to).await.unwrap();
    to.commit().await.unwrap();
}

/// The latest acts that are of no study, newest first.
pub async fn acts(office: &Office) -> Vec<String> {
    let entries = audit::of_installation(&office.state.store, 50).await.unwrap();
    entries.into_iter().map(|entry| entry.action).collect()
}
