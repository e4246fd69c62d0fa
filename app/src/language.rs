//! Every word on the screen, by language. Shipped words stand in `locales/<language>/*.ftl` (Fluent); a deployment lays
//! its own over them (or adds a language) without rebuilding. To add a word: the same key in every shipped language.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, RwLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use leptos::prelude::*;

/// Shipped files, by language.
pub const SHIPPED: &[(&str, &[(&str, &str)])] = &[
    (
        "en",
        &[
            ("words", include_str!("locales/en/words.ftl")),
            ("respond", include_str!("locales/en/respond.ftl")),
            ("problems", include_str!("locales/en/problems.ftl")),
            ("charts", include_str!("locales/en/charts.ftl")),
            ("findings", include_str!("locales/en/findings.ftl")),
            ("release", include_str!("locales/en/release.ftl")),
            ("release_tables", include_str!("locales/en/release_tables.ftl")),
            ("statement", include_str!("locales/en/statement.ftl")),
            ("invitations", include_str!("locales/en/invitations.ftl")),
            ("staff_people", include_str!("locales/en/staff_people.ftl")),
            ("staff_kit", include_str!("locales/en/staff_kit.ftl")),
            ("staff_instruments", include_str!("locales/en/staff_instruments.ftl")),
            ("staff_collections", include_str!("locales/en/staff_collections.ftl")),
            ("staff_results", include_str!("locales/en/staff_results.ftl")),
            ("staff_coding", include_str!("locales/en/staff_coding.ftl")),
            ("staff_passages", include_str!("locales/en/staff_passages.ftl")),
            ("staff_codebook", include_str!("locales/en/staff_codebook.ftl")),
            ("staff_sources", include_str!("locales/en/staff_sources.ftl")),
            ("staff_rounds", include_str!("locales/en/staff_rounds.ftl")),
            ("staff_search", include_str!("locales/en/staff_search.ftl")),
            ("staff_themes", include_str!("locales/en/staff_themes.ftl")),
            ("staff_waves", include_str!("locales/en/staff_waves.ftl")),
            ("staff_releases", include_str!("locales/en/staff_releases.ftl")),
            ("staff_redaction", include_str!("locales/en/staff_redaction.ftl")),
            ("redaction_labels", include_str!("locales/en/redaction_labels.ftl")),
            ("staff_quotes", include_str!("locales/en/staff_quotes.ftl")),
            ("staff_exchange", include_str!("locales/en/staff_exchange.ftl")),
            ("staff_linking", include_str!("locales/en/staff_linking.ftl")),
            ("staff_retention", include_str!("locales/en/staff_retention.ftl")),
            ("staff_files", include_str!("locales/en/staff_files.ftl")),
            ("terminal", include_str!("locales/en/terminal.ftl")),
        ],
    ),
    (
        "es",
        &[
            ("words", include_str!("locales/es/words.ftl")),
            ("respond", include_str!("locales/es/respond.ftl")),
            ("problems", include_str!("locales/es/problems.ftl")),
            ("charts", include_str!("locales/es/charts.ftl")),
            ("findings", include_str!("locales/es/findings.ftl")),
            ("release", include_str!("locales/es/release.ftl")),
            ("release_tables", include_str!("locales/es/release_tables.ftl")),
            ("statement", include_str!("locales/es/statement.ftl")),
            ("invitations", include_str!("locales/es/invitations.ftl")),
            ("redaction_labels", include_str!("locales/es/redaction_labels.ftl")),
        ],
    ),
];

/// A deployment's own words: language, key, text in Fluent syntax.
pub type Overlay = Vec<(String, String, String)>;

type Bundle = FluentBundle<FluentResource>;

struct Words {
    bundles: BTreeMap<String, Bundle>,
}

fn current() -> &'static RwLock<Arc<Words>> {
    static CURRENT: OnceLock<RwLock<Arc<Words>>> = OnceLock::new();
    CURRENT.get_or_init(|| RwLock::new(Arc::new(Words::read(&[]))))
}

/// Lays a deployment's words over the shipped ones, for every page from now on.
pub fn lay_over(overlay: &Overlay) {
    let words = Arc::new(Words::read(overlay));
    *current().write().unwrap_or_else(std::sync::PoisonError::into_inner) = words;
}

/// Whether there are words in a language, shipped or laid over.
pub fn speaks(language: &str) -> bool {
    current().read().unwrap_or_else(std::sync::PoisonError::into_inner).bundles.contains_key(language)
}

/// Every shipped key with its English text, in the order of the files: what a translator is given.
pub fn shipped(language: &str) -> Vec<(String, String)> {
    let files = SHIPPED.iter().find(|(name, _)| *name == language).map_or(&[][..], |(_, files)| *files);
    files.iter().flat_map(|(_, source)| messages(source)).collect()
}

/// The words that respondents meet, key and text: what a translator is given beside an instrument's own words.
pub fn respondents(language: &str) -> Vec<(String, String)> {
    let files = SHIPPED.iter().find(|(name, _)| *name == language).map_or(&[][..], |(_, files)| *files);
    let wanted = |name: &str, source: &str| match name {
        "respond" => messages(source),
        "words" => messages(source).into_iter().filter(|(key, _)| !key.starts_with("nav-")).collect(),
        // The sentences for people who answer; the second part is for those who write instruments.
        "problems" => messages(source.split("\n## ").nth(1).unwrap_or_default()),
        _ => Vec::new(),
    };
    files.iter().flat_map(|(name, source)| wanted(name, source)).collect()
}

/// A word as it stands in a file; further lines are indented, so that they stay part of it.
pub fn entry(key: &str, text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("{key} = {}\n", lines.join("\n    "))
}

fn messages(source: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in source.lines() {
        match line.split_once('=') {
            Some((key, text)) if line.starts_with(|first: char| first.is_ascii_lowercase()) => {
                found.push((key.trim().to_owned(), text.trim().to_owned()));
            }
            // A further line is indented, or closes the braces.
            _ if line.starts_with([' ', '}']) => {
                if let Some((_, text)) = found.last_mut() {
                    text.push('\n');
                    text.push_str(line);
                }
            }
            _ => {}
        }
    }
    found
}

impl Words {
    fn read(overlay: &[(String, String, String)]) -> Self {
        let mut bundles: BTreeMap<String, Bundle> = BTreeMap::new();
        for (language, files) in SHIPPED {
            for (_, source) in *files {
                add(&mut bundles, language, (*source).to_owned());
            }
        }
        for (language, key, text) in overlay {
            add(&mut bundles, language, entry(key, text));
        }
        Self { bundles }
    }

    fn say(&self, language: &str, key: &str, values: &FluentArgs) -> Option<String> {
        let bundle = self.bundles.get(language)?;
        let pattern = bundle.get_message(key)?.value()?;
        Some(bundle.format_pattern(pattern, Some(values), &mut Vec::new()).into_owned())
    }
}

fn add(bundles: &mut BTreeMap<String, Bundle>, language: &str, source: String) {
    let bundle = bundles.entry(language.to_owned()).or_insert_with(|| {
        let tag = language.parse().unwrap_or_default();
        let mut bundle = Bundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        bundle
    });
    let resource = FluentResource::try_new(source).unwrap_or_else(|(partly, _)| partly);
    bundle.add_resource_overriding(resource);
}

/// The language of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(pub Arc<str>);

impl Language {
    /// A language by its tag.
    pub fn of(tag: &str) -> Self {
        Self(tag.into())
    }

    /// The sentence for `key`, in English where this language has none; the key itself where nobody has it.
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The sentence for `key` with values put in.
    pub fn with(&self, key: &str, values: &[(&'static str, String)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            match value.parse::<i32>() {
                // Counts choose plural forms; 4.0 stays 4.0.
                Ok(number) if number.to_string() == *value => arguments.set(*name, FluentValue::from(number)),
                _ => arguments.set(*name, value.clone()),
            }
        }
        let words = current().read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        words
            .say(&self.0, key, &arguments)
            .or_else(|| words.say("en", key, &arguments))
            .unwrap_or_else(|| key.to_owned())
    }

    /// The sentence for one problem of an instrument, a file or an answer.
    pub fn problem(&self, problem: &instruments::Problem) -> String {
        let long = problem.code == "too-long";
        let told = |value: &String| if long { grouped(value) } else { value.clone() };
        let values: Vec<_> = problem.values.iter().map(|(name, value)| (*name, told(value))).collect();
        let keys = [format!("problem-{}", problem.code), format!("answer-{}", problem.code)];
        let sentences = keys.iter().map(|key| (key, self.with(key, &values)));
        sentences
            .filter(|(key, sentence)| *key != sentence)
            .map(|(_, sentence)| sentence)
            .next()
            .unwrap_or_else(|| problem.code.to_owned())
    }

    /// The name of a language, for staff; its tag where it has none here.
    pub fn name_of(&self, tag: &str) -> String {
        let key = format!("language-{tag}");
        let name = self.say(&key);
        if name == key { tag.to_owned() } else { name }
    }

    /// A day (`2026-12-01`) as people write it: `December 1, 2026`.
    pub fn day(&self, day: &str) -> String {
        let parts: Vec<u32> = day.split('-').filter_map(|part| part.parse().ok()).collect();
        let [year, month, number] = parts[..] else { return day.to_owned() };
        let month = self.say(&format!("month-{month}"));
        self.with("day-written", &[("day", number.to_string()), ("month", month), ("year", year.to_string())])
    }

    /// `rtl` for scripts that run from right to left.
    pub fn direction(&self) -> &'static str {
        match self.0.split('-').next() {
            Some("ar" | "ckb" | "dv" | "fa" | "he" | "prs" | "ps" | "sd" | "ug" | "ur" | "yi") => "rtl",
            _ if ["Arab", "Hebr", "Thaa"].iter().any(|script| self.0.contains(script)) => "rtl",
            _ => "ltr",
        }
    }
}

/// The language of the page being drawn; set by the shell.
pub fn language() -> Language {
    use_context::<Language>().unwrap_or_else(|| Language::of("en"))
}

/// A large count with a mark between thousands: 22,499 is read at a glance, and 22499 by nobody.
fn grouped(count: &str) -> String {
    if count.len() < 5 || !count.bytes().all(|byte| byte.is_ascii_digit()) {
        return count.to_owned();
    }
    let mut told = String::new();
    for (at, digit) in count.chars().enumerate() {
        if at > 0 && (count.len() - at).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_translation_falls_back_to_english_and_then_to_the_key() {
        assert_eq!(Language::of("es").say("no-such-key"), "no-such-key");
        assert_eq!(Language::of("xx").say("leave"), Language::of("en").say("leave"));
    }

    #[test]
    fn large_counts_have_a_mark_between_thousands() {
        for (count, told) in [("22499", "22,499"), ("1234567", "1,234,567"), ("5000", "5000"), ("1", "1"), ("a", "a")] {
            assert_eq!(grouped(count), told);
        }
        let long = instruments::Problem::error("too-long", instruments::Place::default());
        let long = long.with("over", 22_499).with("limit", 500);
        assert!(Language::of("en").problem(&long).contains("by 22,499 letters"));
        assert!(Language::of("es").problem(&long).contains("sobran 22,499 letras"));
    }

    #[test]
    fn no_key_stands_twice_in_a_language() {
        for (language, _) in SHIPPED {
            let mut seen = std::collections::BTreeSet::new();
            for (key, _) in shipped(language) {
                assert!(seen.insert(key.clone()), "{language}: {key}");
            }
        }
    }

    #[test]
    fn a_file_that_two_languages_ship_has_the_same_keys_in_both() {
        let keys =
            |source: &str| messages(source).into_iter().map(|(key, _)| key).collect::<std::collections::BTreeSet<_>>();
        let english = SHIPPED.iter().find(|(language, _)| *language == "en").unwrap().1;
        for (language, files) in SHIPPED {
            for (name, source) in *files {
                let model = english.iter().find(|(english, _)| english == name).unwrap().1;
                assert_eq!(keys(source), keys(model), "{language}/{name}");
            }
        }
    }
}
