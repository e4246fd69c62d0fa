//! What a reuser must know beside the dictionary: how scales are made, and the fieldwork of each wave. As rows of cells.

use instruments::Scale;

use super::columns::word;
use super::frame::Frame;
use super::sheets::Entry;

const SCALES: [&str; 9] =
    ["scale", "title", "category", "items", "reversed", "least_answered", "score", "bands", "versions"];

/// Each definition of a scale, with the versions of the instrument that it stands in.
pub(super) fn definitions<'f>(frame: &'f Frame<'_>) -> Vec<(&'f Scale, Vec<i64>)> {
    let mut met: Vec<(&Scale, Vec<i64>)> = Vec::new();
    for version in frame.versions() {
        for scale in &version.instrument.scales {
            match met.iter_mut().find(|(known, _)| *known == scale) {
                Some((_, versions)) => versions.push(version.number),
                None => met.push((scale, vec![version.number])),
            }
        }
    }
    met
}

/// A row for each definition; items are keys, as in the dictionary.
pub(super) fn scales(frame: &Frame) -> Vec<Vec<Entry>> {
    let language = &frame.head.language;
    let row = |(scale, versions): (&Scale, Vec<i64>)| {
        let bands = scale.bands.iter();
        let bands = bands.map(|band| format!("{} = {} to {}", band.text.get(language), band.from, band.to));
        vec![
            Entry::words(&scale.id),
            Entry::words(scale.title.get(language)),
            Entry::words(scale.category.as_ref().map_or("", |category| category.get(language))),
            Entry::Words(scale.items.join(" ")),
            Entry::Words(scale.reversed.join(" ")),
            Entry::Number(scale.least_answered),
            Entry::Words(word(&scale.headline)),
            Entry::Words(bands.collect::<Vec<_>>().join("; ")),
            Entry::Words(numbers(&versions)),
        ]
    };
    let header = SCALES.map(Entry::words).to_vec();
    std::iter::once(header).chain(definitions(frame).into_iter().map(row)).collect()
}

/// `1 2 3`.
pub(super) fn numbers(versions: &[i64]) -> String {
    versions.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")
}

const WAVES: [&str; 10] = [
    "wave",
    "first_week",
    "last_week",
    "responses",
    "invited",
    "response_rate",
    "languages",
    "modes",
    "access",
    "weights",
];

/// A row for each wave that was taken.
pub(super) fn waves(frame: &Frame) -> Vec<Vec<Entry>> {
    let header = WAVES.map(Entry::words).to_vec();
    let blank = || Entry::words("");
    let rows = frame.waves().iter().map(|taken| {
        let (first, last) = taken.weeks().unwrap_or_default();
        let words = |words: Vec<&str>| Entry::Words(words.join(" "));
        vec![
            Entry::words(&taken.wave),
            Entry::words(first),
            Entry::words(last),
            Entry::Number(taken.table.rows.len() as f64),
            taken.fieldwork.invited.map_or_else(blank, |invited| Entry::Number(invited as f64)),
            taken.rate().map_or_else(blank, |(_, _, rate)| Entry::Number(rate)),
            words(taken.languages().into_iter().collect()),
            words(taken.modes().into_iter().collect()),
            words(taken.fieldwork.access.iter().map(|access| access.word()).collect()),
            Entry::words(taken.weights()),
        ]
    });
    std::iter::once(header).chain(rows).collect()
}
