//! Single-use codes of a link, known to the database only by their keyed hashes. Spending one is left to
//! the draft that it begins.

use super::{Store, sql};
use crate::seal::codes::{Installation, Kind, hash, new_code};
use crate::{Result, chance};

/// Makes `count` codes for a link, keeps their hashes and gives the codes themselves, once, in random order.
pub async fn make(store: &Store, installation: &Installation, word: &str, count: usize) -> Result<Vec<String>> {
    let mut transaction = store.write().await?;
    let mut codes = Vec::with_capacity(count);
    while codes.len() < count {
        let code = new_code(Kind::SingleUse);
        if keep(&mut transaction, word, &hash(installation, Kind::SingleUse, &code)).await? {
            codes.push(code);
        }
    }
    transaction.commit().await?;
    chance::shuffle(&mut codes);
    Ok(codes)
}

/// Keeps one code's hash; `false` when it was there before.
pub async fn keep(connection: &mut sql::Connection, word: &str, hash: &[u8]) -> Result<bool> {
    const KEEP: &str = "insert into codes (code_hash, link_word, draft_id, spent) values ($1, $2, null, false)
        on conflict (code_hash) do nothing";
    Ok(sql::query(KEEP).bind(hash).bind(word).execute(connection).await?.rows_affected() == 1)
}

/// How many codes a link has ever had. How many are spent is not said: it would tell of arrivals one by one.
pub async fn made(store: &Store, word: &str) -> Result<i64> {
    const MADE: &str = "select count(*) from codes where link_word = $1";
    Ok(sql::query_scalar(MADE).bind(word).fetch_one(&store.pool).await?)
}
