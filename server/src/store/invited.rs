//! How many people a collection invited, by site: named organisations where it has a roster, else the number that
//! somebody wrote down for each link. Open links have none: nobody knows.

use std::collections::BTreeMap;

use super::collections::Collection;
use super::links::{self, Link, Mode};
use super::{Store, roster};
use crate::Result;

/// People invited by site; none where it is not known of every link there.
pub type Invited = BTreeMap<String, Option<i64>>;

/// Reads it.
pub async fn invited(store: &Store, collection: &Collection) -> Result<Invited> {
    let named = if collection.settings.roster { roster::all(store, &collection.id).await?.len() } else { 0 };
    Ok(add_up(&links::all(store, &collection.id).await?, i64::try_from(named).unwrap_or(i64::MAX)))
}

/// People invited at some sites together; none as soon as it is not known of one of them, or of none at all.
pub fn together<'a>(invited: &Invited, sites: impl IntoIterator<Item = &'a str>) -> Option<i64> {
    let mut sites = sites.into_iter().peekable();
    sites.peek()?;
    sites.try_fold(0_i64, |sum, site| Some(sum.saturating_add((*invited.get(site)?)?)))
}

/// Organisations of the roster come through the first link that asks for codes ([`roster::door`]); a larger number
/// written down for it counts others beside them.
fn add_up(links: &[Link], named: i64) -> Invited {
    let door = links.iter().position(|link| link.mode == Mode::Code).filter(|_| named > 0);
    let mut invited = Invited::new();
    for (place, link) in links.iter().enumerate() {
        let here = if door == Some(place) { Some(link.invited.unwrap_or(0).max(named)) } else { link.invited };
        let known = invited.entry(link.site_id.clone()).or_insert(Some(0));
        *known = known.zip(here).map(|(sum, more)| sum.saturating_add(more));
    }
    invited
}

#[cfg(test)]
mod tests {
    //! A coordinator invites providers by name in one region and by an open link in another.

    use super::*;

    fn link(site: &str, invited: Option<i64>, mode: Mode) -> Link {
        Link { word: format!("w{site}"), collection_id: "c".into(), site_id: site.into(), invited, mode }
    }

    #[test]
    fn a_roster_counts_its_organisations_at_the_site_of_its_link() {
        let links = [link("north", None, Mode::Code), link("south", Some(12), Mode::Code)];
        assert_eq!(add_up(&links, 47), Invited::from([("north".into(), Some(47)), ("south".into(), Some(12))]));
        assert_eq!(add_up(&links, 0)["north"], None, "without a roster nobody knows");
        let more = [link("north", Some(60), Mode::Code)];
        assert_eq!(add_up(&more, 47)["north"], Some(60), "others were invited beside them");
    }

    #[test]
    fn one_open_link_makes_its_site_and_the_whole_unknown() {
        let links =
            [link("north", Some(10), Mode::Open), link("north", None, Mode::Open), link("south", Some(5), Mode::Open)];
        let invited = add_up(&links, 0);
        assert_eq!((invited["north"], invited["south"]), (None, Some(5)));
        assert_eq!(together(&invited, ["north", "south"]), None);
        assert_eq!(together(&invited, ["south"]), Some(5), "control");
        assert_eq!(together(&invited, ["south", "imported"]), None, "answers from where nobody was invited");
        assert_eq!(together(&invited, []), None);
    }
}
