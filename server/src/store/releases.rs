//! Releases on their way and those that are out. What is not out lies sealed (`release::sealed`); what is out lies in clear
//! and never changes: the database itself refuses it.

use super::{Store, links, release_authors, release_grounds, sql};
use crate::{Error, Result};

/// One release, without what is sealed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Release {
    /// Random id.
    pub id: String,
    /// Its study.
    pub study_id: String,
    /// Where it is on its way.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Who prepared it, changed it last or handed it on: a person's id.
    pub made_by: String,
    /// When.
    pub made_on: String,
    /// How many releases it was planned beside.
    pub beside: i64,
    /// The release that it takes the place of.
    pub corrects: Option<String>,
    /// Who decided: a person's id, or the name of a reviewer from outside.
    pub decided_by: Option<String>,
    /// When.
    pub decided_on: Option<String>,
    /// Who invited the reviewer from outside that decided: a person's id.
    pub invited_by: Option<String>,
    /// Its public address.
    pub word: Option<String>,
    /// Its place among those that are out.
    pub position: Option<i64>,
}

/// Where a release is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Somebody prepares it.
    Draft,
    /// It waits for a second person.
    Proposed,
    /// The second person did not agree.
    Refused,
    /// Refused, and thrown away: only what was chosen and why it was refused is left, for the record.
    Dropped,
    /// It is out, for ever.
    Released,
}

/// What of a release is sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Sealed {
    /// What was chosen.
    pub choice: Vec<u8>,
    /// What is hidden and why.
    pub outlook: Option<Vec<u8>>,
    /// Its figures, hidden ones among them.
    pub figures: Option<Vec<u8>>,
    /// The suppressed document.
    pub document: Option<Vec<u8>>,
    /// The key of the document.
    pub own_key: Option<Vec<u8>>,
    /// Why it was refused.
    pub reason: Option<Vec<u8>>,
}

/// A file of a release that is out.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct File {
    /// Its name; empty for the page.
    pub name: String,
    /// Its media type.
    pub kind: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl From<String> for State {
    fn from(text: String) -> Self {
        match text.as_str() {
            "released" => Self::Released,
            "proposed" => Self::Proposed,
            "refused" => Self::Refused,
            "dropped" => Self::Dropped,
            _ => Self::Draft,
        }
    }
}

impl State {
    /// The last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Refused => "refused",
            Self::Dropped => "dropped",
            Self::Released => "released",
        }
    }
}

const COLUMNS: &str = "select id, study_id, state, made_by, made_on, beside, corrects, decided_by, decided_on, \
     invited_by, word, position from releases";

/// All of a study: those that are out in their order, then the others.
pub async fn all(store: &Store, study: &str) -> Result<Vec<Release>> {
    let text = format!("{COLUMNS} where study_id = $1 order by position is null, position, made_on, id");
    Ok(sql::query_as(sqlx::AssertSqlSafe(text)).bind(study).fetch_all(&store.pool).await?)
}

/// One of a study.
pub async fn find(store: &Store, study: &str, id: &str) -> Result<Option<Release>> {
    let text = format!("{COLUMNS} where study_id = $1 and id = $2");
    Ok(sql::query_as(sqlx::AssertSqlSafe(text)).bind(study).bind(id).fetch_optional(&store.pool).await?)
}

/// One by its id alone: for a reviewer from outside, whose code names it.
pub async fn by_id(store: &Store, id: &str) -> Result<Option<Release>> {
    let text = format!("{COLUMNS} where id = $1");
    Ok(sql::query_as(sqlx::AssertSqlSafe(text)).bind(id).fetch_optional(&store.pool).await?)
}

/// What of one is sealed.
pub async fn sealed(store: &Store, id: &str) -> Result<Sealed> {
    const SEALED: &str = "select choice, outlook, figures, document, own_key, reason from releases where id = $1";
    sql::query_as(SEALED).bind(id).fetch_optional(&store.pool).await?.ok_or(Error::NotFound)
}

/// Begins one.
pub async fn add(to: &mut sql::Connection, release: &Release, choice: &[u8]) -> Result<()> {
    const ADD: &str = "insert into releases (id, study_id, state, made_by, made_on, choice, corrects)
        values ($1, $2, 'draft', $3, $4, $5, $6)";
    let query = sql::query(ADD).bind(&release.id).bind(&release.study_id).bind(&release.made_by);
    query.bind(&release.made_on).bind(choice).bind(&release.corrects).execute(&mut *to).await?;
    release_authors::add(to, &release.id, &release.made_by).await
}

/// Changes what is chosen, from one sealed choice to another; what was planned before goes, and whoever changed it has
/// prepared it.
pub async fn change(to: &mut sql::Connection, id: &str, by: &str, [from, choice]: [&[u8]; 2]) -> Result<()> {
    const CHANGE: &str = "update releases set choice = $3, made_by = $2, outlook = null, figures = null,
        document = null, own_key = null where id = $1 and state = 'draft' and choice = $4";
    let query = sql::query(CHANGE).bind(id).bind(by).bind(choice).bind(from);
    decided(query.execute(&mut *to).await?.rows_affected())?;
    release_authors::add(to, id, by).await
}

/// Lets go of what was planned, also of what waits for a decision: it is worked out again from the same choice, so that
/// nobody becomes an author by it.
pub async fn unplan(to: &mut sql::Connection, id: &str) -> Result<()> {
    const UNPLAN: &str = "update releases set state = 'draft', outlook = null, figures = null, document = null,
        own_key = null where id = $1 and state in ('draft', 'proposed')";
    decided(sql::query(UNPLAN).bind(id).execute(&mut *to).await?.rows_affected())?;
    super::reviewers::end(to, id).await
}

/// Keeps what was planned, unless another choice was made meanwhile; tells whether it did.
pub async fn plan(to: &mut sql::Connection, id: &str, planned: &Sealed, beside: i64) -> Result<bool> {
    const PLAN: &str = "update releases set outlook = $3, figures = $4, document = $5, own_key = $6, beside = $7
        where id = $1 and state = 'draft' and choice = $2";
    let query = sql::query(PLAN).bind(id).bind(&planned.choice).bind(&planned.outlook).bind(&planned.figures);
    let query = query.bind(&planned.document).bind(&planned.own_key).bind(beside);
    Ok(query.execute(to).await?.rows_affected() == 1)
}

/// Notes whose words it repeats: quote and text of each, in the place of what was noted before.
pub async fn repeat(to: &mut sql::Connection, id: &str, words: &[(String, String)]) -> Result<()> {
    const CLEAR: &str = "delete from release_words where release_id = $1";
    const REPEAT: &str = "insert into release_words (release_id, quote_id, text_id) values ($1, $2, $3)";
    sql::query(CLEAR).bind(id).execute(&mut *to).await?;
    for (quote, text) in words {
        sql::query(REPEAT).bind(id).bind(quote).bind(text).execute(&mut *to).await?;
    }
    Ok(())
}

/// Whether all words that it repeats are still there: they go when somebody takes them back, or when they are redacted.
pub async fn words_are_there(from: &mut sql::Connection, id: &str) -> Result<bool> {
    const GONE: &str = "select count(*) from release_words where release_id = $1
        and text_id not in (select id from texts)";
    Ok(sql::query_scalar::<i64>(GONE).bind(id).fetch_one(from).await? == 0)
}

/// Takes drafts and proposals back to their beginning that repeat a quote which was taken back. What was refused stays
/// so, without its document and without the reason, which the document's key opens and which may repeat the words. Tells
/// how many repeated it.
pub async fn without_quote(to: &mut sql::Connection, quote: &str) -> Result<u64> {
    const WITHOUT: &str = "update releases set
        state = case when state in ('refused', 'dropped') then state else 'draft' end,
        outlook = null, figures = null, document = null, own_key = null, reason = null
        where state in ('draft', 'proposed', 'refused', 'dropped')
        and id in (select release_id from release_words where quote_id = $1)";
    let reopened = sql::query(WITHOUT).bind(quote).execute(&mut *to).await?.rows_affected();
    uninvite(to).await?;
    Ok(reopened)
}

/// The same for all of a study that repeat any words: something was redacted. Tells how many those are.
pub async fn without_words(to: &mut sql::Connection, study: &str) -> Result<u64> {
    const WITHOUT: &str = "update releases set
        state = case when state in ('refused', 'dropped') then state else 'draft' end,
        outlook = null, figures = null, document = null, own_key = null, reason = null
        where state in ('draft', 'proposed', 'refused', 'dropped') and study_id = $1
        and id in (select release_id from release_words)";
    let reopened = sql::query(WITHOUT).bind(study).execute(&mut *to).await?.rows_affected();
    uninvite(to).await?;
    Ok(reopened)
}

/// What nobody may decide about any more is shown to nobody outside.
async fn uninvite(to: &mut sql::Connection) -> Result<()> {
    const UNINVITE: &str = "delete from reviewers where release_id in (select id from releases where state = 'draft')";
    sql::query(UNINVITE).execute(to).await?;
    Ok(())
}

/// Holds when a release is still what was planned: no other one went out since, and no answer that it counts came or went.
///
/// # Errors
/// `release-stale`, `release-moved`.
pub async fn stand(from: &mut sql::Connection, release: &Release) -> Result<()> {
    if count(&mut *from, &release.study_id).await? != release.beside {
        return Err(Error::Conflict("release-stale"));
    }
    if release_grounds::stand(from, &release.id).await? { Ok(()) } else { Err(Error::Conflict("release-moved")) }
}

/// Hands one that was planned to a second person, who is somebody else than whoever hands it on.
pub async fn propose(to: &mut sql::Connection, id: &str, by: &str) -> Result<()> {
    const PROPOSE: &str = "update releases set state = 'proposed', made_by = $2
        where id = $1 and state = 'draft' and document is not null";
    decided(sql::query(PROPOSE).bind(id).bind(by).execute(to).await?.rows_affected())
}

/// Throws away what is not out, if it is still where it was on its way. Of what was refused the reason stays, sealed as
/// before.
pub async fn drop_draft(to: &mut sql::Connection, release: &Release) -> Result<()> {
    const DROP: &str = "delete from releases where id = $1 and state = $2 and state in ('draft', 'proposed')";
    const KEEP: &str = "update releases set state = 'dropped', outlook = null, figures = null, document = null
        where id = $1 and state = $2 and state = 'refused'";
    let text = if release.state == State::Refused { KEEP } else { DROP };
    let query = sql::query(text).bind(&release.id).bind(release.state.name());
    decided(query.execute(to).await?.rows_affected())
}

/// Who decides about a release, as it is written down for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// A person's id, or the name of a reviewer from outside.
    pub name: String,
    /// The day.
    pub day: String,
    /// Who invited the reviewer from outside.
    pub invited_by: Option<String>,
}

/// The second person does not agree.
pub async fn refuse(to: &mut sql::Connection, id: &str, by: &By, reason: &[u8]) -> Result<()> {
    const REFUSE: &str = "update releases set state = 'refused', decided_by = $2, decided_on = $3, invited_by = $4,
        reason = $5 where id = $1 and state = 'proposed'";
    let query = sql::query(REFUSE).bind(id).bind(&by.name).bind(&by.day).bind(&by.invited_by).bind(reason);
    decided(query.execute(to).await?.rows_affected())
}

/// How many of a study are out.
pub async fn count(from: &mut sql::Connection, study: &str) -> Result<i64> {
    const COUNT: &str = "select count(*) from releases where study_id = $1 and state = 'released'";
    Ok(sql::query_scalar(COUNT).bind(study).fetch_one(from).await?)
}

/// A word that neither a release nor a link has.
pub async fn free_word(from: &mut sql::Connection) -> Result<String> {
    const TAKEN: &str = "select count(*) from (select word from releases where word = $1
        union all select word from links where word = $1) as taken";
    for attempt in 0..200 {
        let word = links::new_word(attempt);
        if sql::query_scalar::<i64>(TAKEN).bind(&word).fetch_one(&mut *from).await? == 0 {
            return Ok(word);
        }
    }
    Err(Error::Unavailable("no-word-left"))
}

/// Freezes one with its page and files, where its sealed document is still the one that they were made of, and whoever
/// decides is none of those who made it.
pub async fn freeze(
    to: &mut sql::Connection,
    release: &Release,
    by: &By,
    word: &str,
    files: &[File],
    document: &[u8],
) -> Result<()> {
    const FILE: &str = "insert into release_files (release_id, name, kind, bytes) values ($1, $2, $3, $4)";
    const FREEZE: &str = "update releases set state = 'released', decided_by = $2, decided_on = $3, word = $4,
        position = $5, invited_by = $7 where id = $1 and state = 'proposed' and document = $6 and made_by <> $2
        and not exists (select 1 from release_authors where release_id = $1 and person_id = $2)";
    for file in files {
        let query = sql::query(FILE).bind(&release.id).bind(&file.name).bind(&file.kind).bind(&file.bytes);
        query.execute(&mut *to).await?;
    }
    let position = count(to, &release.study_id).await? + 1;
    let query = sql::query(FREEZE).bind(&release.id).bind(&by.name).bind(&by.day).bind(word).bind(position);
    let query = query.bind(document).bind(&by.invited_by);
    decided(query.execute(to).await?.rows_affected())
}

/// A file of what is out, by its public address.
pub async fn file(store: &Store, word: &str, name: &str) -> Result<Option<File>> {
    const FILE: &str = "select release_files.name, kind, bytes from release_files
        join releases on releases.id = release_files.release_id
        where releases.word = $1 and release_files.name = $2 and releases.state = 'released'";
    Ok(sql::query_as(FILE).bind(word).bind(name).fetch_optional(&store.pool).await?)
}

/// Names of the files of one that is out.
pub async fn files(store: &Store, id: &str) -> Result<Vec<String>> {
    const FILES: &str = "select name from release_files where release_id = $1 and name <> '' order by name";
    Ok(sql::query_scalar(FILES).bind(id).fetch_all(&store.pool).await?)
}

/// Somebody was quicker.
fn decided(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Error::Conflict("release-decided")) }
}
