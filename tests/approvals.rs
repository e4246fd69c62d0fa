//! A researcher needs files of what people said; a coordinator approves it; an owner alone in a study takes hers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod group;
mod office;
mod platform;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use group::Group;
use office::{Office, browser, keys, somebody};
use platform::{Answered, Browser, PASSPHRASE};
use server::access::Role;
use server::store::approvals::{self, Approval, Leave};
use server::store::{accounts, audit};
use tower::ServiceExt;

/// Every kind of file of what people said that a study with a transcript gives.
fn files(group: &Group) -> Vec<String> {
    let out = ["project.qdpx", "codebook.qdc", "excerpts.csv"].map(|name| format!("coding/exchange/out/{name}"));
    let sheet = "coding/sources/source/g/translation.csv".to_owned();
    out.into_iter().chain([sheet]).map(|rest| group.office.page(&rest)).collect()
}

fn is_file(answered: &Answered) -> bool {
    answered.headers.contains_key("content-disposition")
}

async fn acts(office: &Office) -> Vec<(String, String)> {
    let all = audit::latest(&office.state.store, Some(&office.study), 200).await.unwrap();
    all.into_iter().map(|act| (act.action, act.object)).collect()
}

async fn exports(office: &Office) -> usize {
    acts(office).await.iter().filter(|(action, _)| action == "export").count()
}

async fn give(by: &mut Browser, office: &Office, person: &str, purpose: &str, days: &str) -> Answered {
    let page = office.page("approvals");
    by.page = Some(page.clone());
    by.post(&page, &[("person", person), ("purpose", purpose), ("days", days)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn files_leave_only_when_a_second_person_approved_and_the_record_names_them() {
    let group = Group::meet().await;
    let code = group.code("Keys").await;
    group.coding(&group.owner, 1, Some((22, 28)), &code).await;
    let keys = keys();
    let (ravi, mut researcher) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys).await;
    let (_, mut cora) = group.office.colleague("Cora Coordinator", Role::Coordinator, &keys).await;
    for file in files(&group) {
        let asked = researcher.get(&file).await;
        assert!(
            asked.says("somebody else must approve") && asked.says("Cora Coordinator, Olive Owner"),
            "{}",
            asked.body
        );
        assert!(!asked.says("type=\"password\""), "nothing to type before that");
        let refused = researcher.take(&file).await;
        assert!(refused.says("Nobody else has approved") && !is_file(&refused), "{file}: {}", refused.body);
    }
    assert_eq!(exports(&group.office).await, 0, "nothing left");
    let given = give(&mut cora, &group.office, &ravi.id, "The annual report", "30").await;
    assert!(
        given.says("Approved.") && given.says("The annual report") && given.says("Ravi Researcher"),
        "{}",
        given.body
    );
    for (number, file) in files(&group).iter().enumerate() {
        assert!(researcher.get(file).await.says("Approved by Cora Coordinator until"), "{file}");
        assert!(is_file(&researcher.take(file).await), "{file}");
        let acts = acts(&group.office).await;
        let said = ("export-approved".to_owned(), "Cora Coordinator: The annual report".to_owned());
        assert_eq!((acts[0].clone(), acts[1].0.as_str()), (said, "export"), "{file}");
        assert_eq!(exports(&group.office).await, number + 1);
    }
    let mut owner = group.office.owner.clone();
    let record = owner.get(&group.office.page("audit")).await;
    assert!(record.says("with somebody else’s approval") && record.says("approved that somebody takes files out"));
    let first = &files(&group)[0];
    assert!(owner.get(first).await.says("Ask Cora Coordinator"), "an owner needs a second person as well");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_that_ends_between_the_passphrase_and_the_file_lets_nothing_out() {
    let group = Group::meet().await;
    let keys = keys();
    let (ravi, mut researcher) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys).await;
    let (_, mut cora) = group.office.colleague("Cora Coordinator", Role::Coordinator, &keys).await;
    give(&mut cora, &group.office, &ravi.id, "A look", "1").await;
    let file = files(&group).remove(0);
    let form = researcher.get_only(&file).await.location().unwrap();
    researcher.page = Some(form.clone());
    let ticket = researcher.post_only(&form, &[("passphrase", PASSPHRASE)]).await.location().unwrap();
    let id = approvals::all(&group.office.state.store, &group.office.study, "2000-01-01").await.unwrap().remove(0).id;
    let page = group.office.page("approvals");
    cora.page = Some(page.clone());
    assert!(cora.post(&format!("{page}/{id}/end"), &[]).await.says("The approval is taken back."));
    let late = researcher.get(&ticket).await;
    assert!(late.status == StatusCode::CONFLICT && !is_file(&late), "{}", late.body);
    assert_eq!(exports(&group.office).await, 0);
    assert!(
        acts(&group.office)
            .await
            .iter()
            .any(|(action, object)| action == "end-approval" && object.starts_with("Ravi Researcher: "))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_for_the_head_of_a_file_takes_nothing_and_uses_nothing_up() {
    let group = Group::meet().await;
    let (ravi, mut researcher) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let mut owner = group.office.owner.clone();
    give(&mut owner, &group.office, &ravi.id, "A look", "1").await;
    let form = researcher.get_only(&files(&group)[0]).await.location().unwrap();
    researcher.page = Some(form.clone());
    let ticket = researcher.post_only(&form, &[("passphrase", PASSPHRASE)]).await.location().unwrap();
    let cookie = researcher.cookie.clone().unwrap();
    let head = Request::head(&ticket).header(header::HOST, "127.0.0.1:42001").header(header::COOKIE, cookie);
    let answered = researcher.plane().oneshot(head.body(Body::empty()).unwrap()).await.unwrap();
    assert!(answered.headers().get(header::CONTENT_DISPOSITION).is_none());
    assert_eq!(exports(&group.office).await, 0, "nothing left, so nothing is noted");
    assert!(is_file(&researcher.get(&ticket).await), "control: the ticket is still good");
    assert_eq!(exports(&group.office).await, 1);
    assert!(!is_file(&researcher.get(&ticket).await), "control: once");
}

#[tokio::test]
async fn an_approval_is_for_somebody_else_a_purpose_and_thirty_days_at_most() {
    let office = Office::open().await;
    let keys = keys();
    let (ravi, _) = office.colleague("Ravi Researcher", Role::Researcher, &keys).await;
    let (rea, _) = office.colleague("Rea Reader", Role::Reader, &keys).await;
    let owner = server::store::accounts::everybody(&office.state.store).await.unwrap();
    let olive = owner.into_iter().find(|one| one.name == "Olive Owner").unwrap().id;
    let mut by = office.owner.clone();
    for (person, purpose, days, said) in [
        (&olive, "Mine", "7", "Somebody else must approve"),
        (&ravi.id, "", "7", "Say what the files are for"),
        (&ravi.id, "Long", "31", "from 1 to 30"),
        (&ravi.id, "None", "0", "from 1 to 30"),
    ] {
        let refused = give(&mut by, &office, person, purpose, days).await;
        assert!(refused.says(said) && refused.says("class=\"problem\""), "{said}: {}", refused.body);
    }
    assert_eq!(give(&mut by, &office, &rea.id, "A reader takes no files", "7").await.status, StatusCode::NOT_FOUND);
    assert!(approvals::all(&office.state.store, &office.study, "2000-01-01").await.unwrap().is_empty());
    assert!(give(&mut by, &office, &ravi.id, "Control", "30").await.says("Approved."));
}

#[tokio::test]
async fn an_approval_holds_on_its_days_for_its_person_and_while_its_giver_may_give_it() {
    let office = Office::open().await;
    let keys = keys();
    let (ravi, _) = office.colleague("Ravi Researcher", Role::Researcher, &keys).await;
    let (cora, mut browser) = office.colleague("Cora Coordinator", Role::Coordinator, &keys).await;
    let today = "2026-11-27".parse().unwrap();
    let approval = Approval::new(&ravi.id, &cora.id, "A thesis".to_owned(), today, "3").unwrap();
    let mut to = office.state.store.write().await.unwrap();
    approvals::give(&mut to, &office.study, &approval).await.unwrap();
    let days = [("2026-11-26", false), ("2026-11-27", true), ("2026-11-29", true), ("2026-11-30", false)];
    for (day, holds) in days {
        let leave = approvals::leave(&mut to, &office.study, &ravi.id, day).await.unwrap();
        assert_eq!(leave, holds.then(|| Leave::Approved(approval.clone())), "{day}");
    }
    let other = approvals::leave(&mut to, &office.study, &cora.id, "2026-11-27").await.unwrap();
    assert_eq!(other, None, "it is nobody else's");
    assert_eq!(approvals::leave(&mut to, "another", &ravi.id, "2026-11-27").await.unwrap(), None);
    to.commit().await.unwrap();
    assert_eq!(browser.get(&office.page("approvals")).await.status, StatusCode::OK);
    office.owner.clone().post(&office.page(&format!("people/{}/role", cora.id)), &[("role", "reader")]).await;
    let mut from = office.state.store.pool.acquire().await.unwrap();
    let lapsed = approvals::leave(&mut from, &office.study, &ravi.id, "2026-11-27").await.unwrap();
    assert_eq!(lapsed, None, "whoever may not approve any more does not");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_alone_in_a_study_takes_files_and_the_record_says_that_nobody_else_approved() {
    let group = Group::meet().await;
    let mut owner = group.office.owner.clone();
    let file = files(&group).remove(2);
    assert!(owner.get(&file).await.says("You are the only member of this study"));
    assert!(is_file(&owner.take(&file).await));
    let acts = acts(&group.office).await;
    assert_eq!((acts[0].0.as_str(), acts[1].0.as_str()), ("export-alone", "export"));
    let record = owner.get(&group.office.page("audit")).await;
    assert!(record.says("nobody else approved it: the study has one member"), "{}", record.body);
    // Control: with a second member, who may not even approve, the same person is refused.
    group.office.colleague("Rea Reader", Role::Reader, &keys()).await;
    let refused = owner.get(&file).await;
    assert!(refused.says("nobody else in this study may") && !refused.says("type=\"password\""), "{}", refused.body);
    assert!(!is_file(&owner.take(&file).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn approved_quotes_need_no_further_word() {
    let group = Group::meet().await;
    let (_, mut researcher) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    assert!(is_file(&researcher.take(&group.office.page("coding/quotes/quotes.csv")).await));
    assert_eq!(acts(&group.office).await[0], ("export".to_owned(), "quotes".to_owned()));
}

/// Somebody joins by an invitation of this browser, in a role; gives their id and browser.
async fn lets_in(by: &mut Browser, office: &Office, name: &str, role: &str) -> (String, Browser) {
    let invited = by.post(&office.page("people/invite"), &[("for-whom", name), ("role", role)]).await;
    let code = Office::code(&invited.body);
    let mut fields = somebody(name, PASSPHRASE);
    fields.push(("code", &code));
    let mut browser = browser(&office.state);
    assert!(browser.post("/join", &fields).await.address.starts_with("/studies"), "{name} is in");
    let all = accounts::everybody(&office.state.store).await.unwrap();
    (all.into_iter().find(|one| one.name == name).unwrap().id, browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_let_somebody_in_or_gave_them_the_key_is_not_their_second_person_nor_the_other_way_round() {
    let group = Group::meet().await;
    let (office, keys) = (&group.office, keys());
    let (_, mut cora) = office.colleague("Cora Coordinator", Role::Coordinator, &keys).await;
    let (_, mut carl) = office.colleague("Carl Coordinator", Role::Coordinator, &keys).await;
    // Cora, who may neither read nor take files out, makes somebody who may.
    let (puppet, mut reads) = lets_in(&mut cora, office, "Puppet", "researcher").await;
    let given = cora.post(&office.page(&format!("people/{puppet}/key")), &[]).await;
    assert!(given.says("Puppet"), "{}", given.body);
    reads.post(&office.page("unlock"), &[("passphrase", PASSPHRASE)]).await;
    let page = cora.get(&office.page("approvals")).await;
    assert!(page.says("not the second person of Puppet") && !page.says(&puppet), "{}", page.body);
    let refused = give(&mut cora, office, &puppet, "Anything", "30").await;
    assert!(refused.says("These can in your place: Carl Coordinator, Olive Owner"), "{}", refused.body);
    let (_, mut second) = lets_in(&mut cora, office, "Second Puppet", "coordinator").await;
    let refused = give(&mut second, office, &puppet, "Anything", "30").await;
    assert!(refused.says("These can in your place: Carl Coordinator, Olive Owner"), "by the same colleague");
    // A word that was given before this was looked at holds no longer.
    office.approve(&puppet, &id(office, "Cora Coordinator").await).await;
    let file = files(&group).remove(0);
    let asked = reads.get(&file).await;
    assert!(asked.says("Ask Carl Coordinator, Olive Owner") && !asked.says("type=\"password\""), "{}", asked.body);
    assert!(!is_file(&reads.take(&file).await));
    assert_eq!(exports(office).await, 0, "nothing left");
    assert!(give(&mut carl, office, &puppet, "A look", "1").await.says("Approved."), "control");
    assert!(is_file(&reads.take(&file).await), "control: on another word it leaves");
}

async fn id(office: &Office, name: &str) -> String {
    let all = accounts::everybody(&office.state.store).await.unwrap();
    all.into_iter().find(|one| one.name == name).unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn where_only_two_are_there_and_one_let_the_other_in_the_page_says_what_to_do() {
    let group = Group::meet().await;
    let office = &group.office;
    let mut olive = office.owner.clone();
    let (carl, mut coordinator) = lets_in(&mut olive, office, "Carl Coordinator", "coordinator").await;
    let file = files(&group).remove(0);
    let asked = olive.get(&file).await;
    assert!(asked.says("Carl Coordinator may approve, but one of you let the other in"), "{}", asked.body);
    assert!(asked.says("Ask an owner of the installation") && !asked.says("type=\"password\""), "{}", asked.body);
    let olive_id = id(office, "Olive Owner").await;
    let refused = give(&mut coordinator, office, &olive_id, "Hers", "7").await;
    assert!(refused.says("Nobody else in this study may do it"), "{}", refused.body);
    assert!(!is_file(&olive.take(&file).await));
    // An owner of the installation counts beside everybody: what the page says is true.
    let mut to = office.state.store.write().await.unwrap();
    accounts::raise(&mut to, &carl).await.unwrap();
    to.commit().await.unwrap();
    assert!(give(&mut coordinator, office, &olive_id, "Hers", "7").await.says("Approved."));
    assert!(is_file(&olive.take(&file).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_for_a_new_passphrase_lets_in_too() {
    let office = Office::open().await;
    let keys = keys();
    let (_, mut cora) = office.colleague("Cora Coordinator", Role::Coordinator, &keys).await;
    let (ravi, _) = office.colleague("Ravi Researcher", Role::Researcher, &keys).await;
    assert!(give(&mut cora, &office, &ravi.id, "Before", "7").await.says("Approved."), "control");
    let made = cora.post(&office.page(&format!("people/{}/restore", ravi.id)), &[]).await;
    let code = Office::code(&made.body);
    let mut fields = somebody("Ravi Researcher", PASSPHRASE);
    fields.push(("code", &code));
    browser(&office.state).post("/join", &fields).await;
    let refused = give(&mut cora, &office, &ravi.id, "After", "7").await;
    assert!(refused.says("These can in your place: Olive Owner"), "whoever knows the code could be Ravi");
}

#[tokio::test]
async fn an_approval_of_somebody_who_lost_the_right_never_comes_back_to_life() {
    let office = Office::open().await;
    let keys = keys();
    let (ravi, _) = office.colleague("Ravi Researcher", Role::Researcher, &keys).await;
    let (cora, _) = office.colleague("Cora Coordinator", Role::Coordinator, &keys).await;
    let (carl, _) = office.colleague("Carl Coordinator", Role::Coordinator, &keys).await;
    let today = server::chance::today("America/Chicago").to_string();
    let mut owner = office.owner.clone();
    let holds = async || {
        let mut from = office.state.store.pool.acquire().await.unwrap();
        approvals::leave(&mut from, &office.study, &ravi.id, &today).await.unwrap().is_some()
    };
    office.approve(&ravi.id, &cora.id).await;
    assert!(holds().await, "control");
    let form = office.page(&format!("people/{}/role", cora.id));
    owner.post(&form, &[("role", "owner")]).await;
    assert!(holds().await, "control: who may approve in the new role too");
    for role in ["reader", "coordinator"] {
        owner.post(&form, &[("role", role)]).await;
        assert!(!holds().await, "{role}");
    }
    let ended = ("end-approval".to_owned(), "Ravi Researcher".to_owned());
    assert_eq!(acts(&office).await.iter().filter(|act| **act == ended).count(), 1, "once, and in the record");
    office.approve(&ravi.id, &carl.id).await;
    assert!(holds().await, "control");
    owner.post(&office.page(&format!("people/{}/remove", carl.id)), &[("sure", "on")]).await;
    let mut to = office.state.store.write().await.unwrap();
    server::store::members::put(&mut to, &office.study, &carl.id, Role::Coordinator).await.unwrap();
    to.commit().await.unwrap();
    assert!(!holds().await, "who left and came back has to say it anew");
    assert_eq!(acts(&office).await.iter().filter(|act| **act == ended).count(), 2);
}
