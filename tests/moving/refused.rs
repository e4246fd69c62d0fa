//! What is not moved, what is not moved into, and who is sent away meanwhile and after.

use server::settings::Database;
use server::store::Store;
use server::store::moving::{End, marks};
use server::store::presence::Presence;

use crate::house;
use crate::places::{self, Where};
use crate::program::Program;

/// What a command on a data folder says, which must fail.
fn refused(data: &std::path::Path, words: &[&str]) -> String {
    let mut command = house::program(None);
    command.args(words).arg("--data").arg(data);
    let (well, said) = house::said(command);
    assert!(!well, "{words:?}: {said}");
    said
}

#[tokio::test]
async fn nobody_works_with_the_old_one_and_it_says_where_its_data_is() {
    for there in Where::all().await {
        let data = house::installation().await;
        let (well, said) = house::said(house::command(data.path(), None, &there));
        assert!(well, "{said}");
        let backup = data.path().join("backup.age").display().to_string();
        for words in [&["serve"][..], &["doctor"], &["drill"], &["recover"], &["backup", "--to", backup.as_str()]] {
            let said = refused(data.path(), words);
            assert!(said.contains("was moved to") && said.contains(&there.place().shown()), "{words:?}: {said}");
        }
        let (well, said) = house::said(house::command(data.path(), None, &there));
        assert!(well && said.contains("Moved."), "told again, it says so again: {said}");
        let other = Where::folder();
        let elsewhere = house::moved(data.path(), &other).await;
        assert_eq!(house::refusal(elsewhere), format!("moved {}", there.place().shown()));
    }
}

#[tokio::test]
async fn while_somebody_is_served_nothing_moves_and_while_it_moves_nobody_is_served() {
    for there in Where::all().await {
        let data = house::installation().await;
        let mut serve = house::program(None);
        serve.args(["serve", "--respond", "127.0.0.1:0", "--staff", "127.0.0.1:0", "--data"]).arg(data.path());
        let serving = Program::spawn(&mut serve);
        let (well, said) = house::said(house::command(data.path(), None, &there));
        assert!(!well && said.contains("Another program works with this data"), "{said}");
        drop(serving);
        let alone = Presence::alone(data.path()).unwrap();
        assert!(refused(data.path(), &["serve"]).contains("just being moved"));
        drop(alone);
        let (well, said) = house::said(house::command(data.path(), None, &there));
        assert!(well, "control: after that it moves: {said}");
    }
}

#[tokio::test]
async fn where_a_move_is_not_finished_nobody_is_served_and_nothing_moves_from() {
    for there in Where::all().await {
        let data = house::installation().await;
        house::moved(data.path(), &there).await.unwrap();
        marks::begin(&mut there.end().await.connection, b"somebody").await.unwrap();
        let (beside, url) = there.told(data.path());
        let database = url.map_or(Database::Folder, |url| Database::of(url).unwrap());
        assert_eq!(house::refusal(Store::open_at(&beside, &database).await), "move-unfinished");
        if let Where::Folder(_) = there {
            // The library takes no secret along.
            std::fs::copy(data.path().join("installation.secret"), beside.join("installation.secret")).unwrap();
        }
        let (well, said) = house::said(house::command(&beside, url, &Where::folder()));
        assert!(!well && said.contains("is not finished"), "{said}");
    }
}

#[tokio::test]
async fn a_place_that_has_something_else_in_it_is_refused() {
    for there in Where::all().await {
        let (first, second) = (house::installation().await, house::installation().await);
        let whose = marks::whose(&mut End::source(&places::of(first.path())).await.unwrap().connection).await.unwrap();
        there.made();
        marks::begin(&mut there.end().await.connection, &whose).await.unwrap();
        let shown = there.place().shown();
        let other = house::refusal(house::moved(second.path(), &there).await);
        assert_eq!(other, format!("move-target-other {shown}"));
        assert_eq!(house::refusal(house::moved(first.path(), &there).await), "moved", "control: its own goes on");
        let full = house::refusal(house::moved(second.path(), &there).await);
        assert_eq!(full, format!("move-target-full {shown}"));
    }
}

#[tokio::test]
async fn a_table_or_column_that_is_not_known_on_both_sides_is_refused() {
    for there in Where::all().await {
        let data = house::installation().await;
        there.made();
        house::run(&mut there.end().await, "alter table words add column later text").await;
        assert_eq!(house::refusal(house::moved(data.path(), &there).await), "move-columns words");
        house::change(data.path(), &["create table later (id text primary key) without rowid"]).await;
        assert_eq!(house::refusal(house::moved(data.path(), &there).await), "move-tables later");
    }
}

#[tokio::test]
async fn what_postgresql_cannot_hold_or_does_not_own_is_said() {
    let Some(server) = places::Server::fresh().await else { return };
    let data = house::installation().await;
    house::change(data.path(), &["update words set text = 'a' || char(0) || 'b' where key = 'key 1'"]).await;
    let there = Where::Server(server);
    assert_eq!(house::refusal(house::moved(data.path(), &there).await), "move-unfit words");
    house::change(data.path(), &["update words set text = 'a' where key = 'key 1'"]).await;
    assert_eq!(house::refusal(house::moved(data.path(), &there).await), "moved", "control: mended, it goes on");

    let server = places::Server::fresh().await.unwrap();
    server.run("create table another_program (id bigint)").await;
    let there = Where::Server(server);
    let full = house::refusal(house::moved(house::installation().await.path(), &there).await);
    assert_eq!(full, format!("move-target-full {}", there.place().shown()));
}

#[tokio::test]
async fn a_place_is_not_moved_to_itself_nor_to_nowhere_and_a_password_is_never_repeated() {
    let data = house::installation().await;
    let mut command = house::program(None);
    command.args(["move", "--data"]).arg(data.path()).arg("--to").arg(format!("sqlite:{}", data.path().display()));
    let (well, said) = house::said(command);
    assert!(!well && said.contains("already"), "{said}");
    for typed in ["mysql://keeper:heron@127.0.0.1/tidemark", "postgres://keeper:heron@127.0.0.1:1/tidemark"] {
        let mut command = house::program(None);
        command.args(["move", "--data"]).arg(data.path()).arg("--to").arg(typed);
        let (well, said) = house::said(command);
        assert!(!well && !said.contains("heron"), "{said}");
    }
    let (well, _) = house::said(house::command(data.path(), None, &Where::folder()));
    assert!(well, "control: it can be moved");
}
