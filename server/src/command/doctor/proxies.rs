//! Whether the proxy in front writes down who visited: reads a configuration of nginx or Caddy as far as logs go.
//!
//! nginx logs visits unless `access_log off` holds where it passes on, and names visitors in its error log unless only
//! `emerg` goes there: a handshake that fails is `crit`, with the address.
//! Caddy logs visits where a site has `log`, and names visitors in its own log unless that is discarded.

mod imports;

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::Findings;
use crate::Result;

/// A block of a configuration, with what stands before its brace.
#[derive(Clone, Debug, Default)]
struct Block {
    head: Vec<String>,
    lines: Vec<Line>,
    blocks: Vec<Block>,
}

/// One directive.
#[derive(Clone, Debug)]
struct Line {
    number: usize,
    words: Vec<String>,
}

pub(super) fn look(file: &Path, findings: &mut Findings<'_>) -> Result<()> {
    let Ok(text) = fs::read_to_string(file) else {
        findings.wrong("file-unreadable", &file.display().to_string());
        return Ok(());
    };
    let at = |number: usize| format!("{}:{number}", file.display());
    match logs(&text, file.parent().unwrap_or(Path::new("."))) {
        Found::NoProxy => findings.wrong("doctor-proxy-none", &file.display().to_string()),
        Found::Quiet => findings.fine("doctor-proxy", &file.display().to_string()),
        Found::Logs(number) => findings.wrong("doctor-proxy-logs", &at(number)),
        Found::Loops(number) => findings.wrong("doctor-proxy-loops", &at(number)),
        Found::Unread(number) => findings.wrong("doctor-proxy-unread", &at(number)),
    }
    Ok(())
}

/// What a configuration does.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// Nothing is passed on in it.
    NoProxy,
    /// Nobody who visits is written down.
    Quiet,
    /// The number of the first line that makes a log of visitors, or for want of which there is one.
    Logs(usize),
    /// The number of the line that imports what imports it.
    Loops(usize),
    /// The number of the line that imports what cannot be read.
    Unread(usize),
}

fn logs(text: &str, folder: &Path) -> Found {
    let nginx = text.lines().any(|line| line.trim_start().starts_with("proxy_pass") || line.trim_end().ends_with(';'));
    let mut whole = read(text, nginx);
    if nginx {
        include(&mut whole, folder, DEEPEST);
    } else if let Err(found) = imports::follow(&mut whole, folder) {
        return found;
    }
    let passes = if nginx { "proxy_pass" } else { "reverse_proxy" };
    if !names(&whole, passes) {
        return Found::NoProxy;
    }
    let logged = if nginx { nginx_logs(&whole, Quiet::default()) } else { caddy_logs(&whole) };
    logged.map_or(Found::Quiet, Found::Logs)
}

/// Whether a directive stands anywhere in a block, with more in braces or without.
fn names(block: &Block, directive: &str) -> bool {
    let named = |words: &[String]| words.first().is_some_and(|word| word == directive);
    let inside = |inner: &Block| named(&inner.head) || names(inner, directive);
    block.lines.iter().any(|line| named(&line.words)) || block.blocks.iter().any(inside)
}

/// How deep files of nginx may name further ones.
const DEEPEST: usize = 4;

/// Puts what a file of nginx includes where it says so; whatever is wrong there is told by the line that includes it.
fn include(block: &mut Block, folder: &Path, deeper: usize) {
    block.blocks.iter_mut().for_each(|inner| include(inner, folder, deeper));
    let (named, own): (Vec<Line>, Vec<Line>) = std::mem::take(&mut block.lines)
        .into_iter()
        .partition(|line| line.words.first().is_some_and(|word| word == "include"));
    block.lines = own;
    for line in named.iter().filter(|_| deeper > 0) {
        let files = matching(&folder.join(line.words[1..].concat()));
        for text in files.iter().filter_map(|file| fs::read_to_string(file).ok()) {
            let mut inner = read(&text, true);
            include(&mut inner, folder, deeper - 1);
            renumber(&mut inner, line.number);
            block.lines.extend(inner.lines);
            block.blocks.extend(inner.blocks);
        }
    }
}

/// The files of a path in which each name may have a star, in their order.
fn matching(path: &Path) -> Vec<PathBuf> {
    let mut found = path.components().fold(vec![PathBuf::new()], |found, part| {
        match part.as_os_str().to_string_lossy().split_once('*') {
            Some((start, end)) => found.iter().flat_map(|folder| starred(folder, start, end)).collect(),
            None => found.into_iter().map(|folder| folder.join(part)).collect(),
        }
    });
    // Behind a star is only what is there; a file that is named is expected.
    let named = !path.to_string_lossy().contains('*');
    found.retain(|file| named || file.exists());
    found
}

/// What lies in a folder with a name around a star.
fn starred(folder: &Path, start: &str, end: &str) -> Vec<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let fits = |name: &str| name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end);
    let fitting = entries.filter(|entry| fits(&entry.file_name().to_string_lossy()));
    let mut found: Vec<PathBuf> = fitting.map(|entry| entry.path()).collect();
    found.sort();
    found
}

fn renumber(block: &mut Block, number: usize) {
    block.lines.iter_mut().for_each(|line| line.number = number);
    block.blocks.iter_mut().for_each(|inner| renumber(inner, number));
}

/// What is known to be off where a line of nginx stands.
#[derive(Clone, Copy, Default)]
struct Quiet {
    visits: bool,
    errors: bool,
}

fn nginx_logs(block: &Block, around: Quiet) -> Option<usize> {
    let named = |name: &str| {
        let all = block.lines.iter().filter(move |line| line.words.first().is_some_and(|word| word == name));
        all.collect::<Vec<_>>()
    };
    let (visits, errors) = (named("access_log"), named("error_log"));
    let written = visits.iter().chain(&errors).find(|line| !is_quiet(line));
    let here = Quiet { visits: around.visits || !visits.is_empty(), errors: around.errors || !errors.is_empty() };
    let passed = named("proxy_pass").into_iter().find(|_| !(here.visits && here.errors));
    let own = written.map(|line| line.number).or(passed.map(|line| line.number));
    own.or_else(|| block.blocks.iter().find_map(|inner| nginx_logs(inner, here)))
}

/// Whether a line of nginx turns a log off, or lets only such errors through as name nobody.
fn is_quiet(line: &Line) -> bool {
    let word = |at: usize| line.words.get(at).map_or("", String::as_str);
    match word(0) {
        "access_log" => word(1) == "off",
        _ => word(1) == "/dev/null" || word(2) == "emerg",
    }
}

fn caddy_logs(whole: &Block) -> Option<usize> {
    let own = whole.blocks.iter().find(|block| block.head.is_empty());
    let discarded = own.is_some_and(|block| block.blocks.iter().any(is_discarded));
    // A site that stands alone needs no braces: then the file itself is the site.
    let mut sites = std::iter::once(whole).chain(whole.blocks.iter().filter(|block| !block.head.is_empty()));
    sites.find_map(caddy_site_logs).or((!discarded).then_some(1))
}

/// The line in a site of Caddy that logs visits.
fn caddy_site_logs(site: &Block) -> Option<usize> {
    let bare = site.lines.iter().find(|line| line.words.first().is_some_and(|word| word == "log"));
    let kept = |block: &&Block| block.head.first().is_some_and(|word| word == "log") && !is_discarded(block);
    let kept = site.blocks.iter().find(kept).map(|block| block.lines.first().map_or(1, |line| line.number));
    bare.map(|line| line.number).or(kept)
}

/// Whether a block of Caddy is a log that goes nowhere.
fn is_discarded(block: &Block) -> bool {
    let discards = |line: &Line| line.words.iter().map(String::as_str).eq(["output", "discard"]);
    block.head.first().is_some_and(|word| word == "log") && block.lines.iter().any(discards)
}

/// Reads blocks and directives; they end with a semicolon in nginx, with the line in Caddy.
fn read(text: &str, semicolons: bool) -> Block {
    let mut open = vec![Block::default()];
    let mut words: Vec<String> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.split_once('#').map_or(line, |(before, _)| before);
        let spaced = if semicolons { apart(line) } else { line.to_owned() };
        for word in spaced.split_whitespace() {
            match word {
                "{" => open.push(Block { head: std::mem::take(&mut words), ..Block::default() }),
                "}" => close(&mut open),
                ";" => end(&mut open, &mut words, number + 1),
                word => words.push(word.to_owned()),
            }
        }
        if !semicolons {
            end(&mut open, &mut words, number + 1);
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().unwrap_or_default()
}

/// A line of nginx with spaces around its semicolons and before the brace at its end.
fn apart(line: &str) -> String {
    let line = line.trim_end();
    let opened = line.strip_suffix('{').map(|before| format!("{before} {{"));
    opened.unwrap_or_else(|| line.to_owned()).replace(';', " ; ")
}

fn end(open: &mut [Block], words: &mut Vec<String>, number: usize) {
    if let Some(block) = open.last_mut().filter(|_| !words.is_empty()) {
        block.lines.push(Line { number, words: std::mem::take(words) });
    }
}

fn close(open: &mut Vec<Block>) {
    if open.len() > 1
        && let (Some(inner), Some(outer)) = (open.pop(), open.last_mut())
    {
        outer.blocks.push(inner);
    }
}

#[cfg(test)]
mod tests {
    //! A coordinator shows the configuration of the proxy in front.

    use super::*;

    const README: &str = include_str!("../../../../README.md");

    /// The first block of code in the README that holds some words, as it would be written into a file.
    fn snippet(words: &str) -> &'static str {
        let blocks = README.split("```").skip(1).step_by(2);
        blocks
            .map(|block| block.split_once('\n').map_or("", |(_, code)| code))
            .find(|code| code.contains(words))
            .unwrap()
    }

    fn found(text: &str) -> Found {
        logs(text, Path::new("/nowhere"))
    }

    #[test]
    fn the_snippets_of_the_readme_log_nobody() {
        for words in ["proxy_pass http://127.0.0.1:8010", "reverse_proxy 127.0.0.1:8010"] {
            assert_eq!(found(snippet(words)), Found::Quiet, "{words}");
        }
    }

    #[test]
    fn what_is_no_proxys_file_is_called_that_and_included_files_are_read() {
        for other in ["", "questions.example.org\n", "[Service]\nUser=tidemark\n", "user www-data;\nevents { }\n"] {
            assert_eq!(found(other), Found::NoProxy, "{other}");
        }
        let folder = std::env::temp_dir().join(format!("tidemark-proxy-{}", crate::chance::id()));
        fs::create_dir_all(folder.join("sites")).unwrap();
        let main = "http {\n  access_log off;\n  error_log /dev/null;\n  include sites/*.conf;\n}\n";
        let site = "server {\n  location / { proxy_pass http://127.0.0.1:8010; }\n}\n";
        fs::write(folder.join("sites/one.conf"), site).unwrap();
        fs::write(folder.join("sites/one.txt"), "access_log /visits;\n").unwrap();
        assert_eq!(logs(main, &folder), Found::Quiet, "control");
        let logging = site.replace("location / {", "access_log /visits;\n  location / {");
        fs::write(folder.join("sites/two.conf"), logging).unwrap();
        assert_eq!(logs(main, &folder), Found::Logs(4), "the line that includes it");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn nginx_logs_unless_it_is_told_not_to() {
        let nginx = snippet("proxy_pass http://127.0.0.1:8010");
        for (off, on) in [
            ("access_log off;", ""),
            ("access_log off;", "# access_log off;"),
            ("access_log off;", "access_log /var/log/nginx/access.log;"),
            (" emerg;", " crit;"),
            ("error_log /var/log/nginx/error.log emerg;", ""),
            ("location / {", "location / { access_log /var/log/nginx/visits.log combined;"),
        ] {
            assert!(nginx.contains(off), "control: {off}");
            assert!(matches!(found(&nginx.replace(off, on)), Found::Logs(_)), "{off} → {on}");
        }
        let one_site = "server{\n access_log off;\n error_log /dev/null;\n location / { proxy_pass http://a; }\n}\n";
        assert_eq!(found(one_site), Found::Quiet);
        let other = format!("{one_site}server {{\n location / {{ proxy_pass http://b; }}\n}}\n");
        assert_eq!(found(&other), Found::Logs(7), "the line of the site that was forgotten");
    }

    #[test]
    fn caddy_logs_where_it_is_told_to_and_when_something_fails() {
        let caddy = snippet("reverse_proxy 127.0.0.1:8010");
        for (off, on) in [
            ("output discard", "output stderr"),
            ("reverse_proxy 127.0.0.1:8010", "log\n    reverse_proxy 127.0.0.1:8010"),
            ("reverse_proxy 127.0.0.1:8010", "log {\n        output file /var/log/visits\n    }"),
        ] {
            assert!(caddy.contains(off), "control: {off}");
            assert!(matches!(found(&caddy.replace(off, on)), Found::Logs(_)), "{off} → {on}");
        }
        assert_ne!(found("questions.example.org {\n    reverse_proxy 127.0.0.1:8010\n}\n"), Found::Quiet);
        let hosts = "{\n    log {\n        output discard\n    }\n}\n:80 {\n    reverse_proxy 127.0.0.1:8010\n    header_up Host {host}\n}\n";
        assert_eq!(found(hosts), Found::Quiet, "a placeholder is no block");
        let more = hosts.replace("8010\n", "8010 {\n        lb_policy cookie\n    }\n");
        assert_eq!(found(&more), Found::Quiet, "what passes on may say more in braces");
        let alone = hosts.replace(":80 {", ":80").replace("{host}\n}", "{host}");
        assert_eq!(found(&alone), Found::Quiet, "a site that stands alone");
        assert_eq!(found(&format!("{alone}log\n")), Found::Logs(9));
    }
}
