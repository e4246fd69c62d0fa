//! Telling: to those who see it and to those who do not. Every sentence comes from the page.

use super::words::{all, by_id};

/// Says what went wrong, and leaves it there.
pub fn problem(sentence: &str) {
    write("pad-problem", sentence);
    if let Some(element) = by_id("pad-problem") {
        element.set_hidden(false);
    }
}

/// Hides an element.
pub fn hide(id: &str) {
    if let Some(element) = by_id(id) {
        element.set_hidden(true);
    }
}

/// Puts words into an element.
pub fn write(id: &str, text: &str) {
    if let Some(element) = by_id(id) {
        element.set_text_content(Some(text));
    }
}

/// Tells something to those who do not see it.
pub fn say(text: &str) {
    write("pad-said", text.trim());
}

/// One of our own sentences, as the page holds them.
pub fn say_of(key: &str) -> String {
    let found = all(&format!("#pad [data-say='{key}']")).into_iter().next();
    found.and_then(|element| element.text_content()).unwrap_or_default()
}

pub fn say_ours(key: &str) {
    say(&say_of(key));
}
