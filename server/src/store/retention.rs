//! Until when the answers of a study are kept: a day that one person sets and another confirms, and the purge when it is
//! over. A legal hold (`holds`) stops it. To purge a new noun: its statement in [`REST`].

use super::waves::{self, Wave};
use super::{Store, audit, brought, holds, maintenance, sql};
use crate::access::Action;
use crate::{Error, Result};
use jiff::ToSpan;
use jiff::civil::Date;

/// Days from today to the earliest last day, so that a slip is noticed; also from the end of a hold to the purge.
pub const NOTICE: i32 = 7;

/// The longest that backups may be kept after the last day.
pub const LONGEST_COPIES: i64 = 3650;

/// How far a last day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Set by one person.
    Proposed,
    /// Confirmed by another: respondents are told.
    Running,
    /// Everything is purged.
    Done,
}

impl From<String> for State {
    fn from(text: String) -> Self {
        match text.as_str() {
            "running" => Self::Running,
            "done" => Self::Done,
            _ => Self::Proposed,
        }
    }
}

/// The last day on which the answers of a study are kept.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Clock {
    /// Its study.
    pub study_id: String,
    /// How far it is.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// The day, `2031-01-31`, where the study is.
    pub keep_until: String,
    /// Days for which backups are kept after it.
    pub copies_days: i64,
    /// Who set it.
    pub set_by: String,
    /// On which day.
    pub set_on: String,
    /// Who confirmed it: somebody else.
    pub confirmed_by: Option<String>,
    /// On which day.
    pub confirmed_on: Option<String>,
    /// How many had sent answers then.
    pub answered: i64,
    /// When everything was purged.
    pub purged_on: Option<String>,
}

impl Clock {
    /// What its page shows of it, so that nobody confirms another day than the one they read.
    pub fn seen(&self) -> String {
        format!("{} {}", self.keep_until, self.copies_days)
    }
}

/// What respondents are told before they begin.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Promise {
    /// The last day on which answers are kept.
    pub keep_until: String,
    /// Days for which backups are kept after it.
    pub copies_days: i64,
    /// Whether a legal hold stands, so that the day may pass.
    pub held: bool,
}

/// What was promised to those who answer now, where a last day is confirmed.
pub async fn promise(store: &Store, study: &str) -> Result<Option<Promise>> {
    const PROMISE: &str = "select keep_until, copies_days, exists (select 1 from holds
        where holds.study_id = retention.study_id and ended_on is null) as held
        from retention where study_id = $1 and state = 'running'";
    Ok(sql::query_as(PROMISE).bind(study).fetch_optional(&store.pool).await?)
}

/// A last day that is confirmed or over, for whoever keeps backups.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LastDay {
    /// The study's name.
    pub study: String,
    /// The last day on which answers are kept.
    pub keep_until: String,
    /// Days for which backups are kept after it.
    pub copies_days: i64,
    /// When everything was purged.
    pub purged_on: Option<String>,
}

impl LastDay {
    /// The day of the purge, where backups from before it were to be deleted by today.
    pub fn copies_ended(&self, today: &str) -> Option<&str> {
        let last: Date = self.keep_until.parse().ok()?;
        let end = last.checked_add(self.copies_days.days()).ok()?;
        self.purged_on.as_deref().filter(|_| today > end.to_string().as_str())
    }
}

impl std::fmt::Display for LastDay {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} ({}, +{} d)", self.study, self.keep_until, self.copies_days)
    }
}

/// The last days of all studies that are confirmed or over.
pub async fn days(store: &Store) -> Result<Vec<LastDay>> {
    const DAYS: &str = "select studies.name as study, keep_until, copies_days, purged_on from retention
        join studies on studies.id = retention.study_id where retention.state <> 'proposed'
        order by studies.name, keep_until";
    Ok(sql::query_as(DAYS).fetch_all(&store.pool).await?)
}

/// The last days of a study: at most one of each state.
pub async fn all(from: &mut sql::Connection, study: &str) -> Result<Vec<Clock>> {
    const ALL: &str = "select study_id, state, keep_until, copies_days, set_by, set_on, confirmed_by, confirmed_on,
        answered, purged_on from retention where study_id = $1 order by state";
    Ok(sql::query_as(ALL).bind(study).fetch_all(from).await?)
}

async fn find(from: &mut sql::Connection, study: &str, state: State) -> Result<Option<Clock>> {
    Ok(all(from, study).await?.into_iter().find(|clock| clock.state == state))
}

/// A last day as typed: at least [`NOTICE`] days ahead, else `retention-early`.
pub fn last_day(typed: &str, today: Date) -> Result<String> {
    let day: Date = typed.trim().parse().map_err(|_| Error::Invalid("date-wrong", typed.to_owned()))?;
    if day < after_notice(today)? {
        return Err(Error::Invalid("retention-early", NOTICE.to_string()));
    }
    Ok(day.to_string())
}

fn after_notice(today: Date) -> Result<Date> {
    today.checked_add(NOTICE.days()).map_err(|error| Error::internal("the last day", error))
}

/// Waves of the study that start when its answers are gone already.
pub async fn planned(store: &Store, study: &str, keep_until: &str) -> Result<Vec<Wave>> {
    let all = waves::all(store, study).await?;
    Ok(all.into_iter().filter(|wave| wave.starts_on.as_str() > keep_until).collect())
}

/// Sets a last day, to be confirmed by somebody else; in the place of one that was not confirmed yet.
pub async fn propose(
    to: &mut sql::Connection,
    study: &str,
    (keep_until, copies_days): (&str, i64),
    person: &str,
    today: Date,
) -> Result<()> {
    const PROPOSE: &str = "insert into retention (study_id, state, keep_until, copies_days, set_by, set_on)
        values ($1, 'proposed', $2, $3, $4, $5) on conflict (study_id, state) do update set
        keep_until = excluded.keep_until, copies_days = excluded.copies_days, set_by = excluded.set_by,
        set_on = excluded.set_on";
    refuse_longer(&mut *to, study, keep_until, copies_days).await?;
    sql::query(PROPOSE)
        .bind(study)
        .bind(keep_until)
        .bind(copies_days)
        .bind(person)
        .bind(today.to_string())
        .execute(to)
        .await?;
    Ok(())
}

/// Nobody's answers are kept longer than they were told: once somebody answered under a last day, it moves back no more.
async fn refuse_longer(from: &mut sql::Connection, study: &str, keep_until: &str, copies_days: i64) -> Result<()> {
    let Some(running) = find(&mut *from, study, State::Running).await? else { return Ok(()) };
    let longer = keep_until > running.keep_until.as_str() || copies_days > running.copies_days;
    if longer && answered(from, study).await? > running.answered {
        return Err(Error::Invalid("retention-later", running.keep_until));
    }
    Ok(())
}

async fn answered(from: &mut sql::Connection, study: &str) -> Result<i64> {
    const ANSWERED: &str = "select count(*) from submissions
        where collection_id in (select id from collections where study_id = $1)";
    Ok(sql::query_scalar(ANSWERED).bind(study).fetch_one(from).await?)
}

/// Confirms the last day that was proposed, as it was `seen`: somebody else than who set it, whom neither let in
/// (`brought`), and still ahead. From now on respondents are told.
pub async fn confirm(to: &mut sql::Connection, study: &str, seen: &str, person: &str, today: Date) -> Result<Clock> {
    const FORMER: &str = "delete from retention where study_id = $1 and state <> 'proposed'";
    const CONFIRM: &str = "update retention set state = 'running', confirmed_by = $2, confirmed_on = $3, answered = $4
        where study_id = $1 and state = 'proposed'";
    let proposed = find(&mut *to, study, State::Proposed).await?;
    let proposed = proposed.filter(|clock| clock.seen() == seen).ok_or(Error::Conflict("retention-changed"))?;
    if proposed.set_by == person {
        return Err(Error::Invalid("retention-own", String::new()));
    }
    let barred = brought::barred(&mut *to, study, &proposed.set_by).await?;
    if barred.contains(person) {
        return Err(brought::refusal(&brought::seconds(to, study, &barred, Action::ConfirmRetention).await?));
    }
    last_day(&proposed.keep_until, today)?;
    refuse_longer(&mut *to, study, &proposed.keep_until, proposed.copies_days).await?;
    let answered = answered(&mut *to, study).await?;
    sql::query(FORMER).bind(study).execute(&mut *to).await?;
    let query = sql::query(CONFIRM).bind(study).bind(person).bind(today.to_string()).bind(answered);
    query.execute(to).await?;
    Ok(proposed)
}

/// Takes back a last day that was not confirmed.
pub async fn drop_proposal(to: &mut sql::Connection, study: &str) -> Result<()> {
    const DROP: &str = "delete from retention where study_id = $1 and state = 'proposed'";
    super::found(sql::query(DROP).bind(study).execute(to).await?.rows_affected())
}

/// After a hold the clock goes on: a day that passed meanwhile is over [`NOTICE`] days from now.
pub async fn go_on(to: &mut sql::Connection, study: &str, today: Date) -> Result<()> {
    const GO_ON: &str =
        "update retention set keep_until = $2 where study_id = $1 and state = 'running' and keep_until < $2";
    sql::query(GO_ON).bind(study).bind(after_notice(today)?.to_string()).execute(to).await?;
    Ok(())
}

/// Purges the studies whose last day is over on the day that `today` tells for their time zone, and rewrites the file.
/// A study is done when a later look finds nothing more: what was on its way when its answers went is taken, too.
pub async fn purge(store: &Store, today: fn(&str) -> Date) -> Result<()> {
    const RUNNING: &str = "select retention.study_id, studies.time_zone, keep_until from retention
        join studies on studies.id = retention.study_id where state = 'running'";
    let running: Vec<(String, String, String)> = sql::query_as(RUNNING).fetch_all(&store.pool).await?;
    for (study, zone, keep_until) in running {
        let day = today(&zone).to_string();
        if day > keep_until
            && let Some(gone) = empty(store, &study).await?
        {
            let rewritten = maintenance::rewrite_or_owe(store).await;
            if gone == 0 && rewritten {
                finish(store, &study, &day).await?;
            }
        }
    }
    Ok(())
}

/// Takes out all that people said and what hangs on it; says how many rows went, `None` where a hold stands. Answers go
/// in parts, so that submissions to other studies never wait long.
async fn empty(store: &Store, study: &str) -> Result<Option<u64>> {
    let gone = begin(store, study).await?;
    if gone.is_some_and(|gone| gone > 0) {
        while take_some(store, study).await? > 0 {}
    }
    Ok(gone)
}

/// Everything but the answers, and the line in the record that says how many of these were there.
async fn begin(store: &Store, study: &str) -> Result<Option<u64>> {
    const CLOSE: &str = "update collections set state = 'closed' where study_id = $1 and state = 'open'";
    const BEGIN_ANEW: &str = "update heads set events = 0, purges = purges + 1 where study_id = $1";
    let mut to = store.write().await?;
    if holds::stands(&mut to, study).await? {
        return Ok(None);
    }
    let Some(clock) = find(&mut to, study, State::Running).await? else { return Ok(None) };
    sql::query(CLOSE).bind(study).execute(&mut *to).await?;
    let answers = count(&mut to, study).await?;
    let transcripts = take_out(&mut to, study, &[SOURCES]).await?;
    let gone = answers + transcripts + take_out(&mut to, study, &REST).await?;
    if gone > 0 {
        sql::query(BEGIN_ANEW).bind(study).execute(&mut *to).await?;
        let who = clock.confirmed_by.unwrap_or(clock.set_by);
        let what = format!("answers: {answers}, transcripts: {transcripts}");
        audit::append(&mut to, Some(study), &who, "purge", &what).await?;
    }
    to.commit().await?;
    Ok(Some(gone))
}

async fn count(from: &mut sql::Connection, study: &str) -> Result<u64> {
    const COUNT: &str = "select (select count(*) from pending where collection_id in
        (select id from collections where study_id = $1)) + (select count(*) from responses where collection_id in
        (select id from collections where study_id = $1))";
    let count: i64 = sql::query_scalar(COUNT).bind(study).fetch_one(from).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The most answers that go in one transaction.
const PART: i64 = 200;

/// Takes some answers out; none where a hold was set meanwhile.
async fn take_some(store: &Store, study: &str) -> Result<u64> {
    const SOME: [&str; 2] = [
        "delete from pending where id in (select id from pending where collection_id in
            (select id from collections where study_id = $1) limit $2)",
        "delete from responses where id in (select id from responses where collection_id in
            (select id from collections where study_id = $1) limit $2)",
    ];
    let mut to = store.write().await?;
    if holds::stands(&mut to, study).await? {
        return Ok(0);
    }
    let mut gone = 0;
    for statement in SOME {
        gone += sql::query(statement).bind(study).bind(PART).execute(&mut *to).await?.rows_affected();
    }
    to.commit().await?;
    Ok(gone)
}

async fn take_out(to: &mut sql::Connection, study: &str, statements: &[&'static str]) -> Result<u64> {
    let mut gone = 0;
    for statement in statements {
        gone += sql::query(*statement).bind(study).execute(&mut *to).await?.rows_affected();
    }
    Ok(gone)
}

/// What would be worked out anew for each response that goes stands first. Releases that are out are never touched. The
/// hash of a file that came in would tell whoever still has the file that it is the one.
const REST: [&str; 14] = [
    "delete from releases where study_id = $1 and state <> 'released'",
    "delete from snapshots where collection_id in (select id from collections where study_id = $1)",
    "delete from flags where study_id = $1",
    "delete from unsaved where study_id = $1",
    "delete from texts where study_id = $1",
    "delete from events where study_id = $1",
    "delete from drafts where link_word in (select word from links
        where collection_id in (select id from collections where study_id = $1))",
    "delete from codes where link_word in (select word from links
        where collection_id in (select id from collections where study_id = $1))",
    "delete from roster where collection_id in (select id from collections where study_id = $1)",
    "delete from organisations where study_id = $1",
    "delete from listings where study_id = $1",
    "delete from import_rows where import_id in (select id from imports where study_id = $1)",
    "delete from import_made where import_id in (select id from imports where study_id = $1)",
    "delete from imports where study_id = $1",
];

const SOURCES: &str = "delete from sources where study_id = $1";

async fn finish(store: &Store, study: &str, day: &str) -> Result<()> {
    const FINISH: &str =
        "update retention set state = 'done', purged_on = $2 where study_id = $1 and state = 'running'";
    let mut to = store.write().await?;
    sql::query(FINISH).bind(study).bind(day).execute(&mut *to).await?;
    Ok(to.commit().await?)
}

#[cfg(test)]
mod tests {
    //! An owner types the last day.

    use super::*;

    #[test]
    fn a_last_day_is_whole_and_a_week_ahead() {
        let today: Date = "2030-12-28".parse().unwrap();
        assert_eq!(last_day(" 2031-01-04 ", today).unwrap(), "2031-01-04");
        assert!(matches!(last_day("2031-01-03", today), Err(Error::Invalid("retention-early", _))));
        assert!(matches!(last_day("soon", today), Err(Error::Invalid("date-wrong", _))));
    }
}
