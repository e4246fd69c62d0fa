//! Web addresses: with a scheme, with `www`, or a bare domain under a common ending.

use std::ops::Range;

use crate::redaction::token::Text;
use crate::redaction::{Hit, Kind};

/// Endings that make a bare domain; those that are also words (`.me`, `.us`) need a scheme or `www`.
const ENDINGS: &[&str] =
    &["com", "org", "net", "edu", "gov", "info", "mx", "gob", "io", "co", "app", "tv", "xyz", "biz"];
const CLOSING: &[char] = &['.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '"', '”', '»', '\'', '’', '…'];
const OPENING: &[char] = &['(', '[', '{', '<', '"', '“', '«', '¿', '¡', '\''];

pub(super) fn recognise(text: &Text<'_>) -> Vec<Hit> {
    text.chunks().filter_map(|chunk| link(text, trim(text, chunk))).collect()
}

/// Without the quotation marks, brackets and stops around it.
fn trim(text: &Text<'_>, chunk: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = chunk;
    while start < end && text.any_sign(start, OPENING) {
        start += 1;
    }
    while start < end && text.any_sign(end - 1, CLOSING) {
        end -= 1;
    }
    start..end
}

fn link(text: &Text<'_>, chunk: Range<usize>) -> Option<Hit> {
    let why = match text.word(chunk.start) {
        "http" | "https" | "ftp" if is_scheme(text, chunk.start) => "scheme",
        "www" if text.sign(chunk.start + 1, '.') => "domain",
        _ if is_domain(text, chunk.clone()) => "domain",
        _ => return None,
    };
    (chunk.len() > 2).then_some(Hit { tokens: chunk, kind: Kind::Link, why })
}

fn is_scheme(text: &Text<'_>, start: usize) -> bool {
    text.sign(start + 1, ':') && text.sign(start + 2, '/')
}

/// Labels parted by points, the last of them a known ending, then a path or nothing.
fn is_domain(text: &Text<'_>, chunk: Range<usize>) -> bool {
    let Range { start, end } = chunk;
    let host = (start..end).find(|index| text.any_sign(*index, &['/', '?', '#', ':'])).unwrap_or(end);
    let is_host = (start..host).all(|index| text.plain(index) || text.any_sign(index, &['.', '-', '_']));
    is_host
        && text.plain(start)
        && host > start + 2
        && text.sign(host - 2, '.')
        && ENDINGS.contains(&text.word(host - 1))
}
