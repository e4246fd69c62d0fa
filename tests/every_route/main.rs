//! Somebody who is not signed in, colleagues whose role does not allow it, and the owner of another study try every
//! route of the staff plane with real ids. Nothing opens and nothing changes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../group/mod.rs"]
mod group;
#[path = "../office/mod.rs"]
mod office;
#[path = "../platform/mod.rs"]
mod platform;

mod folded;
mod scene;
mod tables;

use std::sync::Arc;

use axum::extract;
use axum::http::{Method, StatusCode};
use office::keys;
use platform::{Answered, Browser};
use scene::Scene;
use server::access::{Action, Role};
use server::http::State;
use server::http::protection::{Plane, protect};
use server::http::staff::{self, Asks, Route};
use server::store::sessions::{self, Unlocked};
use server::store::{accounts, sql, studies};

/// Routes that ask nothing of whoever comes, or a typed secret.
const OPEN: &[&str] = &[
    "GET /",
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/second",
    "POST /sign-in/second",
    "POST /sign-out",
    "GET /join",
    "POST /join",
    "GET /recover",
    "POST /recover",
    "GET /first-start",
    "POST /first-start",
    "GET /first-start/kit",
    "POST /first-start/kit",
    "GET /review",
    "POST /review",
];

/// Forms that everybody in the study may send: they change nothing of it.
const HARMLESS: &[&str] =
    &["/studies/{study}/unlock", "/studies/{study}/lock", "/studies/{study}/instruments/{id}/phone"];

/// A page that asks more where what it shows is not out yet.
const ASKS_MORE: &str = "/studies/{study}/releases/{release}";

/// Something for each field that a form could want.
const FORM: &[(&str, &str)] = &[
    ("name", "Changed"),
    ("title", "Changed"),
    ("time-zone", "America/Denver"),
    ("starts_on", "2027-01-01"),
    ("starts-on", "2027-01-01"),
    ("closes_on", "2099-01-01"),
    ("role", "reader"),
    ("for-whom", "A friend"),
    ("reason", "Changed"),
    ("language", "en"),
    ("state", "refused"),
    ("invited", "3"),
    ("count", "3"),
    ("names", "Changed House"),
    ("sure", "on"),
    ("warned", "on"),
    ("checked", "on"),
    ("looked", "yes"),
    ("decision", "approve"),
];

fn is_in_study(route: &Route) -> bool {
    route.path.contains("{study}")
}

/// Asks for one route: a page once, a form as a form and as one with a file.
async fn ask(browser: &mut Browser, route: &Route, address: &str) -> Vec<Answered> {
    const FILE: &str = "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\
                        a,b\r\n1,2\r\n--part--\r\n";
    if route.method == Method::GET {
        return vec![browser.get_only(address).await];
    }
    let form = browser.post_only(address, FORM).await;
    vec![form, browser.post_raw(address, "multipart/form-data; boundary=part", FILE.into()).await]
}

/// Which of the routes answered in another way than `refuses` says, and which tables changed.
async fn walk(
    scene: &Scene,
    browser: &Browser,
    study: &str,
    routes: &[Route],
    refuses: impl Fn(&Route, &Answered) -> bool,
) -> Vec<String> {
    let store = &scene.group.office.state.store;
    let (mut browser, before) = (browser.clone(), tables::all(store).await);
    let mut slips = Vec::new();
    for route in routes {
        for answered in ask(&mut browser, route, &scene.address(&route.path, study)).await {
            if !refuses(route, &answered) {
                slips.push(format!("{} {}: {}", route.method, route.path, answered.status));
            }
        }
    }
    slips.extend(tables::changed(&before, &tables::all(store).await).into_iter().map(|table| format!("table {table}")));
    slips
}

fn leads_to(answered: &Answered, page: &str) -> bool {
    answered.status == StatusCode::SEE_OTHER && answered.location().is_some_and(|next| next.starts_with(page))
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_is_not_signed_in_gets_past_any_route_but_the_open_ones() {
    let scene = Scene::open().await;
    let routes = staff::routes();
    let named = |route: &&Route| route.asks == Asks::Nothing;
    let open: Vec<String> =
        routes.list().iter().filter(named).map(|route| format!("{} {}", route.method, route.path)).collect();
    let mut known: Vec<&str> = OPEN.to_vec();
    known.sort_unstable();
    let mut found: Vec<&str> = open.iter().map(String::as_str).collect();
    found.sort_unstable();
    assert_eq!(found, known, "a route that asks nothing is named here");
    let closed: Vec<Route> = routes.list().iter().filter(|route| !named(route)).cloned().collect();
    let browser = office::browser(&scene.group.office.state);
    let slips = walk(&scene, &browser, &scene.group.study.id, &closed, |route, answered| {
        leads_to(answered, if route.asks == Asks::Reviewer { "/review" } else { "/sign-in" })
    });
    assert_eq!(slips.await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_is_refused_what_the_table_does_not_allow_and_nothing_changes() {
    let scene = Scene::open().await;
    let (routes, keys) = (staff::routes(), keys());
    for role in Role::ALL {
        let (_, browser) = scene.group.office.colleague(&format!("A {}", role.name()), *role, &keys).await;
        let refused = |route: &&Route| route.asks.of(*role) == Some(false) || route.asks == Asks::Installation;
        let refused: Vec<Route> = routes.list().iter().filter(refused).cloned().collect();
        let slips = walk(&scene, &browser, &scene.group.study.id, &refused, |_, answered| {
            answered.status == StatusCode::FORBIDDEN
        });
        assert_eq!(slips.await, Vec::<String>::new(), "{}", role.name());
        println!("{}: {} routes refused", role.name(), refused.len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_opens_every_page_that_the_table_allows() {
    let scene = Scene::open().await;
    let (routes, keys) = (staff::routes(), keys());
    for role in Role::ALL {
        let (_, mut browser) = scene.group.office.colleague(&format!("A {}", role.name()), *role, &keys).await;
        let opens = |route: &&Route| route.method == Method::GET && route.asks.of(*role) == Some(true);
        for route in routes.list().iter().filter(opens).filter(|route| route.path != ASKS_MORE) {
            let answered = browser.get_only(&scene.address(&route.path, &scene.group.study.id)).await;
            assert_ne!(answered.status, StatusCode::FORBIDDEN, "{} {}", role.name(), route.path);
        }
    }
}

/// A study of somebody else's, its browser signed in and the study unlocked.
async fn elsewhere(scene: &Scene) -> (Browser, String) {
    let state = &scene.group.office.state;
    let mut to = state.store.write().await.unwrap();
    let nora = accounts::make(&mut to, "Nora Neighbour", &keys(), false).await.unwrap();
    let kit = server::seal::PrivateKey::new().public();
    let (study, study_keys) = studies::make(&mut to, "Inland", "America/Chicago", &nora, &kit).await.unwrap();
    let token = sessions::start(&mut to, &nora.id, &Unlocked::from([(study.id.clone(), study_keys)])).await.unwrap();
    to.commit().await.unwrap();
    let mut browser = office::browser(state);
    browser.cookie = Some(format!("t={}", token.to_text()));
    (browser, study.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_of_another_study_finds_nothing_in_this_one() {
    let scene = Scene::open().await;
    let (browser, _) = elsewhere(&scene).await;
    let routes: Vec<Route> = staff::routes().list().iter().filter(|route| is_in_study(route)).cloned().collect();
    let slips = walk(&scene, &browser, &scene.group.study.id, &routes, |_, answered| {
        answered.status == StatusCode::NOT_FOUND && !answered.says("Shore")
    });
    assert_eq!(slips.await, Vec::<String>::new());
    println!("another study: {} routes, nothing found", routes.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ids_of_this_study_mean_nothing_inside_another() {
    let scene = Scene::open().await;
    let (browser, own) = elsewhere(&scene).await;
    let mut control = browser.clone();
    assert_eq!(control.get(&format!("/studies/{own}/settings")).await.status, StatusCode::OK, "control: it is hers");
    let names_more = |route: &&Route| route.path.replace("{study}", "").contains('{') && is_in_study(route);
    let routes: Vec<Route> = staff::routes().list().iter().filter(names_more).cloned().collect();
    let slips = walk(&scene, &browser, &own, &routes, |_, answered| {
        let done = answered.location().is_some_and(|next| next.contains("done="));
        answered.status != StatusCode::OK && !answered.status.is_server_error() && !done
    });
    assert_eq!(slips.await, Vec::<String>::new());
    println!("inside another study: {} routes with ids of this one", routes.len());
}

#[test]
fn no_form_of_a_study_asks_only_what_everybody_in_it_may() {
    const LITTLE: [Asks; 5] =
        [Asks::Nothing, Asks::SignedIn, Asks::Membership, Asks::May(Action::SeeStudy), Asks::May(Action::SeeResults)];
    let asks_little =
        |route: &&Route| is_in_study(route) && route.method == Method::POST && LITTLE.contains(&route.asks);
    let routes = staff::routes();
    let found: Vec<&str> = routes.list().iter().filter(asks_little).map(|route| route.path.as_str()).collect();
    let unknown: Vec<&&str> = found.iter().filter(|path| !HARMLESS.contains(path)).collect();
    assert!(unknown.is_empty() && found.len() == HARMLESS.len(), "{found:?}");
    assert!(routes.list().len() > 200, "control: the list is the plane's, not an empty one");
}

/// A route without a check, as somebody might write it.
async fn rename(extract::State(state): extract::State<Arc<State>>) -> server::Result<&'static str> {
    let mut to = state.store.write().await?;
    sql::query("update studies set name = 'Changed'").execute(&mut *to).await?;
    to.commit().await?;
    Ok("changed")
}

#[tokio::test(flavor = "multi_thread")]
async fn control_a_route_without_a_check_is_noticed() {
    let scene = Scene::open().await;
    let state = &scene.group.office.state;
    let path = "/studies/{study}/unchecked";
    let open = staff::over(staff::routes().post(path, Asks::Nothing, rename));
    let (_, reader) = scene.group.office.colleague("Rea Reader", Role::Reader, &keys()).await;
    let mut browser = Browser::new(protect(open, Plane::Staff, state), "127.0.0.1:42001");
    browser.cookie = reader.cookie.clone();
    let meant = Route { method: Method::POST, path: path.into(), asks: Asks::May(Action::ChangeSettings) };
    let refuses = |_: &Route, answered: &Answered| answered.status == StatusCode::FORBIDDEN;
    let slips = walk(&scene, &browser, &scene.group.study.id, std::slice::from_ref(&meant), refuses).await;
    assert!(
        slips.contains(&format!("POST {path}: 200 OK")) && slips.contains(&"table studies".to_owned()),
        "{slips:?}"
    );

    let checked = staff::over(staff::routes().post(path, meant.asks, rename));
    let mut browser = Browser::new(protect(checked, Plane::Staff, state), "127.0.0.1:42001");
    browser.cookie = reader.cookie;
    let slips = walk(&scene, &browser, &scene.group.study.id, &[meant], refuses).await;
    assert_eq!(slips, Vec::<String>::new(), "the same route behind the list");
}

#[tokio::test(flavor = "multi_thread")]
async fn control_who_may_does_change_something() {
    let scene = Scene::open().await;
    let store = &scene.group.office.state.store;
    let before = tables::all(store).await;
    let mut owner = scene.group.office.owner.clone();
    let site = scene.address("/studies/{study}/sites/{id}", &scene.group.study.id);
    owner.post_only(&site, &[("name", "South")]).await;
    assert_eq!(tables::changed(&before, &tables::all(store).await), ["heads", "sites"], "and every process reads anew");
}
