//! An operator starts the planes with a role that may do too much or too little, or is somebody else.

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use server::http::{Pages, State};
use server::settings::{Address, Database, Planes};
use server::store::role;
use server::{Error, Settings};
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;

use crate::ground::Ground;
use crate::platform::database;

/// Starts a process for these planes; what it says where it does not start.
async fn start(ground: &Ground, planes: Planes, address: &Address) -> Result<Arc<State>, (String, String)> {
    let state = &ground.platform.state;
    let settings = Settings { planes, respond_database: Some(address.clone()), ..state.settings.clone() };
    let pages = Pages { respond: Arc::clone(&state.respond_pages), staff: Arc::clone(&state.staff_pages) };
    State::open(settings, pages).await.map_err(|error| match error {
        Error::Invalid(code, value) => (code.to_owned(), value),
        other => (format!("{other:?}"), String::new()),
    })
}

/// What a process for respondents alone complains about.
async fn complaint(ground: &Ground) -> Option<(String, String)> {
    start(ground, Planes::Respond, &ground.address).await.err()
}

#[tokio::test(flavor = "multi_thread")]
async fn design_4_1_a_right_too_many_or_too_few_is_found_at_the_start() {
    let Some(ground) = Ground::settled().await else { return };
    let role = &ground.role;
    assert_eq!(complaint(&ground).await, None, "control");
    for (surplus, said) in [
        ("select (sealed) on responses", "+select responses.sealed"),
        ("select on words", "+select words.*"),
        ("insert (id) on flags", "+insert flags.id"),
        ("references (id) on studies", "+references studies.id"),
        ("truncate on drafts", "+truncate drafts"),
        ("create on schema public", "+create in public"),
        ("execute on function heads_of_arrivals()", "+call heads_of_arrivals"),
    ] {
        for whom in [role.as_str(), "public"] {
            ground.command(&format!("grant {surplus} to {whom}")).await;
            let (code, value) = complaint(&ground).await.expect(surplus);
            assert!(code == "respond-rights" && value.contains(said), "{surplus} to {whom}: {code} {value}");
            ground.command(&format!("revoke {surplus} from {whom}")).await;
            // On a whole table it takes the rights on columns along.
            role::settle(ground.owner(), role).await.unwrap();
        }
    }
    let needed =
        ["insert (id) on drafts", "execute on function by_key_drop_arrived(bytea)", "select (value) on installation"];
    for right in needed {
        ground.command(&format!("revoke {right} from {role}")).await;
        let (code, value) = complaint(&ground).await.expect(right);
        assert!(code == "respond-rights" && value.starts_with('−'), "{right}: {code} {value}");
        role::settle(ground.owner(), role).await.unwrap();
    }
    assert_eq!(complaint(&ground).await, None, "control: all is as it was");
    ground.end().await;
}

/// Gives a right, which is complained of, and takes it away, which ends that.
async fn goes_not_unseen(ground: &Ground, surplus: &str, whom: &str, said: &str) {
    ground.command(&format!("grant {surplus} to {whom}")).await;
    let (code, value) = complaint(ground).await.expect(surplus);
    assert!(code == "respond-rights" && value.contains(said), "{surplus} to {whom}: {code} {value}");
    ground.command(&format!("revoke {surplus} from {whom}")).await;
    assert_eq!(complaint(ground).await, None, "{surplus} to {whom} was taken away again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_on_what_belongs_to_the_server_itself_is_found_too() {
    let Some(ground) = Ground::settled().await else { return };
    ground.command("select lo_create(4711)").await;
    let of_the_server = [
        ("select on pg_authid", "+select pg_authid"),
        ("select (stavalues1) on pg_statistic", "+select pg_statistic.stavalues1"),
        ("execute on function pg_read_file(text)", "+execute pg_read_file(text)"),
        ("select on large object 4711", "+select large object 4711"),
        ("create on schema pg_catalog", "+create in pg_catalog"),
    ];
    assert_eq!(complaint(&ground).await, None, "control: what everybody may from the first day is no complaint");
    for (surplus, said) in of_the_server {
        for whom in [ground.role.as_str(), "public"] {
            goes_not_unseen(&ground, surplus, whom, said).await;
        }
    }
    ground.command("select lo_unlink(4711)").await;
    let number = "select current_setting('server_version_num')::bigint";
    let version: i64 = server::store::sql::query_scalar(number).fetch_one(ground.owner()).await.unwrap();
    // Rights on settings are known since 15. They hold for the whole server: given to everybody, other tests would see them.
    if version >= 150_000 {
        for verb in ["set", "alter system"] {
            let surplus = format!("{verb} on parameter log_statement");
            goes_not_unseen(&ground, &surplus, &ground.role, &format!("+{verb} log_statement")).await;
        }
    }
    ground.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_or_may_become_somebody_else_is_refused() {
    let Some(ground) = Ground::settled().await else { return };
    let role = &ground.role;
    for (before, after, said) in [
        ("alter role ROLE superuser", "alter role ROLE nosuperuser", "+"),
        ("alter role ROLE createrole", "alter role ROLE nocreaterole", "+make roles"),
        ("grant pg_read_all_data to ROLE", "revoke pg_read_all_data from ROLE", "pg_read_all_data"),
    ] {
        ground.command(&before.replace("ROLE", role)).await;
        let (code, value) = complaint(&ground).await.expect(before);
        assert!(code == "respond-rights" && value.contains(said), "{before}: {code} {value}");
        ground.command(&after.replace("ROLE", role)).await;
    }
    let Database::Postgres(owner) = &ground.platform.state.settings.database else { panic!("PostgreSQL") };
    let (code, _) = start(&ground, Planes::Respond, owner).await.err().unwrap();
    assert_eq!(code, "respond-rights", "the owner is no role for respondents");
    let (code, _) = start(&ground, Planes::Both, owner).await.err().unwrap();
    assert_eq!(code, "respond-role-owner");
    assert!(!role::difference(ground.owner(), role).await.unwrap().more.contains("be superuser"), "control");
    ground.command(&format!("drop owned by {role} cascade; alter role {role} rename to {role}_gone")).await;
    let (code, _) = start(&ground, Planes::Both, &ground.address).await.err().unwrap();
    assert_eq!(code, "respond-role-missing");
    ground.command(&format!("alter role {role}_gone rename to {role}")).await;
    ground.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_planes_in_one_process_settle_the_rights_and_respondents_have_a_pool_of_their_own() {
    let Some(ground) = Ground::new().await else { return };
    assert!(complaint(&ground).await.is_some(), "control: nobody gave a right yet");
    let both = start(&ground, Planes::Both, &ground.address).await.unwrap();
    assert_eq!(complaint(&ground).await, None);
    let respondents = both.for_respondents();
    let who = async |state: &State| -> String {
        server::store::sql::query_scalar("select current_user::text").fetch_one(&state.store.pool).await.unwrap()
    };
    assert_eq!(who(&respondents).await, ground.role);
    assert_ne!(who(&both).await, ground.role);
    crate::journey::walk(&ground, &respondents).await.unwrap();
    ground.end().await;
}

/// The role's address in a database of its own on the same server, made for this.
fn elsewhere(ground: &Ground) -> (Address, String) {
    let server = std::env::var("TIDEMARK_POSTGRES").unwrap();
    let name = format!("elsewhere_{}", server::chance::id());
    assert_eq!(database::tell(&server, format!("create database {name} template template0")), None);
    let options: PgConnectOptions = ground.address.told().parse().unwrap();
    let typed = options.database(&name).to_url_lossy();
    let Ok(Database::Postgres(address)) = Database::of(typed.as_str()) else { panic!("an address of PostgreSQL") };
    (address, name)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_addresses_that_lead_to_two_databases_are_refused_and_the_doctor_says_so() {
    let Some(ground) = Ground::settled().await else { return };
    let (other, name) = elsewhere(&ground);
    for planes in [Planes::Both, Planes::Staff] {
        let refused = start(&ground, planes, &other).await.err().map(|(said, _)| said).unwrap_or_default();
        assert!(refused.contains("respond-database-other"), "{planes:?}: {refused}");
        assert!(start(&ground, planes, &ground.address).await.is_ok(), "control: {planes:?}, one database");
    }
    let doctor = |address: &Address| {
        let Database::Postgres(own) = &ground.platform.state.settings.database else { panic!("PostgreSQL") };
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
        command.arg("doctor").arg("--data").arg(&ground.platform.folder).env("DATABASE_URL", own.told());
        let done = command.env("TIDEMARK_RESPOND_DATABASE_URL", address.told()).output().unwrap();
        (done.status.success(), String::from_utf8([done.stdout, done.stderr].concat()).unwrap())
    };
    let (well, said) = doctor(&other);
    assert!(!well && said.contains("name two different databases"), "{said}");
    assert!(!doctor(&ground.address).1.contains("two different databases"), "control");
    let server = std::env::var("TIDEMARK_POSTGRES").unwrap();
    assert_eq!(database::tell(&server, format!("drop database {name} with (force)")), None);
    ground.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plane_for_respondents_says_at_once_where_its_database_was_moved() {
    let Some(ground) = Ground::settled().await else { return };
    assert_eq!(complaint(&ground).await, None, "control");
    ground.command("insert into installation (name, value) values ('moved-to', 'another house')").await;
    let begun = Instant::now();
    let complaint = complaint(&ground).await;
    ground.command("delete from installation where name = 'moved-to'").await;
    assert_eq!(complaint, Some(("moved".to_owned(), "another house".to_owned())));
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}: a pool would ask for half a minute", begun.elapsed());
    ground.end().await;
}

/// The program as an operator starts it; what it said, and whether it ended well.
fn tidemark(ground: &Ground, arguments: &[&str], owner: bool) -> (bool, String) {
    let Database::Postgres(address) = &ground.platform.state.settings.database else { panic!("PostgreSQL") };
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
    command.args(arguments).arg("--data").arg(&ground.platform.folder).env_remove("DATABASE_URL");
    command.env("TIDEMARK_RESPOND_DATABASE_URL", ground.address.told());
    if owner {
        command.env("DATABASE_URL", address.told());
    }
    let done = command.output().unwrap();
    (done.status.success(), String::from_utf8([done.stdout, done.stderr].concat()).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_says_in_a_sentence_what_is_wrong_and_the_doctor_sees_it_too() {
    let Some(ground) = Ground::settled().await else { return };
    let well = tidemark(&ground, &["doctor"], true).1;
    assert!(well.contains("exactly the rights") && well.contains(&ground.role), "{well}");
    ground.command(&format!("grant select (sealed) on pending to {}", ground.role)).await;
    let serve = ["serve", "--plane", "respond", "--respond", "127.0.0.1:0"];
    for (arguments, owner) in [(&serve[..], false), (&["doctor"], true)] {
        let (ended_well, said) = tidemark(&ground, arguments, owner);
        assert!(!ended_well && said.contains("+select pending.sealed"), "{arguments:?}: {said}");
        assert!(!said.contains(&password(ground.address.told())) && !said.contains("terminal-"), "{said}");
    }
    let alone = tidemark(&ground, &["serve", "--respond", "127.0.0.1:0", "--staff", "127.0.0.1:0"], false);
    assert!(!alone.0 && alone.1.contains("DATABASE_URL"), "{}", alone.1);
    ground.end().await;
}

fn password(address: &str) -> String {
    let inside = address.split_once("://").unwrap().1.split_once('@').unwrap().0;
    inside.split_once(':').unwrap().1.to_owned()
}
