//! What somebody would like to publish.

use serde::{Deserialize, Serialize};

use super::Outlook;
use crate::disclosure::plan::Form;
use crate::name::Fault;
use crate::report::plain;
use crate::{Error, Result, name};

/// The number of this shape.
const FORMAT: u32 = 1;
/// Letters that a title has at most.
const LONGEST_TITLE: usize = 200;
/// Letters that each of the texts under it has at most.
const LONGEST_TEXT: usize = 10_000;

/// Languages in which a page can be written.
pub const LANGUAGES: [&str; 2] = ["en", "es"];

/// Tables, charts, codes, quotes and the words around them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// The number of the shape.
    pub format: u32,
    /// What the release is called.
    pub title: String,
    /// Language of its words.
    pub language: String,
    /// What stands under its title.
    pub lead: String,
    /// What people said, in words and without numbers.
    pub themes: String,
    /// The page in another language.
    pub second: Second,
    /// Instruments with their waves and items.
    pub instruments: Vec<Part>,
    /// Ids of codes whose shares are told.
    pub codes: Vec<String>,
    /// Constructs that several of the instruments ask, told side by side.
    pub mirrors: Vec<String>,
    /// Ids of quotes that were approved.
    pub quotes: Vec<String>,
    /// What was proposed instead of tables that could not be published, and was accepted.
    pub accepted: Vec<Accepted>,
    /// The release that this one takes the place of.
    pub corrects: Option<String>,
    /// The language of what stands in for words that were not typed for the page in another language; empty on the first
    /// page. It follows from the rest, so it is not kept.
    #[serde(skip)]
    pub stands_in: String,
}

/// The page in another language, with what is typed for it: everything else is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Second {
    /// Its language; empty where there is one page alone.
    pub language: String,
    /// What the release is called there; as on the first page where it is empty.
    pub title: String,
    /// What stands under its title.
    pub lead: String,
    /// What people said.
    pub themes: String,
}

/// One instrument.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Part {
    /// Its id.
    pub instrument: String,
    /// Ids of waves.
    pub waves: Vec<String>,
    /// Keys of items.
    pub items: Vec<String>,
    /// Keys of items of which the headline alone is told, with its change, and not how many gave each answer.
    pub headlines: Vec<String>,
    /// Whether the last wave is told by site as well.
    pub by_site: bool,
    /// Whether ordered answers are told by their mean as well.
    pub means: bool,
    /// Items that are told by another one in the last wave.
    pub crossed: Vec<Crossed>,
    /// Whether the same people are followed through two waves.
    pub follows: bool,
    /// Ids of these two; nothing for the last two of those that were chosen.
    pub between: Option<[String; 2]>,
    /// Ids of organisations that agreed to be listed.
    pub listed: Vec<String>,
}

/// One item by another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Crossed {
    /// The key of the item.
    pub item: String,
    /// The key of the item whose answers are the groups; [`Crossed::SITES`] for sites.
    pub by: String,
}

impl Crossed {
    /// What stands for sites: no item is called so.
    pub const SITES: &str = "site:";
}

/// Another form of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The table's name.
    pub sheet: String,
    /// What is changed of it.
    pub form: Form,
}

impl Choice {
    /// The choice as typed, or what is wrong with it.
    ///
    /// # Errors
    /// Without a title, with words that are too long, in a language that no page is written in, with nothing in it, with
    /// people followed through a wave that is not in it, or with numbers where there must be none.
    pub fn checked(mut self) -> Result<Self> {
        self.format = FORMAT;
        for title in [&mut self.title, &mut self.second.title] {
            *title = match name::line(title, LONGEST_TITLE) {
                Err(Fault::Empty) => String::new(),
                Err(Fault::Long) => return Err(too_long(LONGEST_TITLE)),
                line => line.map_err(|fault| fault.error("release-title", LONGEST_TITLE))?,
            };
        }
        for words in [&mut self.lead, &mut self.themes, &mut self.second.lead, &mut self.second.themes] {
            *words = plain(words).trim().to_owned();
            if words.chars().count() > LONGEST_TEXT {
                return Err(too_long(LONGEST_TEXT));
            }
        }
        if self.second.language.is_empty() || self.second.language == self.language {
            self.second = Second::default();
        }
        if self.title.is_empty() {
            return Err(Error::Invalid("release-title", String::new()));
        }
        let written = |tag: &str| LANGUAGES.contains(&tag);
        if !written(&self.language) || !(self.second.language.is_empty() || written(&self.second.language)) {
            return Err(Error::Invalid("release-language", String::new()));
        }
        self.instruments.retain(|part| !part.waves.is_empty());
        for part in &mut self.instruments {
            part.crossed.retain(|crossed| !crossed.item.is_empty() && !crossed.by.is_empty());
            // An item by itself says nothing that its own table does not.
            if part.crossed.iter().any(|crossed| crossed.item == crossed.by) {
                return Err(Error::Invalid("release-crossed", String::new()));
            }
            let mut between = part.between.iter().flatten();
            if part.follows && between.any(|wave| !part.waves.contains(wave)) {
                return Err(Error::Invalid("release-between", String::new()));
            }
        }
        let says = [self.instruments.len(), self.codes.len(), self.quotes.len(), self.themes.trim().len()];
        if says.iter().all(|count| *count == 0) {
            return Err(Error::Invalid("release-empty", String::new()));
        }
        // A number that is typed into the themes has passed no plan.
        if [&self.themes, &self.second.themes].into_iter().any(|themes| themes.chars().any(char::is_numeric)) {
            return Err(Error::Invalid("release-themes", String::new()));
        }
        Ok(self)
    }

    /// The choice as the page in the other language has it.
    pub fn second_page(&self) -> Option<Self> {
        let Second { language, title, lead, themes } = self.second.clone();
        let or = |own: String, first: &String| if own.trim().is_empty() { first.clone() } else { own };
        (!language.is_empty()).then(|| Self {
            stands_in: self.language.clone(),
            language,
            title: or(title, &self.title),
            lead: or(lead, &self.lead),
            themes: or(themes, &self.themes),
            ..self.clone()
        })
    }

    /// Whether nothing is left of it once what must be hidden is: no number, no words of people, no organizations.
    pub fn is_left_empty(&self, tables: &[Outlook]) -> bool {
        let says = !self.themes.trim().is_empty() || !self.quotes.is_empty();
        let listed = self.instruments.iter().any(|part| !part.listed.is_empty());
        !says && !listed && tables.iter().all(|table| table.shown == 0)
    }

    /// Takes what was proposed for a table in the place of the table.
    pub fn accept(&mut self, sheet: &str, form: Form) {
        self.accepted.push(Accepted { sheet: sheet.to_owned(), form });
    }
}

fn too_long(most: usize) -> Error {
    Error::Invalid("release-long", most.to_string())
}

#[cfg(test)]
mod tests {
    //! A coordinator fills the form in.

    use super::*;

    fn choice(title: &str, themes: &str) -> Choice {
        Choice { title: title.into(), themes: themes.into(), language: "en".into(), ..Choice::default() }
    }

    #[test]
    fn a_release_has_a_title_and_something_in_it_and_no_numbers_in_its_themes() {
        let code = |choice: Choice| match choice.checked() {
            Err(Error::Invalid(code, _)) => code,
            _ => "",
        };
        assert_eq!(code(choice("  ", "Keys matter.")), "release-title");
        assert_eq!(code(choice("Housing", " ")), "release-empty");
        assert_eq!(code(choice("Housing", "7 people said so.")), "release-themes");
        let part = |between: [&str; 2]| Part {
            waves: vec!["one".into(), "two".into()],
            follows: true,
            between: Some(between.map(str::to_owned)),
            ..Part::default()
        };
        let follow = |between| Choice { instruments: vec![part(between)], ..choice("Housing", "") };
        assert_eq!(code(follow(["one", "three"])), "release-between", "not a wave that goes out");
        assert_eq!(code(follow(["one", "two"])), "");
        assert_eq!(choice(" Housing  in 2026 ", "Keys matter.").checked().unwrap().title, "Housing in 2026");
    }

    #[test]
    fn words_are_plain_and_not_endless_and_the_language_is_one_of_ours() {
        let code = |choice: Choice| match choice.checked() {
            Err(Error::Invalid(code, value)) => format!("{code} {value}"),
            _ => String::new(),
        };
        assert_eq!(code(choice(&"x".repeat(201), "Keys matter.")), "release-long 200");
        assert_eq!(code(choice(&"x".repeat(200), "Keys matter.")), "");
        let lead = Choice { lead: "x".repeat(10_001), ..choice("Housing", "Keys matter.") };
        assert_eq!(code(lead), "release-long 10000");
        for language in ["", "xx", "\"><script>"] {
            let other = Choice { language: language.into(), ..choice("Housing", "Keys matter.") };
            assert_eq!(code(other), "release-language ", "{language}");
        }
        for title in ["a\0b", "a\u{7}", "\u{202e}=cmd"] {
            assert_eq!(code(choice(title, "Keys matter.")), "name-unseen ", "{title:?}");
        }
        let odd = choice("Housing", "Keys\u{202e}\0 matter.\r\n\r\nDoors too.").checked().unwrap();
        assert_eq!(odd.themes, "Keys matter.\n\nDoors too.", "of longer words only what nobody sees is taken out");
    }
}
