//! Every file of a release that is out, as text.

use std::io::{Cursor, Read};
use std::process::Command;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use server::http;
use tower::ServiceExt;

use crate::office::Office;
use crate::shore::read;

/// The bytes of a public file.
pub async fn bytes(office: &Office, address: &str) -> Vec<u8> {
    let request = Request::get(address).header(header::HOST, "127.0.0.1:42000").body(Body::empty()).unwrap();
    let answered = http::respond_plane(&office.state).oneshot(request).await.unwrap();
    assert_eq!(answered.status(), StatusCode::OK, "{address}");
    to_bytes(answered.into_body(), usize::MAX).await.unwrap().to_vec()
}

/// The page of a release, and the names and words of its files; the page has no name.
pub async fn all(office: &Office, word: &str) -> Vec<(String, String)> {
    let page = String::from_utf8(bytes(office, &format!("/r/{word}")).await).unwrap();
    let start = format!("href=\"/r/{word}/");
    let names: Vec<String> =
        page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    let mut all = vec![(String::new(), read(&page))];
    for name in names.into_iter().filter(|name| name != "page.css") {
        let text = text(&name, &bytes(office, &format!("/r/{word}/{name}")).await);
        all.push((name, text));
    }
    all
}

/// Everything that can be read in a file: of packed ones the text of each part.
fn text(name: &str, bytes: &[u8]) -> String {
    match name.rsplit('.').next() {
        Some("svg") => read(&String::from_utf8_lossy(bytes)),
        Some("pdf") => printed(bytes),
        Some("docx" | "xlsx") => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut all = String::new();
            for place in 0..archive.len() {
                let mut part = Vec::new();
                archive.by_index(place).unwrap().read_to_end(&mut part).unwrap();
                all.push_str(&read(&String::from_utf8_lossy(&part)));
                all.push(' ');
            }
            all
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The words of a PDF by poppler; without it the bytes as they are.
fn printed(bytes: &[u8]) -> String {
    let path = std::env::temp_dir().join(format!("release-{}.pdf", server::chance::id()));
    std::fs::write(&path, bytes).unwrap();
    let out = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output();
    let _ = std::fs::remove_file(&path);
    let words = out.ok().map(|out| String::from_utf8_lossy(&out.stdout).into_owned());
    words.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

/// The words of one file.
pub fn named<'a>(all: &'a [(String, String)], name: &str) -> &'a str {
    all.iter().find(|(file, _)| file == name).map_or_else(|| panic!("no {name}"), |(_, text)| text)
}
