//! Reviewers from outside: somebody who may look at one draft and decide, by a code, without an account and without a
//! study's key. The table knows the code only by its keyed hash; the draft's key rests under a key that the code gives.

use super::sessions::Token;
use super::{Store, sql};
use crate::seal::codes::{self, Installation, Kind};
use crate::seal::{DataKey, envelope, payload};
use crate::{Error, Result, chance};
use jiff::ToSpan;

/// Days until a code ends.
const DAYS: i32 = 21;
/// Seconds until a code is asked again.
const LIFE: i64 = 2 * 60 * 60;

/// Somebody who was invited.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Reviewer {
    /// The name, as the inviting person wrote it.
    pub name: String,
    /// Who invited: a person's id.
    pub invited_by: String,
    /// The last day on which the code works.
    pub expires_on: String,
}

/// A reviewer's browser: the release, and what opens its document.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Id of the release.
    pub release: String,
    /// The reviewer's name.
    pub name: String,
    /// Who invited: a person's id.
    pub invited_by: String,
    /// The key of the document.
    pub key: DataKey,
}

/// Invites somebody in the place of whoever was invited before; the code is returned once and never again.
pub async fn invite(
    to: &mut sql::Connection,
    installation: &Installation,
    release: &str,
    (name, by): (&str, &str),
    key: &DataKey,
) -> Result<String> {
    const INVITE: &str = "insert into reviewers (release_id, name, invited_by, code_hash, own_key, expires_on)
        values ($1, $2, $3, $4, $5, $6)";
    end(&mut *to, release).await?;
    let code = codes::new_code(Kind::Review);
    let under = codes::key(installation, Kind::Review, &code);
    let sealed = envelope::seal_with(&under, 0, &place(release), key.as_bytes());
    let last = chance::today("UTC").checked_add(DAYS.days()).map_err(|error| Error::internal("expiry", error))?;
    let query = sql::query(INVITE).bind(release).bind(name).bind(by);
    let query = query.bind(codes::hash(installation, Kind::Review, &code));
    query.bind(sealed).bind(last.to_string()).execute(to).await?;
    Ok(code)
}

/// Who was invited.
pub async fn find(store: &Store, release: &str) -> Result<Option<Reviewer>> {
    const FIND: &str = "select name, invited_by, expires_on from reviewers where release_id = $1";
    Ok(sql::query_as(FIND).bind(release).fetch_optional(&store.pool).await?)
}

/// Lets a typed code in: a token for the browser; `code-wrong` where it is none or ended.
pub async fn enter(to: &mut sql::Connection, installation: &Installation, typed: &str) -> Result<Token> {
    const FIND: &str = "select release_id, own_key from reviewers where code_hash = $1 and expires_on >= $2";
    const SWEEP: &str = "delete from reviewer_visits where expires_at <= $1";
    const ENTER: &str =
        "insert into reviewer_visits (token_hash, release_id, own_key, expires_at) values ($1, $2, $3, $4)";
    let wrong = || Error::Invalid("code-wrong", String::new());
    let code = codes::read(Kind::Review, typed).ok_or_else(wrong)?;
    let query = sql::query_as(FIND).bind(codes::hash(installation, Kind::Review, &code));
    let row: Option<(String, Vec<u8>)> = query.bind(chance::today("UTC").to_string()).fetch_optional(&mut *to).await?;
    let (release, sealed) = row.ok_or_else(wrong)?;
    let key = opened(&codes::key(installation, Kind::Review, &code), &release, &sealed)?;
    let (token, now) = (Token::new(), chance::now());
    sql::query(SWEEP).bind(now).execute(&mut *to).await?;
    let sealed = envelope::seal_with(&token.key()?, 0, &place(&release), key.as_bytes());
    let query = sql::query(ENTER).bind(token.hash()).bind(&release).bind(sealed).bind(now + LIFE);
    query.execute(to).await?;
    Ok(token)
}

/// The visit of a browser, while it lasts.
pub async fn visit(store: &Store, token: &Token) -> Result<Option<Visit>> {
    const VISIT: &str =
        "select reviewer_visits.release_id, name, invited_by, reviewer_visits.own_key from reviewer_visits
        join reviewers on reviewers.release_id = reviewer_visits.release_id
        where token_hash = $1 and expires_at > $2";
    let query = sql::query_as(VISIT).bind(token.hash()).bind(chance::now());
    let row: Option<(String, String, String, Vec<u8>)> = query.fetch_optional(&store.pool).await?;
    let Some((release, name, invited_by, sealed)) = row else { return Ok(None) };
    let key = opened(&token.key()?, &release, &sealed)?;
    Ok(Some(Visit { release, name, invited_by, key }))
}

/// Ends the invitation to a release, and every visit.
pub async fn end(to: &mut sql::Connection, release: &str) -> Result<()> {
    const VISITS: &str = "delete from reviewer_visits where release_id = $1";
    const INVITED: &str = "delete from reviewers where release_id = $1";
    for statement in [VISITS, INVITED] {
        sql::query(statement).bind(release).execute(&mut *to).await?;
    }
    Ok(())
}

fn opened(under: &DataKey, release: &str, sealed: &[u8]) -> Result<DataKey> {
    DataKey::from_bytes(&zeroize::Zeroizing::new(envelope::open_with(under, &place(release), sealed)?))
}

fn place(release: &str) -> Vec<u8> {
    payload::bind(&["tidemark reviewer", release])
}
