//! What all views stand on: the words of passages, read once, and the codings that a person may see, as numbers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError};

use super::super::Bench;
use super::view::Head;
use crate::coding::{Coded, PassageId};
use crate::themes::Coding;
use crate::themes::corpus::{Corpus, Text};
use crate::themes::vectors::Vectors;
use crate::themes::words::{Language, Reading};
use crate::workspace::{About, Desk, Passage};

/// Words of fewer people are not shown: they would point to whoever said them.
pub(super) const LEAST_PEOPLE: u32 = 3;

/// Passages as numbers.
#[derive(Debug)]
pub(super) struct Ground {
    /// What was read.
    pub corpus: Corpus,
    /// The same as weights.
    pub vectors: Vectors,
    /// The passage of each number.
    pub ids: Vec<PassageId>,
    /// The number of each passage.
    pub numbers: HashMap<PassageId, u32>,
    /// What is known about each.
    pub abouts: Vec<Arc<About>>,
}

/// The ground of an edition of the passages.
#[derive(Debug, Default)]
struct Kept(Option<(u64, Arc<Ground>)>);

/// The ground of the desk as it is now; read again only after passages changed.
pub(super) fn of(bench: &Bench, desk: &Desk) -> Arc<Ground> {
    let kept = bench.workspace.beside::<Kept>();
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let edition = desk.passages.edition();
    match &kept.0 {
        Some((found, ground)) if *found == edition => Arc::clone(ground),
        _ => {
            let ground = Arc::new(Ground::read(desk));
            kept.0 = Some((edition, Arc::clone(&ground)));
            ground
        }
    }
}

impl Ground {
    fn read(desk: &Desk) -> Self {
        let counts = |passage: &&Passage| !passage.id.translated && !passage.about.leads;
        let passages: Vec<&Passage> = desk.passages.iter().filter(counts).collect();
        let mut people: HashMap<&str, u32> = HashMap::new();
        let texts: Vec<Text<'_>> = passages
            .iter()
            .map(|passage| {
                let next = people.len() as u32;
                let person = *people.entry(&passage.person).or_insert(next);
                Text { person, language: Language::of(&passage.about.language), words: &passage.text }
            })
            .collect();
        let corpus = Corpus::read(&texts, Reading::default());
        let ids: Vec<PassageId> = passages.iter().map(|passage| passage.id.clone()).collect();
        Self {
            vectors: Vectors::of(&corpus, LEAST_PEOPLE),
            numbers: ids.iter().cloned().zip(0..).collect(),
            abouts: passages.iter().map(|passage| Arc::clone(&passage.about)).collect(),
            corpus,
            ids,
        }
    }
}

/// The codes in use or retired, in the order of the tree, and the codings of them that a person may see.
pub(super) struct Codes {
    /// Id and name of each code by its number.
    pub names: Vec<(String, String)>,
    /// Its colour.
    pub colours: Vec<u8>,
    /// How many codes it stands under.
    pub depths: Vec<usize>,
    /// The codings, each of its own code only.
    pub codings: Vec<Coding>,
    /// The codes that each stands under.
    above: Vec<Vec<u32>>,
}

impl Codes {
    /// As the desk is now.
    pub fn of(bench: &Bench, desk: &Desk, ground: &Ground) -> Self {
        let tree = desk.coding.codebook.tree();
        let numbers: HashMap<&str, u32> = tree.iter().map(|(_, code)| code.id.as_str()).zip(0..).collect();
        let seen = desk.seen_by(&bench.member.person.id);
        let coding = |coded: &Coded| {
            let passage = *ground.numbers.get(&coded.passage)?;
            let code = *numbers.get(desk.coding.code_of(coded))?;
            let whole = || crate::coding::text::length(desk.text(&coded.passage).unwrap_or_default());
            let (start, end) = coded.span.map_or_else(|| (0, whole()), |span| (span.start, span.end));
            Some(Coding { passage, code, start, end })
        };
        Self {
            names: tree.iter().map(|(_, code)| (code.id.clone(), desk.code_name(&code.id).to_owned())).collect(),
            colours: tree.iter().map(|(_, code)| code.colour).collect(),
            depths: tree.iter().map(|(depth, _)| *depth).collect(),
            above: above(tree.iter().map(|(depth, _)| *depth)),
            codings: seen.codings().filter(counting(desk)).filter_map(coding).collect(),
        }
    }

    /// The codings with what stands under each code: what is coded with an inner code counts for those above it too.
    pub fn with_inner(&self) -> Vec<Coding> {
        let mut all = self.codings.clone();
        for coding in &self.codings {
            all.extend(self.above[coding.code as usize].iter().map(|code| Coding { code: *code, ..*coding }));
        }
        all
    }

    /// Whether another code stands under this one.
    pub fn has_inner(&self, code: u32) -> bool {
        self.depths.get(code as usize + 1).is_some_and(|depth| *depth > self.depths[code as usize])
    }

    /// The pairs of codes of which one stands under the other, as (above, under).
    pub fn nested(&self) -> BTreeSet<(u32, u32)> {
        let pairs = |(above, code): (&Vec<u32>, u32)| above.iter().map(|above| (*above, code)).collect::<Vec<_>>();
        self.above.iter().zip(0..).flat_map(pairs).collect()
    }

    /// Whether one of two codes stands under the other.
    pub fn is_nested(&self, one: u32, other: u32) -> bool {
        self.above[one as usize].contains(&other) || self.above[other as usize].contains(&one)
    }

    /// The codes of each passage, each once; passages without a code have none.
    pub fn by_passage(&self, passages: usize) -> Vec<Vec<u32>> {
        let mut codes = vec![Vec::new(); passages];
        for coding in &self.codings {
            let own: &mut Vec<u32> = &mut codes[coding.passage as usize];
            if !own.contains(&coding.code) {
                own.push(coding.code);
            }
        }
        codes
    }
}

/// The codes above each line of a tree, the topmost first.
fn above(depths: impl Iterator<Item = usize>) -> Vec<Vec<u32>> {
    let mut path: Vec<u32> = Vec::new();
    let line = |(depth, code): (usize, u32)| {
        path.truncate(depth);
        let above = path.clone();
        path.push(code);
        above
    };
    depths.zip(0..).map(line).collect()
}

/// Whether a coding counts: of a revealed round only what all its coders agreed on, or what was settled.
fn counting<'a>(desk: &'a Desk) -> impl FnMut(&&'a Coded) -> bool {
    let mut settled: HashMap<&PassageId, BTreeSet<String>> = HashMap::new();
    move |coded| {
        let round = coded.round.as_ref().and_then(|round| desk.coding.rounds.get(round));
        let of_passage = || desk.coding.settled_codes(&coded.passage);
        round.is_none_or(|round| !round.is_revealed())
            || settled.entry(&coded.passage).or_insert_with(of_passage).contains(desk.coding.code_of(coded))
    }
}

/// What every view says about itself.
pub(super) fn head(bench: &Bench, desk: &Desk, ground: &Ground) -> Head {
    let people: std::collections::HashSet<&u32> = ground.corpus.people().iter().collect();
    Head {
        member: bench.member.clone(),
        passages: ground.ids.len(),
        people: people.len(),
        version: desk.coding.codebook.version(),
        smallest: smallest(bench, ground),
    }
}

/// The smallest count that is not marked: the strictest of the audiences in the passages.
pub(super) fn smallest(bench: &Bench, ground: &Ground) -> i64 {
    let study = &bench.member.study;
    let of = |about: &Arc<About>| study.smallest_cell_of(about.audience.unwrap_or(instruments::Audience::Survivors));
    ground.abouts.iter().map(of).max().unwrap_or_else(|| study.smallest_cell_of(instruments::Audience::Survivors))
}

/// By what passages are set side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The wave.
    Wave,
    /// The site, where enough people answered.
    Site,
    /// Who answered.
    Audience,
    /// The language of the words.
    Language,
    /// The instrument or transcript.
    From,
}

impl By {
    /// All, in the order of the page.
    pub const ALL: &[Self] = &[Self::Wave, Self::Site, Self::Audience, Self::Language, Self::From];

    /// The name in addresses and in the keys of words (`theme-by-wave`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Wave => "wave",
            Self::Site => "site",
            Self::Audience => "audience",
            Self::Language => "language",
            Self::From => "from",
        }
    }

    /// Reads what [`By::name`] wrote.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|by| by.name() == name)
    }

    /// The group of a passage: its value and how it is read.
    pub fn of(self, about: &About) -> Option<(String, String)> {
        match self {
            Self::Wave => Some((about.wave.clone()?, about.wave_name.clone())),
            Self::Site => Some((about.site.clone()?, about.site_name.clone())),
            Self::Audience => {
                let audience = about.audience.map_or("group", |audience| match audience {
                    instruments::Audience::Survivors => "survivors",
                    instruments::Audience::Professionals => "professionals",
                    _ => "community",
                });
                Some((audience.to_owned(), String::new()))
            }
            Self::Language => {
                Some((about.language.clone(), String::new())).filter(|(language, _)| !language.is_empty())
            }
            Self::From => {
                let title = [about.title.get("en"), about.wave_name.as_str()];
                let title: Vec<&str> = title.into_iter().filter(|part| !part.is_empty()).collect();
                Some((about.from.clone(), title.join(", ")))
            }
        }
    }
}

/// The groups that there are, with how they are read, in the order of their reading; and the group of each passage.
pub(super) fn groups(ground: &Ground, by: By) -> (Vec<(String, String)>, Vec<Option<u32>>) {
    let of: Vec<Option<(String, String)>> = ground.abouts.iter().map(|about| by.of(about)).collect();
    let known: BTreeMap<String, String> = of.iter().flatten().cloned().collect();
    let mut groups: Vec<(String, String)> = known.into_iter().collect();
    groups.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
    let number: HashMap<&str, u32> = groups.iter().map(|(value, _)| value.as_str()).zip(0..).collect();
    let numbers = of.iter().map(|group| group.as_ref().and_then(|(value, _)| number.get(value.as_str()).copied()));
    let numbers = numbers.collect();
    (groups, numbers)
}

#[cfg(test)]
mod tests {
    //! Two codes stand under a third, one of them with a code of its own; a fourth stands beside.

    #[test]
    fn each_line_of_a_tree_knows_what_it_stands_under() {
        let above = super::above([0, 1, 2, 1, 0].into_iter());
        assert_eq!(above, [vec![], vec![0], vec![0, 1], vec![0], vec![]]);
    }
}
