//! Whoever took over the plane looks for what lies in the tables of people: in which order they came, how many there are,
//! and what could be taken away from all of them at once.

use server::chance;
use server::store::role;
use server::store::sql::{self, Pool};
use sqlx::AssertSqlSafe;

use crate::ground::Ground;

/// What the role was once given, since it looked for itself.
const AS_IT_WAS: [&str; 6] = [
    "select (submission_key, collection_id) on submissions",
    "select (collection_id, withdraw_hash), delete on pending",
    "select (collection_id, withdraw_hash), delete on responses",
    "select (id, expires_at), update (sealed), delete on drafts",
    "select (code_hash, draft_id), update (draft_id, spent) on codes",
    "select (code_hash), update (state) on roster",
];

/// What it could do with that to everybody.
const TO_ALL: [&str; 6] = [
    "delete from pending",
    "delete from responses",
    "delete from drafts",
    "update drafts set sealed = ''",
    "update codes set spent = false, draft_id = null",
    "update roster set state = 'closed'",
];

/// What tells of how many there are, without reading a row.
const COUNTS: [&str; 4] = [
    "select count(*) from submissions",
    "select 1 from responses where collection_id = 'x'",
    "explain select 1 from responses",
    "select 1 from pending where withdraw_hash < 'x'",
];

/// How many rows this would touch; nothing of it stays. `None` where it is refused.
async fn would_touch(by: &Pool, text: &str) -> Option<u64> {
    let mut begun = by.begin().await.unwrap();
    let done =
        sql::query(AssertSqlSafe(text.to_owned())).execute(&mut begun).await.ok().map(|done| done.rows_affected());
    begun.rollback().await.unwrap();
    done
}

/// Two of everything, by people who took codes: `first` and `other`.
async fn people(ground: &Ground) {
    let link = format!("from links where word = '{}'", ground.open.word);
    let invited = &ground.invited.collection;
    for who in ["first", "other"] {
        for table in ["pending", "responses"] {
            ground
                .command(&format!(
                    "insert into {table} (id, collection_id, site_id, withdraw_hash, submission_key, sealed)
                    select '{table}-{who}', collection_id, site_id, '{table}-{who}', '{who}', '' {link}"
                ))
                .await;
        }
        ground
            .command(&format!(
                "insert into drafts (id, link_word, version_hash, sealed, expires_at)
                    select '{who}', word, '', 'sealed', 4000000000 {link};
                insert into codes (code_hash, link_word, draft_id, spent) select '{who}', word, '{who}', true {link};
                insert into organisations (id, study_id, name) values ('{who}', '{}', '{who}');
                insert into roster (collection_id, organisation_id, state, code_hash)
                    values ('{}', '{who}', 'invited', '{who}')",
                invited.study_id, invited.id
            ))
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_1_in_which_order_people_came_is_read_nowhere() {
    const KEYS: &str = "select submission_key from submissions";
    let Some(ground) = Ground::settled().await else { return };
    let keys: Vec<String> = (0..30).map(|_| chance::id()).collect();
    for key in &keys {
        ground.command(&format!("insert into submissions values ('{key}', 'somewhere')")).await;
    }
    let me = ground.pool().await;
    let mut mine = me.acquire().await.unwrap();
    let as_they_lie = "set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off";
    sql::script(as_they_lie, &mut mine).await.unwrap();
    ground.command(&format!("grant {} to {}", AS_IT_WAS[0], ground.role)).await;
    let read: Vec<Vec<u8>> = sql::query_scalar(KEYS).fetch_all(&mut mine).await.unwrap();
    assert_eq!(read, keys.iter().map(|key| key.as_bytes().to_vec()).collect::<Vec<_>>(), "control: it could be read");
    role::settle(ground.owner(), &ground.role).await.unwrap();
    assert!(sql::query(KEYS).execute(&mut mine).await.is_err());
    for text in COUNTS {
        assert_eq!(would_touch(&me, text).await, None, "{text}");
    }
    let known = format!("select by_key_sent('{}')", keys[7]);
    assert_eq!(would_touch(&me, &known).await, Some(1), "control: with the key of one's own it is found");
    assert_eq!(would_touch(&me, "select by_key_sent('unknown')").await, Some(0));
    ground.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_1_nothing_is_taken_away_from_all_but_from_each_by_what_that_person_has() {
    let Some(ground) = Ground::settled().await else { return };
    people(&ground).await;
    let me = ground.pool().await;
    for right in AS_IT_WAS {
        ground.command(&format!("grant {right} to {}", ground.role)).await;
    }
    let lock = |table: &str| format!("lock table {table} in access exclusive mode");
    assert!(would_touch(&me, &lock("responses")).await.is_some(), "control");
    for text in TO_ALL {
        assert!(would_touch(&me, text).await.is_some_and(|rows| rows >= 2), "control: {text}");
    }
    role::settle(ground.owner(), &ground.role).await.unwrap();
    for text in TO_ALL {
        assert_eq!(would_touch(&me, text).await, None, "{text}");
    }
    for table in ["pending", "responses", "drafts", "codes", "roster", "submissions"] {
        assert_eq!(would_touch(&me, &lock(table)).await, None, "{table}");
    }
    for (call, one) in [
        ("select by_key_drop_waiting('KEY')", "pending-first"),
        ("select by_key_drop_arrived('KEY')", "responses-first"),
        ("select by_key_kept('KEY')", "responses-first"),
        ("select by_key_drop_draft('KEY')", "first"),
        ("select by_key_save_draft('', 'KEY', 0)", "first"),
        ("select by_key_free_code('KEY')", "first"),
        ("select by_key_organisation('KEY')", "first"),
    ] {
        assert_eq!(would_touch(&me, &call.replace("KEY", one)).await, Some(1), "{call}: one, of {one}");
        assert_eq!(would_touch(&me, &call.replace("KEY", "nobody")).await, Some(0), "{call}: nobody's");
        assert_eq!(would_touch(&me, &call.replace("'KEY'", "null")).await, Some(0), "{call}: no key");
    }
    let mine = format!("select by_key_shared_code('{}')", ground.open.word);
    assert_eq!(would_touch(&me, &mine).await, Some(0), "codes of people are no code for all");
    ground.end().await;
}
