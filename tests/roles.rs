//! An owner, a coordinator, a researcher, a coder and a reader share a study; a stranger has heard of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod office;
mod platform;

use axum::http::StatusCode;
use office::{Office, keys};
use server::access::{Action, Role, allows};

/// A page or form of the study for each action that has one here.
const DOORS: &[(&str, &str, Action)] = &[
    ("get", "overview", Action::SeeStudy),
    ("get", "people", Action::SeeStudy),
    ("get", "settings", Action::ChangeSettings),
    ("post", "settings", Action::ChangeSettings),
    ("post", "settings/help", Action::ChangeSettings),
    ("post", "settings/holder", Action::ManagePeople),
    ("post", "people/invite", Action::ManagePeople),
    ("post", "people/cancel", Action::ManagePeople),
    ("post", "people/nobody/role", Action::ManagePeople),
    ("post", "people/nobody/key", Action::ManagePeople),
    ("post", "people/nobody/restore", Action::ManagePeople),
    ("post", "people/nobody/remove", Action::ManagePeople),
    ("get", "audit", Action::SeeAudit),
    ("get", "approvals", Action::ApproveExports),
    ("post", "approvals", Action::ApproveExports),
    ("post", "approvals/nobody/end", Action::ApproveExports),
    ("get", "retention", Action::ChangeSettings),
    ("post", "retention", Action::SetRetention),
    ("post", "retention/confirm", Action::ConfirmRetention),
    ("post", "retention/drop", Action::ConfirmRetention),
    ("post", "retention/hold", Action::HoldPurge),
    ("post", "retention/hold/end", Action::SetRetention),
];

#[tokio::test]
async fn each_door_opens_for_exactly_the_roles_of_the_table() {
    let office = Office::open().await;
    let keys = keys();
    for role in Role::ALL {
        let (_, mut browser) = office.colleague(&format!("A {}", role.name()), *role, &keys).await;
        for (method, page, action) in DOORS {
            let address = office.page(page);
            let answered = match *method {
                "get" => browser.get_only(&address).await,
                _ => browser.post_only(&address, &[]).await,
            };
            let refused = answered.status == StatusCode::FORBIDDEN;
            assert_eq!(refused, !allows(*role, *action), "{} {method} {page}: {}", role.name(), answered.status);
        }
    }
}

#[tokio::test]
async fn a_stranger_finds_nothing_behind_any_door() {
    let office = Office::open().await;
    let mut stranger = office.stranger(&keys()).await;
    for (method, page, _) in
        DOORS.iter().chain(&[("get", "unlock", Action::SeeStudy), ("post", "lock", Action::SeeStudy)])
    {
        let address = office.page(page);
        let answered = match *method {
            "get" => stranger.get_only(&address).await,
            _ => stranger.post_only(&address, &[]).await,
        };
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{method} {page}");
        assert!(!answered.says("Shore"), "not even its name");
    }
    assert!(!stranger.get("/studies").await.says("Shore"));
}

#[tokio::test]
async fn the_table_on_the_page_is_the_table_in_the_program() {
    let office = Office::open().await;
    let (_, mut reader) = office.colleague("Rea Reader", Role::Reader, &keys()).await;
    let page = reader.get(&office.page("people")).await.body;
    let table = page.split("class=\"access\"").nth(1).expect("a table");
    let yes = Action::all().map(|action| Role::ALL.iter().filter(|role| allows(**role, action)).count()).sum::<usize>();
    assert_eq!(table.matches("class=\"yes\"").count(), yes);
    assert_eq!(table.matches("<th scope=\"row\"").count(), Action::all().count());
}

#[tokio::test]
async fn a_coordinator_makes_no_owner_and_unmakes_none() {
    let office = Office::open().await;
    let (cora, mut browser) = office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let invited = browser.post(&office.page("people/invite"), &[("for-whom", "A friend"), ("role", "owner")]).await;
    assert_eq!(invited.status, StatusCode::FORBIDDEN);
    let raised = browser.post(&office.page(&format!("people/{}/role", cora.id)), &[("role", "owner")]).await;
    assert_eq!(raised.status, StatusCode::FORBIDDEN);
    let reading = browser.post(&office.page(&format!("people/{}/role", cora.id)), &[("role", "researcher")]).await;
    assert_eq!(reading.status, StatusCode::FORBIDDEN, "nobody gives themselves the right to read");
    let people = server::store::members::list(&office.state.store, &office.study).await.unwrap();
    let owner = people.iter().find(|one| one.role == Role::Owner).unwrap().person.id.clone();
    let removed = browser.post(&office.page(&format!("people/{owner}/remove")), &[]).await;
    assert_eq!(removed.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_menu_offers_what_opens_and_a_page_that_does_not_keeps_it() {
    let office = Office::open().await;
    for role in Role::ALL {
        let (_, mut browser) = office.colleague(&format!("A {}", role.name()), *role, &keys()).await;
        let page = browser.get(&office.page("overview")).await;
        let menu = page.body.split("<nav").nth(1).unwrap().split("</nav>").next().unwrap().to_owned();
        let mut offered = 0;
        for address in menu.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            offered += 1;
            let opened = browser.get_only(address).await;
            assert_ne!(opened.status, StatusCode::FORBIDDEN, "{}: {address}", role.name());
        }
        assert!(offered > 5, "control: {menu}");
        let refused = browser.get(&office.page("settings")).await;
        let may = matches!(role, Role::Owner | Role::Coordinator);
        assert_eq!((refused.status == StatusCode::OK, menu.contains("/settings")), (may, may), "{}", role.name());
        assert!(refused.says("<nav") && refused.says("action=\"/sign-out\""), "{}: {}", role.name(), refused.body);
    }
}

#[tokio::test]
async fn a_study_always_keeps_an_owner() {
    let office = Office::open().await;
    let people = server::store::members::list(&office.state.store, &office.study).await.unwrap();
    let id = &people[0].person.id;
    let mut owner = office.owner.clone();
    owner.page = Some(office.page("people"));
    let role = owner.post(&office.page(&format!("people/{id}/role")), &[("role", "reader")]).await;
    assert!(role.says("always has an owner"), "{}", role.body);
    let left = owner.post(&office.page(&format!("people/{id}/remove")), &[("sure", "on")]).await;
    assert!(left.says("always has an owner"));
    assert_eq!(owner.get(&office.page("settings")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn settings_refuse_what_would_harm_and_keep_the_rest() {
    let office = Office::open().await;
    let mut owner = office.owner.clone();
    let good = [
        ("name", "Shore & Dune"),
        ("time-zone", "America/Denver"),
        ("smallest-cell", "7"),
        ("exit-address", "https://www.wikipedia.org/"),
        ("respond-title", "Form"),
    ];
    assert!(owner.post(&office.page("settings"), &good).await.says("Saved."));
    let page = owner.get(&office.page("settings")).await;
    assert!(page.says("it is a mark, not a rule") && page.says("In a release it is a rule"), "{}", page.body);
    for (field, value) in [
        ("smallest-cell", "4"),
        ("smallest-cell", "many"),
        ("exit-address", "javascript:alert(1)"),
        ("time-zone", "Mars/Base"),
        ("name", " "),
        ("respond-title", ""),
    ] {
        let fields: Vec<_> =
            good.iter().map(|(name, kept)| (*name, if *name == field { value } else { *kept })).collect();
        let refused = owner.post(&office.page("settings"), &fields).await;
        assert!(refused.says("class=\"problem\""), "{field}={value}");
    }
    let study = server::store::studies::find(&office.state.store, &office.study).await.unwrap().unwrap();
    assert_eq!((study.name.as_str(), study.smallest_cell), ("Shore & Dune", 7));
}

#[tokio::test]
async fn a_study_made_after_another_takes_its_settings_and_help_lines_and_nobody_else() {
    let office = Office::open().await;
    office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let mut owner = office.owner.clone();
    let made = owner.post(&office.page("clone"), &[("name", "Shore 2028"), ("checked", "on")]).await;
    assert!(made.says("Shore 2028"), "{} {}", made.address, made.body);
    let new = made.address.split('/').nth(2).unwrap().to_owned();
    assert_ne!(new, office.study);
    let store = &office.state.store;
    assert_eq!(server::store::members::list(store, &new).await.unwrap().len(), 1);
    let lines = server::store::help_lines::list(store, &new).await.unwrap();
    assert_eq!(lines.len(), server::store::help_lines::national().len());
}
