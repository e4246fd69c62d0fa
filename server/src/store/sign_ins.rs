//! Somebody typed name and passphrase and has not shown the second proof: held by a token that is never a session. And
//! what devices are asked to sign, once, by whichever process.

use super::sessions::Token;
use super::{Store, sql};
use crate::passkey::Challenge;
use crate::{Result, chance};

/// Seconds for the second proof.
pub const LIFE: i64 = 10 * 60;
/// The most questions that one browser has open.
const MOST: i64 = 20;

/// A sign-in that waits for its second proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Who typed the passphrase.
    pub person: String,
    /// The page that it leads to.
    pub next: String,
}

/// Begins one; those that ran out are swept away.
pub async fn begin(to: &mut sql::Connection, person: &str, next: &str) -> Result<Token> {
    const SWEEP: &str = "delete from sign_ins where expires_at <= $1";
    const BEGIN: &str = "insert into sign_ins (token_hash, person_id, next, expires_at) values ($1, $2, $3, $4)";
    let (token, now) = (Token::new(), chance::now());
    sql::query(SWEEP).bind(now).execute(&mut *to).await?;
    let beginning = sql::query(BEGIN).bind(token.hash()).bind(person).bind(next).bind(now + LIFE);
    beginning.execute(to).await?;
    Ok(token)
}

/// The sign-in of a token, if it still waits.
pub async fn find(store: &Store, token: &Token) -> Result<Option<SignIn>> {
    const FIND: &str = "select sign_ins.person_id, sign_ins.next from sign_ins \
                        join people on people.id = sign_ins.person_id \
                        where sign_ins.token_hash = $1 and sign_ins.expires_at > $2 and people.active";
    let found = sql::query_as(FIND).bind(token.hash()).bind(chance::now());
    let row: Option<(String, String)> = found.fetch_optional(&store.pool).await?;
    Ok(row.map(|(person, next)| SignIn { person, next }))
}

/// Ends it: whether it was still there, so that it becomes one session and no more.
pub async fn end(to: &mut sql::Connection, token: &Token) -> Result<bool> {
    const END: &str = "delete from sign_ins where token_hash = $1";
    Ok(sql::query(END).bind(token.hash()).execute(to).await?.rows_affected() == 1)
}

/// A new challenge for a browser, for one purpose.
pub async fn ask(store: &Store, token: &Token, purpose: &str) -> Result<Challenge> {
    const SWEEP: &str = "delete from challenges where expires_at <= $1";
    const COUNT: &str = "select count(*) from challenges where token_hash = $1";
    const FORGET: &str = "delete from challenges where token_hash = $1";
    const ASK: &str = "insert into challenges (challenge, token_hash, purpose, expires_at) values ($1, $2, $3, $4)";
    let (challenge, now) = (chance::bytes(), chance::now());
    let mut to = store.write().await?;
    sql::query(SWEEP).bind(now).execute(&mut *to).await?;
    if sql::query_scalar::<i64>(COUNT).bind(token.hash()).fetch_one(&mut *to).await? >= MOST {
        sql::query(FORGET).bind(token.hash()).execute(&mut *to).await?;
    }
    let asking = sql::query(ASK).bind(&challenge[..]).bind(token.hash()).bind(purpose).bind(now + LIFE);
    asking.execute(&mut *to).await?;
    to.commit().await?;
    Ok(challenge)
}

/// Takes a challenge back, whatever becomes of its answer: whether this browser was asked it for this purpose.
pub async fn answered(store: &Store, token: &Token, purpose: &str, challenge: &[u8]) -> Result<bool> {
    const ANSWERED: &str = "delete from challenges where challenge = $1 and token_hash = $2 and purpose = $3 \
                            and expires_at > $4";
    let mut to = store.write().await?;
    let taking = sql::query(ANSWERED).bind(challenge).bind(token.hash()).bind(purpose).bind(chance::now());
    let taken = taking.execute(&mut *to).await?.rows_affected() == 1;
    to.commit().await?;
    Ok(taken)
}
