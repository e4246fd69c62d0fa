//! The data for analysis as R code finds them: the script that loads them, their columns, and which versions of the
//! instrument their rows were answered in.

use std::collections::BTreeSet;

use super::text::quoted;
use crate::exchange::analysis::{self, Column, Own, Places, Shape, Version};
use crate::store::{Store, versions};
use crate::{Error, Result};

/// The file of one instrument.
#[derive(Debug)]
pub struct Data {
    /// The instrument's id in its file.
    name: String,
    columns: Vec<Column>,
    versions: Vec<(String, i64)>,
    sites: Vec<String>,
}

impl Data {
    /// Every column that the file has, whichever waves are taken; `answered` are hashes of versions that rows are of.
    ///
    /// # Errors
    /// Where a version cannot be read.
    pub async fn read(store: &Store, study: &str, instrument: &str, answered: BTreeSet<String>) -> Result<Self> {
        let mut all = versions::all(store, instrument).await?;
        all.reverse();
        for hash in answered {
            if !all.iter().any(|version| version.hash == hash) {
                all.extend(versions::find(store, instrument, &hash).await?);
            }
        }
        let read = |version: versions::Version| {
            let instrument = instruments::parse(&version.toml).map_err(Error::Problems)?;
            Ok(Version { hash: version.hash, number: version.number, instrument })
        };
        let versions: Vec<Version> = all.into_iter().map(read).collect::<Result<_>>()?;
        let places = Places::read(store, study).await?;
        Ok(Self::of(&versions, &places))
    }

    fn of(versions: &[Version], places: &Places) -> Self {
        let newest = versions.last().map(|version| version.instrument.id.clone());
        Self {
            name: newest.unwrap_or_default(),
            columns: analysis::columns(versions, places, "en", &|_| String::new()),
            versions: versions.iter().map(|version| (version.hash.clone(), version.number)).collect(),
            sites: places.sites.iter().map(|(id, _)| id.clone()).collect(),
        }
    }

    /// The script that comes with the file.
    pub(super) fn script(&self) -> String {
        quoted(&analysis::named(&self.name, "load.R"))
    }

    /// The first lines of a page's code: reads the file as it was taken, with these `waves`.
    pub(super) fn source(&self, waves: &str) -> String {
        let container = analysis::named(&self.name, "r.zip");
        format!("# Run this where {container} was unpacked; take {waves} into it.\nsource({})\n", self.script())
    }

    /// What `tm_site` calls a site.
    pub(super) fn site(&self, id: &str) -> Option<&str> {
        let place = self.sites.iter().position(|known| known == id)?;
        let column = self.columns.iter().find(|column| column.own == Some(Own::Site))?;
        column.values().get(place).map(|value| value.code.as_str())
    }

    /// Keeps the rows of a site alone.
    pub(super) fn only_site(&self, site: Option<&str>) -> String {
        let name = site.and_then(|id| self.site(id));
        name.map(|name| format!("answers <- answers[which(answers$tm_site == {}), ]\n", quoted(name)))
            .unwrap_or_default()
    }

    /// Columns of an answer by its key and, where it was ticked or placed, the option; the newest first.
    pub(super) fn columns<'a>(&'a self, key: &str, option: Option<&str>) -> impl Iterator<Item = &'a Column> {
        let own =
            move |column: &&Column| column.own.is_none() && column.key == key && column.option.as_deref() == option;
        let found: Vec<&Column> = self.columns.iter().filter(own).collect();
        found.into_iter().rev()
    }

    /// What is coded, with what each code means: its place among the factor's levels gives its value.
    pub(super) fn coded(&self, key: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
        let coded = self.columns(key, None).filter(|column| matches!(column.shape, Shape::Coded(_)));
        let one = |column: &Column| {
            let of_level = column.values().iter().map(|level| value(&level.code).unwrap_or_else(|| "NA".to_owned()));
            format!("{}[as.integer({})]", super::text::list(of_level), place(column))
        };
        either(coded.map(one))
    }

    /// Whether an option was ticked.
    pub(super) fn ticked(&self, key: &str, option: &str) -> Option<String> {
        let ticks = self.columns(key, Some(option)).filter(|column| column.shape == Shape::Tick);
        either(ticks.map(|column| format!("{} == 1", place(column))))
    }

    /// The place that an option was given.
    pub(super) fn placed(&self, key: &str, option: &str) -> Option<String> {
        either(self.columns(key, Some(option)).filter(|column| column.shape == Shape::Place).map(place))
    }

    /// A number.
    pub(super) fn number(&self, key: &str) -> Option<String> {
        either(self.columns(key, None).filter(|column| column.shape == Shape::Number).map(place))
    }

    /// Words: dates.
    pub(super) fn written(&self, key: &str) -> Option<String> {
        either(self.columns(key, None).filter(|column| column.shape == Shape::Words).map(place))
    }

    /// Why there is no answer, by the column that most versions have.
    pub(super) fn reasons(&self, key: &str) -> Option<String> {
        let own = self.columns.iter().filter(|column| column.own.is_none() && column.key == key);
        let main = own.max_by_key(|column| column.versions.len())?;
        Some(format!("missing_reasons[[{}]]", quoted(&main.name)))
    }

    /// Leaves out answers to versions, by their hashes.
    pub(super) fn except<'a>(&self, values: String, hashes: impl IntoIterator<Item = &'a str>) -> String {
        let number = |hash: &str| self.versions.iter().find(|(known, _)| known == hash).map(|(_, number)| *number);
        let mut numbers: Vec<i64> = hashes.into_iter().filter_map(number).collect();
        numbers.sort_unstable();
        match numbers.as_slice() {
            [] => values,
            numbers => format!("except({values}, {})", super::text::list(numbers.iter().map(i64::to_string))),
        }
    }
}

/// One column in R.
fn place(column: &Column) -> String {
    format!("answers[[{}]]", quoted(&column.name))
}

/// Values that stand in the first of several columns, else in the next.
fn either(columns: impl Iterator<Item = String>) -> Option<String> {
    columns.reduce(|first, next| format!("either({first}, {next})"))
}
