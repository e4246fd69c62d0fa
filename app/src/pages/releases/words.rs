//! The words that files of a release bring along, in its language.

use server::report::{FIELDS, Paper, Words};

use crate::language::Language;

pub(super) fn of(words: &Language) -> Words {
    // Braces are filled in by the files themselves.
    let filled = |key: &str, names: &[&'static str]| {
        let values: Vec<(&'static str, String)> = names.iter().map(|name| (*name, format!("{{{name}}}"))).collect();
        words.with(key, &values)
    };
    Words {
        hidden: words.say("report-hidden"),
        nothing: words.say("report-nothing"),
        decimal: words.say("report-decimal").chars().next().unwrap_or('.'),
        percent: filled("report-percent", &["value"]),
        of: filled("report-of", &["count", "base"]),
        range: filled("report-range", &["low", "high"]),
        page: filled("report-page", &["page", "pages"]),
        about: words.say("report-about"),
        made_on: words.say("report-made-on"),
        count: words.say("report-count"),
        base: words.say("report-base"),
        low: words.say("report-low"),
        high: words.say("report-high"),
        fields: FIELDS.iter().map(|field| ((*field).to_owned(), words.say(&format!("report-field-{field}")))).collect(),
        paper: Paper::Letter,
    }
}
