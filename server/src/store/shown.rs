//! What a page shows once, to the browser that asked for it: codes that were just made, the ticket of a file. It lies in the
//! database, so that any process can show it, sealed under a key that only the browser's cookie gives, and goes when it
//! was shown, or ten minutes later.

use zeroize::Zeroizing;

use super::sessions::Token;
use super::{Store, sql};
use crate::seal::envelope;
use crate::{Result, chance};

/// Seconds for which something waits to be shown.
const LIFE: i64 = 10 * 60;

/// Keeps something for a browser; gives its id. What ran out is swept away.
pub async fn keep(store: &Store, token: &Token, plain: &[u8]) -> Result<String> {
    const SWEEP: &str = "delete from shown_once where expires_at <= $1";
    const KEEP: &str = "insert into shown_once (id, token_hash, sealed, expires_at) values ($1, $2, $3, $4)";
    let (id, now) = (chance::id(), chance::now());
    let sealed = envelope::seal_with(&token.key()?, 0, id.as_bytes(), plain);
    let mut to = store.write().await?;
    sql::query(SWEEP).bind(now).execute(&mut *to).await?;
    sql::query(KEEP).bind(&id).bind(token.hash()).bind(sealed).bind(now + LIFE).execute(&mut *to).await?;
    to.commit().await?;
    Ok(id)
}

/// Takes what waits for this browser under an id: the next who asks finds nothing.
pub async fn take(store: &Store, token: &Token, id: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
    const WAITS: &str = "select exists (select 1 from shown_once where id = $1)";
    const TAKE: &str = "delete from shown_once where id = $1 and token_hash = $2 and expires_at > $3 returning sealed";
    // Most ids are of forms that were refused: nothing is written for them.
    if !sql::query_scalar::<bool>(WAITS).bind(id).fetch_one(&store.pool).await? {
        return Ok(None);
    }
    let mut to = store.write().await?;
    let taking = sql::query_scalar(TAKE).bind(id).bind(token.hash()).bind(chance::now());
    let sealed: Option<Vec<u8>> = taking.fetch_optional(&mut *to).await?;
    to.commit().await?;
    let Some(sealed) = sealed else { return Ok(None) };
    Ok(Some(Zeroizing::new(envelope::open_with(&token.key()?, id.as_bytes(), &sealed)?)))
}
