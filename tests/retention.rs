//! An owner sets how long answers are kept and a coordinator confirms it; people answer, somebody takes answers back, a
//! court asks, and the last day comes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod platform;

use axum::http::StatusCode;
use platform::{Answered, Browser, Open, Platform, Scene, on_disk};
use server::access::Role;
use server::chance;
use server::coding::source::{Consent, Source, Turn};
use server::coding::{Act, Draft};
use server::seal::PrivateKey;
use server::seal::keys::PersonKeys;
use server::store::audit::{self, Verdict};
use server::store::retention::{self, State};
use server::store::sessions::{self, Unlocked};
use server::store::submit::Submission;
use server::store::{accounts, arrival, brought, holds, members, sql, waves};
use server::workspace::{Work, Write};

/// What somebody says in a group.
const SAID: &str = "A key to my own door, and a room that looks at the river, that is all I ever wanted to have.";

fn page(platform: &Platform, rest: &str) -> String {
    format!("/studies/{}/retention{rest}", platform.study.id)
}

/// Cora, who coordinates, signed in.
async fn coordinator(platform: &Platform) -> Browser {
    let keys =
        PersonKeys { public: PrivateKey::new().public(), wrapped_private: Vec::new(), sign_in_hash: String::new() };
    let mut to = platform.state.store.write().await.unwrap();
    let cora = accounts::make(&mut to, "Cora Coordinator", &keys, false).await.unwrap();
    members::put(&mut to, &platform.study.id, &cora.id, Role::Coordinator).await.unwrap();
    let token = sessions::start(&mut to, &cora.id, &Unlocked::new()).await.unwrap();
    to.commit().await.unwrap();
    let mut browser = platform.colleague();
    browser.cookie = Some(format!("t={}", token.to_text()));
    browser.page = Some(page(platform, ""));
    browser
}

async fn owner(platform: &Platform) -> Browser {
    let mut browser = platform.signed_in().await;
    browser.page = Some(page(platform, ""));
    browser
}

/// A last day that two people agreed on; backups go thirty days later.
async fn agree(platform: &Platform, day: &str) {
    let (study, today) = (&platform.study.id, platform.study.today());
    let mut to = platform.state.store.write().await.unwrap();
    retention::propose(&mut to, study, (day, 30), &platform.owner.id, today).await.unwrap();
    retention::confirm(&mut to, study, &format!("{day} 30"), "cora", today).await.unwrap();
    to.commit().await.unwrap();
}

/// Somebody answers; tells the code that takes the answers back.
async fn send(platform: &Platform, open: &Open) -> String {
    let mut browser = platform.respondent();
    let review = browser.go_through(&open.word, &[]).await;
    browser.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await.element("withdraw-code")
}

async fn take_back(platform: &Platform, code: &str) -> Answered {
    platform.respondent().post("/withdraw", &[("_code", code)]).await
}

/// Brings a transcript in; tells the position of that in the log.
async fn bring(platform: &Platform, id: &str) -> i64 {
    let turn = Turn { speaker: "Participant 1".into(), text: SAID.into(), ..Turn::default() };
    let source = Source {
        format: 1,
        title: "Group".into(),
        kind: "group".into(),
        language: "en".into(),
        consent: Consent::Quoted,
        turns: vec![turn],
        ..Source::default()
    };
    let work = Work {
        draft: Draft::of(Act::Bring { source: id.into() }),
        writes: vec![Write::Source(id.into(), source)],
        audit: None,
    };
    let state = &platform.state;
    state.workspaces.act(&state.store, &platform.study, &platform.keys, &platform.owner.id, work).await.unwrap()
}

/// What an unlocked study has in memory: how many responses, and whether it knows what was said in the group.
async fn in_memory(platform: &Platform) -> (usize, bool) {
    let state = &platform.state;
    let workspace = state.workspaces.open(&state.store, &platform.study.id, &platform.keys).await.unwrap();
    let rows = workspace.tables.values().map(|table| table.rows.len()).sum();
    let desk = format!("{:?}", *workspace.read());
    (rows, desk.contains(SAID))
}

/// One release that is out, and one that is not.
async fn release(platform: &Platform) {
    const STEPS: [&str; 4] = [
        "insert into releases (id, study_id, state, made_by, made_on, choice) values ('out', $1, 'draft', 'o', '2026-11-01', x'00')",
        "insert into releases (id, study_id, state, made_by, made_on, choice) values ('in', $1, 'draft', 'o', '2026-11-01', x'00')",
        "insert into release_files select 'out', '', 'text/html', cast('Fifty people answered.' as blob) from studies where id = $1",
        "update releases set state = 'released', word = 'harbor', position = 1 where id = 'out' and study_id = $1",
    ];
    let mut to = platform.state.store.write().await.unwrap();
    for step in STEPS {
        sql::query(step).bind(&platform.study.id).execute(&mut *to).await.unwrap();
    }
    to.commit().await.unwrap();
}

async fn count(platform: &Platform, table: &str) -> i64 {
    let question = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
    sql::query_scalar(question).fetch_one(&platform.state.store.pool).await.unwrap()
}

async fn envelopes(platform: &Platform) -> Vec<Vec<u8>> {
    const ALL: &str = "select sealed from responses union all select sealed from pending
        union all select sealed from sources union all select sealed from drafts";
    sql::query_scalar(ALL).fetch_all(&platform.state.store.pool).await.unwrap()
}

async fn last_day_is(platform: &Platform, state: State) -> bool {
    let mut from = platform.state.store.pool.acquire().await.unwrap();
    let all = retention::all(&mut from, &platform.study.id).await.unwrap();
    all.iter().any(|clock| clock.state == state)
}

/// An answer that was on its way when the answers went.
async fn straggle(platform: &Platform, open: &Open) {
    let site: String =
        sql::query_scalar("select site_id from links").fetch_one(&platform.state.store.pool).await.unwrap();
    let late = Submission {
        response_id: chance::id(),
        collection_id: open.collection.id.clone(),
        site_id: site,
        withdraw_hash: None,
        submission_key: chance::bytes::<16>().to_vec(),
        sealed: vec![1; 1100],
        draft_id: None,
        organisation: None,
        straight: false,
    };
    platform.state.writer.submit(late).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_day_needs_two_people_and_is_not_moved_back_once_somebody_was_told() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let (mut olive, mut cora) = (owner(&platform).await, coordinator(&platform).await);
    let (set, confirm) = (page(&platform, ""), page(&platform, "/confirm"));
    let day = |day: &'static str| [("keep-until", day), ("copies-days", "30"), ("despite", "on")];
    let today = platform.study.today().to_string();
    let early = olive.post(&set, &[("keep-until", &today), ("copies-days", "30")]).await;
    assert!(early.says("at least 7 days ahead"), "{}", early.body);
    assert_eq!(cora.post(&set, &day("2099-01-31")).await.status, StatusCode::FORBIDDEN, "an owner sets it");
    assert!(olive.post(&set, &day("2099-01-31")).await.says("Now somebody else confirms it"));
    let welcome = format!("/s/{}", open.word);
    assert!(!platform.respondent().get(&welcome).await.says("id=\"until\""), "one person promises nothing");
    assert!(!olive.get(&set).await.says("name=\"seen\""));
    let seen = [("seen", "2099-01-31 30"), ("sure", "on")];
    assert!(olive.post(&confirm, &seen).await.says("Who set the day does not confirm it"));
    assert!(cora.post(&confirm, &[("seen", "2098-01-31 30"), ("sure", "on")]).await.says("changed this day meanwhile"));
    assert!(cora.get(&set).await.says("2099-01-31 30"));
    let confirmed = cora.post(&confirm, &seen).await;
    assert!(
        confirmed.says("is told") && confirmed.says("the file of the day after the last day"),
        "{}",
        confirmed.body
    );
    assert!(platform.respondent().get(&welcome).await.says("We keep your answers until January 31, 2099."));
    let mut spanish = platform.respondent();
    spanish.language = "es";
    assert!(spanish.get(&welcome).await.says("hasta el 31 de enero de 2099"));

    assert!(olive.post(&set, &day("2099-02-15")).await.says("Now somebody else"), "control: nobody was told yet");
    send(&platform, &open).await;
    assert!(olive.post(&set, &day("2099-02-15")).await.says("were told 2099-01-31"));
    let nearer = olive.post(&set, &day("2099-01-15")).await;
    assert!(nearer.says("Now somebody else"), "{}", nearer.body);
    let promise = retention::promise(&platform.state.store, &platform.study.id).await.unwrap().unwrap();
    assert_eq!((promise.keep_until.as_str(), promise.held), ("2099-01-31", false), "until somebody confirms it");
    assert!(cora.post(&page(&platform, "/drop"), &[]).await.says("Taken back."));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_came_by_who_set_the_day_does_not_confirm_it() {
    let (platform, _) = Platform::with(Scene::default()).await;
    let (mut olive, mut cora) = (owner(&platform).await, coordinator(&platform).await);
    let (set, study) = (page(&platform, ""), &platform.study.id);
    let day = [("keep-until", "2099-01-31"), ("copies-days", "30"), ("despite", "on")];
    olive.post(&set, &day).await;
    let seen = [("seen", "2099-01-31 30"), ("sure", "on")];
    let mut to = platform.state.store.write().await.unwrap();
    let id = accounts::named(&mut to, "Cora Coordinator").await.unwrap().unwrap().id;
    brought::note(&mut to, study, &id, &platform.owner.id).await.unwrap();
    to.commit().await.unwrap();
    let shown = cora.get(&set).await;
    assert!(shown.says("so you are not their second person") && !shown.says("name=\"seen\""), "{}", shown.body);
    let refused = cora.post(&page(&platform, "/confirm"), &seen).await;
    assert!(refused.says("Nobody else in this study may do it"), "{}", refused.body);
    assert!(!last_day_is(&platform, State::Running).await, "nothing was confirmed");
    let mut to = platform.state.store.write().await.unwrap();
    sql::query("delete from brought").execute(&mut *to).await.unwrap();
    to.commit().await.unwrap();
    assert!(cora.post(&page(&platform, "/confirm"), &seen).await.says("is told"), "control");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purge_before_a_planned_wave_is_warned_of_to_both() {
    let (platform, _) = Platform::with(Scene::default()).await;
    waves::add(&platform.state.store, &platform.study.id, "Third", "2099-06-01").await.unwrap();
    let (mut olive, mut cora) = (owner(&platform).await, coordinator(&platform).await);
    let set = page(&platform, "");
    let before = olive.post(&set, &[("keep-until", "2099-01-31"), ("copies-days", "30")]).await;
    assert!(before.says("A wave is planned to start after this day: Third") && before.says("2099-01-31"));
    assert!(!last_day_is(&platform, State::Proposed).await, "nothing was set");
    let after = olive.post(&set, &[("keep-until", "2099-06-30"), ("copies-days", "30")]).await;
    assert!(after.says("Now somebody else"), "control: a later day needs no warning: {}", after.body);
    olive.post(&set, &[("keep-until", "2099-01-31"), ("copies-days", "30"), ("despite", "on")]).await;
    assert!(cora.get(&set).await.says("nothing can be compared with them"));
    let confirm = page(&platform, "/confirm");
    let unwarned = cora.post(&confirm, &[("seen", "2099-01-31 30"), ("sure", "on")]).await;
    assert!(unwarned.says("A wave is planned to start after this day: Third"), "{}", unwarned.body);
    let warned = cora.post(&confirm, &[("seen", "2099-01-31 30"), ("sure", "on"), ("despite", "on")]).await;
    assert!(warned.says("Confirmed.") && last_day_is(&platform, State::Running).await, "{}", warned.body);
    let add = format!("/studies/{}/waves", platform.study.id);
    for (starts_on, late) in [("2099-01-31", false), ("2099-02-01", true)] {
        let added = cora.post(&add, &[("name", "Fourth"), ("starts_on", starts_on)]).await;
        assert_eq!(added.says("this wave starts after the day"), late, "{}", added.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_last_day_what_people_said_is_in_no_row_no_file_and_no_memory_and_releases_stay() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let store = &platform.state.store;
    for _ in 0..6 {
        send(&platform, &open).await;
    }
    assert_eq!(arrival::move_ready(store, &open.collection.id).await.unwrap(), 6);
    send(&platform, &open).await;
    let mut begun = platform.respondent();
    let review = begun.go_through(&open.word, &[]).await;
    bring(&platform, "g").await;
    release(&platform).await;
    agree(&platform, "2099-01-31").await;
    assert_eq!(in_memory(&platform).await, (6, true), "control");
    let sealed = envelopes(&platform).await;
    let found = sealed.iter().filter(|one| on_disk(&platform.folder, one)).count();
    let on_disk_before = if platform::database::server().is_none() { 9 } else { 0 };
    let control =
        "control: seven responses, a transcript and a draft are on the disk, where the rows are files of ours";
    assert_eq!((sealed.len(), found), (9, on_disk_before), "{control}");

    retention::purge(store, |_| "2099-01-31".parse().unwrap()).await.unwrap();
    assert_eq!(count(&platform, "responses").await, 6, "control: the last day is not over");
    retention::purge(store, |_| "2099-02-01".parse().unwrap()).await.unwrap();
    let gone = ["responses", "pending", "drafts", "sources", "events", "texts", "flags", "snapshots", "unsaved"];
    for table in gone {
        assert_eq!(count(&platform, table).await, 0, "{table}");
    }
    assert!(!sealed.iter().any(|one| on_disk(&platform.folder, one)), "no envelope is left in any file");
    assert_eq!(in_memory(&platform).await, (0, false), "nor in memory");
    assert!(!begun.post(&review, &[("_go", "send")]).await.says("Thank you"), "what was begun cannot be sent");
    assert!(platform.respondent().get(&format!("/s/{}", open.word)).await.says("This survey has closed"));

    assert_eq!(count(&platform, "releases where id = 'in'").await, 0, "a draft was worked out of what is gone");
    assert!(platform.respondent().get("/r/harbor").await.says("Fifty people answered."), "what is out stays");
    for kept in ["versions", "waves", "sites", "links", "submissions"] {
        assert!(count(&platform, kept).await > 0, "{kept} stay");
    }
    let acts = audit::latest(store, Some(&platform.study.id), 1).await.unwrap();
    assert_eq!((acts[0].action.as_str(), acts[0].object.as_str()), ("purge", "answers: 7, transcripts: 1"));
    assert!(matches!(audit::verify(store).await.unwrap(), Verdict::Whole { .. }), "the record stays whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_on_its_way_is_taken_at_the_next_look_and_then_the_study_may_go_on() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let store = &platform.state.store;
    bring(&platform, "g").await;
    agree(&platform, "2099-01-31").await;
    let look = || retention::purge(store, |_| "2099-02-01".parse().unwrap());
    look().await.unwrap();
    straggle(&platform, &open).await;
    assert_eq!(count(&platform, "pending").await, 1, "control");
    look().await.unwrap();
    assert_eq!(count(&platform, "pending").await, 0);
    assert!(last_day_is(&platform, State::Running).await, "something was found");
    look().await.unwrap();
    assert!(last_day_is(&platform, State::Done).await, "nothing was found");
    let told = owner(&platform).await.get(&page(&platform, "")).await;
    assert!(told.says("Everything was deleted on 2099-02-01") && told.says("tidemark-2099-02-01.age"), "{}", told.body);
    assert_eq!(bring(&platform, "h").await, 1, "the log begins anew");
    look().await.unwrap();
    assert_eq!(in_memory(&platform).await, (0, true), "a day that is done takes nothing more");
}

#[tokio::test]
async fn more_answers_than_go_in_one_transaction_all_go() {
    const MANY: &str = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 450)
        insert into responses select 'r' || i, $1, site_id, null, x'00', zeroblob(1100) from n, links";
    let (platform, open) = Platform::with(Scene::default()).await;
    let store = &platform.state.store;
    let mut to = store.write().await.unwrap();
    sql::query(MANY).bind(&open.collection.id).execute(&mut *to).await.unwrap();
    to.commit().await.unwrap();
    agree(&platform, "2099-01-31").await;
    assert_eq!(count(&platform, "responses").await, 450, "control");
    retention::purge(store, |_| "2099-02-01".parse().unwrap()).await.unwrap();
    assert_eq!(count(&platform, "responses").await, 0);
    let acts = audit::latest(store, Some(&platform.study.id), 1).await.unwrap();
    assert_eq!(acts[0].object, "answers: 450, transcripts: 0");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_stops_the_purge_and_what_is_taken_back_goes_and_is_counted_for_counsel() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let store = &platform.state.store;
    let (mut olive, mut cora) = (owner(&platform).await, coordinator(&platform).await);
    agree(&platform, "2099-01-31").await;
    let (first, second) = (send(&platform, &open).await, send(&platform, &open).await);
    send(&platform, &open).await;
    let free = take_back(&platform, &first).await;
    assert!(free.says("have been deleted") && !free.says("safety copies"), "control: no hold, nothing to add");

    let (set, end) = (page(&platform, "/hold"), page(&platform, "/hold/end"));
    assert!(cora.post(&set, &[("reason", " ")]).await.says("Please give the reason."));
    let reason = [("reason", "File 12 of the county court"), ("sure", "on")];
    let held = cora.post(&set, &reason).await;
    assert!(held.says("The deletion is stopped.") && held.says("Cora Coordinator set a hold"), "{}", held.body);
    assert!(cora.post(&set, &reason).await.says("A hold stands already."));
    retention::purge(store, |_| "2099-02-01".parse().unwrap()).await.unwrap();
    assert_eq!(count(&platform, "pending").await, 2, "the purge was stopped");
    let welcome = platform.respondent().get(&format!("/s/{}", open.word)).await;
    assert!(welcome.says("the law asks us to keep them") && !welcome.says("We keep your answers until"));

    let taken = take_back(&platform, &second).await;
    assert!(taken.says("have been deleted") && taken.says("safety copies"), "{}", taken.body);
    assert_eq!(count(&platform, "pending").await, 1, "the promise stands");
    assert!(olive.get(&page(&platform, "")).await.says("nobody took answers back"), "nobody sees it just now");
    holds::flag_withdrawals(store).await.unwrap();
    assert!(olive.get(&page(&platform, "")).await.says("one person took answers back"), "counsel is told at night");
    holds::flag_withdrawals(store).await.unwrap();
    let acts = audit::latest(store, Some(&platform.study.id), 10).await.unwrap();
    let flags: Vec<_> = acts.iter().filter(|act| act.action == "flag-withdrawals").map(|act| &act.object).collect();
    assert_eq!(flags, ["1"], "once");

    assert_eq!(cora.post(&end, &reason).await.status, StatusCode::FORBIDDEN, "an owner ends it");
    assert!(olive.post(&end, &[("reason", "Closed")]).await.says("Please tick that you are sure."));
    assert!(olive.post(&end, &reason).await.says("The hold is ended."));
    retention::purge(store, |_| "2099-02-01".parse().unwrap()).await.unwrap();
    assert_eq!(count(&platform, "pending").await, 0, "control: without the hold it goes");
}

#[tokio::test]
async fn after_a_hold_that_outlasted_the_last_day_a_week_is_left() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let (store, study) = (&platform.state.store, &platform.study.id);
    agree(&platform, "2099-01-31").await;
    send(&platform, &open).await;
    let mut to = store.write().await.unwrap();
    holds::set(&mut to, study, "cora", "File 12", "2099-01-02".parse().unwrap()).await.unwrap();
    holds::end(&mut to, study, "olive", "Closed", "2099-03-01".parse().unwrap()).await.unwrap();
    to.commit().await.unwrap();
    retention::purge(store, |_| "2099-03-08".parse().unwrap()).await.unwrap();
    assert_eq!(count(&platform, "pending").await, 1, "there is time for another hold");
    retention::purge(store, |_| "2099-03-09".parse().unwrap()).await.unwrap();
    assert_eq!(count(&platform, "pending").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_tells_of_a_day_that_waits_of_one_that_runs_and_of_a_hold() {
    let platform = Platform::start().await;
    let (mut olive, mut cora) = (owner(&platform).await, coordinator(&platform).await);
    let overview = format!("/studies/{}/overview", platform.study.id);
    assert!(olive.get(&overview).await.says("No wave yet."), "control");
    waves::add(&platform.state.store, &platform.study.id, "First", "2026-11-01").await.unwrap();
    let page = olive.get(&overview).await;
    assert!(page.says("One wave is there, but no survey is in it yet.") && !page.says("No wave yet."), "{}", page.body);
    assert!(!page.says("last day"), "control: none is set");

    olive.post(&self::page(&platform, ""), &[("keep-until", "2099-01-31"), ("copies-days", "30")]).await;
    assert!(cora.get(&overview).await.says("It waits for you: confirm it"), "who may confirm it is told");
    assert!(olive.get(&overview).await.says("for another owner or a coordinator"), "who set it is told so");
    let seen = [("seen", "2099-01-31 30"), ("sure", "on")];
    assert!(cora.post(&self::page(&platform, "/confirm"), &seen).await.says("deleted in the night after it"));
    assert!(olive.get(&overview).await.says("Answers are kept until 2099-01-31"));

    cora.post(&self::page(&platform, "/hold"), &[("reason", "File 12")]).await;
    let held = olive.get(&self::page(&platform, "")).await;
    assert!(held.says("nothing is deleted before an owner ends it"), "{}", held.body);
    assert!(!held.says("and deleted in the night after it"), "one page does not say two things");
    let held = olive.get(&overview).await;
    assert!(held.says("A legal hold stands since") && !held.says("Answers are kept until"), "{}", held.body);
}
