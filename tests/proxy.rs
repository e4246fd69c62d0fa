//! A coordinator puts nginx or Caddy in front, as the README says, and somebody answers a survey through it. The proxy
//! writes down nobody.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod demo;
mod ground;
mod platform;
mod program;
mod respondent;
mod survey;

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use demo::free_port;
use ground::Folder;
use platform::{Platform, Scene};
use program::Program;
use respondent::{encode, fill, form};
use survey::{EASE, survey};

const README: &str = include_str!("../README.md");
const HOST: &str = "questions.example.org";
/// What a visitor's browser calls itself: in no file of a proxy.
const AGENT: &str = "canary-of-a-browser/1.0";
/// What a log of visits or of errors would hold.
const TRACES: [&str; 3] = [AGENT, "GET /s/", "client: "];
/// Two handshakes that fail, as scanners send them.
const BROKEN: [&[u8]; 2] = [b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00", &[0x16, 0x03, 0x01, 0xff, 0xff, 0x61, 0x61]];

/// The block of the README that passes on in some words.
fn snippet(words: &str) -> &'static str {
    let blocks = README.split("```").skip(1).step_by(2);
    let mut codes = blocks.map(|block| block.split_once('\n').map_or("", |(_, code)| code));
    codes.find(|code| code.contains(words)).expect("the README has it")
}

/// A proxy in front of a program that takes answers; both end with the test.
struct Front {
    proxy: Child,
    port: u16,
    folder: Folder,
    word: String,
    _program: Program,
    _platform: Platform,
}

impl Drop for Front {
    fn drop(&mut self) {
        let _ = self.proxy.kill();
        let _ = self.proxy.wait();
    }
}

impl Front {
    /// Starts it with what `start` writes and runs, given folder, port, and where respondents are served. `None`, said
    /// aloud, where something is missing.
    async fn open(name: &str, start: impl Fn(&Path, u16, &str) -> Command) -> Option<Self> {
        let there =
            |name: &&str| Command::new(name).arg("-h").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
        if let Some(missing) = [name, "curl", "openssl"].iter().find(|name| !there(name)) {
            println!("SKIPPED: no {missing} here");
            return None;
        }
        let (platform, open) =
            Platform::with(Scene { toml: survey("ease", "Ease", &[EASE]), ..Scene::default() }).await;
        let program = Program::start(&platform.folder, &["--respond-origin", &format!("https://{HOST}")]);
        let (folder, port) = (Folder::new(), free_port());
        certify(folder.path());
        let told = std::fs::File::create(folder.path().join("told.log")).unwrap();
        let proxy = start(folder.path(), port, &program.respond)
            .stdin(Stdio::null())
            .stdout(told.try_clone().unwrap())
            .stderr(told)
            .spawn()
            .unwrap();
        let front = Self { proxy, port, folder, word: open.word, _program: program, _platform: platform };
        front.wait();
        Some(front)
    }

    fn wait(&self) {
        let begun = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let said = std::fs::read_to_string(self.folder.path().join("told.log")).unwrap_or_default();
            assert!(begun.elapsed() < Duration::from_secs(20), "the proxy does not listen: {said}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn curl(&self, more: &[&str]) -> String {
        let (chain, jar) = (self.folder.path().join("chain.pem"), self.folder.path().join("cookies"));
        let asked = Command::new("curl")
            .args(["--silent", "--show-error", "--max-time", "20", "--user-agent", AGENT, "--noproxy", "*"])
            .args(["--connect-to", &format!("{HOST}:443:127.0.0.1:{}", self.port)])
            .args([Path::new("--cacert"), &chain, Path::new("--cookie"), &jar, Path::new("--cookie-jar"), &jar])
            .args(more)
            .output()
            .unwrap();
        assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
        String::from_utf8(asked.stdout).unwrap()
    }

    /// Answers the survey as a phone without script would, until the thank-you page.
    fn walk(&self) {
        let mut page = self.curl(&["--location", &format!("https://{HOST}/s/{}", self.word)]);
        for _ in 0..8 {
            if page.contains("Thank you") {
                return;
            }
            let (action, fields) = form(&page).unwrap_or_else(|| panic!("no way on: {page}"));
            let mut filled = fill(&fields);
            if page.contains("name=\"_page\"") {
                // Nobody reads a first page in less, or fills what is on no screen.
                std::thread::sleep(Duration::from_millis(2_100));
                filled.retain(|(name, _)| name != "_website");
            }
            let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a way on");
            filled.push((go.name.clone(), go.values[0].clone()));
            let (address, body) = (format!("https://{HOST}{action}"), encode(&filled));
            let own = ["--location", "--header", "Sec-Fetch-Site: same-origin", "--data", &body, &address];
            page = self.curl(&own);
        }
        panic!("no thank-you page: {page}");
    }

    /// Whether some file of the proxy holds a trace of the visit.
    fn holds(&self, trace: &str) -> bool {
        let files = std::fs::read_dir(self.folder.path()).unwrap().flatten().filter(|entry| entry.path().is_file());
        let mut contents = files.map(|file| std::fs::read(file.path()).unwrap());
        contents.any(|bytes| bytes.windows(trace.len()).any(|at| at == trace.as_bytes()))
    }

    /// Somebody answers, and somebody else only breaks off in the middle of a handshake.
    fn visit(&self) {
        self.walk();
        for broken in BROKEN {
            let mut line = std::net::TcpStream::connect(("127.0.0.1", self.port)).unwrap();
            line.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
            line.write_all(broken).unwrap();
            let _ = line.read_exact(&mut [0]);
        }
        let head = self.curl(&["--head", &format!("https://{HOST}/no-such-page")]).to_lowercase();
        assert!(head.contains(" 404"), "{head}");
        for kept in ["strict-transport-security: max-age", "referrer-policy: no-referrer", "cache-control: no-store"] {
            assert!(head.contains(kept), "{kept}: {head}");
        }
    }
}

/// A certificate that only this test trusts.
fn certify(folder: &Path) {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"])
        .args(["-subj", &format!("/CN={HOST}"), "-addext", &format!("subjectAltName=DNS:{HOST}")])
        .args([Path::new("-keyout"), &folder.join("key.pem"), Path::new("-out"), &folder.join("chain.pem")])
        .stderr(Stdio::null())
        .status();
    assert!(made.unwrap().success(), "openssl makes a certificate");
}

/// The README's snippet with this test's ports and files, in the smallest configuration that nginx starts with.
fn nginx(folder: &Path, port: u16, respond: &str, change: impl Fn(String) -> String) -> Command {
    let here = folder.display();
    let snippet = snippet("proxy_pass http://127.0.0.1:8010")
        .replace("listen 443 ssl", &format!("listen 127.0.0.1:{port} ssl"))
        .replace("127.0.0.1:8010", respond)
        .replace("chain.pem", &format!("{here}/chain.pem"))
        .replace("key.pem", &format!("{here}/key.pem"))
        .replace("/var/log/nginx", &here.to_string());
    let places: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|name| format!("{name}_temp_path {here}/{name};\n"))
        .collect();
    let whole = format!(
        "daemon off;\nmaster_process off;\npid {here}/nginx.pid;\nevents {{ }}\nhttp {{\n{places}{}\n}}\n",
        change(snippet)
    );
    let file = folder.join("nginx.conf");
    std::fs::write(&file, whole).unwrap();
    let mut command = Command::new("nginx");
    command.arg("-e").arg(folder.join("start.log")).arg("-p").arg(folder).arg("-c").arg(file);
    command
}

/// The README's snippet with this test's port and certificate.
fn caddy(folder: &Path, port: u16, respond: &str) -> Command {
    let here = folder.display();
    let site = format!("https://{HOST}:{port} {{\n    tls {here}/chain.pem {here}/key.pem");
    let snippet = snippet("reverse_proxy 127.0.0.1:8010").replace("127.0.0.1:8010", respond);
    let respondents = snippet.split("staff.example.org").next().unwrap_or_default().trim_end();
    let whole = respondents.replacen(&format!("{HOST} {{"), &site, 1).replacen(
        '{',
        "{\n    admin off\n    auto_https disable_redirects\n    default_bind 127.0.0.1",
        1,
    );
    let file = folder.join("Caddyfile");
    std::fs::write(&file, format!("{whole}\n")).unwrap();
    let mut command = Command::new("caddy");
    command.arg("run").arg("--adapter").arg("caddyfile").arg("--config").arg(file);
    command.env("HOME", folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn a_survey_is_answered_through_nginx_as_the_readme_sets_it_up() {
    let Some(front) = Front::open("nginx", |folder, port, respond| nginx(folder, port, respond, |same| same)).await
    else {
        return;
    };
    front.visit();
    assert!(!TRACES.iter().any(|trace| front.holds(trace)), "nobody who visits is written down");
    let logging = |snippet: String| {
        assert!(snippet.contains("access_log off;"));
        let log =
            snippet.split("error_log ").nth(1).and_then(|rest| rest.split("/error.log").next()).unwrap_or_default();
        snippet
            .replace("access_log off;", &format!("access_log {log}/visits.log combined;"))
            .replace(" emerg;", " crit;")
    };
    let control = Front::open("nginx", |folder, port, respond| nginx(folder, port, respond, logging)).await.unwrap();
    control.visit();
    end_softly(&control);
    for trace in TRACES {
        assert!(control.holds(trace), "control: with its logs on, {trace} stands in them");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_upstreams_of_the_readme_a_process_that_is_gone_is_passed_by() {
    let upstreams = snippet("upstream respondents");
    let kept_together: Vec<_> = upstreams.lines().filter(|line| line.contains("ip_hash;")).collect();
    assert!(
        kept_together.len() == 1 && kept_together[0].starts_with("upstream staff"),
        "colleagues alone: {upstreams}"
    );
    let through = |folder: &Path, port: u16, respond: &str| {
        nginx(folder, port, respond, |block| {
            let gone = ["10.0.0.11:8010", "10.0.0.11:8011", "10.0.0.12:8011"];
            let upstreams = gone.iter().fold(upstreams.to_owned(), |text, gone| text.replace(gone, "127.0.0.1:1"));
            let both = upstreams.replace("10.0.0.12:8010", respond);
            format!("{both}\n{}", block.replace(&format!("http://{respond}"), "http://respondents"))
        })
    };
    let Some(front) = Front::open("nginx", through).await else { return };
    front.visit();
    assert!(!TRACES.iter().any(|trace| front.holds(trace)), "nobody who visits is written down");
}

/// Lets a proxy finish what it writes.
fn end_softly(front: &Front) {
    let _ = Command::new("kill").arg(front.proxy.id().to_string()).status();
    std::thread::sleep(Duration::from_millis(500));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_survey_is_answered_through_caddy_as_the_readme_sets_it_up() {
    let Some(front) = Front::open("caddy", caddy).await else { return };
    front.visit();
    assert!(!TRACES.iter().any(|trace| front.holds(trace)), "nobody who visits is written down");
}
