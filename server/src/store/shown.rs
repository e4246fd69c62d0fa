//! What a page shows once, to the browser that asked for it: codes that were just made, the ticket of a file. It lies in the
//! database, so that any process can show it, sealed under a key that only the browser's cookie gives, and goes when it
//! was shown, or ten minutes later.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::sessions::Token;
use super::{Store, sql};
use crate::seal::envelope;
use crate::{Result, chance};

/// Seconds for which something waits to be shown.
const LIFE: i64 = 10 * 60;
/// The most that waits for one session, as pieces and as bytes.
const EACH: usize = 20;
const EACH_BYTES: i64 = 8 << 20;
/// The most bytes that wait for all sessions. Where that is not enough, whoever holds most gives way.
const ROOM: i64 = 64 << 20;

/// Keeps something for a browser; gives its id. What ran out is swept away, and its own oldest makes room.
pub async fn keep(store: &Store, token: &Token, plain: &[u8]) -> Result<String> {
    const SWEEP: &str = "delete from shown_once where expires_at <= $1";
    const WAITING: &str =
        "select id, token_hash, cast(length(sealed) as bigint) from shown_once order by expires_at, id";
    const GO: &str = "delete from shown_once where id = $1";
    const KEEP: &str = "insert into shown_once (id, token_hash, sealed, expires_at) values ($1, $2, $3, $4)";
    let (id, now) = (chance::id(), chance::now());
    let sealed = envelope::seal_with(&token.key()?, 0, id.as_bytes(), plain);
    let mut to = store.write().await?;
    sql::query(SWEEP).bind(now).execute(&mut *to).await?;
    let waiting: Vec<Waiting> = sql::query_as(WAITING).fetch_all(&mut *to).await?;
    for (oldest, ..) in crowded_out(waiting, &token.hash(), sealed.len() as i64) {
        sql::query(GO).bind(oldest).execute(&mut *to).await?;
    }
    sql::query(KEEP).bind(&id).bind(token.hash()).bind(sealed).bind(now + LIFE).execute(&mut *to).await?;
    to.commit().await?;
    Ok(id)
}

/// What waits: its id, for whom, how many bytes.
type Waiting = (String, Vec<u8>, i64);

/// What goes, so that so many bytes more have room for somebody. The oldest comes first in `waiting`.
fn crowded_out(mut waiting: Vec<Waiting>, own: &[u8], bytes: i64) -> Vec<Waiting> {
    let mut gone = Vec::new();
    loop {
        let held = waiting.iter().fold(BTreeMap::<&[u8], (usize, i64)>::new(), |mut held, (_, whose, size)| {
            let (count, sum) = held.entry(whose).or_default();
            (*count, *sum) = (*count + 1, *sum + size);
            held
        });
        let (count, mine) = held.get(own).copied().unwrap_or_default();
        let all: i64 = held.values().map(|(_, sum)| sum).sum();
        let largest = held.into_iter().max_by_key(|(_, (_, sum))| *sum).map(|(whose, _)| whose.to_vec());
        let whose = match largest {
            _ if count >= EACH || count > 0 && mine + bytes > EACH_BYTES => own.to_vec(),
            Some(largest) if all + bytes > ROOM => largest,
            _ => return gone,
        };
        let Some(oldest) = waiting.iter().position(|(_, of, _)| *of == whose) else { return gone };
        gone.push(waiting.remove(oldest));
    }
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

#[cfg(test)]
mod tests {
    //! Colleagues make codes; one makes very many.

    use super::*;

    fn piece(number: usize, whose: u8, bytes: i64) -> Waiting {
        (number.to_string(), vec![whose], bytes)
    }

    #[test]
    fn nobody_keeps_more_than_their_share_and_nobody_elses_goes_for_it() {
        let mut waiting = vec![piece(0, 1, 10)];
        waiting.extend((1..=EACH).map(|number| piece(number, 2, 10)));
        let gone = crowded_out(waiting.clone(), &[2], 10);
        assert_eq!(gone, [piece(1, 2, 10)], "the oldest of their own");
        assert_eq!(crowded_out(waiting.clone(), &[1], 10), [], "control: another has room");
        assert_eq!(crowded_out(vec![piece(0, 1, 10), piece(1, 2, 10)], &[2], EACH_BYTES), [piece(1, 2, 10)]);
    }

    #[test]
    fn where_all_is_full_whoever_holds_most_gives_way() {
        let mut waiting = vec![piece(0, 1, 10)];
        waiting.extend((1..=8).flat_map(|whose| [piece(1, 10 + whose, 4 << 20), piece(2, 10 + whose, (4 << 20) - 2)]));
        assert_eq!(crowded_out(waiting.clone(), &[1], 1), [], "control: there is room");
        let gone = crowded_out(waiting, &[1], 1 << 20);
        assert_eq!(gone.len(), 1);
        assert_ne!(gone[0].1, [1], "the oldest of all, and the smallest");
    }
}
