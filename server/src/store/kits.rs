//! Kits as they were printed: in how many sheets, since when, which ended and when; and when somebody last proved that
//! one opens everything. The key that counts stands in `installation`; making a new one is left to `owners`.

use super::{Store, sql};
use crate::seal::PublicKey;
use crate::{Result, chance};
use jiff::civil::Date;

/// Days after which a drill is due again: half a year.
const DRILL_AGAIN: i32 = 183;

/// The kit that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// 1 for the safe, or 3 of which two open.
    pub sheets: i64,
    /// The day (UTC); none where nobody wrote it down.
    pub made_on: Option<String>,
    /// The day (UTC) of its last drill.
    pub drilled_on: Option<String>,
}

impl Printed {
    /// When somebody last saw that the paper is right: its last drill, or the day on which it was printed and typed back.
    pub fn proved_on(&self) -> Option<&str> {
        self.drilled_on.as_deref().or(self.made_on.as_deref())
    }

    /// Whether that is more than half a year ago, or nobody knows.
    pub fn is_due(&self, today: Date) -> bool {
        let proved: Option<Date> = self.proved_on().and_then(|day| day.parse().ok());
        proved.is_none_or(|day| (today - day).get_days() > DRILL_AGAIN)
    }
}

/// The kit that counts now; none before the first start is finished.
pub async fn current(store: &Store) -> Result<Option<Printed>> {
    const CURRENT: &str = "select sheets, made_on, (select max(day) from audit where action = 'drill' \
         and (day >= kits.made_on or kits.made_on is null)) from kits where ended_on is null";
    let row: Option<(i64, Option<String>, Option<String>)> = sql::query_as(CURRENT).fetch_optional(&store.pool).await?;
    Ok(row.map(|(sheets, made_on, drilled_on)| Printed { sheets, made_on, drilled_on }))
}

/// Whether a drill of the kit is due.
pub async fn is_due(store: &Store) -> Result<bool> {
    Ok(current(store).await?.is_some_and(|kit| kit.is_due(chance::today("UTC"))))
}

/// Writes down that a kit counts from today on, and the one before no more.
pub(super) async fn begin(to: &mut sql::Connection, key: &PublicKey, sheets: i64) -> Result<()> {
    const END: &str = "update kits set ended_on = $1 where ended_on is null";
    const BEGIN: &str = "insert into kits (public_key, sheets, made_on, ended_on) values ($1, $2, $3, null)";
    let today = chance::today("UTC").to_string();
    sql::query(END).bind(&today).execute(&mut *to).await?;
    sql::query(BEGIN).bind(&key.as_bytes()[..]).bind(sheets).bind(&today).execute(to).await?;
    Ok(())
}

/// The day (UTC) on which another kit took the place of the one with this public half; none where that is no kit of ours
/// or the one that counts.
pub async fn ended_on(store: &Store, key: &PublicKey) -> Result<Option<String>> {
    const ENDED: &str = "select ended_on from kits where public_key = $1 and ended_on is not null";
    Ok(sql::query_scalar(ENDED).bind(&key.as_bytes()[..]).fetch_optional(&store.pool).await?)
}

/// The day (UTC) on which the last kit before this one ended: backups from before it open with an older kit.
pub async fn renewed_on(store: &Store) -> Result<Option<String>> {
    const RENEWED: &str = "select max(ended_on) from kits";
    Ok(sql::query_scalar(RENEWED).fetch_one(&store.pool).await?)
}

#[cfg(test)]
mod tests {
    //! The kit lies in the safe; half a year goes by.

    use super::*;

    fn kit(made_on: Option<&str>, drilled_on: Option<&str>) -> Printed {
        Printed { sheets: 1, made_on: made_on.map(str::to_owned), drilled_on: drilled_on.map(str::to_owned) }
    }

    #[test]
    fn a_drill_is_due_half_a_year_after_the_last_one_or_after_the_kit_was_made() {
        let made = kit(Some("2026-01-01"), None);
        assert!(!made.is_due(jiff::civil::date(2026, 7, 3)));
        assert!(made.is_due(jiff::civil::date(2026, 7, 4)));
        let drilled = kit(Some("2026-01-01"), Some("2026-07-04"));
        assert!(!drilled.is_due(jiff::civil::date(2026, 12, 31)), "control: it begins anew");
        assert!(kit(None, None).is_due(jiff::civil::date(2026, 1, 1)), "nobody knows since when");
    }
}
