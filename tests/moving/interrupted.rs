//! It is killed, and what arrived is changed.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use server::chance::Seeded;
use server::settings::Database;
use server::store::moving::{End, marks};
use server::store::{Store, sql};
use sqlx::AssertSqlSafe;

use crate::ground::Folder;
use crate::house;
use crate::places::{self, Where};

/// How many answers move.
const ANSWERS: u32 = 8000;

/// How often it is killed on the way into each kind of database, at least and at most.
const KILLS: std::ops::Range<usize> = 12..80;

#[tokio::test]
async fn killed_at_any_moment_it_goes_on_and_nothing_is_lost_or_there_twice() {
    let data = house::crowded(ANSWERS).await;
    let before = house::held(&places::of(data.path())).await;
    let seed = Seeded::seed();
    let mut random = Seeded::new(seed);
    for first in Where::all().await {
        let whole = undisturbed(&house::copy(data.path()), &first);
        let (mut kills, mut half_way, mut finished) = (0, 0, 0);
        while (kills < KILLS.start || finished == 0 || half_way == 0) && kills < KILLS.end {
            let (from, there) = (house::copy(data.path()), first.another().await);
            // Each new start goes on where the last one was killed, until one is let go on to its end.
            for tries in 0.. {
                let moment = Duration::from_micros(random.below(whole.as_micros() as u64 + 1));
                if !killed(from.path(), &there, (tries < 5).then_some(moment)) {
                    break;
                }
                kills += 1;
                half_way += usize::from((1..i64::from(ANSWERS)).contains(&arrived(&there).await));
            }
            finished += 1;
            let different = house::different(&house::held(&there.place()).await, &before);
            assert!(different.is_empty(), "{different:?}, seed {seed}");
            in_the_order_of_ids(&there).await;
        }
        assert!(half_way > 0, "control: some kills fell into the middle of the answers, seed {seed}");
        println!("killed {kills} times ({half_way} in the middle of the answers), {finished} moves, all whole");
    }
}

/// How often it is killed from its first moment on, evenly.
const MOMENTS: u32 = 12;

#[tokio::test]
async fn killed_while_the_schema_is_being_made_it_leaves_nothing_that_would_be_served_as_empty() {
    let data = house::installation().await;
    for first in Where::all().await {
        let whole = undisturbed(&house::copy(data.path()), &first);
        let (mut untouched, mut marked) = (0, 0);
        for moment in 0..MOMENTS {
            let (from, there) = (house::copy(data.path()), first.another().await);
            if !killed(from.path(), &there, Some(whole * moment / MOMENTS)) {
                continue;
            }
            if there.tables().await == 0 {
                untouched += 1;
            } else if is_unfinished(from.path(), &there).await {
                marked += 1;
            }
            assert!(!killed(from.path(), &there, None), "control: it goes on");
        }
        println!("killed before anything was there {untouched} times, when the schema was {marked} times");
        assert!(untouched > 0 && marked > 0, "control: {untouched} before it, {marked} after it");
    }
}

/// Whether nobody is served there; if somebody is, all of it is there.
async fn is_unfinished(from: &Path, there: &Where) -> bool {
    let (beside, url) = there.told(from);
    let database = url.map_or(Database::Folder, |url| Database::of(url).unwrap());
    let refused = house::refusal(Store::open_at(&beside, &database).await);
    let mut source = End::source(&places::of(from)).await.unwrap();
    let gone = marks::moved_to(&mut source.connection).await.unwrap().is_some();
    assert!(refused == "move-unfinished" || gone, "{refused}");
    refused == "move-unfinished"
}

/// How long a move takes that nobody disturbs.
fn undisturbed(from: &Folder, there: &Where) -> Duration {
    let begun = Instant::now();
    let (well, said) = house::said(house::command(from.path(), None, there));
    assert!(well, "{said}");
    begun.elapsed()
}

/// Begins or goes on, and kills it after so long, where that is said; whether it was killed before its end.
fn killed(from: &Path, there: &Where, after: Option<Duration>) -> bool {
    let mut command = house::command(from, None, there);
    let mut moving = command.stdout(Stdio::null()).spawn().unwrap();
    if let Some(after) = after {
        std::thread::sleep(after);
        let _ = moving.kill();
    }
    let status = moving.wait().unwrap();
    assert!(status.success() || status.code().is_none(), "it went on: {status}");
    !status.success()
}

/// How many answers are there; none where it was killed before the place was made.
async fn arrived(there: &Where) -> i64 {
    let Ok(mut end) = End::target(&there.place()).await else { return 0 };
    let found = sql::query_scalar("select count(*) from responses").fetch_one(&mut end.connection).await.unwrap();
    end.close().await.unwrap();
    found
}

/// Rows lie in the pages of a server in the order of their random ids, and in no other; only where the server has given
/// room free again after a kill does the order begin anew. As they came, every other one would stand before a smaller one.
async fn in_the_order_of_ids(there: &Where) {
    if let Where::Server(_) = there {
        let mut end = there.end().await;
        let lying = sql::query_scalar::<String>("select id from responses order by ctid");
        let lying = lying.fetch_all(&mut end.connection).await.unwrap();
        let anew = lying.windows(2).filter(|two| two[0] > two[1]).count();
        assert!(anew * 100 < lying.len() && lying.len() > ANSWERS as usize, "{anew} of {}", lying.len());
    }
}

/// What may happen to rows between two runs, and the table that tells it.
const HARM: &[(&str, &str)] = &[
    ("update words set text = text || '.' where key = 'key 1'", "words"),
    (
        "update responses set sealed = (select sealed from responses order by id desc limit 1) where id = (select min(id) from responses)",
        "responses",
    ),
    ("update texts set source_id = null where id = (select min(id) from texts)", "texts"),
    ("update people set active = not active where id = (select min(id) from people)", "people"),
    ("update population_shares set share = share + 0.001 where code = 'code 1'", "population_shares"),
    ("update audit set day = '2026-01-01' where position = 1", "audit"),
    ("delete from pending where id = (select min(id) from pending)", "pending"),
    ("insert into words (language, key, text) values ('a', 'key 0', 'more')", "words"),
];

#[tokio::test]
async fn what_was_changed_lost_or_added_on_the_way_is_found_out() {
    for there in Where::all().await {
        let data = house::installation().await;
        assert_eq!(house::refusal(house::moved(data.path(), &there).await), "moved");
        for (statement, table) in HARM {
            let (data, there) = (house::installation().await, there.another().await);
            assert_eq!(house::refusal(house::moved(data.path(), &there).await), "moved");
            open_again(data.path(), &there).await;
            harm(&there, statement).await;
            let outcome = house::refusal(house::moved(data.path(), &there).await);
            assert_eq!(outcome, format!("move-differs {table}"), "{statement}");
            let mut source = End::source(&places::of(data.path())).await.unwrap();
            assert_eq!(marks::moved_to(&mut source.connection).await.unwrap(), None, "the old one can be served");
        }
        open_again(data.path(), &there).await;
        assert_eq!(
            house::refusal(house::moved(data.path(), &there).await),
            "moved",
            "control: without harm all is well"
        );
        open_again(data.path(), &there).await;
        harm(&there, "delete from words where key = 'key 2'").await;
        assert_eq!(house::refusal(house::moved(data.path(), &there).await), "moved", "the last row comes again");
    }
}

/// As if the move had been killed before its end.
async fn open_again(data: &Path, there: &Where) {
    house::change(data, &["delete from installation where name = 'moved-to'"]).await;
    let mut source = End::source(&places::of(data)).await.unwrap();
    let whose = marks::whose(&mut source.connection).await.unwrap();
    marks::begin(&mut there.end().await.connection, &whose).await.unwrap();
}

async fn harm(there: &Where, statement: &str) {
    let mut end = there.end().await;
    let done = sql::query(AssertSqlSafe(statement.to_owned())).execute(&mut end.connection).await.unwrap();
    assert!(done.rows_affected() > 0, "control: something was changed by {statement}");
    end.close().await.unwrap();
}
