//! Spare codes: each stands for the second proof once, where the device is not at hand. Shown when they are made and never
//! again; the table knows them by keyed hash.

use super::{audit, sql};
use crate::Result;
use crate::seal::codes::{self, Installation, Kind};

/// How many are made at once.
pub const COUNT: usize = 10;

/// New codes in place of all that the person had.
pub async fn make(to: &mut sql::Connection, installation: &Installation, person: &str) -> Result<Vec<String>> {
    const MAKE: &str = "insert into spare_codes (code_hash, person_id) values ($1, $2)";
    forget(&mut *to, person).await?;
    let codes: Vec<String> = (0..COUNT).map(|_| codes::new_code(Kind::Spare)).collect();
    for code in &codes {
        let hash = codes::hash(installation, Kind::Spare, &bound(person, code));
        sql::query(MAKE).bind(hash).bind(person).execute(&mut *to).await?;
    }
    audit::append(to, None, person, "new-spare-codes", "").await?;
    Ok(codes.iter().map(|code| codes::show(code)).collect())
}

/// How many are left.
pub async fn left(from: &mut sql::Connection, person: &str) -> Result<i64> {
    const LEFT: &str = "select count(*) from spare_codes where person_id = $1";
    Ok(sql::query_scalar(LEFT).bind(person).fetch_one(from).await?)
}

/// Spends a code: whether it was one of the person's.
pub(super) async fn take(
    to: &mut sql::Connection,
    installation: &Installation,
    person: &str,
    typed: &str,
) -> Result<bool> {
    const TAKE: &str = "delete from spare_codes where code_hash = $1 and person_id = $2";
    let Some(code) = codes::read(Kind::Spare, typed) else { return Ok(false) };
    let hash = codes::hash(installation, Kind::Spare, &bound(person, &code));
    if sql::query(TAKE).bind(hash).bind(person).execute(&mut *to).await?.rows_affected() == 0 {
        return Ok(false);
    }
    audit::append(to, None, person, "spare-code", "").await?;
    Ok(true)
}

/// Takes all of a person's away.
pub(super) async fn forget(to: &mut sql::Connection, person: &str) -> Result<()> {
    const FORGET: &str = "delete from spare_codes where person_id = $1";
    sql::query(FORGET).bind(person).execute(to).await?;
    Ok(())
}

/// The same letters are another code for another person, so two hashes never clash.
fn bound(person: &str, code: &str) -> String {
    format!("{person} {code}")
}
