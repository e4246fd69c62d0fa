//! What the browser asked the network for, counted: how much, and what of it of other hosts than ours.

use serde_json::Value;

use crate::browser::Browser;

/// Connections that a page asks for before anything is sent over them: they are no requests yet.
const WARMED: &str = "return [...document.querySelectorAll('link[rel~=preconnect], link[rel~=dns-prefetch]')]
    .map(link => link.href)";

/// What was heard so far.
#[derive(Default)]
pub struct Heard {
    own: Vec<String>,
    /// Requests to anybody.
    pub requests: usize,
    /// What went to others, or would have.
    pub elsewhere: Vec<String>,
    /// The pages that came: the status of each, and where it was in the end.
    pub pages: Vec<(u64, String)>,
}

impl Heard {
    /// Nothing yet; these addresses are on our own hosts.
    pub fn of(own: &[&str]) -> Self {
        let own = own.iter().map(|address| host(address).expect("an address of the network").to_owned()).collect();
        Self { own, ..Self::default() }
    }

    /// Listens to what happened since it listened last, and looks what the page that stands there now warms up.
    pub async fn listen(&mut self, browser: &Browser) {
        for message in browser.overheard().await {
            self.hear(&message);
        }
        let warmed = browser.client.execute(WARMED, vec![]).await.expect("links are read");
        warmed.as_array().into_iter().flatten().filter_map(Value::as_str).for_each(|address| self.wish(address));
    }

    fn hear(&mut self, message: &Value) {
        let told = &message["params"];
        match message["method"].as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => self.wish(told["request"]["url"].as_str().unwrap_or_default()),
            "Network.webSocketCreated" | "Network.webTransportCreated" => {
                self.wish(told["url"].as_str().unwrap_or_default());
            }
            "Network.responseReceived" => self.answered(told),
            _ => {}
        }
    }

    /// A header can ask for more, too.
    fn answered(&mut self, told: &Value) {
        if told["type"] == "Document" {
            let address = told["response"]["url"].as_str().unwrap_or_default();
            self.pages.push((told["response"]["status"].as_u64().unwrap_or_default(), address.to_owned()));
        }
        let headers = told["response"]["headers"].as_object().into_iter().flatten();
        for (_, value) in headers.filter(|(name, _)| name.eq_ignore_ascii_case("link")) {
            let named = value.as_str().unwrap_or_default().split('<').skip(1);
            named.filter_map(|rest| rest.split('>').next()).for_each(|address| self.wish(address));
        }
    }

    fn wish(&mut self, address: &str) {
        // What is inside the page or the browser (data:, chrome:) goes nowhere.
        let Some(host) = host(address) else { return };
        self.requests += 1;
        if !self.own.iter().any(|own| own == host) {
            self.elsewhere.push(address.to_owned());
        }
    }
}

/// The host and port of an address of the network.
fn host(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let travels = ["http", "https", "ws", "wss", "ftp"].contains(&scheme);
    travels.then(|| rest.split(['/', '?', '#']).next().unwrap_or_default())
}
