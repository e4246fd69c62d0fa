//! The one code for all who answer through a link, known to the database only by its keyed hash. It stands among the
//! link's codes and is never spent.

use subtle::ConstantTimeEq;

use super::{Store, codes, sql};
use crate::Result;
use crate::seal::codes::{Installation, Kind, hash, new_code};

/// Gives a link a new code in place of the one before, which opens nothing any more; the code itself, once.
pub async fn make(store: &Store, installation: &Installation, word: &str) -> Result<String> {
    const DROP: &str = "delete from codes where link_word = $1";
    let code = new_code(Kind::Shared);
    let mut transaction = store.write().await?;
    sql::query(DROP).bind(word).execute(&mut *transaction).await?;
    codes::keep(&mut transaction, word, &hash(installation, Kind::Shared, &code)).await?;
    transaction.commit().await?;
    Ok(code)
}

/// Whether this is the hash of a link's code; the time that takes tells nothing of it.
pub async fn is_of(store: &Store, word: &str, hash: &[u8]) -> Result<bool> {
    const FIND: sql::Text =
        sql::each("select code_hash from codes where link_word = $1", "select by_key_shared_code($1)");
    let kept: Option<Vec<u8>> = sql::query_scalar(FIND).bind(word).fetch_optional(&store.pool).await?;
    Ok(kept.is_some_and(|kept| bool::from(kept.as_slice().ct_eq(hash))))
}
