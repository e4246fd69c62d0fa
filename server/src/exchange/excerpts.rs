//! Excerpts that were coded earlier in a spreadsheet: which column means what, and what its rows bring. Storing is left to
//! the caller; nothing of a person's name comes through, since people become numbers here.

use std::collections::{BTreeMap, BTreeSet};

use instruments::{Place, Problem};

use super::{csv, naming, spreadsheet};

/// Most rows that are read.
const ROWS: usize = 50_000;
/// Most transcripts that one file becomes.
pub const GROUPS: usize = 60;
/// Most values that a column may have to be offered as a fact about the group.
const FACTS: usize = 20;

/// The cells of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of its columns.
    pub headings: Vec<String>,
    /// Its rows, as wide as the headings.
    pub rows: Vec<Vec<String>>,
}

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// The words.
    Text,
    /// One code or several.
    Code,
    /// Who coded.
    Coder,
    /// Who said it: becomes a number.
    Person,
    /// The wave, by its name.
    Wave,
    /// The site, by its name.
    Site,
    /// A fact about the group.
    Fact,
    /// Left out.
    Nothing,
}

impl Meaning {
    /// All, in the order of the form.
    pub const ALL: &[Self] =
        &[Self::Nothing, Self::Text, Self::Code, Self::Coder, Self::Person, Self::Wave, Self::Site, Self::Fact];

    /// The name in forms and in the keys of words (`excerpt-person`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Code => "code",
            Self::Coder => "coder",
            Self::Person => "person",
            Self::Wave => "wave",
            Self::Site => "site",
            Self::Fact => "fact",
            Self::Nothing => "nothing",
        }
    }

    /// Reads what [`Meaning::name`] wrote.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|meaning| meaning.name() == name)
    }
}

/// What a file brings: one transcript for each combination of wave, site and facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The transcripts.
    pub groups: Vec<Group>,
    /// Rows without words.
    pub empty: usize,
}

/// Excerpts that have wave, site and facts in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Name of the wave; empty where there is none.
    pub wave: String,
    /// Name of the site; empty where there is none.
    pub site: String,
    /// Facts: heading and value.
    pub facts: Vec<(String, String)>,
    /// The excerpts, in the order of the file.
    pub excerpts: Vec<Excerpt>,
}

/// Words of one person with their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Which person of the group, from 1; none where nobody is told apart.
    pub person: Option<usize>,
    /// The words.
    pub text: String,
    /// Codes, each from the top of the tree down, and who gave them; empty where nobody is named.
    pub codes: BTreeSet<(Vec<String>, String)>,
}

/// Reads a table: CSV, tabs, or the first sheet of a workbook.
pub fn read(name: &str, bytes: &[u8]) -> Result<Table, Vec<Problem>> {
    let rows = if bytes.starts_with(b"PK") || name.to_lowercase().ends_with(".xlsx") {
        sheet(name, bytes).map_err(|problem| vec![problem])?
    } else {
        csv::read_named(name, bytes)?.rows
    };
    let mut rows = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let headings: Vec<String> = rows.next().unwrap_or_default().iter().map(|cell| cell.trim().to_owned()).collect();
    let width = headings.len();
    let rows: Vec<Vec<String>> = rows
        .map(|mut row| {
            row.resize(width, String::new());
            row
        })
        .collect();
    if rows.is_empty() {
        return Err(vec![problem("excerpts-empty", name)]);
    }
    if rows.len() > ROWS {
        return Err(vec![problem("excerpts-many", name).with("limit", ROWS)]);
    }
    Ok(Table { headings, rows })
}

fn problem(code: &'static str, name: &str) -> Problem {
    Problem::error(code, Place::of(name)).with("file", name)
}

fn sheet(name: &str, bytes: &[u8]) -> Result<Vec<Vec<String>>, Problem> {
    let mut book = spreadsheet::Spreadsheet::open(name, bytes)?;
    let first = book.sheets().into_iter().next().ok_or_else(|| problem("excerpts-empty", name))?;
    let cells = book.cells(&first)?.ok_or_else(|| problem("excerpts-empty", name))?;
    Ok(cells.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect())
}

const TEXT: &[&str] =
    &["text", "excerpt", "quote", "quotation", "segment", "content", "passage", "answer", "texto", "cita"];
const CODE: &[&str] = &["code", "codes", "tag", "tags", "theme", "themes", "label", "código", "códigos", "tema"];
const CODER: &[&str] = &["coder", "coded by", "codificador", "author", "rater"];
const PERSON: &[&str] =
    &["person", "participant", "respondent", "speaker", "id", "respondent id", "participante", "case"];
const WAVE: &[&str] = &["wave", "year", "round", "año", "ronda"];
const SITE: &[&str] = &["site", "region", "place", "sitio", "región"];

impl Table {
    /// What each column seems to mean. A column of few values is a fact; the longest words are the text.
    pub fn guess(&self) -> Vec<Meaning> {
        let known = |heading: &String| {
            let plain = heading.trim().to_lowercase();
            [
                (TEXT, Meaning::Text),
                (CODE, Meaning::Code),
                (CODER, Meaning::Coder),
                (PERSON, Meaning::Person),
                (WAVE, Meaning::Wave),
                (SITE, Meaning::Site),
            ]
            .into_iter()
            .find(|(words, _)| words.contains(&plain.as_str()))
            .map(|(_, meaning)| meaning)
        };
        let mut meanings: Vec<Option<Meaning>> = Vec::new();
        for heading in &self.headings {
            let meaning = known(heading);
            let taken = matches!(meaning, Some(Meaning::Code)) || !meanings.contains(&meaning);
            meanings.push(meaning.filter(|_| taken));
        }
        if !meanings.contains(&Some(Meaning::Text)) {
            let free = (0..self.headings.len()).filter(|column| meanings[*column].is_none());
            if let Some(longest) = free.max_by_key(|column| self.letters(*column)) {
                meanings[longest] = Some(Meaning::Text);
            }
        }
        let rest = |(column, meaning): (usize, Option<Meaning>)| {
            meaning.unwrap_or(if self.values(column).len() <= FACTS.min(self.rows.len() / 2) {
                Meaning::Fact
            } else {
                Meaning::Nothing
            })
        };
        meanings.into_iter().enumerate().map(rest).collect()
    }

    fn letters(&self, column: usize) -> usize {
        self.rows.iter().map(|row| row[column].len()).sum()
    }

    /// The values of a column.
    pub fn values(&self, column: usize) -> BTreeSet<&str> {
        self.rows.iter().map(|row| row[column].trim()).filter(|value| !value.is_empty()).collect()
    }

    /// What the rows bring, if the columns mean this. `parted` parts several codes of one cell; `>` goes down the tree.
    pub fn plan(&self, name: &str, meanings: &[Meaning], parted: char) -> Result<Plan, Vec<Problem>> {
        let of = |wanted: Meaning| {
            meanings.iter().enumerate().filter(move |(_, meaning)| **meaning == wanted).map(|(column, _)| column)
        };
        let (texts, codes) = (of(Meaning::Text).count(), of(Meaning::Code).count());
        if texts != 1 {
            return Err(vec![problem("excerpts-text", name).with("count", texts)]);
        }
        if codes == 0 {
            return Err(vec![problem("excerpts-code", name)]);
        }
        let mut plan = Plan::default();
        let mut people: Vec<BTreeMap<String, usize>> = Vec::new();
        type Place = (String, String, Vec<(String, String)>);
        let mut places: BTreeMap<Place, usize> = BTreeMap::new();
        for row in &self.rows {
            let cell = |wanted: Meaning| of(wanted).next().map(|column| row[column].trim()).unwrap_or_default();
            let text = cell(Meaning::Text);
            if text.is_empty() {
                plan.empty += 1;
                continue;
            }
            let fact = |column: usize| (self.headings[column].clone(), row[column].trim().to_owned());
            let facts: Vec<_> = of(Meaning::Fact).map(fact).filter(|(_, value)| !value.is_empty()).collect();
            let key = (cell(Meaning::Wave).to_owned(), cell(Meaning::Site).to_owned(), facts);
            let place = *places.entry(key.clone()).or_insert_with(|| {
                let (wave, site, facts) = key;
                plan.groups.push(Group { wave, site, facts, excerpts: Vec::new() });
                people.push(BTreeMap::new());
                plan.groups.len() - 1
            });
            let person = Some(cell(Meaning::Person)).filter(|person| !person.is_empty()).map(|person| {
                let next = people[place].len() + 1;
                *people[place].entry(person.to_owned()).or_insert(next)
            });
            let coder = cell(Meaning::Coder);
            let given = of(Meaning::Code).flat_map(|column| paths(&row[column], parted));
            let given = given.map(|path| (path, coder.to_owned())).collect();
            plan.groups[place].add(Excerpt { person, text: text.to_owned(), codes: given });
        }
        if plan.groups.len() > GROUPS {
            return Err(vec![problem("excerpts-groups", name).with("count", plan.groups.len()).with("limit", GROUPS)]);
        }
        if plan.groups.is_empty() { Err(vec![problem("excerpts-empty", name)]) } else { Ok(plan) }
    }
}

/// The codes of a cell, each from the top down.
fn paths(cell: &str, parted: char) -> Vec<Vec<String>> {
    let path =
        |code: &str| -> Vec<String> { code.split('>').map(naming::clean).filter(|part| !part.is_empty()).collect() };
    cell.split([parted, '\n']).map(path).filter(|path| !path.is_empty()).collect()
}

impl Group {
    /// The same words of the same person are one excerpt with all their codes.
    fn add(&mut self, excerpt: Excerpt) {
        let same = |known: &&mut Excerpt| known.person == excerpt.person && known.text == excerpt.text;
        match self.excerpts.iter_mut().rev().find(same) {
            Some(known) => known.codes.extend(excerpt.codes),
            None => self.excerpts.push(excerpt),
        }
    }
}

#[cfg(test)]
mod tests {
    //! A task force kept its codes in a spreadsheet.

    use super::*;

    const FILE: &str = "Respondent;Year;Quote;Theme;Coder;Page
Maria;2024;A door that locks.;Safety > Locks, Safety;R.;4
Maria;2024;A door that locks.;Home;S.;4
Jo;2024;The bus.;;R.;7
Jo;2026;\"Rent, always rent.\";Money;R.;9
Lee;2026;;Money;R.;9
";

    #[test]
    fn columns_are_guessed_and_rows_become_excerpts() {
        let table = read("codes.csv", FILE.as_bytes()).unwrap();
        let meanings = table.guess();
        use Meaning::*;
        assert_eq!(meanings, [Person, Wave, Text, Code, Coder, Nothing]);
        let plan = table.plan("codes.csv", &meanings, ',').unwrap();
        assert_eq!((plan.groups.len(), plan.empty), (2, 1));
        let first = &plan.groups[0];
        assert_eq!((first.wave.as_str(), first.excerpts.len()), ("2024", 2));
        let codes: Vec<String> =
            first.excerpts[0].codes.iter().map(|(path, coder)| format!("{} {coder}", path.join("/"))).collect();
        assert_eq!(codes, ["Home S.", "Safety R.", "Safety/Locks R."]);
        assert_eq!((first.excerpts[0].person, first.excerpts[1].person), (Some(1), Some(2)));
        assert!(!format!("{plan:?}").contains("Maria"), "people are numbers");
    }

    #[test]
    fn a_table_without_words_or_codes_is_refused() {
        let refused = |file: &str, meanings: &[Meaning]| {
            let table = read("t.csv", file.as_bytes()).map_err(|problems| problems[0].code);
            table.and_then(|table| table.plan("t.csv", meanings, ',').map_err(|problems| problems[0].code)).unwrap_err()
        };
        use Meaning::*;
        assert_eq!(refused("a,b\n", &[]), "excerpts-empty");
        assert_eq!(refused("a,b\n1,2\n", &[Text, Nothing]), "excerpts-code");
        assert_eq!(refused("a,b\n1,2\n", &[Code, Nothing]), "excerpts-text");
        assert_eq!(refused("a,b\n1,2\n", &[Text, Text]), "excerpts-text");
        assert_eq!(refused("a,b\n,2\n", &[Text, Code]), "excerpts-empty");
        let many: String = (0..70).map(|number| format!("words {number},code,fact {number}\n")).collect();
        assert_eq!(refused(&format!("a,b,c\n{many}"), &[Text, Code, Fact]), "excerpts-groups");
    }
}
