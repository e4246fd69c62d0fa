//! What is not moved, what is not moved into, and who is sent away meanwhile and after.

use server::settings::Database;
use server::store::Store;
use server::store::moving::{End, marks};
use server::store::presence::Presence;

use crate::ground::Folder;
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
async fn a_place_with_a_schema_and_no_row_yet_is_not_served_and_takes_the_rest() {
    for there in Where::all().await {
        let (data, other) = (house::installation().await, there.another().await);
        let whose = marks::whose(&mut End::source(&places::of(data.path())).await.unwrap().connection).await.unwrap();
        there.made();
        End::receiving(&there.place(), &whose).await.unwrap().close().await.unwrap();
        other.made();
        other.end().await.close().await.unwrap();
        for (place, said) in [(&there, "move-unfinished"), (&other, "moved")] {
            let (beside, url) = place.told(data.path());
            let database = url.map_or(Database::Folder, |url| Database::of(url).unwrap());
            let outcome = house::refusal(Store::open_at(&beside, &database).await);
            assert_eq!(outcome, said, "control: without its mark it would be served");
        }
        assert_eq!(house::refusal(house::moved(data.path(), &there).await), "moved");
    }
}

#[tokio::test]
async fn nobody_begins_anew_in_an_empty_database_beside_a_file_that_was_not_moved() {
    let Some(server) = places::Server::fresh().await else { return };
    let (data, there) = (house::installation().await, Where::Server(server));
    let url = there.typed();
    for words in [&["serve", "--respond", "127.0.0.1:0", "--staff", "127.0.0.1:0"][..], &["doctor"]] {
        let mut command = house::program(Some(&url));
        command.args(words).arg("--data").arg(data.path());
        let (well, said) = house::said(command);
        assert!(!well && said.contains("was not moved there") && said.contains("tidemark.sqlite"), "{said}");
    }
    assert_eq!(there.tables().await, 0, "nothing was made");
    let (empty, database) = (Folder::new(), Database::of(&url).unwrap());
    let begun = house::refusal(Store::open_at(empty.path(), &database).await);
    assert_eq!(begun, "moved", "control: with an empty folder it is begun");
}

#[tokio::test]
async fn a_refusal_names_the_place_and_comes_before_anything_is_said_to_move() {
    let (data, empty) = (house::installation().await, Folder::new());
    let to = |typed: &str| {
        let mut command = house::program(None);
        command.args(["move", "--data"]).arg(data.path()).arg("--to").arg(typed);
        house::said(command)
    };
    let mut refusals = vec![(to("postgres://keeper:heron@127.0.0.1:1/tidemark"), "127.0.0.1:1 cannot be reached")];
    let server = places::Server::fresh().await;
    if let Some(server) = &server {
        refusals.push((to(&server.nowhere()), "does not let this program into PostgreSQL, tidemark_"));
        let full = Where::Server(places::Server::fresh().await.unwrap());
        house::moved(data.path(), &full).await.unwrap();
        house::change(data.path(), &["delete from installation where name = 'moved-to'"]).await;
        refusals.push((to(&full.typed()), "is not an interrupted move"));
    }
    for ((well, said), told) in refusals {
        assert!(!well && said.contains(told), "{told}: {said}");
        assert!(!said.contains("Everything moves") && !said.contains("TIDEMARK_RESPOND_DATABASE_URL"), "{said}");
        assert!(said.starts_with("Looked at first"), "somebody who waits reads something at once: {said}");
    }
    let (well, said) = to(&format!("sqlite:{}", empty.path().display()));
    assert!(well && said.contains("Everything moves") && said.contains("Being copied"), "control: {said}");
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
