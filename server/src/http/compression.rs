//! Smaller answers for slow lines: brotli or gzip, whichever the browser takes. Text only; what is encoded stays.

use std::io::Write;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

/// Below this a header costs more than it saves.
const SMALLEST: usize = 512;

/// Compresses a text answer when the browser takes it.
pub async fn compress(response: Response, asked: &HeaderMap) -> Response {
    let Some(encoding) = encoding(asked).filter(|_| is_text(response.headers())) else { return response };
    let (mut parts, body) = response.into_parts();
    // Bodies of ours are in memory already; a body that fails here has failed before.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if bytes.len() < SMALLEST {
        return Response::from_parts(parts, Body::from(bytes));
    }
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    parts.headers.remove(header::CONTENT_LENGTH);
    let smaller = if encoding == "br" { brotli(&bytes) } else { gzip(&bytes) };
    Response::from_parts(parts, Body::from(smaller))
}

fn encoding(asked: &HeaderMap) -> Option<&'static str> {
    let accepted = asked.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    let takes = |name: &str| accepted.split(',').any(|one| one.split(';').next().is_some_and(|it| it.trim() == name));
    if takes("br") {
        Some("br")
    } else if takes("gzip") {
        Some("gzip")
    } else {
        None
    }
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let text = kind.starts_with("text/") || ["javascript", "json", "svg", "wasm"].iter().any(|it| kind.contains(it));
    text && !headers.contains_key(header::CONTENT_ENCODING)
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 3);
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 5, 18);
    let written = writer.write_all(bytes);
    drop(writer);
    debug_assert!(written.is_ok(), "memory takes all bytes");
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 3), flate2::Compression::new(6));
    let written = writer.write_all(bytes).and_then(|()| writer.finish());
    written.expect("memory takes all bytes")
}
