//! What reaches a browser at an origin: a proxy in front could have dropped or changed the headers that protect people.

use std::process::Command;

use super::Findings;
use crate::Settings;

/// Name and what its value must hold, on both planes.
const BOTH: &[(&str, &str)] = &[
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "geolocation=()"),
    ("x-content-type-options", "nosniff"),
];
const RESPOND: &[(&str, &str)] = &[("referrer-policy", "no-referrer"), ("x-frame-options", "DENY")];
const STAFF: &[(&str, &str)] = &[("referrer-policy", "same-origin"), ("x-frame-options", "SAMEORIGIN")];
const ENCRYPTED: &[(&str, &str)] = &[("strict-transport-security", "max-age=")];

/// Fails where nothing was looked at: whoever asks is not told that all is well.
pub(super) fn look(origin: &str, staff: bool, findings: &mut Findings<'_>) {
    let head = match ask(origin) {
        Answer::Head(head) => head,
        Answer::Silent => return findings.wrong("doctor-origin-silent", origin),
        Answer::NoCurl => return findings.wrong("doctor-curl-missing", origin),
    };
    let wrong = wrong(&head, origin, staff);
    match wrong.is_empty() {
        true => findings.fine("doctor-headers", origin),
        false => findings.wrong("doctor-headers-wrong", &format!("{origin}: {}", wrong.join(", "))),
    }
}

/// What came of asking.
enum Answer {
    Head(String),
    Silent,
    NoCurl,
}

/// The head of an answer, by `curl`, which knows the certificates of this machine.
fn ask(origin: &str) -> Answer {
    let asked = Command::new("curl").args(["--silent", "--head", "--max-time", "10", origin]).output();
    let Ok(asked) = asked else { return Answer::NoCurl };
    let head = String::from_utf8_lossy(&asked.stdout).into_owned();
    if asked.status.success() && head.starts_with("HTTP/") { Answer::Head(head) } else { Answer::Silent }
}

/// Names of headers that are missing or not as they must be.
fn wrong(head: &str, origin: &str, staff: bool) -> Vec<&'static str> {
    let lines: Vec<(String, &str)> = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_lowercase(), value.trim()))
        .collect();
    let holds = |name: &str, wanted: &str| {
        let mut values = lines.iter().filter(|(found, _)| found == name).map(|(_, value)| *value).peekable();
        values.peek().is_some() && values.all(|value| value.contains(wanted) && !value.contains("unsafe-inline"))
    };
    let own = if staff { STAFF } else { RESPOND };
    let encrypted = if Settings::https(origin) { ENCRYPTED } else { &[] };
    let wanted = BOTH.iter().chain(own).chain(encrypted);
    wanted.filter(|(name, wanted)| !holds(name, wanted)).map(|(name, _)| *name).collect()
}

#[cfg(test)]
mod tests {
    //! A proxy stands in front and changes what it passes on.

    use super::*;

    const HEAD: &str = "HTTP/1.1 404 Not Found\r\nCache-Control: no-store\r\nx-content-type-options: nosniff\r\n\
         content-security-policy: default-src 'none'; style-src 'self'\r\npermissions-policy: camera=(), geolocation=()\r\n\
         cross-origin-opener-policy: same-origin\r\nreferrer-policy: no-referrer\r\nx-frame-options: DENY\r\n\
         strict-transport-security: max-age=63072000\r\n\r\n";

    #[test]
    fn what_a_proxy_drops_or_loosens_is_named() {
        let https = "https://questions.example.org";
        assert_eq!(wrong(HEAD, https, false), Vec::<&str>::new(), "control");
        assert_eq!(wrong(HEAD, https, true), ["referrer-policy", "x-frame-options"]);
        let dropped = HEAD.replace("strict-transport", "some-transport");
        assert_eq!(wrong(&dropped, https, false), ["strict-transport-security"]);
        assert_eq!(wrong(&dropped, "http://127.0.0.1:8010", false), Vec::<&str>::new());
        let loose = HEAD.replace("style-src 'self'", "style-src 'unsafe-inline'");
        assert_eq!(wrong(&loose, https, false), ["content-security-policy"]);
        let twice = HEAD.replace("x-frame-options: DENY", "x-frame-options: DENY\r\nX-Frame-Options: ALLOWALL");
        assert_eq!(wrong(&twice, https, false), ["x-frame-options"]);
    }
}
