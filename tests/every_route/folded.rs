//! Every page that the owner opens is asked for as it is after a form of a folded part was refused. What was typed stands
//! in the form again, and the part is open: no page can forget it.

use std::collections::BTreeSet;

use axum::http::{HeaderMap, Method, StatusCode, header};
use server::http::staff::again::{self, Again};
use server::http::staff::{self, Fields};

use crate::platform::Browser;
use crate::scene::Scene;

/// A form of a page: where it is sent, its fields, whether a folded part around it is closed.
struct Form {
    action: String,
    fields: Vec<(String, String)>,
    typed: usize,
    closed: bool,
    text: String,
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
    Some(value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

/// Whether what follows this much of a page stands in a folded part, and in a closed one.
fn folded(before: &str) -> (bool, bool) {
    let mut around: Vec<bool> = Vec::new();
    for tag in before.split('<') {
        if tag.starts_with("/details") {
            around.pop();
        } else if tag.starts_with("details") {
            around.push(tag.split('>').next().is_some_and(|tag| tag.contains(" open")));
        }
    }
    (!around.is_empty(), around.contains(&false))
}

fn forms(page: &str) -> Vec<Form> {
    let mut found = Vec::new();
    for (at, _) in page.match_indices("<form ") {
        let text = page[at..].split("</form>").next().unwrap();
        let tag = text.split('>').next().unwrap();
        let (inside, closed) = folded(&page[..at]);
        if inside && tag.contains("method=\"post\"") && !tag.contains("multipart") && !text.contains("<leptos-island") {
            let (fields, typed) = fields(text);
            let action = attribute(tag, "action").unwrap_or_default().split('?').next().unwrap().to_owned();
            found.push(Form { action, fields, typed, closed, text: text.to_owned() });
        }
    }
    found
}

/// What somebody sends who types into every line.
fn fields(form: &str) -> (Vec<(String, String)>, usize) {
    let (mut fields, mut typed) = (Vec::new(), 0);
    for tag in form.split('<').filter(|tag| tag.starts_with("input") || tag.starts_with("textarea")) {
        let tag = tag.split('>').next().unwrap();
        let kind = attribute(tag, "type").unwrap_or_else(|| "text".to_owned());
        let Some(name) = attribute(tag, "name") else { continue };
        match kind.as_str() {
            "hidden" => fields.push((name, attribute(tag, "value").unwrap_or_default())),
            "text" if attribute(tag, "autocomplete").as_deref() != Some("one-time-code") => {
                typed += 1;
                fields.push((name, format!("typed here {typed}")));
            }
            _ => {}
        }
    }
    (fields, typed)
}

/// The page as it is after this form was refused.
async fn refused(browser: &mut Browser, address: &str, form: &Form) -> String {
    let cookie = browser.cookie.clone().unwrap().parse().unwrap();
    let headers = HeaderMap::from_iter([(header::COOKIE, cookie)]);
    let fields = Fields(form.fields.clone());
    let again = Again { code: "not-sure".into(), fields, form: form.action.clone(), ..Again::default() };
    let id = again::keep(&headers, false, again);
    browser.get(&format!("{address}?again={id}")).await.body
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_into_a_folded_form_comes_back_in_sight() {
    let scene = Scene::open().await;
    let mut browser = scene.group.office.owner.clone();
    let (mut lost, mut seen, mut closed) = (Vec::new(), BTreeSet::new(), 0);
    let routes = staff::routes();
    for route in routes.list().iter().filter(|route| route.method == Method::GET) {
        let address = scene.address(&route.path, &scene.group.study.id);
        let page = browser.get_only(&address).await;
        if page.status != StatusCode::OK || !page.body.starts_with("<!doctype html>") {
            continue;
        }
        for form in forms(&page.body).into_iter().filter(|form| form.typed > 0) {
            closed += usize::from(form.closed);
            seen.insert(form.action.clone());
            let page = refused(&mut browser, &address, &form).await;
            let same = forms(&page).into_iter().filter(|other| other.action == form.action);
            let words = |other: &Form| (1..=form.typed).all(|at| other.text.contains(&format!("typed here {at}")));
            if !same.into_iter().any(|other| !other.closed && words(&other)) {
                lost.push(format!("{}: {}", route.path, form.action));
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
    assert!(closed > 0 && seen.len() > 2, "control: {closed} were folded away, of {seen:?}");
    println!("{} folded forms keep what was typed", seen.len());
}
