//! A stranger tries both planes from outside: foreign hosts, foreign forms, slow and large requests.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod ground;
mod program;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ground::Folder;
use program::{Program, ask, get};

#[test]
fn every_answer_of_the_respondent_plane_forbids_script_and_keeps_nothing() {
    let folder = Folder::new();
    let program = Program::start(folder.path(), &[]);
    for path in ["/", "/no-such-page", "/a/app.css", "/s/1", "/%2e%2e/secret"] {
        let answer = get(&program.respond, path);
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("script-src"), "{policy}");
        assert!(policy.contains("sandbox allow-forms") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("x-frame-options"), Some("DENY"));
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"));
        assert_eq!(answer.header("cross-origin-embedder-policy"), Some("require-corp"));
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
        assert!(answer.header("permissions-policy").is_some_and(|value| value.contains("geolocation=()")));
        assert_eq!(answer.header("x-robots-tag"), Some("noindex, noarchive, nosnippet"));
        assert_eq!(answer.header("server"), None, "what program this is, is nobody's business");
    }
}

#[test]
fn staff_pages_run_our_own_script_files_only() {
    let folder = Folder::new();
    let program = Program::start(folder.path(), &[]);
    for path in ["/", "/sign-in", "/first-start", "/a/staff.css", "/studies", "/%2e%2e/secret", "/no-such-page"] {
        let answer = get(&program.staff, path);
        let said = |name: &str| answer.header(name).unwrap_or_default().to_owned();
        assert!(said("content-security-policy").starts_with("default-src 'none'; script-src 'self'"), "{path}");
        assert_eq!(said("cache-control"), "no-store", "{path}");
        assert_eq!((said("referrer-policy"), said("x-frame-options")), ("same-origin".into(), "SAMEORIGIN".into()));
        for name in ["cross-origin-opener-policy", "cross-origin-resource-policy"] {
            assert_eq!(said(name), "same-origin", "{path} {name}");
        }
        assert_eq!(said("cross-origin-embedder-policy"), "require-corp");
        assert_eq!(said("x-content-type-options"), "nosniff");
        assert!(said("permissions-policy").contains("geolocation=()") && said("server").is_empty(), "{path}");
        assert_eq!(said("x-robots-tag"), "noindex, noarchive, nosnippet");
    }
    let answer = get(&program.staff, "/no-such-page");
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert_eq!(answer.status, 404);
}

#[test]
fn design_4_1_no_route_of_one_plane_is_reached_through_the_other() {
    let folder = Folder::new();
    let program = Program::start(folder.path(), &[]);
    for path in
        ["/sign-in", "/studies", "/people", "/%73ign-in", "/s/../sign-in", "//sign-in", "/sign-in/", "/sign-in%00"]
    {
        assert_eq!(get(&program.respond, path).status, 404, "{path}");
    }
}

#[test]
fn a_foreign_host_is_answered_by_nobody() {
    let folder = Folder::new();
    let flags = ["--respond-origin", "https://questions.example", "--staff-origin", "https://staff.example"];
    let program = Program::start(folder.path(), &flags);
    let host = |line: &str| ask(&program.respond, "GET /no-such-page", &[line], b"").unwrap();
    assert_eq!(host("Host: evil.example").status, 421);
    assert_eq!(host("Host: 127.0.0.1").status, 421);
    assert_eq!(host("Host: staff.example").status, 421);
    let own = host("Host: questions.example");
    assert_eq!(own.status, 404);
    assert_eq!(host("Host: questions.example:443").status, 404, "the scheme's own port may be named");
    assert_eq!(host("Host: questions.example:444").status, 421);
    for (first, second) in [("questions.example", "evil.example"), ("questions.example", "questions.example")] {
        let (first, second) = (format!("Host: {first}"), format!("Host: {second}"));
        let both = ask(&program.respond, "GET /no-such-page", &[&first, &second], b"").unwrap().status;
        assert_eq!(both, 400, "{first} {second}");
    }
    assert!(own.header("strict-transport-security").is_some());
}

#[test]
fn whoever_is_at_a_wrong_address_is_told_plainly_and_whoever_runs_the_program_what_to_change_once() {
    let folder = Folder::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidemark"));
    command.args(["serve", "--respond", "127.0.0.1:0", "--staff", "127.0.0.1:0", "--data"]).arg(folder.path());
    command.args(["--respond-origin", "https://questions.example", "--staff-origin", "https://staff.example"]);
    let mut program = Program::spawn(command.stderr(Stdio::piped()));
    let ask_at =
        |address: &str, more: &str| ask(address, "GET /s/word", &["Host: evil.example", more], b"").unwrap().text();
    for _ in 0..3 {
        let told = ask_at(&program.respond, "Accept-Language: en");
        assert!(told.contains("open the link again, exactly as you were given it"), "{told}");
        assert!(ask_at(&program.respond, "Accept-Language: es").contains("Abra otra vez el enlace"));
        let staff = ask_at(&program.staff, "Accept-Language: en");
        assert!(staff.contains("Open the address that your team was given"), "{staff}");
        for page in [told, staff] {
            assert!(!page.contains("questions.example") && !page.contains("staff.example"), "{page}");
            assert!(!page.contains("evil.example"), "{page}");
        }
    }
    program.signal("TERM");
    let mut said = String::new();
    program.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said.matches("part=host").count(), 2, "once for each plane: {said}");
    for words in ["than https://questions.example", "--respond-origin", "than https://staff.example", "--staff-origin"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("evil.example"), "never what was asked for");
}

#[test]
fn an_onion_service_is_served_in_plain_http_under_its_own_name_only() {
    let folder = Folder::new();
    let onion = "duckaduckaduckaduckaduckaduckaduckaduckaduckaduckaduckad.onion";
    let program = Program::start(folder.path(), &["--respond-origin", &format!("http://{onion}")]);
    let host = |name: &str| ask(&program.respond, "GET /no-such-page", &[&format!("Host: {name}")], b"").unwrap();
    let own = host(onion);
    assert_eq!(own.status, 404);
    assert_eq!(own.header("strict-transport-security"), None, "there is no HTTPS to come by");
    assert_eq!(host(&format!("other.{onion}")).status, 421);
    assert_eq!(host("127.0.0.1").status, 421);
    let post = |lines: &[&str]| ask(&program.respond, "POST /no-such-page", lines, b"a=b").unwrap().status;
    assert_eq!(post(&["Sec-Fetch-Site: same-origin", &format!("Host: {onion}")]), 404);
    assert_eq!(post(&["Sec-Fetch-Site: cross-site", &format!("Host: {onion}")]), 403);
}

#[test]
fn a_form_of_another_site_is_refused_on_both_planes() {
    let folder = Folder::new();
    let program = Program::start(folder.path(), &[]);
    let post = |address: &str, lines: &[&str]| ask(address, "POST /no-such-page", lines, b"a=b").unwrap().status;
    for address in [&program.respond, &program.staff] {
        assert_eq!(post(address, &["Sec-Fetch-Site: cross-site"]), 403);
        assert_eq!(post(address, &["Sec-Fetch-Site: same-site"]), 403);
        assert_eq!(post(address, &["Origin: https://evil.example"]), 403);
        assert_eq!(post(address, &["Sec-Fetch-Site: cross-site", &format!("Origin: http://{address}")]), 403);
        assert_eq!(post(address, &["Sec-Fetch-Site: same-origin"]), 404, "control: our own form gets through");
        assert_eq!(post(address, &[&format!("Origin: http://{address}")]), 404, "control: so it does in old browsers");
    }
    assert_eq!(post(&program.respond, &["Origin: null"]), 404, "old phones under no-referrer");
    assert_eq!(post(&program.staff, &["Origin: null"]), 403);
    assert_eq!(post(&program.staff, &[]), 403);
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let folder = Folder::new();
    let program = Program::start(folder.path(), &[]);
    let own = ["Sec-Fetch-Site: same-origin", "Content-Type: application/x-www-form-urlencoded"];
    let large = vec![b'a'; 300 * 1024];
    for path in ["/no-such-page", "/withdraw", "/s/1"] {
        let status = ask(&program.respond, &format!("POST {path}"), &own, &large).unwrap().status;
        assert!(matches!(status, 303 | 413), "{path}: {status}");
    }
    assert!(ask(&program.respond, "POST /s/1", &own, &vec![b'a'; 3 << 20]).is_none_or(|answer| answer.status != 200));
    assert_eq!(ask(&program.staff, "POST /no-such-page", &own, &large).unwrap().status, 404, "control: staff may");
}

#[test]
fn text_travels_compressed_when_the_browser_takes_it() {
    let folder = Folder::new();
    let program = Program::start(folder.path(), &[]);
    let page = |line: &str| ask(&program.respond, "GET /no-such-page", &[line], b"").unwrap();
    let plain = page("Accept-Encoding: identity");
    assert_eq!(plain.header("content-encoding"), None);
    let brotli = page("Accept-Encoding: gzip, deflate, br, zstd");
    if plain.body.len() >= 512 {
        assert_eq!(brotli.header("content-encoding"), Some("br"));
        assert!(brotli.body.len() < plain.body.len());
        assert_eq!(page("Accept-Encoding: gzip").header("content-encoding"), Some("gzip"));
    }
}

#[test]
fn who_sends_slowly_holds_only_his_own_line_and_not_for_long() {
    let folder = Folder::new();
    let program = Program::start(folder.path(), &[]);
    let begun = Instant::now();
    let mut slow: Vec<TcpStream> = (0..100).map(|_| TcpStream::connect(&program.respond).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /s/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ").unwrap();
    }
    let asked = Instant::now();
    assert_eq!(get(&program.respond, "/no-such-page").status, 404);
    assert!(asked.elapsed() < Duration::from_secs(2), "others are not slowed");
    for stream in &mut slow {
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
    assert!(begun.elapsed() < Duration::from_secs(25), "slow lines are cut after ten seconds");
}

#[test]
fn told_to_stop_the_program_ends_well_and_soon() {
    let folder = Folder::new();
    let mut program = Program::start(folder.path(), &[]);
    assert_eq!(get(&program.respond, "/no-such-page").status, 404);
    let begun = Instant::now();
    program.signal("TERM");
    assert!(program.child.wait().unwrap().success());
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn one_plane_runs_alone() {
    let folder = Folder::new();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_tidemark"))
        .args(["serve", "--plane", "respond", "--respond", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_secs(2));
    child.kill().unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    assert!(said.starts_with("respond 127.0.0.1:") && !said.contains("staff"), "{said}");
}

#[test]
fn with_a_certificate_the_program_speaks_https_itself() {
    let folder = Folder::new();
    let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    let made = std::process::Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"])
        .args([std::ffi::OsStr::new("-keyout"), key.as_os_str(), std::ffi::OsStr::new("-out"), chain.as_os_str()])
        .stderr(std::process::Stdio::null())
        .status();
    if !made.is_ok_and(|made| made.success()) {
        println!("SKIPPED: no openssl here to make a certificate");
        return;
    }
    let data = folder.path().join("data");
    let program = Program::start(&data, &["--certificate", chain.to_str().unwrap(), "--key", key.to_str().unwrap()]);
    let asked = std::process::Command::new("curl")
        .args(["--silent", "--insecure", "--head", "--tlsv1.2", &format!("https://{}/no-such-page", program.respond)])
        .output();
    let Ok(asked) = asked else {
        println!("SKIPPED: no curl here to ask with");
        return;
    };
    let head = String::from_utf8_lossy(&asked.stdout).to_lowercase();
    assert!(head.starts_with("http/1.1 404"), "{head}");
    assert!(head.contains("strict-transport-security"), "{head}");
    assert!(!asked_plainly(&program.respond), "nothing is answered in clear");
}

fn asked_plainly(address: &str) -> bool {
    ask(address, "GET /no-such-page", &[], b"").is_some()
}

#[test]
fn design_4_5_nothing_about_a_visitor_is_printed_or_stored() {
    let folder = Folder::new();
    let mut program = Program::start_with(&folder.path().join("data"), &[], std::process::Stdio::piped());
    let visitor = [
        "User-Agent: canary-of-a-browser/1.0",
        "Referer: https://canary-of-a-page.example/",
        "X-Forwarded-For: 203.0.113.77",
        "Cookie: s=canary-of-a-cookie",
        "Accept-Language: es-419",
    ];
    for path in ["/s/canary-of-a-path", "/withdraw", "/leave", "/no-such-page?canary-of-a-query"] {
        ask(&program.respond, &format!("GET {path}"), &visitor, b"").expect("an answer");
        ask(&program.respond, &format!("POST {path}"), &visitor, b"canary-of-a-form=1").expect("an answer");
    }
    program.signal("TERM");
    assert!(program.child.wait().unwrap().success());
    let mut said = String::new();
    program.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "", "the program says nothing about visitors");
    for file in std::fs::read_dir(folder.path().join("data")).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap();
        for trace in ["canary", "203.0.113.77", "es-419"] {
            assert!(!bytes.windows(trace.len()).any(|at| at == trace.as_bytes()), "{trace} in {:?}", file.file_name());
        }
    }
}
