//! The control: a page as others make them. It may be cached, remembers what was typed, answers a form with a page, and keeps
//! words by script. Whoever answers here leaves all of it in the browser's folder.

use std::io::Write;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;

use crate::device::Device;
use crate::traces::Words;
use crate::word;

/// What of it must be found, with script on or off; the last only with it.
pub const FOUND: [&str; 4] = ["careless question", "careless sent", "careless unsent", "careless script"];

/// A careless survey on a port of its own, and what it and its respondent say.
pub struct Careless {
    address: String,
    words: [String; 4],
}

impl Careless {
    /// Serves it.
    pub async fn open() -> Self {
        let words = [word(), word(), word(), word()];
        let page = Arc::new(format!(
            "<!doctype html><title>Careless</title><h1>{}</h1><form method=post action=/next><input name=one>\
             <textarea name=two></textarea><button name=go>On</button></form><script>localStorage.kept = '{}'</script>",
            words[0], words[3]
        ));
        let answer = move |headers: HeaderMap| {
            let page = Arc::clone(&page);
            async move { packed(&headers, page.as_bytes()) }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}/", listener.local_addr().expect("an address"));
        let app: Router = Router::new().fallback(answer);
        tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Self { address, words }
    }

    /// Somebody sends one answer and is in the middle of another.
    pub async fn answer(&self, device: &mut Device) {
        device.go(&self.address).await;
        device.write("input", &self.words[1]).await;
        device.press("button").await;
        device.write("textarea", &self.words[2]).await;
    }

    /// What must be found.
    pub fn words(&self) -> impl Iterator<Item = Words> {
        FOUND.iter().zip(&self.words).map(|(&what, words)| Words { what, words: words.clone() })
    }
}

fn packed(headers: &HeaderMap, page: &[u8]) -> impl IntoResponse + use<> {
    let taken = headers.get(header::ACCEPT_ENCODING).and_then(|taken| taken.to_str().ok()).unwrap_or_default();
    let mut body = Vec::new();
    let how = if taken.split(", ").any(|how| how == "br") {
        brotli::BrotliCompress(&mut &page[..], &mut body, &Default::default()).expect("in memory");
        "br"
    } else {
        let mut writer = flate2::write::GzEncoder::new(&mut body, flate2::Compression::new(6));
        writer.write_all(page).expect("in memory");
        writer.finish().expect("in memory");
        "gzip"
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_ENCODING, how),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    (headers, body)
}
