//! How many people a collection invited, by site and in all: where it has a roster, its organisations; else the numbers that
//! somebody wrote down for its links. Open links have none: nobody knows.

use std::collections::{BTreeMap, BTreeSet};

use super::collections::Collection;
use super::links::{self, Link};
use super::{Store, roster};
use crate::Result;

/// Who was invited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invited {
    /// By site; none where it is not known of every link there.
    sites: BTreeMap<String, Option<i64>>,
    /// Organisations of the roster, where there is one: they are all that were invited.
    named: Option<i64>,
}

/// Reads it.
pub async fn invited(store: &Store, collection: &Collection) -> Result<Invited> {
    let named = if collection.settings.roster { roster::all(store, &collection.id).await?.len() } else { 0 };
    Ok(Invited::of(&links::all(store, &collection.id).await?, i64::try_from(named).unwrap_or(i64::MAX)))
}

impl Invited {
    fn of(links: &[Link], named: i64) -> Self {
        let mut sites = BTreeMap::new();
        for link in links {
            let known = sites.entry(link.site_id.clone()).or_insert(Some(0_i64));
            *known = known.zip(link.invited).map(|(sum, more)| sum.saturating_add(more));
        }
        let named = Some(named).filter(|named| *named > 0);
        if named.is_some() {
            // A roster does not say where its organisations are, unless there is one site only.
            let alone = sites.len() == 1;
            sites.values_mut().for_each(|here| *here = named.filter(|_| alone));
        }
        Self { sites, named }
    }

    /// Ids of the sites that have links.
    pub fn sites(&self) -> impl Iterator<Item = &str> {
        self.sites.keys().map(String::as_str)
    }

    /// People invited at a site; none where it is not known.
    pub fn at(&self, site: &str) -> Option<i64> {
        self.sites.get(site).copied().flatten()
    }

    /// Sites where more people answered than were invited there, `answered` being the site of each answer: what is written
    /// down is wrong there, and so is the number of all sites together.
    pub fn exceeded<'a>(&self, answered: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
        let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
        answered.into_iter().for_each(|site| *counts.entry(site).or_insert(0) += 1);
        let more = |(site, count): (&'a str, i64)| self.at(site).is_some_and(|invited| count > invited).then_some(site);
        counts.into_iter().filter_map(more).collect()
    }

    /// People invited in all, `answered` being the sites that answers came from: none as soon as it is not known of one
    /// site, or of none at all.
    pub fn everywhere<'a>(&'a self, answered: impl IntoIterator<Item = &'a str>) -> Option<i64> {
        let all: BTreeSet<&str> = self.sites().chain(answered).collect();
        let known =
            |all: BTreeSet<&str>| all.into_iter().try_fold(0_i64, |sum, site| Some(sum.saturating_add(self.at(site)?)));
        self.named.or_else(|| Some(all).filter(|all| !all.is_empty()).and_then(known))
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator invites providers by name in one region and by an open link in another.

    use super::*;
    use crate::store::links::Mode;

    fn link(site: &str, invited: Option<i64>, mode: Mode) -> Link {
        Link { word: format!("w{site}"), collection_id: "c".into(), site_id: site.into(), invited, mode }
    }

    #[test]
    fn where_there_is_a_roster_its_organisations_are_who_was_invited() {
        let links = [link("north", None, Mode::Code), link("south", Some(12), Mode::Open)];
        let named = Invited::of(&links, 47);
        assert_eq!(named.everywhere(["north", "south"]), Some(47));
        assert_eq!((named.at("north"), named.at("south")), (None, None), "nobody knows where they are");
        assert_eq!(Invited::of(&links, 0).everywhere([]), None, "without a roster nobody knows");
        let alone = Invited::of(&[link("north", Some(60), Mode::Code)], 47);
        assert_eq!((alone.at("north"), alone.everywhere([])), (Some(47), Some(47)));
    }

    #[test]
    fn one_open_link_makes_its_site_and_the_whole_unknown() {
        let links =
            [link("north", Some(10), Mode::Open), link("north", None, Mode::Open), link("south", Some(5), Mode::Open)];
        let invited = Invited::of(&links, 0);
        assert_eq!((invited.at("north"), invited.at("south")), (None, Some(5)));
        assert_eq!(invited.everywhere([]), None);
        let south = Invited::of(&links[2..], 0);
        assert_eq!(south.everywhere(["south"]), Some(5), "control");
        assert_eq!(south.everywhere(["imported"]), None, "answers from where nobody was invited");
        assert_eq!(Invited::default().everywhere([]), None);
    }

    #[test]
    fn one_site_with_more_answers_than_people_invited_is_found_though_all_sites_together_have_room() {
        let links =
            [link("north", Some(3), Mode::Open), link("south", Some(9), Mode::Open), link("open", None, Mode::Open)];
        let invited = Invited::of(&links[..2], 0);
        let answered = ["north", "north", "north", "north", "south"];
        assert_eq!((invited.everywhere(answered), invited.exceeded(answered)), (Some(12), BTreeSet::from(["north"])));
        assert!(invited.exceeded(answered[1..].iter().copied()).is_empty(), "three of three");
        assert!(Invited::of(&links, 0).exceeded(["open", "open"]).is_empty(), "nobody knows");
        assert!(Invited::of(&links[..2], 40).exceeded(answered).is_empty(), "a roster does not say where");
    }
}
