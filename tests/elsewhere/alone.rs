//! A network namespace without a route: this program starts itself again inside one, for one test.

use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

/// Set inside.
const INSIDE: &str = "WITHOUT_A_ROUTE";

/// What makes the namespace's own loopback work; `ip` is not always where people without rights look.
const UP: &str = "PATH=$PATH:/usr/sbin:/sbin; ip link set lo up";

/// An address that is kept for examples: nobody has it.
const NOBODY: ([u8; 4], u16) = ([192, 0, 2, 1], 80);

/// Runs the test of this name where nothing but the machine itself can be reached. Where that cannot be had it says so.
pub fn without_a_route<F: Future<Output = ()>>(test: &str, walk: impl FnOnce() -> F) {
    if std::env::var_os(INSIDE).is_some() {
        println!(); // the harness may have begun a line
        no_route();
        return tokio::runtime::Runtime::new().expect("a runtime").block_on(walk());
    }
    let Some(way) = way() else {
        println!("SKIPPED: no network namespace can be made here (unshare --net, ip)");
        return;
    };
    let again = Command::new("unshare")
        .args([way, "--", "sh", "-c", &format!("{UP} && exec \"$0\" \"$@\"")])
        .arg(std::env::current_exe().expect("this program lies somewhere"))
        .args([test, "--exact", "--nocapture"])
        .env(INSIDE, "1")
        .output()
        .expect("it starts again");
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success(), "{said}{}", String::from_utf8_lossy(&again.stderr));
    assert!(said.contains("test result: ok. 1 passed"), "{test} is no test of this file: {said}");
    // What the harness inside says would be counted once more.
    let harness = |line: &&str| line.is_empty() || ["test ", "running "].iter().any(|word| line.starts_with(word));
    said.lines().filter(|line| !harness(line)).for_each(|line| println!("{line}"));
}

/// How a namespace can be made: by somebody who may, or by anybody inside a name space of users.
fn way() -> Option<&'static str> {
    let works = |way: &&str| {
        let tried = Command::new("unshare").args([way, "--", "sh", "-c", UP]).output();
        tried.is_ok_and(|tried| tried.status.success())
    };
    ["-n", "-rn"].into_iter().find(works)
}

/// That there is no route, and that whoever tries is told at once.
fn no_route() {
    let begun = Instant::now();
    let tried = TcpStream::connect_timeout(&SocketAddr::from(NOBODY), Duration::from_secs(5));
    let refused = tried.err().map(|error| error.kind());
    assert_eq!(refused, Some(std::io::ErrorKind::NetworkUnreachable), "there is a route");
    assert!(begun.elapsed() < Duration::from_secs(1), "told after {:?}", begun.elapsed());
}
