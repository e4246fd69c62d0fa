//! Work that one process does at a time, however many serve a database: looking after it, planning a release.
//!
//! A duty is a lock of PostgreSQL that lasts as long as the connection on which it was taken: when its process ends, or is
//! killed, the next that asks has it, and nothing is written down for it. It only spares work: that nothing is lost or done
//! wrongly where two do the same rests on transactions. A file in the data folder belongs to one machine; there whoever
//! asks has it.

use sha2::{Digest, Sha256};

use super::sql::{self, Engine};
use super::{Store, disk};
use crate::Result;

/// A duty of this process, until this is dropped.
#[derive(Debug)]
pub struct Duty(Option<sql::Connection>);

impl Duty {
    /// Takes a duty by its name; `None` while another process has it.
    pub async fn take(store: &Store, name: &str) -> Result<Option<Self>> {
        const TAKE: &str = "select pg_try_advisory_lock($1)";
        if store.pool.engine() == Engine::Sqlite {
            return Ok(Some(Self(None)));
        }
        let mut held = store.pool.alone().await.map_err(|error| disk::explain(&error))?;
        let taken: bool = sql::query_scalar(TAKE).bind(key(name)).fetch_one(&mut held).await?;
        if taken {
            return Ok(Some(Self(Some(held))));
        }
        held.close().await?;
        Ok(None)
    }

    /// Whether it is still this process's: the server may have been started anew.
    pub async fn is_held(&mut self) -> bool {
        const ASK: &str = "select true";
        match &mut self.0 {
            Some(held) => sql::query_scalar(ASK).fetch_one(held).await.unwrap_or(false),
            None => true,
        }
    }

    /// Gives it up, and waits until the server knows.
    pub async fn end(self) {
        if let Some(held) = self.0 {
            // A connection that is lost already has given it up.
            let _ = held.close().await;
        }
    }
}

/// By what the server knows a duty.
fn key(name: &str) -> i64 {
    let hash: [u8; 32] = Sha256::digest(format!("tidemark duty {name}")).into();
    hash.first_chunk().map_or(0, |bytes| i64::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    //! Two processes plan two releases.

    use super::key;

    #[test]
    fn each_duty_has_a_key_of_its_own_that_every_process_knows() {
        assert_eq!(key("plan one"), key("plan one"));
        assert_ne!(key("plan one"), key("plan two"));
    }
}
