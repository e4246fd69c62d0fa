//! Answers on their way: sealed under a key that only the respondent's cookie holds, gone after a stated time.
//! Single-use codes are spent here, in the transaction that begins a draft; a draft that expires frees its code
//! (`maintenance`). What happens on every page is written in groups. On PostgreSQL it goes by functions (`role/by_key.sql`).

use super::doors::Door;
use super::group::{Work, Writer};
use super::{Store, disk, sql};
use crate::{Result, chance};

/// A draft as the database keeps it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Draft {
    /// What the link opens that it was begun through, in the version that the draft is pinned to.
    #[sqlx(flatten)]
    pub door: Door,
    /// Empty until the first page was sent.
    pub sealed: Vec<u8>,
    /// Unix seconds.
    pub expires_at: i64,
}

/// A draft to begin.
#[derive(Clone, Debug)]
pub struct Begin {
    /// Made from the cookie's secret.
    pub id: Vec<u8>,
    /// The link it begins through.
    pub word: String,
    /// The version given to new respondents.
    pub version: String,
    /// Unix seconds.
    pub expires_at: i64,
    /// Keyed hash of the single-use code that was typed, where the link asks for one.
    pub code: Option<Vec<u8>>,
}

/// What became of a beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// The draft is there.
    Begun,
    /// No such code for this link.
    CodeUnknown,
    /// Somebody answers with this code, or has answered.
    CodeSpent,
}

/// The end of a draft's life: `hours` from now, rounded up to the hour, so that it tells little of its beginning.
pub fn expiry(hours: u32) -> i64 {
    (chance::now() + i64::from(hours) * 3600 + 3599) / 3600 * 3600
}

/// Begins an empty draft and spends its code, in one transaction.
pub async fn begin(writer: &Writer, new: Begin) -> Result<Begun> {
    writer.together(new).await
}

impl Work for Begin {
    type Output = Begun;

    async fn perform(&self, connection: &mut sql::Connection) -> sqlx::Result<Begun> {
        const ADD: &str =
            "insert into drafts (id, link_word, version_hash, sealed, expires_at) values ($1, $2, $3, $4, $5)";
        if let Some(code) = &self.code {
            match spend(connection, self, code).await? {
                Begun::Begun => {}
                refused => return Ok(refused),
            }
        }
        let query = sql::query(ADD).bind(&self.id).bind(&self.word).bind(&self.version);
        query.bind(&[][..]).bind(self.expires_at).execute(connection).await?;
        Ok(Begun::Begun)
    }
}

/// Takes the code for this draft. A code whose draft was never written in is given again: that is a double tap, or an
/// answer of ours that got lost on the way. So is one whose draft has expired, before maintenance comes round to it. The row
/// of the code itself says whether it is still as it was found: of two processes one takes it.
async fn spend(connection: &mut sql::Connection, new: &Begin, code: &[u8]) -> sqlx::Result<Begun> {
    const FIND: sql::Text = sql::each(
        "select spent, draft_id from codes where code_hash = $1 and link_word = $2",
        "select is_spent, held_by from by_key_code($1, $2)",
    );
    const FREE: sql::Text = sql::each(
        "delete from drafts where id = $1 and (length(sealed) = 0 or expires_at <= $2)",
        "select by_key_free_draft($1, $2)",
    );
    const TAKE: sql::Text = sql::each(
        "update codes set spent = true, draft_id = $1
        where code_hash = $2 and spent = $3 and draft_id is not distinct from $4",
        "select by_key_take_code($1, $2, $3, $4)",
    );
    let found: Option<(bool, Option<Vec<u8>>)> =
        sql::query_as(FIND).bind(code).bind(&new.word).fetch_optional(&mut *connection).await?;
    let Some((spent, held)) = found else { return Ok(Begun::CodeUnknown) };
    let free = match (spent, &held) {
        (false, _) => true,
        (true, None) => false,
        (true, Some(draft)) => {
            let freed = sql::query(FREE).bind(draft).bind(chance::now()).execute(&mut *connection).await?;
            freed.rows_affected() == 1
        }
    };
    if !free {
        return Ok(Begun::CodeSpent);
    }
    let taken = sql::query(TAKE).bind(&new.id).bind(code).bind(spent).bind(&held).execute(connection).await?;
    Ok(if taken.rows_affected() == 1 { Begun::Begun } else { Begun::CodeSpent })
}

/// A draft that is still kept, with what its link opens: one reading, since every page of everybody needs it.
pub async fn find(store: &Store, id: &[u8]) -> Result<Option<Draft>> {
    const FIND: sql::Text = sql::each(
        "select d.sealed, d.expires_at, l.word, l.site_id, l.mode, c.id as collection_id, d.version_hash,
        c.rehearsal, c.state, c.closes_on, c.settings, c.instrument_id, s.id as study_id, s.time_zone, s.exit_address,
        s.respond_title as title, v.languages from drafts d join links l on l.word = d.link_word
        join collections c on c.id = l.collection_id join studies s on s.id = c.study_id
        join versions v on v.instrument_id = c.instrument_id and v.hash = d.version_hash
        where d.id = $1 and d.expires_at > $2",
        "select d.sealed, d.expires_at, l.word, l.site_id, l.mode, c.id as collection_id, d.version_hash,
        c.rehearsal, c.state, c.closes_on, c.settings, c.instrument_id, s.id as study_id, s.time_zone, s.exit_address,
        s.respond_title as title, v.languages from by_key_draft($1) d join links l on l.word = d.link_word
        join collections c on c.id = l.collection_id join studies s on s.id = c.study_id
        join versions v on v.instrument_id = c.instrument_id and v.hash = d.version_hash
        where d.expires_at > $2",
    );
    Ok(sql::query_as(FIND).bind(id).bind(chance::now()).fetch_optional(&store.pool).await?)
}

/// Keeps new content; `false` when the draft is gone.
pub async fn save(writer: &Writer, id: Vec<u8>, sealed: Vec<u8>) -> Result<bool> {
    writer.together(Content { id, sealed }).await
}

struct Content {
    id: Vec<u8>,
    sealed: Vec<u8>,
}

impl Work for Content {
    type Output = bool;

    async fn perform(&self, connection: &mut sql::Connection) -> sqlx::Result<bool> {
        const SAVE: sql::Text = sql::each(
            "update drafts set sealed = $1 where id = $2 and expires_at > $3",
            "select by_key_save_draft($1, $2, $3)",
        );
        let query = sql::query(SAVE).bind(&self.sealed).bind(&self.id).bind(chance::now());
        Ok(query.execute(connection).await?.rows_affected() == 1)
    }
}

/// Takes a draft out, for good.
pub(super) const DROP: sql::Text = sql::each("delete from drafts where id = $1", "select by_key_drop_draft($1)");

/// Throws a draft away because its person wants to start anew, or left; its code may begin again. A draft that was sent
/// meanwhile is no draft any more, and its code stays spent.
pub async fn discard(store: &Store, id: &[u8]) -> Result<()> {
    const FREE: sql::Text =
        sql::each("update codes set spent = false, draft_id = null where draft_id = $1", "select by_key_free_code($1)");
    let mut transaction = store.write().await?;
    if sql::query(DROP).bind(id).execute(&mut *transaction).await?.rows_affected() > 0 {
        sql::query(FREE).bind(id).execute(&mut *transaction).await?;
    }
    transaction.commit().await.map_err(|error| disk::explain(&error))
}

/// Keeps a draft's secret under a resume code, as long as the draft.
pub async fn keep_resume(store: &Store, code_hash: &[u8], wrapped: &[u8], expires_at: i64) -> Result<()> {
    const KEEP: &str = "insert into resumes (code_hash, wrapped_secret, expires_at) values ($1, $2, $3)";
    let mut transaction = store.write().await?;
    sql::query(KEEP).bind(code_hash).bind(wrapped).bind(expires_at).execute(&mut *transaction).await?;
    transaction.commit().await.map_err(|error| disk::explain(&error))
}

/// The wrapped secret behind a resume code.
pub async fn find_resume(store: &Store, code_hash: &[u8]) -> Result<Option<Vec<u8>>> {
    const FIND: sql::Text = sql::each(
        "select wrapped_secret from resumes where code_hash = $1 and expires_at > $2",
        "select by_key_resume($1, $2)",
    );
    Ok(sql::query_scalar(FIND).bind(code_hash).bind(chance::now()).fetch_optional(&store.pool).await?)
}

/// The hash of the single-use code that a draft holds, if it began with one.
pub async fn code_of(store: &Store, id: &[u8]) -> Result<Option<Vec<u8>>> {
    const FIND: sql::Text = sql::each("select code_hash from codes where draft_id = $1", "select by_key_code_of($1)");
    Ok(sql::query_scalar(FIND).bind(id).fetch_optional(&store.pool).await?)
}
