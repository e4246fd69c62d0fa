//! Mozilla's Observatory grades what both planes answer, with its own program and without a network.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[path = "../ground/mod.rs"]
mod ground;
#[path = "../program/mod.rs"]
mod program;

use ground::Folder;
use program::{Answer, Program, ask};
use serde_json::{Value, json};

const PASSPHRASE: &str = "seven quiet herons by the river";
const FORM: [&str; 3] =
    ["Host: localhost", "Sec-Fetch-Site: same-origin", "Content-Type: application/x-www-form-urlencoded"];

/// The Observatory's folder; none, said aloud, where it or node is not there.
fn observatory() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("TIDEMARK_OBSERVATORY").unwrap_or_default());
    let node = Command::new("node").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if node.is_ok_and(|ended| ended.success()) && folder.join("src/constants.js").is_file() {
        return Some(folder);
    }
    println!("SKIPPED: no node with Mozilla's Observatory here (see TIDEMARK_OBSERVATORY in ./test)");
    None
}

/// What an answer says, as its grader reads it; with the cookies that were set on the way.
fn said(address: &str, answer: &Answer, cookies: &[String]) -> Value {
    let plain: BTreeMap<_, _> = answer.headers.iter().filter(|(name, _)| name != "set-cookie").cloned().collect();
    let mut headers = json!(plain);
    headers["set-cookie"] = json!(cookies);
    json!({ "address": address, "status": answer.status, "headers": headers, "page": answer.text() })
}

/// The score and all findings.
fn grade(observatory: &Path, said: &Value) -> (i64, String) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/observatory/grade.mjs");
    let mut grader = Command::new("node")
        .arg(script)
        .arg(observatory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts");
    grader.stdin.take().expect("its input is ours").write_all(said.to_string().as_bytes()).expect("asked");
    let told = grader.wait_with_output().expect("it ends").stdout;
    let told = String::from_utf8_lossy(&told).into_owned();
    let found: Value = serde_json::from_str(&told).unwrap_or_else(|_| panic!("no grade: {told}"));
    (found["score"].as_i64().expect("a score"), told)
}

/// Two encrypted origins, so that answers are those of a real installation; staff near by, who need no code to begin.
fn start(folder: &Folder) -> Program {
    let flags = ["--respond-origin", "https://questions.example", "--staff-origin", "https://localhost"];
    Program::start(folder.path(), &flags)
}

fn page(address: &str, path: &str, lines: &[&str]) -> Answer {
    let answer = ask(address, &format!("GET {path}"), lines, b"").expect("an answer");
    assert_eq!(answer.status, 200, "{path}");
    answer
}

/// The lines that set cookies, and the last of them as a browser sends it back.
fn cookies(answer: &Answer) -> (Vec<String>, String) {
    let lines = answer.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, line)| line.clone());
    let lines: Vec<String> = lines.collect();
    let last = lines.last().and_then(|line| line.split(';').next()).unwrap_or_default();
    let own = format!("Cookie: {last}");
    (lines, own)
}

/// Begins the installation as a newcomer does; gives the cookies of whoever is signed in then.
fn begin(staff: &str) -> (Vec<String>, String) {
    let words = PASSPHRASE.replace(' ', "+");
    let body = format!("name=Olive+Owner&passphrase={words}&passphrase-again={words}");
    let (_, own) = cookies(&ask(staff, "POST /first-start", &FORM, body.as_bytes()).expect("an answer"));
    let kit = page(staff, "/first-start/kit", &["Host: localhost", &own]).text();
    let list = kit.split("class=\"kit\"").nth(1).and_then(|rest| rest.split("</ol>").next()).expect("a kit");
    let last = list.split("<span>").last().expect("blocks")[..5].to_owned();
    let lines: Vec<&str> = FORM.into_iter().chain([own.as_str()]).collect();
    let body = format!("last-block={last}");
    cookies(&ask(staff, "POST /first-start/kit", &lines, body.as_bytes()).expect("an answer"))
}

#[test]
fn the_observatory_gives_respondents_pages_130_and_staff_pages_140() {
    let Some(observatory) = observatory() else { return };
    let folder = Folder::new();
    let program = start(&folder);
    let answer = page(&program.respond, "/withdraw", &["Host: questions.example"]);
    let (score, told) = grade(&observatory, &said("https://questions.example/withdraw", &answer, &[]));
    println!("respondents' pages: {score} {told}");
    assert!(score >= 130, "{told}");

    let (set, own) = begin(&program.staff);
    assert!(set.iter().any(|line| line.starts_with("__Host-") && line.contains("Secure")), "signed in: {set:?}");
    let answer = page(&program.staff, "/studies", &["Host: localhost", &own]);
    let (score, told) = grade(&observatory, &said("https://localhost/studies", &answer, &set));
    println!("staff pages: {score} {told}");
    // Where no islands were built there is no script whose content a page could vouch for.
    let wanted = if answer.text().contains("<script") { 140 } else { 135 };
    assert!(score >= wanted, "{told}");
}

#[test]
fn a_policy_that_lets_anything_in_would_cost_points() {
    let Some(observatory) = observatory() else { return };
    let folder = Folder::new();
    let program = start(&folder);
    let answer = page(&program.respond, "/withdraw", &["Host: questions.example"]);
    let mut loose = said("https://questions.example/withdraw", &answer, &["s=1; Path=/".to_owned()]);
    loose["headers"]["content-security-policy"] = json!("default-src 'self'; script-src 'self' 'unsafe-inline'");
    let (score, told) = grade(&observatory, &loose);
    println!("with a loose policy and a plain cookie: {score}");
    assert!(score <= 80, "control: {told}");
}
