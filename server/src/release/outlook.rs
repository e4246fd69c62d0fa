//! What is hidden and why, table by table, for the person who prepares a release, and whom each table counts: the ledger
//! of bases. It holds no number that is hidden.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::organisations::Amounts;
use super::tables::About;
use crate::disclosure::Side;
use crate::disclosure::plan::{Axis, Form, Obstacle, Outcome, Proposal, Reason};

/// What becomes of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// The table's name.
    pub sheet: String,
    /// What it is about, in words.
    pub about: String,
    /// Which of the tables about that it is.
    #[serde(default)]
    pub shape: Shape,
    /// How many counts are shown.
    pub shown: usize,
    /// What is hidden.
    pub hidden: Vec<Hidden>,
    /// Why it, or some of its amounts, are withheld; empty where nothing is.
    pub stops: Vec<Stop>,
    /// What could be published instead.
    pub offer: Option<Offer>,
    /// Its bases: each row and how many people, where that is shown.
    pub bases: Vec<(String, Option<u64>)>,
    /// Rows and columns whose people all gave one answer.
    pub one_sided: Vec<String>,
}

/// Which of several tables about one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// Not written down, as in releases of long ago.
    #[default]
    Unsaid,
    /// How many took part.
    People,
    /// By wave.
    Waves,
    /// By site.
    Sites,
    /// By the answers to another item.
    Crossed,
    /// Who is linked.
    Linked,
    /// Which way the same people moved.
    Moves,
    /// From which answer to which they went.
    Courses,
    /// One side of what several audiences were asked.
    Mirror,
    /// Amounts of organisations.
    Amounts,
}

/// A cell that is hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Its row; empty for the total.
    pub row: String,
    /// Its column; empty for how many answered.
    pub column: String,
    /// Why.
    pub why: Why,
}

/// Why a count is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// It is small.
    Small,
    /// With it a small one could be worked out.
    Protecting,
    /// An earlier release hid it.
    Before,
}

/// Why a table is withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The last part of its sentence's key.
    pub code: String,
    /// The earlier release that it has to do with, if any.
    pub release: String,
}

/// What could be published instead of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What is changed.
    pub form: Form,
    /// Its rows then.
    pub rows: Vec<String>,
    /// Its columns then.
    pub columns: Vec<String>,
    /// Whether it may be taken together with what is offered instead of all other tables.
    #[serde(default)]
    pub together: bool,
}

impl Outlook {
    /// Whether nothing of it goes out: of amounts that are mostly one organisation's the others still stand in their table.
    pub fn is_withheld(&self) -> bool {
        self.stops.iter().any(|stop| !matches!(stop.code.as_str(), "dominated" | "beside"))
    }
}

impl Shape {
    /// The last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unsaid => "unsaid",
            Self::People => "people",
            Self::Waves => "waves",
            Self::Sites => "sites",
            Self::Crossed => "crossed",
            Self::Linked => "linked",
            Self::Moves => "moves",
            Self::Courses => "courses",
            Self::Mirror => "mirror",
            Self::Amounts => "amounts",
        }
    }

    fn of(about: About) -> Self {
        match about {
            About::People(_) => Self::People,
            About::Item(..) | About::Code(_) => Self::Waves,
            About::Sites(..) => Self::Sites,
            About::Crossed(..) => Self::Crossed,
            About::Linked(_) => Self::Linked,
            About::Moves(..) => Self::Moves,
            About::Courses(..) => Self::Courses,
            About::Mirror(..) => Self::Mirror,
        }
    }
}

/// How many tables are left out, as the house and the public page both tell it.
pub fn withheld(tables: &[Outlook]) -> usize {
    tables.iter().filter(|table| table.is_withheld()).count()
}

impl Why {
    /// The last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Protecting => "protecting",
            Self::Before => "before",
        }
    }
}

/// What becomes of each table, in the language of the draft.
pub fn outlook(draft: &Draft) -> Vec<Outlook> {
    outlook_in(draft, &draft.choice.language)
}

/// The same with names in another language, where they have words in it.
pub fn outlook_in(draft: &Draft, language: &str) -> Vec<Outlook> {
    let naming = |place: usize| Naming { draft, place, language }.outlook();
    let mut all: Vec<Outlook> = (0..draft.laid.len()).map(naming).collect();
    for (part, chosen) in draft.chosen.iter().enumerate() {
        for item in chosen.items.iter().filter(|item| chosen.leaves_few(**item)) {
            let about = about(draft, language, About::Item(part, *item));
            all.push(left_out(chosen.name(*item), about, Shape::Waves, "few"));
        }
        all.extend(crossings(draft, language, part));
        all.extend(amounts(draft, language, part));
    }
    all.extend(mirrors(draft, language));
    all
}

/// A table that was never laid out, and why.
fn left_out(sheet: String, about: String, shape: Shape, code: &str) -> Outlook {
    let stop = Stop { code: code.to_owned(), release: String::new() };
    Outlook { sheet, about, shape, stops: vec![stop], ..Outlook::default() }
}

/// Items by others that leave few, or have no answers to lay out.
fn crossings(draft: &Draft, language: &str, part: usize) -> Vec<Outlook> {
    let chosen = &draft.chosen[part];
    let lacks = |number: &usize| draft.place(About::Crossed(part, *number)).is_none();
    let of = |number: usize| {
        let (item, by) = chosen.crossed[number];
        let Some(by) = by else {
            let sites = draft.place(About::Sites(part, item)).is_none();
            let about = about(draft, language, About::Sites(part, item));
            return sites.then(|| left_out(format!("{}.sites", chosen.name(item)), about, Shape::Sites, "uncrossed"));
        };
        let code = if chosen.crossing_leaves_few(item, by) { "few" } else { "uncrossed" };
        let sheet = format!("{}.by.{}", chosen.name(item), chosen.series.items[by].key);
        Some(left_out(sheet, about(draft, language, About::Crossed(part, number)), Shape::Crossed, code))
    };
    (0..chosen.crossed.len()).filter(lacks).filter_map(of).collect()
}

/// Amounts of which something is hidden.
fn amounts(draft: &Draft, language: &str, part: usize) -> Vec<Outlook> {
    let chosen = &draft.chosen[part];
    let hides = chosen.organisations.iter().flat_map(|found| &found.amounts).filter(|amounts| amounts.hides());
    let of = |amounts: &Amounts| {
        let code = if amounts.beside.is_some() { "beside" } else { "dominated" };
        let name = about(draft, language, About::Item(part, amounts.item));
        let stop = Stop { code: code.to_owned(), release: amounts.beside.clone().unwrap_or_default() };
        let sheet = format!("{}.beds", chosen.name(amounts.item));
        Outlook { stops: vec![stop], ..left_out(sheet, name, Shape::Amounts, code) }
    };
    hides.map(of).collect()
}

/// Constructs that fewer than two instruments of the choice ask, or whose sides leave few.
fn mirrors(draft: &Draft, language: &str) -> Vec<Outlook> {
    let alone = |construct: &&String| draft.mirrors.iter().all(|mirror| mirror.construct != **construct);
    let alone = draft.choice.mirrors.iter().filter(alone);
    let alone = alone.map(|name| left_out(format!("mirror.{name}"), name.clone(), Shape::Mirror, "one-side"));
    let sides = draft.mirrors.iter().enumerate();
    let sides = sides.flat_map(|(mirror, found)| (0..found.sides.len()).map(move |side| (mirror, side)));
    let lacking = sides.filter(|(mirror, side)| draft.place(About::Mirror(*mirror, *side)).is_none());
    let lacking = lacking.map(|(mirror, side)| {
        let sheet = format!("mirror.{}.{}", draft.mirrors[mirror].construct, side + 1);
        left_out(sheet, about(draft, language, About::Mirror(mirror, side)), Shape::Mirror, "few")
    });
    alone.chain(lacking).collect()
}

/// The item's words, the code's name, or the instrument's title.
fn about(draft: &Draft, language: &str, about: About) -> String {
    match about {
        About::People(part) => draft.chosen[part].series.instrument.title.get(language).to_owned(),
        About::Linked(part) => draft.chosen[part].series.instrument.title.get(language).to_owned(),
        About::Item(part, item) | About::Sites(part, item) | About::Moves(part, item) | About::Courses(part, item) => {
            draft.chosen[part].series.items[item].name(language)
        }
        About::Crossed(part, number) => {
            let (item, by) = draft.chosen[part].crossed[number];
            let items = std::iter::once(item).chain(by).map(|item| &draft.chosen[part].series.items[item]);
            items.map(|item| item.name(language)).collect::<Vec<_>>().join(" / ")
        }
        About::Mirror(mirror, side) => draft.mirrored(mirror, side).1.name(language),
        About::Code(code) => {
            draft.mentions.as_ref().map_or_else(String::new, |mentions| mentions.codes[code].1.clone())
        }
    }
}

struct Naming<'a> {
    draft: &'a Draft,
    place: usize,
    language: &'a str,
}

impl Naming<'_> {
    fn outlook(&self) -> Outlook {
        let sheet = &self.draft.laid[self.place].sheet;
        let bases = self.draft.answers(self.place).map_or_else(Vec::new, |answers| {
            answers.rows.iter().enumerate().map(|(row, line)| (self.name(&sheet.rows, row), line.base)).collect()
        });
        let of = self.draft.laid[self.place].about;
        let own = Outlook {
            sheet: sheet.name.clone(),
            about: about(self.draft, self.language, of),
            shape: Shape::of(of),
            bases,
            ..Outlook::default()
        };
        match &self.draft.plan.sheets[self.place].outcome {
            Outcome::Published { cells, one_sided } => {
                let bare = sheet.columns.total.is_none();
                let mut hidden = Vec::new();
                for (row, cells) in cells.iter().enumerate() {
                    for (column, verdict) in cells.iter().enumerate() {
                        if let Some(why) = why(verdict.reason) {
                            let column = if bare { String::new() } else { self.name(&sheet.columns, column) };
                            hidden.push(Hidden { row: self.name(&sheet.rows, row), column, why });
                        }
                    }
                }
                let all: usize = cells.iter().map(Vec::len).sum();
                let one_sided = one_sided.iter().map(|(side, place)| match side {
                    Side::Rows => self.name(&sheet.rows, *place),
                    Side::Columns => self.name(&sheet.columns, *place),
                });
                let one_sided = one_sided.filter(|_| !bare).collect();
                Outlook { shown: all - hidden.len(), hidden, one_sided, ..own }
            }
            Outcome::Withheld { obstacles, proposal } => {
                let offer = proposal.as_ref().map(|proposal| self.offer(proposal));
                let mut stops: Vec<Stop> = Vec::new();
                for stop in obstacles.iter().map(stop) {
                    if !stops.contains(&stop) {
                        stops.push(stop);
                    }
                }
                Outlook { stops, offer, ..own }
            }
        }
    }

    fn offer(&self, proposal: &Proposal) -> Offer {
        let names = |axis: &Axis| (0..axis.values.len()).map(|place| self.name(axis, place)).collect();
        let Proposal { form, sheet, together, .. } = proposal;
        Offer { form: form.clone(), rows: names(&sheet.rows), columns: names(&sheet.columns), together: *together }
    }

    fn name(&self, axis: &Axis, place: usize) -> String {
        let none = BTreeSet::new();
        let values = axis.values.get(place).unwrap_or(&none);
        values.iter().map(|value| self.value(&axis.variable, value)).collect::<Vec<_>>().join(" + ")
    }

    fn value(&self, variable: &str, value: &str) -> String {
        let about = self.draft.laid[self.place].about;
        let (part, item) = match about {
            About::People(part) | About::Linked(part) | About::Moves(part, _) => (part, None),
            About::Code(_) => return self.wave_of_code(value),
            // The rows of a crosstab are answers to the other item.
            About::Crossed(part, number) if variable == self.draft.laid[self.place].sheet.rows.variable => {
                (part, self.draft.chosen[part].crossed[number].1)
            }
            _ => match self.draft.item_of(self.place) {
                Some((part, item)) => (part, Some(item)),
                None => return value.to_owned(),
            },
        };
        let chosen = &self.draft.chosen[part];
        let found = match variable {
            "wave" => chosen.series.moments.iter().find(|moment| moment.wave == value).map(|moment| &moment.name),
            "site" => chosen.sites.iter().find(|site| site.id == value).map(|site| &site.name),
            _ => None,
        };
        let level = || {
            let levels = chosen.series.items[item?].measure.levels();
            let text = levels.iter().find(|level| level.code == value)?.text.get(self.language);
            Some(text.to_owned()).filter(|text| !text.is_empty())
        };
        found.cloned().or_else(level).unwrap_or_else(|| value.to_owned())
    }

    fn wave_of_code(&self, value: &str) -> String {
        let waves = self.draft.mentions.iter().flat_map(|mentions| &mentions.waves);
        waves.clone().find(|(id, _)| id == value).map_or(value, |(_, name)| name).to_owned()
    }
}

fn why(reason: Reason) -> Option<Why> {
    match reason {
        Reason::Enough | Reason::Released => None,
        Reason::Small => Some(Why::Small),
        Reason::Protecting => Some(Why::Protecting),
        Reason::HiddenBefore => Some(Why::Before),
    }
}

fn stop(obstacle: &Obstacle) -> Stop {
    let (code, release) = match obstacle {
        Obstacle::Malformed => ("malformed", ""),
        Obstacle::Contradiction { .. } => ("contradiction", ""),
        Obstacle::Corrected { release, .. } => ("corrected", release.as_str()),
        Obstacle::Nested { .. } => ("nested", ""),
        Obstacle::NothingLeft => ("nothing", ""),
        Obstacle::Exposed(_) => ("exposed", ""),
    };
    Stop { code: code.to_owned(), release: release.to_owned() }
}
