//! The definition: what stands in the TOML file, field for field.

use std::collections::BTreeMap;

use crate::MissingReason;

/// A text in any number of languages, by BCP 47 tag (`en`, `es`, `ar`).
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// The text in `language`, else in any language that is there, else empty.
    pub fn get(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// The language of what [`Text::get`] gives for `language`; empty where there is no text.
    pub fn tag(&self, language: &str) -> &str {
        self.0.get_key_value(language).or_else(|| self.0.iter().next()).map_or("", |(tag, _)| tag.as_str())
    }

    /// Whether the text is there, and not blank, in `language`.
    pub fn has(&self, language: &str) -> bool {
        self.0.get(language).is_some_and(|text| !text.trim().is_empty())
    }
}

/// Who is asked. Decides defaults and refusals: survivors are never required to answer, never on a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// People who experienced trafficking, and other clients.
    Survivors,
    /// People who answer for an organisation or from their work.
    Professionals,
    /// The public, members of a community.
    Community,
}

/// A questionnaire or discussion guide.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Version of this format: 1.
    pub format: u32,
    /// Stable name, kebab case: `survivor-housing`.
    pub id: String,
    /// Who is asked.
    pub audience: Audience,
    /// Languages it is offered in, the first being the one it was written in.
    pub languages: Vec<String>,
    /// Name for staff and for the welcome page.
    pub title: Text,
    /// Minutes that it takes, said on the welcome page.
    pub minutes: u32,
    /// Highest US reading grade that its words should need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading_grade: Option<u32>,
    /// What a person reads before saying yes.
    pub consent: Consent,
    /// Where the wording comes from, for instruments whose wording belongs to somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<Wording>,
    /// Answer lists that several questions share, by name.
    #[serde(default, rename = "list", skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<String, Vec<Choice>>,
    /// Parts; each is one page unless the study shows everything on one page.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    /// Scales and factors scored from the answers.
    #[serde(default, rename = "scale", skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<Scale>,
}

/// Plain consent, said before the first question. The platform adds what it can say itself: free choice, skip
/// anything, nothing about the phone is kept, what it cannot protect from, help lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Who asks, and who pays for it.
    pub who: Text,
    /// Why.
    pub why: Text,
    /// Who sees the answers, and what is done with them.
    pub seen_by: Text,
    /// What cannot be promised: duties to report, small groups.
    pub limits: Text,
    /// Anything else: compensation, contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more: Option<Text>,
}

/// Whose words the items are.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Where they come from.
    pub source: WordingSource,
    /// Printed on every page, export and report; an instrument that has one cannot be published without it.
    pub acknowledgement: Text,
}

/// Part of the meaning of every item: a paraphrase and the official sentence are never compared silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordingSource {
    /// Our own words for the same content.
    Paraphrase,
    /// The owner's words, put in by a site that obtained them.
    Official,
}

/// One part of an instrument.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Stable id, snake case.
    pub id: String,
    /// Heading.
    pub title: Text,
    /// Words before the first question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// What may be hard about this part; shown with "skip this part".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_note: Option<Text>,
    /// Shown only when this expression holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<String>,
    /// Its questions, in order.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
}

/// What sort of answer a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words only, no answer.
    Note,
    /// One option.
    Single,
    /// Any number of options; an `exclusive` one ("none") stands alone.
    Several,
    /// Yes or no, with "don't know" among `missing`.
    YesNo,
    /// One point of an ordered list with scores: agreement, frequency, difficulty.
    Scale,
    /// The same ordered or unordered list for several `rows`.
    Matrix,
    /// A number with a `unit`.
    Number,
    /// A number asked in bands: ordered options, each with `from` and `to`.
    Band,
    /// A `precision` of month or year, never a day.
    Date,
    /// Options put in order; `places` says how many.
    Ranking,
    /// A line of words, up to `limit` characters.
    Text,
    /// Several lines of words, up to `limit` characters.
    LongText,
    /// A group asked up to `at_most` times.
    Repeat,
    /// Worked out from other answers by `calculate`; never shown as a question.
    Calculated,
    /// A link code: `elements` asked one by one, or one word-code card.
    LinkCode,
}

/// Why answers need care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Could point to a person, alone or with others.
    Identifying,
    /// Could hurt to be asked.
    Distressing,
}

/// Precision of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// `YYYY-MM`.
    Month,
    /// `YYYY`.
    Year,
}

/// One question. Which fields belong to which kind is checked by [`crate::check`].
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable id, snake case, unique in the instrument; never reused for another meaning.
    pub id: String,
    /// What sort of answer it takes.
    pub kind: Kind,
    /// What it measures, so that other instruments can mirror it: `housing.enough`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub construct: Option<String>,
    /// The question itself.
    #[serde(default)]
    pub text: Text,
    /// A line of help under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Reasons for no answer that are offered: `dont_know`, `prefer_not`, `not_applicable`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingReason>,
    /// Care that its answers need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sensitivity>,
    /// Raised when a change of words changes what is asked; only equal numbers are compared.
    #[serde(default = "one")]
    pub meaning: u32,
    /// Whether an answer (or an offered missing reason) is demanded. Refused for survivors.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Shown only when this expression holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<String>,
    /// Conditions on the answer, each with the sentence that is shown when it fails.
    #[serde(default, rename = "check", skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    /// Its own options.
    #[serde(default, rename = "option", skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Or the name of a shared list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Only options for which this holds; `option` names the option's code in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option_if: Option<String>,
    /// Rows of a matrix.
    #[serde(default, rename = "row", skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// Unit of a number, said after the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// Smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Digits after the point; 0 for whole numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u32>,
    /// Month or year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    /// How many places of a ranking are asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<usize>,
    /// Most characters of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// Most rounds of a repeat group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<usize>,
    /// What a calculated value is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculate: Option<String>,
    /// Questions of a repeat group.
    #[serde(default, rename = "question", skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Elements of a self-generated link code, at least six; none for a word-code card.
    #[serde(default, rename = "element", skip_serializing_if = "Vec::is_empty")]
    pub elements: Vec<Row>,
}

/// One option of a list.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stored code, stable.
    pub code: String,
    /// What is read.
    pub text: Text,
    /// Number that it scores, for ordered lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Stands alone: "none of these".
    #[serde(default, skip_serializing_if = "is_false")]
    pub exclusive: bool,
    /// Lower end of a band, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// Upper end of a band, inclusive; none for "and more".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
}

/// One row of a matrix, or one element of a link code.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Stable id within the question.
    pub id: String,
    /// What is read.
    pub text: Text,
    /// What it measures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub construct: Option<String>,
}

/// A condition on an answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Holds for a good answer; `.` is the answer itself.
    pub that: String,
    /// What is said when it does not hold.
    pub say: Text,
}

/// A scale or factor: items, which of them are reversed, what to do with gaps, bands.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// The category it stands under, if factors are grouped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Text>,
    /// Keys of its items (`question` or `matrix.row`).
    pub items: Vec<String>,
    /// Those of them that are turned round (lowest + highest − score).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reversed: Vec<String>,
    /// Least share of items that a person must have answered to be scored.
    #[serde(default = "half")]
    pub least_answered: f64,
    /// Headline: mean of a person's items, or all ratings pooled (the Wilder tally).
    #[serde(default)]
    pub headline: Headline,
    /// Bands for the rounded mean, lowest first.
    #[serde(default, rename = "band", skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
}

/// How the group's figure is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Headline {
    /// Mean of the persons' means.
    #[default]
    Persons,
    /// Mean over all ratings of all items.
    Ratings,
}

/// A band of a mean that was rounded half up to one decimal.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Lowest rounded mean in the band.
    pub from: f64,
    /// Highest rounded mean in the band.
    pub to: f64,
    /// Stable id: `strength`.
    pub id: String,
    /// What it is called.
    pub text: Text,
}

fn one() -> u32 {
    1
}

fn half() -> f64 {
    0.5
}

fn is_false(value: &bool) -> bool {
    !*value
}

impl Instrument {
    /// Every question of every section, repeat groups' inner questions included after their group.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections
            .iter()
            .flat_map(|section| &section.questions)
            .flat_map(|question| std::iter::once(question).chain(&question.questions))
    }

    /// The options of a question: its own, or those of the list it names.
    pub fn options<'a>(&'a self, question: &'a Question) -> &'a [Choice] {
        match &question.list {
            Some(name) => self.lists.get(name).map_or(&[], Vec::as_slice),
            None => &question.options,
        }
    }
}
