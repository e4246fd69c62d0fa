//! An owner reads the audit; somebody with the database tried to change what it tells.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod ground;

use ground::{Folder, count, prepared};
use server::chance::Seeded;
use server::store::audit::{self, Verdict};
use server::store::{Store, sql};

async fn with_acts(folder: &Folder) -> Store {
    let store = prepared(folder).await;
    for object in ["one", "two", "three", "four"] {
        let mut transaction = store.write().await.unwrap();
        audit::append(&mut transaction, Some("study"), "owner", "read-words", object).await.unwrap();
        transaction.commit().await.unwrap();
    }
    store
}

#[tokio::test]
async fn a_whole_chain_is_told_with_its_head() {
    let folder = Folder::new();
    let store = with_acts(&folder).await;
    let Verdict::Whole { acts: 4, head } = audit::verify(&store).await.unwrap() else { panic!("whole") };
    assert_eq!(head.len(), 64);
    let latest = audit::latest(&store, Some("study"), 2).await.unwrap();
    assert_eq!(latest.iter().map(|entry| entry.object.as_str()).collect::<Vec<_>>(), ["four", "three"]);
}

#[tokio::test]
async fn every_kind_of_tampering_breaks_the_chain() {
    for statement in [
        "update audit set object = 'nothing' where position = 2",
        "update audit set study_id = null where position = 2",
        "update audit set person_id = 'stranger' where position = 4",
        "delete from audit where position = 1",
        "delete from audit where position = 3",
        "update audit set hash = x'00' where position = 4",
        "update audit set position = position + 10 where position > 2",
    ] {
        let folder = Folder::new();
        let store = with_acts(&folder).await;
        sql::query(statement).execute(&store.pool).await.unwrap();
        assert!(matches!(audit::verify(&store).await.unwrap(), Verdict::Broken { .. }), "{statement}");
    }
}

#[tokio::test]
async fn a_chain_cut_at_its_end_has_another_head_than_the_printed_one() {
    let folder = Folder::new();
    let store = with_acts(&folder).await;
    let printed = audit::verify(&store).await.unwrap();
    sql::query("delete from audit where position = 4").execute(&store.pool).await.unwrap();
    assert_ne!(audit::verify(&store).await.unwrap(), printed);
}

#[tokio::test]
async fn an_act_that_was_rolled_back_leaves_no_entry() {
    let folder = Folder::new();
    let store = with_acts(&folder).await;
    let mut transaction = store.write().await.unwrap();
    audit::append(&mut transaction, None, "owner", "export", "all").await.unwrap();
    transaction.rollback().await.unwrap();
    assert!(matches!(audit::verify(&store).await.unwrap(), Verdict::Whole { acts: 4, .. }));
}

#[tokio::test]
async fn reading_the_same_place_again_leaves_one_entry_a_day_for_each_person_study_and_place() {
    let folder = Folder::new();
    let store = prepared(&folder).await;
    for _ in 0..3 {
        for (study, person, place) in [
            ("study", "rosa", "search"),
            ("study", "rosa", "quotes"),
            ("study", "cody", "search"),
            ("other", "rosa", "search"),
        ] {
            audit::reading(&store, study, person, "read-passages", place).await.unwrap();
        }
    }
    assert_eq!(count(&store, "audit").await, 4);
    let mut to = store.write().await.unwrap();
    for _ in 0..2 {
        audit::append(&mut to, Some("study"), "rosa", "export", "data.csv").await.unwrap();
    }
    to.commit().await.unwrap();
    assert_eq!(count(&store, "audit").await, 6, "control: every other act leaves its own entry");
    assert!(matches!(audit::verify(&store).await.unwrap(), Verdict::Whole { acts: 6, .. }));
}

/// Acts in the chain that is tampered with.
const ACTS: u64 = 12;
/// Tries of the property test, a sixth of each kind.
const TRIES: u64 = 10_000;

/// What somebody with the database does.
#[derive(Clone, Copy, Debug)]
enum Tampering {
    /// One bit of one column of one row is another.
    Byte,
    /// Some rows before the last are gone; those after them move up, or do not.
    Remove,
    /// Two rows stand in each other's place.
    Swap,
    /// A row stands between others that was not there.
    Insert,
    /// The last rows are gone.
    Cut,
    /// Everything from some row on is written anew, well chained, with one act told otherwise.
    Rewrite,
}

const KINDS: [Tampering; 6] =
    [Tampering::Byte, Tampering::Remove, Tampering::Swap, Tampering::Insert, Tampering::Cut, Tampering::Rewrite];

async fn run(to: &mut sql::Connection, statement: &'static str, places: &[i64]) {
    let mut query = sql::query(statement);
    for place in places {
        query = query.bind(*place);
    }
    query.execute(to).await.unwrap();
}

fn place(draws: &mut Seeded, from: u64, to: u64) -> i64 {
    (from + draws.below(to - from + 1)) as i64
}

/// The row with one bit of a column turned; texts stay texts, so that only the chain can tell.
async fn turn_a_bit(to: &mut sql::Connection, draws: &mut Seeded) {
    const COLUMNS: [(&str, &str); 6] = [
        (
            "select cast(study_id as blob) from audit where position = $1",
            "update audit set study_id = cast($2 as text) where position = $1",
        ),
        (
            "select cast(day as blob) from audit where position = $1",
            "update audit set day = cast($2 as text) where position = $1",
        ),
        (
            "select cast(person_id as blob) from audit where position = $1",
            "update audit set person_id = cast($2 as text) where position = $1",
        ),
        (
            "select cast(action as blob) from audit where position = $1",
            "update audit set action = cast($2 as text) where position = $1",
        ),
        (
            "select cast(object as blob) from audit where position = $1",
            "update audit set object = cast($2 as text) where position = $1",
        ),
        ("select hash from audit where position = $1", "update audit set hash = $2 where position = $1"),
    ];
    let (at, (read, write)) = (place(draws, 1, ACTS), COLUMNS[draws.below(6) as usize]);
    let mut bytes: Vec<u8> = sql::query_scalar(read).bind(at).fetch_one(&mut *to).await.unwrap();
    let byte = draws.below(bytes.len() as u64) as usize;
    bytes[byte] ^= 1_u8 << draws.below(7);
    sql::query(write).bind(at).bind(bytes).execute(to).await.unwrap();
}

async fn remove(to: &mut sql::Connection, draws: &mut Seeded) {
    let first = place(draws, 1, ACTS - 1);
    let last = place(draws, first as u64, ACTS - 1);
    run(to, "delete from audit where position between $1 and $2", &[first, last]).await;
    if draws.below(2) == 0 {
        // A unique column moves row by row, the lowest first.
        for at in last + 1..=ACTS as i64 {
            run(to, "update audit set position = $2 where position = $1", &[at, at - (last - first + 1)]).await;
        }
    }
}

async fn swap(to: &mut sql::Connection, draws: &mut Seeded) {
    const MOVE: &str = "update audit set position = $2 where position = $1";
    let one = place(draws, 1, ACTS - 1);
    let other = place(draws, one as u64 + 1, ACTS);
    for (from, into) in [(one, 0), (other, one), (0, other)] {
        run(to, MOVE, &[from, into]).await;
    }
}

async fn slip_in(to: &mut sql::Connection, draws: &mut Seeded) {
    let at = place(draws, 1, ACTS + 1);
    for from in (at..=ACTS as i64).rev() {
        run(to, "update audit set position = $2 where position = $1", &[from, from + 1]).await;
    }
    const INSERT: &str = "insert into audit (position, study_id, hash, day, person_id, action, object) \
        values ($1, 'study', $2, '2026-11-27', 'owner', 'export', 'nothing')";
    let hash: Vec<u8> = (0..32).map(|_| draws.below(256) as u8).collect();
    sql::query(INSERT).bind(at).bind(hash).execute(to).await.unwrap();
}

async fn cut(to: &mut sql::Connection, draws: &mut Seeded) {
    let from = place(draws, 1, ACTS);
    run(to, "delete from audit where position >= $1", &[from]).await;
}

async fn write_anew(to: &mut sql::Connection, draws: &mut Seeded) {
    let from = place(draws, 1, ACTS);
    run(to, "delete from audit where position >= $1", &[from]).await;
    audit::append(to, Some("study"), "stranger", "read-passages", "nothing").await.unwrap();
    for at in from + 1..=ACTS as i64 {
        audit::append(to, Some("study"), "owner", "export", &format!("act {at}")).await.unwrap();
    }
}

async fn tamper(to: &mut sql::Connection, kind: Tampering, draws: &mut Seeded) {
    match kind {
        Tampering::Byte => turn_a_bit(to, draws).await,
        Tampering::Remove => remove(to, draws).await,
        Tampering::Swap => swap(to, draws).await,
        Tampering::Insert => slip_in(to, draws).await,
        Tampering::Cut => cut(to, draws).await,
        Tampering::Rewrite => write_anew(to, draws).await,
    }
}

/// A chain of different acts, and its printed head.
async fn printed(folder: &Folder) -> (Store, String) {
    let store = prepared(folder).await;
    let mut to = store.write().await.unwrap();
    for number in 1..=ACTS {
        audit::append(&mut to, Some("study"), "owner", "export", &format!("act {number}")).await.unwrap();
    }
    to.commit().await.unwrap();
    let Verdict::Whole { head, .. } = audit::verify(&store).await.unwrap() else { panic!("whole") };
    (store, head)
}

#[tokio::test]
async fn ten_thousand_ways_of_tampering_are_all_found() {
    let folder = Folder::new();
    let (store, head) = printed(&folder).await;
    let mut draws = Seeded::new(27);
    let mut by_head_alone = [0; KINDS.len()];
    for number in 0..TRIES {
        let kind = number as usize % KINDS.len();
        let mut to = store.write().await.unwrap();
        tamper(&mut to, KINDS[kind], &mut draws).await;
        let chain = audit::look_through(&mut to).await.unwrap();
        let found_by_chain = matches!(chain, Verdict::Broken { .. });
        let found = found_by_chain || !audit::holds(&mut to, &head).await.unwrap();
        by_head_alone[kind] += u64::from(found && !found_by_chain);
        assert!(found, "try {number}: {:?} was not found", KINDS[kind]);
        to.rollback().await.unwrap();
    }
    println!("tampering: {TRIES} tries, 0 not found; by a printed head alone {by_head_alone:?} of {KINDS:?}");
    // Control: the chain itself cannot know of what was cut off or written anew, only the printed head can.
    assert!(by_head_alone[4] > 0 && by_head_alone[5] > 0 && by_head_alone[..4] == [0; 4], "{by_head_alone:?}");
    // Control: a chain that nobody touched is whole, and goes on holding its printed head when more acts follow.
    audit::reading(&store, "study", "owner", "read-passages", "search").await.unwrap();
    assert!(matches!(audit::verify(&store).await.unwrap(), Verdict::Whole { acts: 13, .. }));
    let mut from = store.pool.acquire().await.unwrap();
    assert!(audit::holds(&mut from, &head).await.unwrap());
    for wrong in ["", "no head", "0".repeat(64).as_str(), &head[..63]] {
        assert!(!audit::holds(&mut from, wrong).await.unwrap(), "{wrong}");
    }
}
