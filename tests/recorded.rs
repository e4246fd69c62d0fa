//! Keys, roles, approvals, last days and releases change hands; each form that does it leaves its entry in the record.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod office;
mod platform;

use std::collections::BTreeSet;

use axum::http::Method;
use office::{Office, browser, keys, prove, somebody};
use platform::{Answered, Browser, PASSPHRASE};
use server::access::Role;
use server::http::staff;
use server::store::{accounts, approvals, audit, invitations};

const OTHER: &str = "three grey pebbles on a warm wall";

/// Where the forms of other areas are, which change none of these.
const OTHERS: &[&str] = &[
    "/studies/{study}/instruments",
    "/studies/{study}/collections",
    "/studies/{study}/waves",
    "/studies/{study}/sites",
    "/studies/{study}/clone",
    "/studies/{study}/linking",
    "/studies/{study}/results",
    "/studies/{study}/import",
    "/studies/{study}/coding",
];

/// Every form of the plane besides, with the entry that it leaves; none where it changes no key, role, last day or release.
const FORMS: &[(&str, &[&str])] = &[
    ("/studies/{study}/people/invite", &["invite"]),
    ("/studies/{study}/people/cancel", &["cancel-invitation"]),
    ("/studies/{study}/people/{person}/role", &["change-role"]),
    ("/studies/{study}/people/{person}/key", &["grant"]),
    ("/studies/{study}/people/{person}/restore", &["restore"]),
    ("/studies/{study}/people/{person}/remove", &["remove"]),
    ("/studies/{study}/approvals", &["approve-export"]),
    ("/studies/{study}/approvals/{approval}/end", &["end-approval"]),
    ("/installation/{person}/shut-out", &["shut-out"]),
    ("/installation/{person}/raise", &["raise"]),
    ("/installation/{person}/lower", &["lower"]),
    ("/installation/kit/drill", &["drill"]),
    ("/installation/kit/renew", &[]),
    ("/installation/kit/new", &["renew-kit"]),
    ("/sign-in", &[]),
    ("/sign-in/second", &["spare-code"]),
    ("/installation/{person}/second", &["reset-second"]),
    ("/sign-out", &[]),
    ("/join", &["join", "new-keys"]),
    ("/recover", &["recover"]),
    ("/first-start", &[]),
    ("/first-start/kit", &["begin"]),
    ("/studies/{study}/unlock", &["unlock"]),
    ("/studies/{study}/lock", &[]),
    ("/studies/{study}/settings", &["change-settings"]),
    ("/studies/{study}/settings/help", &["change-help-lines"]),
    ("/studies/{study}/settings/holder", &["refuse-second-holder"]),
    ("/account", &["change-passphrase"]),
    ("/account/idle", &[]),
    ("/account/confirm", &[]),
    ("/account/passkeys/new", &["add-passkey"]),
    ("/account/passkeys/{passkey}/name", &[]),
    ("/account/passkeys/{passkey}/remove", &["remove-passkey"]),
    ("/account/passkeys/{passkey}/unlocks", &["passkey-unlocks"]),
    ("/account/authenticator/new", &[]),
    ("/account/authenticator", &["authenticator-on"]),
    ("/account/authenticator/off", &["authenticator-off"]),
    ("/account/spare", &["new-spare-codes"]),
    ("/account/read", &[]),
    ("/studies", &["make-study"]),
    ("/studies/{study}/retention", &["set-retention"]),
    ("/studies/{study}/retention/confirm", &["confirm-retention"]),
    ("/studies/{study}/retention/drop", &["drop-retention"]),
    ("/studies/{study}/retention/hold", &["set-hold"]),
    ("/studies/{study}/retention/hold/end", &["end-hold"]),
    ("/studies/{study}/take", &[]),
    ("/studies/{study}/releases/new", &["make-release"]),
    ("/studies/{study}/releases/{release}/choice", &["change-release"]),
    ("/studies/{study}/releases/{release}/copy", &["make-release"]),
    ("/studies/{study}/releases/{release}/accept", &["change-release"]),
    ("/studies/{study}/releases/{release}/plan", &["plan-release"]),
    ("/studies/{study}/releases/{release}/propose", &["propose-release"]),
    ("/studies/{study}/releases/{release}/drop", &["drop-release"]),
    ("/studies/{study}/releases/{release}/invite", &["invite-reviewer"]),
    ("/studies/{study}/releases/{release}/decide", &["approve-release", "refuse-release"]),
    ("/review", &[]),
    ("/review/draft", &["approve-release", "refuse-release"]),
];

#[test]
fn no_form_that_changes_keys_roles_last_days_or_releases_is_missing_in_the_table() {
    let is_other = |path: &str| OTHERS.iter().any(|other| path.starts_with(other));
    let routes = staff::routes();
    let forms = routes.list().iter().filter(|route| route.method == Method::POST && !is_other(&route.path));
    let found: BTreeSet<String> = forms.map(|route| route.path.clone()).collect();
    let listed: BTreeSet<String> = FORMS.iter().map(|(address, _)| (*address).to_owned()).collect();
    assert_eq!(found.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new(), "say what these leave");
    assert_eq!(listed.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new(), "these are gone");
    assert_eq!(listed.len(), FORMS.len(), "each once");
}

#[test]
fn every_entry_has_its_words() {
    let words: String = ["staff_people", "staff_releases", "staff_passages", "staff_results", "staff_retention"]
        .iter()
        .map(|name| format!("{}/src/locales/en/{name}.ftl", env!("CARGO_MANIFEST_DIR")))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let said = |action: &str| words.contains(&format!("\nact-{action} ="));
    let others = ["read-words", "read-passages", "look-at-release", "export", "export-approved", "export-alone"];
    let more = ["reopen-releases", "new-secret", "purge", "flag-withdrawals", "begin-bringing-in", "bring-in-anyway"];
    let proofs = ["codes-paused", "passkey-copied"];
    let all = FORMS.iter().flat_map(|(_, actions)| actions.iter()).chain(&others).chain(&more).chain(&proofs);
    let silent: Vec<_> = all.filter(|action| !said(action)).collect();
    assert_eq!(silent, Vec::<&&str>::new());
    assert!(!said("nothing-of-ours"), "control");
}

async fn latest(office: &Office) -> String {
    audit::latest(&office.state.store, None, 1).await.unwrap().remove(0).action
}

/// Sends a form, and holds the newest entry of the record against what it is to leave.
async fn leaves(office: &Office, by: &mut Browser, form: &str, fields: &[(&str, &str)], action: &str) -> Answered {
    let before = audit::latest(&office.state.store, None, 1).await.unwrap().remove(0).position;
    let answered = by.post(form, fields).await;
    assert_eq!(latest(office).await, action, "{form}: {}", answered.body);
    let after = audit::latest(&office.state.store, None, 1).await.unwrap().remove(0).position;
    assert!(after > before, "{form} left nothing of its own");
    answered
}

async fn id(office: &Office, name: &str) -> String {
    let all = accounts::everybody(&office.state.store).await.unwrap();
    all.into_iter().find(|one| one.name == name).unwrap().id
}

#[tokio::test]
async fn keys_and_roles_leave_their_entries() {
    let office = Office::open().await;
    assert_eq!(latest(&office).await, "make-study");
    let mut owner = office.owner.clone();
    let form = |rest: &str| office.page(&format!("people/{rest}"));
    let nora = [("for-whom", "Nora"), ("role", "reader")];
    let invited = leaves(&office, &mut owner, &form("invite"), &nora, "invite").await;
    let code = Office::code(&invited.body);
    let mut fields = somebody("Nora Newcomer", OTHER);
    fields.push(("code", &code));
    leaves(&office, &mut browser(&office.state), "/join", &fields, "join").await;
    leaves(&office, &mut owner, &form("invite"), &nora, "invite").await;
    let open = invitations::list(&office.state.store, &office.study).await.unwrap().remove(0).id;
    leaves(&office, &mut owner, &form("cancel"), &[("invitation", &open)], "cancel-invitation").await;
    let nora = id(&office, "Nora Newcomer").await;
    leaves(&office, &mut owner, &form(&format!("{nora}/key")), &[], "grant").await;
    leaves(&office, &mut owner, &form(&format!("{nora}/role")), &[("role", "coder")], "change-role").await;
    let restored = leaves(&office, &mut owner, &form(&format!("{nora}/restore")), &[], "restore").await;
    let code = Office::code(&restored.body);
    let mut fields = somebody("Nora Newcomer", PASSPHRASE);
    fields.push(("code", &code));
    leaves(&office, &mut browser(&office.state), "/join", &fields, "new-keys").await;
    leaves(&office, &mut owner, &form(&format!("{nora}/remove")), &[("sure", "on")], "remove").await;
    let there = |verb: &str| format!("/installation/{nora}/{verb}");
    prove(&mut owner).await;
    leaves(&office, &mut owner, &there("raise"), &[("sure", "on")], "raise").await;
    leaves(&office, &mut owner, &there("lower"), &[("sure", "on")], "lower").await;
    leaves(&office, &mut owner, &there("shut-out"), &[("sure", "on")], "shut-out").await;
    assert!(matches!(audit::verify(&office.state.store).await.unwrap(), audit::Verdict::Whole { .. }));
}

#[tokio::test]
async fn passphrases_the_kit_studies_and_approvals_leave_their_entries() {
    let office = Office::open().await;
    let mut owner = office.owner.clone();
    let (_, mut cora) = office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    let olive = id(&office, "Olive Owner").await;
    let word = [("person", olive.as_str()), ("purpose", "A report"), ("days", "7")];
    leaves(&office, &mut cora, &office.page("approvals"), &word, "approve-export").await;
    let given = approvals::all(&office.state.store, &office.study, "2000-01-01").await.unwrap().remove(0).id;
    leaves(&office, &mut cora, &office.page(&format!("approvals/{given}/end")), &[], "end-approval").await;
    let reason = [("reason", "A team of one until May")];
    leaves(&office, &mut owner, &office.page("settings/holder"), &reason, "refuse-second-holder").await;
    leaves(&office, &mut owner, &office.page("unlock"), &[("passphrase", PASSPHRASE)], "unlock").await;
    let study = [("name", "Dune"), ("time-zone", "America/Chicago")];
    leaves(&office, &mut owner, "/studies", &study, "make-study").await;
    let change = [("old-passphrase", PASSPHRASE), ("passphrase", OTHER), ("passphrase-again", OTHER)];
    leaves(&office, &mut owner, "/account", &change, "change-passphrase").await;
    let kit = office.kit.join(" ");
    let mut fields = somebody("Nora Newcomer", OTHER);
    fields.push(("kit", &kit));
    leaves(&office, &mut browser(&office.state), "/recover", &fields, "recover").await;
    let refused = browser(&office.state).post("/recover", &[("kit", "no kit"), ("name", "Sam")]).await;
    assert!(refused.says("class=\"problem\""), "{}", refused.body);
    assert_eq!(latest(&office).await, "recover", "control: what was refused leaves nothing");
    let names = audit::latest(&office.state.store, None, 1).await.unwrap();
    assert_eq!(names[0].object, "Nora Newcomer");
}

#[tokio::test]
async fn a_drill_and_a_new_kit_leave_their_entries() {
    let office = Office::open().await;
    let mut owner = office.owner.clone();
    let kit = office.kit.join(" ");
    let refused = owner.post("/installation/kit/drill", &[("kit", "no kit")]).await;
    assert!(refused.says("class=\"problem\""), "{}", refused.body);
    assert_eq!(latest(&office).await, "make-study", "control: what was refused leaves nothing");
    leaves(&office, &mut owner, "/installation/kit/drill", &[("kit", &kit)], "drill").await;
    let asked = [("kit", kit.as_str()), ("sheets", "1"), ("passphrase", PASSPHRASE), ("sure", "on")];
    let shown = owner.post("/installation/kit/renew", &asked).await;
    assert_eq!(latest(&office).await, "drill", "control: nothing is done before the new kit is typed back");
    let last = office::blocks(&shown.body)[11].clone();
    leaves(&office, &mut owner, "/installation/kit/new", &[("last-block", &last)], "renew-kit").await;
    let told = audit::latest(&office.state.store, None, 2).await.unwrap();
    assert_eq!((told[0].study_id.as_ref(), told[0].object.as_str()), (None, "1"));
    assert_eq!(told[1].study_id.as_deref(), Some(office.study.as_str()), "and in the study, whose key is new");
}
