//! The record held against what is there: whoever cut its end, with no printed head to tell, took acts away whose traces
//! stand in other tables. A whole chain alone does not know what followed.

use super::{Store, sql};
use crate::Result;

/// What the record does not know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Of what: `people`, `studies`, `approvals`, `releases`.
    pub what: &'static str,
    /// How many.
    pub count: i64,
}

/// Whoever came left an act of their own; so did each study.
const PEOPLE: &str = "select count(*) from people where id not in (select person_id from audit)";
const STUDIES: &str =
    "select count(*) from studies where id not in (select study_id from audit where study_id is not null)";
const APPROVALS: &str = "select (select count(*) from approvals) \
     - (select count(*) from audit where action = 'approve-export')";
const RELEASES: &str = "select (select count(*) from releases where state = 'released') \
     - (select count(*) from audit where action = 'approve-release')";

/// What stands in the tables without the act that put it there; nothing, where all is well.
pub async fn missing(store: &Store) -> Result<Vec<Missing>> {
    let mut missing = Vec::new();
    let asked = [("people", PEOPLE), ("studies", STUDIES), ("approvals", APPROVALS), ("releases", RELEASES)];
    for (what, question) in asked {
        let count: i64 = sql::query_scalar(question).fetch_one(&store.pool).await?;
        if count > 0 {
            missing.push(Missing { what, count });
        }
    }
    Ok(missing)
}
