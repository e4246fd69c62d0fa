//! The data for analysis as the pages give them, and R running the code of a page on them.

use std::path::PathBuf;
use std::process::Command;

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use server::exchange::archive::{Archive, Limits};
use tower::ServiceExt;

use crate::platform::{Browser, PASSPHRASE};

/// Runs the code line by line and tells everything that it shows, figure by figure.
const TELL: &str = r#"
tell <- function(v, before = "") {
  one <- function(name, value) cat(before, name, "\t", sprintf("%.17g", value), "\n", sep = "")
  if (is.list(v)) {
    n <- if (is.null(names(v))) seq_along(v) else names(v)
    for (i in seq_along(v)) tell(v[[i]], paste0(before, n[i], "|"))
  } else if (is.matrix(v)) {
    for (i in seq_len(nrow(v))) for (j in seq_len(ncol(v))) one(paste0(rownames(v)[i], "|", colnames(v)[j]), v[i, j])
  } else for (i in seq_along(v)) one(names(v)[i], v[[i]])
}
(function() for (line in parse("page.R")) {
  shown <- withVisible(eval(line, globalenv()))
  if (shown$visible) { cat("shown\n"); tell(shown$value) }
})()
"#;

/// A folder that goes with its test.
pub struct Folder(PathBuf);

/// One thing that R shows: names and figures.
#[derive(Debug)]
pub struct Shown(Vec<(String, f64)>);

impl Shown {
    /// The figure of a name.
    pub fn figure(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, figure)| *figure)
    }
}

impl Folder {
    /// An empty folder; nothing, said aloud, where R is missing.
    pub fn with_r() -> Option<Self> {
        if Command::new("Rscript").arg("--version").output().is_err() {
            println!("SKIPPED: no Rscript here (r-base-core)");
            return None;
        }
        let folder = std::env::temp_dir().join(format!("tidemark-r-{}", server::chance::id()));
        std::fs::create_dir(&folder).unwrap();
        Some(Self(folder))
    }

    /// Unpacks the data for analysis of these collections, taken through the page.
    pub async fn take(&self, browser: &mut Browser, study: &str, instrument: &str, collections: &[String]) {
        let page = format!("/studies/{study}/results/analysis");
        browser.page = Some(page.clone());
        let mut form = vec![("instrument", instrument), ("format", "r"), ("passphrase", PASSPHRASE)];
        form.extend(collections.iter().map(|id| ("wave", id.as_str())));
        let led = browser.post_only(&page, &form).await;
        let file = bytes(browser, &led.location().expect("an address of the file")).await;
        let mut archive = Archive::open("r.zip", &file, Limits::DOCUMENT).unwrap();
        let paths: Vec<String> = archive.paths().map(str::to_owned).collect();
        for path in paths {
            std::fs::write(self.0.join(&path), archive.read(&path).unwrap().unwrap()).unwrap();
        }
    }

    /// What the code shows.
    pub fn run(&self, code: &str) -> Vec<Shown> {
        std::fs::write(self.0.join("page.R"), code).unwrap();
        std::fs::write(self.0.join("tell.R"), TELL).unwrap();
        let run = Command::new("Rscript").arg("tell.R").current_dir(&self.0).env("LC_ALL", "C.UTF-8").output().unwrap();
        let (said, wrong) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success(), "{wrong}\n{said}\n{code}");
        let mut all: Vec<Shown> = Vec::new();
        for line in said.lines() {
            match (line, line.rsplit_once('\t'), all.last_mut()) {
                ("shown", ..) => all.push(Shown(Vec::new())),
                (_, Some((name, figure)), Some(last)) => {
                    last.0.push((name.to_owned(), figure.trim().parse().unwrap_or(f64::NAN)));
                }
                _ => {}
            }
        }
        all
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn bytes(browser: &Browser, address: &str) -> Vec<u8> {
    let cookie = browser.cookie.clone().expect("signed in");
    let request = Request::get(address).header(header::HOST, "127.0.0.1:42001").header(header::COOKIE, cookie);
    let answered = browser.plane().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    to_bytes(answered.into_body(), usize::MAX).await.unwrap().to_vec()
}

/// The pieces of R code on a page, as somebody copies them.
pub fn code(page: &str) -> Vec<String> {
    let plain = |text: &str| {
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'");
        text.replace("&#39;", "'").replace("&amp;", "&")
    };
    let pieces = page.split("<pre class=\"script\"><code>").skip(1);
    pieces.map(|piece| plain(piece.split("</code>").next().unwrap_or_default())).collect()
}

/// Figures of R and of the page are the same to eight digits, or neither is there.
pub fn near(shown: &Shown, name: &str, expected: Option<f64>, what: &str) {
    close(shown, name, expected, 1e-8, what);
}

/// The same to a stated share.
pub fn close(shown: &Shown, name: &str, expected: Option<f64>, share: f64, what: &str) {
    let found = shown.figure(name).unwrap_or_else(|| panic!("{what}: no {name} in {shown:?}"));
    match expected {
        Some(expected) => assert!(
            (found - expected).abs() <= share * expected.abs().max(1e-4),
            "{what}, {name}: R {found}, page {expected}"
        ),
        None => assert!(found.is_nan(), "{what}, {name}: R {found}, the page has none"),
    }
}

/// Both drew the figure: it is the same within four standard errors of their difference. R says how far its own may be off.
pub fn drawn(shown: &Shown, name: &str, expected: f64, what: &str) {
    let found = shown.figure(name).unwrap_or_else(|| panic!("{what}: no {name} in {shown:?}"));
    let error = shown.figure(&format!("{name}_se")).unwrap_or_else(|| panic!("{what}: no {name}_se in {shown:?}"));
    let most = 4.0 * std::f64::consts::SQRT_2 * error;
    assert!(
        error > 0.0 && (found - expected).abs() <= most,
        "{what}, {name}: R {found} \u{b1} {error}, page {expected}"
    );
}
