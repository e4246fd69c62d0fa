//! Answers a search: what was found, in the order in which passages stand, with counts for each facet.

use std::collections::BTreeMap;

use super::bits::Bits;
use super::query::Query;
use super::words::{self, Word};
use super::{Index, layer};
use crate::Result;
use crate::coding::Span;
use crate::workspace::{About, Desk, Visible};

/// What is looked for. Empty fields do not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words, as typed.
    pub words: String,
    /// Values of facets, by the facet: of those of one facet at least one must fit.
    pub facets: BTreeMap<Facet, Vec<String>>,
    /// Only passages with a code, or only without.
    pub coded: Option<bool>,
}

/// By what results are narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// A code, or one under it.
    Code,
    /// Whoever coded.
    Coder,
    /// The wave.
    Wave,
    /// The site, where enough people answered.
    Site,
    /// The question.
    Question,
    /// The instrument or the transcript.
    From,
    /// The language of the words.
    Language,
    /// The speaker of a turn.
    Speaker,
}

impl Facet {
    /// All, in the order of the page.
    pub const ALL: &[Self] =
        &[Self::Code, Self::Coder, Self::Wave, Self::Site, Self::From, Self::Question, Self::Speaker, Self::Language];

    /// The name in addresses and in the keys of words (`facet-code`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Coder => "coder",
            Self::Wave => "wave",
            Self::Site => "site",
            Self::Question => "question",
            Self::From => "from",
            Self::Language => "language",
            Self::Speaker => "speaker",
        }
    }

    /// The value of a passage, for facets that passages have by themselves.
    fn of(self, about: &About) -> Option<&str> {
        let value = match self {
            Self::Wave => about.wave.as_deref()?,
            Self::Site => about.site.as_deref()?,
            Self::Question => about.key.as_str(),
            Self::From => about.from.as_str(),
            Self::Language => about.language.as_str(),
            Self::Speaker => about.speaker.as_str(),
            Self::Code | Self::Coder => return None,
        };
        Some(value).filter(|value| !value.is_empty())
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Documents, in the order in which passages stand.
    pub documents: Bits,
    /// For each facet its values and how many of the found passages have them.
    pub facets: BTreeMap<Facet, BTreeMap<String, usize>>,
    /// How many of the found carry a code that may be seen.
    pub coded: usize,
    /// The query, for marking words.
    pub query: Option<Query>,
}

impl Index {
    /// Searches, as one person may see the codes. Call [`Index::catch_up`] before.
    pub fn find(&mut self, desk: &Desk, person: &str, wanted: &Wanted) -> Result<Found> {
        let query = Query::read(&wanted.words)?;
        let seen = desk.seen_by(person);
        self.lay(desk, person, &seen);
        let mut documents = match (&query, &self.text) {
            (Query::All, _) | (_, None) => self.alive.clone(),
            (query, Some(text)) => text.find(query, self.at.len())?,
        };
        documents.keep(&self.alive);
        self.narrow_by_about(&mut documents, wanted);
        let layer = self.layers.get(person).unwrap_or(&NOTHING);
        for (facet, bitmaps) in [(Facet::Code, &layer.codes), (Facet::Coder, &layer.coders)] {
            if let Some(values) = wanted.facets.get(&facet).filter(|values| !values.is_empty()) {
                documents.keep(&united(desk, facet, values, bitmaps));
            }
        }
        match wanted.coded {
            Some(true) => documents.keep(&layer.coded),
            Some(false) => documents.drop(&layer.coded),
            None => {}
        }
        let coded = documents.count_both(&layer.coded);
        let mut facets = self.count_abouts(&documents);
        for (facet, bitmaps) in [(Facet::Code, &layer.codes), (Facet::Coder, &layer.coders)] {
            let counts = bitmaps.iter().map(|(value, bits)| (value.clone(), bits.count_both(&documents)));
            facets.insert(facet, counts.filter(|(_, count)| *count > 0).collect());
        }
        Ok(Found { documents, facets, coded, query: Some(query) })
    }

    fn lay(&mut self, desk: &Desk, person: &str, seen: &Visible<'_>) {
        let mut layer = self.layers.remove(person).unwrap_or_default();
        layer.catch_up(desk, seen, self.edition, &|passage| self.document(&desk.passages, passage));
        self.layers.insert(person.to_owned(), layer);
    }

    /// Keeps documents whose facets fit.
    fn narrow_by_about(&self, documents: &mut Bits, wanted: &Wanted) {
        let asked: Vec<(Facet, &Vec<String>)> = wanted
            .facets
            .iter()
            .filter(|(facet, values)| !values.is_empty() && !matches!(facet, Facet::Code | Facet::Coder))
            .map(|(facet, values)| (*facet, values))
            .collect();
        if asked.is_empty() {
            return;
        }
        let fits = |about: &About| {
            asked
                .iter()
                .all(|(facet, values)| facet.of(about).is_some_and(|found| values.iter().any(|value| value == found)))
        };
        let fitting: Vec<bool> = self.abouts.iter().map(|about| fits(about)).collect();
        let misfits: Vec<usize> =
            documents.iter().filter(|document| !fitting[self.about[*document] as usize]).collect();
        misfits.into_iter().for_each(|document| documents.clear(document));
    }

    fn count_abouts(&self, documents: &Bits) -> BTreeMap<Facet, BTreeMap<String, usize>> {
        let mut counts = vec![0_usize; self.abouts.len()];
        documents.iter().for_each(|document| counts[self.about[document] as usize] += 1);
        let mut facets: BTreeMap<Facet, BTreeMap<String, usize>> = BTreeMap::new();
        for (about, count) in self.abouts.iter().zip(counts).filter(|(_, count)| *count > 0) {
            for facet in Facet::ALL {
                if let Some(value) = facet.of(about) {
                    *facets.entry(*facet).or_default().entry(value.to_owned()).or_default() += count;
                }
            }
        }
        facets
    }
}

static NOTHING: std::sync::LazyLock<layer::Layer> = std::sync::LazyLock::new(layer::Layer::default);

/// Documents that have one of the values; a code stands for all under it.
fn united(desk: &Desk, facet: Facet, values: &[String], bitmaps: &BTreeMap<String, Bits>) -> Bits {
    let mut all = Bits::default();
    for value in values {
        let inner = if facet == Facet::Code { desk.coding.codebook.with_inner(value) } else { vec![value.clone()] };
        inner.iter().filter_map(|value| bitmaps.get(value)).for_each(|bits| all.add(bits));
    }
    all
}

/// The places in a text that a query looks for.
pub fn marks(query: &Query, text: &str, language: &str) -> Vec<Span> {
    let wanted = query.wanted();
    if wanted.is_empty() {
        return Vec::new();
    }
    let plain = words::cut(&mut words::analyzer(words::PLAIN), text);
    let stemmed = words::cut(&mut words::analyzer(language), text);
    let mut marks: Vec<Span> = wanted.iter().flat_map(|one| places(one, &plain, &stemmed, language)).collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

fn places(one: &Query, plain: &[Word], stemmed: &[Word], language: &str) -> Vec<Span> {
    let as_is = |word: &str| words::one(&mut words::analyzer(words::PLAIN), word);
    let stem = |word: &str| words::one(&mut words::analyzer(language), word);
    let fitting = |among: &[Word], fits: &dyn Fn(&str) -> bool| -> Vec<Span> {
        among.iter().filter(|word| fits(&word.text)).map(|word| word.span).collect()
    };
    match one {
        Query::Word(word) => {
            let (word, plain_word) = (stem(word), as_is(word));
            let mut all = fitting(stemmed, &|found| found == word);
            all.extend(fitting(plain, &|found| found == plain_word));
            all
        }
        Query::Beginning(word) => {
            let word = as_is(word);
            fitting(plain, &|found| found.starts_with(&word))
        }
        Query::Nearly(word) => {
            let word = as_is(word);
            let most = if word.chars().count() < 7 { 1 } else { 2 };
            fitting(plain, &|found| strsim::osa_distance(found, &word) <= most)
        }
        Query::Exactly(all) => {
            let all: Vec<String> = all.iter().map(|word| as_is(word)).collect();
            runs(plain, &all, 0)
        }
        Query::Near(all, between) => {
            let all: Vec<String> = all.iter().map(|word| stem(word)).collect();
            runs(stemmed, &all, *between as usize)
        }
        _ => Vec::new(),
    }
}

/// Where words stand after one another, with at most so many others between each two; for a wider search, near in any
/// order.
fn runs(among: &[Word], wanted: &[String], between: usize) -> Vec<Span> {
    let width = wanted.len() + between;
    let mut spans = Vec::new();
    for window in among.windows(width.min(among.len()).max(1)) {
        let places: Option<Vec<Span>> = if between == 0 {
            let fits =
                window.len() == wanted.len() && window.iter().zip(wanted).all(|(word, wanted)| word.text == *wanted);
            fits.then(|| window.iter().map(|word| word.span).collect())
        } else {
            wanted.iter().map(|wanted| window.iter().find(|word| word.text == *wanted).map(|word| word.span)).collect()
        };
        spans.extend(places.into_iter().flatten());
    }
    spans
}

#[cfg(test)]
mod tests {
    //! Found words are marked in the passage.

    use super::*;

    fn marked(typed: &str, text: &str, language: &str) -> Vec<String> {
        let spans = marks(&Query::read(typed).unwrap(), text, language);
        spans.into_iter().filter_map(|span| Some(span.of(text)?.to_owned())).collect()
    }

    #[test]
    fn each_kind_of_search_marks_what_it_found() {
        let text = "The houses near the bus; my house, the late bus 🌊 and housing.";
        assert_eq!(marked("house", text, "en"), ["houses", "house", "housing"]);
        assert_eq!(marked("hous*", text, "en"), ["houses", "house", "housing"]);
        assert_eq!(marked("\"my house\"", text, "en"), ["my", "house"]);
        assert_eq!(marked("hause~", text, "en"), ["house"]);
        assert_eq!(marked("\"bus late\"~1", text, "en"), ["late", "bus"]);
        assert_eq!(marked("bus -house", text, "en"), ["bus", "bus"]);
        assert!(marked("", text, "en").is_empty());
        assert_eq!(marked("habitacion", "Dos habitaciones", "es"), ["habitaciones"]);
    }
}
