//! How a person among staff gets from page to page in a browser: signs in, unlocks what asks for it, reads links.

use fantoccini::Locator;
use serde_json::Value;

use crate::browser::Browser;

/// Address of the plane, name, passphrase.
pub type Who = (String, String, String);

/// Types name and passphrase, and is in.
pub async fn sign_in(browser: &Browser, (address, name, passphrase): &Who) {
    browser.client.goto(&format!("{address}/sign-in")).await.expect("the sign-in page");
    fill(browser, "main input[type=text]", &name.replace('-', " ")).await;
    fill(browser, "main input[type=password]", passphrase).await;
    browser.follow("main form button").await;
    assert!(browser.client.find(Locator::Css("form[action='/sign-out']")).await.is_ok(), "signed in");
}

async fn fill(browser: &Browser, field: &str, text: &str) {
    let field = browser.client.find(Locator::Css(field)).await.expect("a field");
    field.send_keys(text).await.expect("typed");
}

/// A page that asks to unlock the study first gets the passphrase.
pub async fn unlock(browser: &Browser, passphrase: &str) {
    let client = &browser.client;
    if let Ok(field) = client.find(Locator::Css("form[action$='/unlock'] input[type=password]")).await {
        field.send_keys(passphrase).await.expect("typed");
        browser.follow("form[action$='/unlock'] button").await;
    }
}

/// Where the links of the page lead, asked for all at once.
pub async fn links(browser: &Browser) -> Vec<String> {
    const LINKS: &str = "const all = document.querySelectorAll('a[href]:not([download])');
        return [...all].map(link => String(link.href).split('#')[0]);";
    let found = browser.client.execute(LINKS, vec![]).await.expect("links");
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What the browser takes instead of showing it: the page before would be looked at once more.
pub fn is_file(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let endings = [".csv", ".xlsx", ".docx", ".svg", ".toml", "/toml", ".zip", ".css"];
    path.contains("/packet/") || endings.iter().any(|ending| path.ends_with(ending))
}
