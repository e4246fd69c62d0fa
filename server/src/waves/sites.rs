//! One wave by site, side by side: in the order of the sites' names, never ranked, small ones hidden.

use super::seen::Seen;
use super::{Item, Moment, Rules, Series, seen};
use crate::statistics::Figure;
use crate::store::sites::Site;

/// One site in one wave.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteSeen {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What was said there.
    pub seen: Seen,
    /// The headline; nothing where too few answered.
    pub figure: Option<Figure>,
    /// Whether too few answered for anything to be shown.
    pub hidden: bool,
}

/// What each site said to an item; sites without answers are left out.
pub fn by_site(series: &Series, item: &Item, moment: &Moment, sites: &[Site], rules: Rules) -> Vec<SiteSeen> {
    let mut found: Vec<SiteSeen> = sites
        .iter()
        .map(|site| {
            let seen = seen::seen(item, &series.instrument, moment, Some(&site.id));
            let hidden = seen.base() < rules.smallest;
            let figure = if hidden { None } else { super::course::headline(item, &seen) };
            SiteSeen { id: site.id.clone(), name: site.name.clone(), seen, figure, hidden }
        })
        .filter(|site| site.seen.tally.total > 0)
        .collect();
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}
