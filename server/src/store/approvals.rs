//! Somebody else's word that a person may take files of what people answered or said out of a study: for a purpose, until
//! a day. It ends for good when whoever gave it leaves or may not give it any more, and it is no word of somebody whom the
//! other let in (`brought`).

use super::{Store, audit, brought, sql};
use crate::access::{Action, Role, allows};
use crate::{Error, Result, chance};
use jiff::ToSpan;
use jiff::civil::Date;

/// Days that an approval holds at most, its first day among them.
pub const MOST_DAYS: i64 = 30;

/// One approval.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Approval {
    /// Random id.
    pub id: String,
    /// Who may take files.
    pub person_id: String,
    /// Who said so: somebody else.
    pub approved_by: String,
    /// What for.
    pub purpose: String,
    /// The first day, in the study's time zone.
    pub begins_on: String,
    /// The last day.
    pub ends_on: String,
}

impl Approval {
    /// What somebody approves for somebody else from today on, for as many days as were typed.
    ///
    /// # Errors
    /// `approval-own` for oneself, `approval-days` where the number of days does not fit.
    pub fn new(person: &str, by: &str, purpose: String, today: Date, days: &str) -> Result<Self> {
        if person == by {
            return Err(Error::Conflict("approval-own"));
        }
        let days = days.trim().parse::<i64>().ok().filter(|days| (1..=MOST_DAYS).contains(days));
        let days = days.ok_or_else(|| Error::Invalid("approval-days", MOST_DAYS.to_string()))?;
        let last = today.checked_add((days - 1).days()).map_err(|error| Error::internal("the last day", error))?;
        Ok(Self {
            id: chance::id(),
            person_id: person.to_owned(),
            approved_by: by.to_owned(),
            purpose,
            begins_on: today.to_string(),
            ends_on: last.to_string(),
        })
    }
}

/// Why a file may leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Somebody else approved it.
    Approved(Approval),
    /// The study has one member: nobody else could approve, and the record says so.
    Alone,
}

/// Gives an approval.
pub async fn give(to: &mut sql::Connection, study: &str, approval: &Approval) -> Result<()> {
    const GIVE: &str = "insert into approvals (id, study_id, person_id, approved_by, purpose, begins_on, ends_on) \
                        values ($1, $2, $3, $4, $5, $6, $7)";
    let giving = sql::query(GIVE).bind(&approval.id).bind(study).bind(&approval.person_id);
    let giving = giving.bind(&approval.approved_by).bind(&approval.purpose);
    giving.bind(&approval.begins_on).bind(&approval.ends_on).execute(to).await?;
    Ok(())
}

/// Takes an approval back; not found where the study has no such approval.
pub async fn end(to: &mut sql::Connection, study: &str, id: &str) -> Result<()> {
    const END: &str = "delete from approvals where study_id = $1 and id = $2";
    super::found(sql::query(END).bind(study).bind(id).execute(to).await?.rows_affected())
}

/// What was approved for somebody in a study is over: they left it.
pub(super) async fn forget(to: &mut sql::Connection, study: &str, person: &str) -> Result<()> {
    const FORGET: &str = "delete from approvals where study_id = $1 and person_id = $2";
    sql::query(FORGET).bind(study).bind(person).execute(to).await?;
    Ok(())
}

/// Ends, for good, what somebody approved in a study, because they leave or may not approve any more; each stands in the
/// record as an act of whoever changed that.
pub async fn end_given_by(to: &mut sql::Connection, study: &str, giver: &str, acting: &str) -> Result<()> {
    const GIVEN: &str = "select people.name from approvals join people on people.id = approvals.person_id \
                         where approvals.study_id = $1 and approvals.approved_by = $2 order by people.name";
    const END: &str = "delete from approvals where study_id = $1 and approved_by = $2";
    let names: Vec<String> = sql::query_scalar(GIVEN).bind(study).bind(giver).fetch_all(&mut *to).await?;
    sql::query(END).bind(study).bind(giver).execute(&mut *to).await?;
    for name in names {
        audit::append(&mut *to, Some(study), acting, "end-approval", &name).await?;
    }
    Ok(())
}

/// The approvals of a study that are not over on a day, those that end first before others.
pub async fn all(store: &Store, study: &str, today: &str) -> Result<Vec<Approval>> {
    const ALL: &str = "select id, person_id, approved_by, purpose, begins_on, ends_on from approvals \
                       where study_id = $1 and ends_on >= $2 order by ends_on, id";
    Ok(sql::query_as(ALL).bind(study).bind(today).fetch_all(&store.pool).await?)
}

/// Why a member may take files out on a day; none where nobody else has approved.
pub async fn leave(from: &mut sql::Connection, study: &str, person: &str, today: &str) -> Result<Option<Leave>> {
    const FITTING: &str = "select approvals.id, approvals.person_id, approvals.approved_by, approvals.purpose, \
        approvals.begins_on, approvals.ends_on, members.role from approvals \
        join members on members.study_id = approvals.study_id and members.person_id = approvals.approved_by \
        join people on people.id = approvals.approved_by \
        where approvals.study_id = $1 and approvals.person_id = $2 and approvals.approved_by <> $2 \
        and approvals.begins_on <= $3 and approvals.ends_on >= $3 and people.active \
        order by approvals.ends_on desc, approvals.id";
    type Row = (String, String, String, String, String, String, String);
    let fitting = sql::query_as(FITTING).bind(study).bind(person).bind(today);
    let rows: Vec<Row> = fitting.fetch_all(&mut *from).await?;
    let may = |role: &str| Role::named(role).is_some_and(|role| allows(role, Action::ApproveExports));
    let barred = brought::barred(&mut *from, study, person).await?;
    let found = rows.into_iter().find(|row| may(&row.6) && !barred.contains(&row.2));
    if let Some((id, person_id, approved_by, purpose, begins_on, ends_on, _)) = found {
        return Ok(Some(Leave::Approved(Approval { id, person_id, approved_by, purpose, begins_on, ends_on })));
    }
    Ok((members(from, study).await? == 1).then_some(Leave::Alone))
}

async fn members(from: &mut sql::Connection, study: &str) -> Result<i64> {
    const MEMBERS: &str = "select count(*) from members join people on people.id = members.person_id \
                           where members.study_id = $1 and people.active";
    Ok(sql::query_scalar(MEMBERS).bind(study).fetch_one(from).await?)
}

#[cfg(test)]
mod tests {
    //! Cora approves that Ravi takes files out.

    use super::*;

    #[test]
    fn an_approval_is_for_somebody_else_and_for_thirty_days_at_most() {
        let today = Date::constant(2026, 11, 27);
        let asked = |by: &str, days: &str| Approval::new("ravi", by, "a thesis".to_owned(), today, days);
        let last = |days: &str| asked("cora", days).unwrap().ends_on;
        assert_eq!((last("1").as_str(), last(" 30 ").as_str()), ("2026-11-27", "2026-12-26"));
        for days in ["0", "31", "-1", "", "many", "1.5"] {
            assert!(matches!(asked("cora", days), Err(Error::Invalid("approval-days", _))), "{days}");
        }
        assert!(matches!(asked("ravi", "1"), Err(Error::Conflict("approval-own"))));
    }
}
