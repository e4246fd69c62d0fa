//! What somebody would like to publish.

use serde::{Deserialize, Serialize};

use crate::disclosure::plan::Form;
use crate::{Error, Result};

/// The number of this shape.
const FORMAT: u32 = 1;

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
    /// Whether the last wave is told by site as well.
    pub by_site: bool,
    /// Whether ordered answers are told by their mean as well.
    pub means: bool,
    /// Items that are told by another one in the last wave.
    pub crossed: Vec<Crossed>,
    /// Whether the same people are followed through the last two waves.
    pub follows: bool,
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
    /// Without a title, with nothing in it, or with numbers where there must be none.
    pub fn checked(mut self) -> Result<Self> {
        self.format = FORMAT;
        for title in [&mut self.title, &mut self.second.title] {
            *title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        if self.second.language.is_empty() || self.second.language == self.language {
            self.second = Second::default();
        }
        if !(1..=200).contains(&self.title.chars().count()) || self.second.title.chars().count() > 200 {
            return Err(Error::Invalid("release-title", String::new()));
        }
        self.instruments.retain(|part| !part.waves.is_empty());
        for part in &mut self.instruments {
            part.crossed.retain(|crossed| !crossed.item.is_empty() && !crossed.by.is_empty());
            // An item by itself says nothing that its own table does not.
            if part.crossed.iter().any(|crossed| crossed.item == crossed.by) {
                return Err(Error::Invalid("release-crossed", String::new()));
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
            language,
            title: or(title, &self.title),
            lead: or(lead, &self.lead),
            themes: or(themes, &self.themes),
            ..self.clone()
        })
    }

    /// Takes what was proposed for a table in the place of the table.
    pub fn accept(&mut self, sheet: &str, form: Form) {
        self.accepted.push(Accepted { sheet: sheet.to_owned(), form });
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator fills the form in.

    use super::*;

    fn choice(title: &str, themes: &str) -> Choice {
        Choice { title: title.into(), themes: themes.into(), ..Choice::default() }
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
        assert_eq!(choice(" Housing  in 2026 ", "Keys matter.").checked().unwrap().title, "Housing in 2026");
    }
}
