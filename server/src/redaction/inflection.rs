//! Undoes endings, so that lists need only hold base forms: `waited` → wait, `ayudándome` → ayudar. Works on folded words
//! and forgives what is no real form; a new ending is a line in a table.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::{List, Lists};

/// An ending and what may have stood in its place.
type Ending = (&'static str, &'static [&'static str]);

const ENGLISH: &[Ending] = &[
    ("s", &[""]),
    ("es", &["", "e"]),
    ("ies", &["y"]),
    ("ied", &["y"]),
    ("ed", &["", "e"]),
    ("ing", &["", "e"]),
    ("ings", &["", "e"]),
    ("in", &["", "e"]),
    ("er", &["", "e"]),
    ("ers", &["", "e"]),
    ("or", &["", "e"]),
    ("ors", &["", "e"]),
    ("ier", &["y"]),
    ("est", &["", "e"]),
    ("iest", &["y"]),
    ("ly", &["", "le"]),
    ("ily", &["y"]),
    ("ness", &[""]),
    ("iness", &["y"]),
    ("less", &[""]),
    ("ful", &["", "e"]),
    ("able", &["", "e"]),
    ("ible", &["", "e"]),
    ("ment", &["", "e"]),
    ("ments", &["", "e"]),
    ("ship", &[""]),
    ("ships", &[""]),
    ("hood", &[""]),
    ("hoods", &[""]),
    ("y", &["", "e"]),
    ("ish", &["", "e"]),
    ("al", &["", "e"]),
    ("ive", &["", "e"]),
    ("ity", &["", "e"]),
    ("ous", &["", "e"]),
    ("ance", &["", "e"]),
    ("ist", &["", "e"]),
    ("ize", &["", "e"]),
];

const AR: &[&str] = &["ar"];
const ER: &[&str] = &["er", "ir"];
const ANY: &[&str] = &["ar", "er", "ir"];
const VERBS: &[Ending] = &[
    ("o", ANY),
    ("a", ANY),
    ("as", ANY),
    ("an", ANY),
    ("e", ANY),
    ("es", ANY),
    ("en", ANY),
    ("i", ER),
    ("amos", ANY),
    ("emos", ANY),
    ("imos", ER),
    ("ando", AR),
    ("iendo", ER),
    ("yendo", ER),
    ("ado", AR),
    ("ada", AR),
    ("ados", AR),
    ("adas", AR),
    ("ido", ER),
    ("ida", ER),
    ("idos", ER),
    ("idas", ER),
    ("aba", AR),
    ("abas", AR),
    ("aban", AR),
    ("abamos", AR),
    ("ia", ER),
    ("ias", ER),
    ("ian", ER),
    ("iamos", ER),
    ("aste", AR),
    ("aron", AR),
    ("iste", ER),
    ("io", ER),
    ("ieron", ER),
    ("yo", ER),
    ("yeron", ER),
    ("iera", ER),
    ("ieran", ER),
    ("ieras", ER),
];
/// What follows a whole infinitive: future, conditional, and the subjunctive of `-ar`.
const AFTER_INFINITIVE: &[&str] = &["e", "as", "a", "emos", "an", "ia", "ias", "ian", "iamos", "amos"];
const PRONOUNS: &[&str] = &["me", "te", "se", "nos", "lo", "la", "le", "los", "las", "les"];
const NOUNS: &[Ending] = &[
    ("s", &[""]),
    ("es", &[""]),
    ("ces", &["z"]),
    ("a", &["o", "", "e"]),
    ("as", &["o", "", "a"]),
    ("os", &["o"]),
    ("ito", &["o", "e"]),
    ("ita", &["a", "o", "e"]),
    ("itos", &["o"]),
    ("itas", &["a"]),
    ("cito", &["", "e"]),
    ("cita", &["", "e"]),
    ("isimo", &["o", "", "e"]),
    ("isima", &["o", "", "e"]),
    ("on", &["o", "a"]),
    ("ona", &["o", "a"]),
];
/// Endings that no name has, whatever stands before them.
const NEVER_NAMES: &[&str] = &[
    "tion", "tions", "sion", "sions", "ology", "cion", "ciones", "mente", "idad", "idades", "miento", "mientos", "n't",
    "'ve", "'re", "'ll", "'d",
];
const PREFIXES: &[&str] = &["un", "re", "dis", "mis", "non", "over", "under", "pre", "anti", "des", "in", "im", "ex"];

/// Endings by themselves, so that a word of any kind is looked up a few times instead of compared with each.
struct Endings {
    instead: HashMap<&'static str, &'static [&'static str]>,
    longest: usize,
}

impl Endings {
    fn of(endings: &'static [Ending]) -> Self {
        let longest = endings.iter().map(|(ending, _)| ending.len()).max().unwrap_or(0);
        Self { instead: endings.iter().copied().collect(), longest }
    }

    /// What taking an ending off leads to.
    fn undo(&self, word: &str, known: impl Fn(&str) -> Option<Lists>) -> Option<Lists> {
        let cuts =
            (1..=self.longest.min(word.len().saturating_sub(1))).map(|length| word.split_at(word.len() - length));
        let mut stems = cuts.filter_map(|(stem, ending)| Some((stem, *self.instead.get(ending)?)));
        stems.find_map(|(stem, instead)| {
            instead.iter().find_map(|end| if end.is_empty() { known(stem) } else { known(&format!("{stem}{end}")) })
        })
    }
}

static OF_ENGLISH: LazyLock<Endings> = LazyLock::new(|| Endings::of(ENGLISH));
static OF_VERBS: LazyLock<Endings> = LazyLock::new(|| Endings::of(VERBS));
static OF_NOUNS: LazyLock<Endings> = LazyLock::new(|| Endings::of(NOUNS));

/// What is known of a base form.
type Known = fn(&str) -> Option<Lists>;

/// What is known of the base form of a folded word that has an ending or a prefix.
pub(super) fn base(word: &str, known: Known) -> Option<Lists> {
    const LENGTHS: std::ops::Range<usize> = 4..30;
    if !word.is_ascii() || !LENGTHS.contains(&word.len()) {
        return None;
    }
    let certain = NEVER_NAMES.iter().any(|ending| word.ends_with(ending)).then_some(Lists::of(&[List::Inflected]));
    certain
        .or_else(|| english(word, known))
        .or_else(|| verb(word, known))
        .or_else(|| with_pronouns(word, known))
        .or_else(|| OF_NOUNS.undo(word, |base| known(base).filter(|_| base.len() > 2)))
        .or_else(|| without_prefix(word, known))
}

fn without_prefix(word: &str, known: Known) -> Option<Lists> {
    let mut rests = PREFIXES.iter().filter_map(|prefix| word.strip_prefix(prefix)).filter(|rest| rest.len() > 3);
    rests.find_map(|rest| known(rest).or_else(|| english(rest, known)).or_else(|| verb(rest, known)))
}

fn english(word: &str, known: Known) -> Option<Lists> {
    let long = |base: &str| known(base).filter(|_| base.len() > 1);
    OF_ENGLISH.undo(word, |base| long(base).or_else(|| undouble(base).and_then(long)))
}

/// `stopp` → stop.
fn undouble(stem: &str) -> Option<&str> {
    let mut letters = stem.bytes().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    (last == before && last.is_ascii_alphabetic()).then(|| &stem[..stem.len() - 1])
}

fn verb(word: &str, known: Known) -> Option<Lists> {
    let regular = OF_VERBS.undo(word, |base| known(base).or_else(|| respelled(base).find_map(|base| known(&base))));
    regular.or_else(|| cut(word, AFTER_INFINITIVE).find_map(|rest| infinitive(rest, known)))
}

fn cut<'a>(word: &'a str, endings: &'a [&str]) -> impl Iterator<Item = &'a str> {
    endings.iter().filter_map(move |ending| word.strip_suffix(ending))
}

fn infinitive(word: &str, known: Known) -> Option<Lists> {
    let ends = word.len() > 2 && ANY.iter().any(|end| word.ends_with(end));
    known(word).filter(|_| ends)
}

/// The infinitive before its stem changed: `busquar` → buscar, `cuentar` → contar, `pidir` → pedir.
fn respelled(infinitive: &str) -> impl Iterator<Item = String> + '_ {
    const CHANGES: &[(&str, &str)] = &[
        ("qu", "c"),
        ("gu", "g"),
        ("c", "z"),
        ("j", "g"),
        ("zc", "c"),
        ("ie", "e"),
        ("ue", "o"),
        ("i", "e"),
        ("u", "o"),
    ];
    CHANGES.iter().filter_map(move |(changed, base)| {
        let at = infinitive[..infinitive.len() - 2].rfind(changed)?;
        Some(format!("{}{base}{}", &infinitive[..at], &infinitive[at + changed.len()..]))
    })
}

/// `ayudarme`, `diciendole`, `escribanmelo`.
fn with_pronouns(word: &str, known: Known) -> Option<Lists> {
    let form = |rest: &str| infinitive(rest, known).or_else(|| verb(rest, known).filter(|_| rest.len() > 3));
    cut(word, PRONOUNS).find_map(|rest| form(rest).or_else(|| cut(rest, PRONOUNS).find_map(form)))
}
