//! sqlmap tries every parameter of every kind of page: what respondents type and carry, what colleagues type, choose and name
//! in addresses. It finds nothing; in a page that puts words into SQL it finds the way in. It takes half an hour, so it
//! runs when it is asked for:
//! `cargo test -p app --test injection -- --ignored --nocapture`

mod crawl;
#[path = "../demo/mod.rs"]
mod demo;
#[path = "../respondent/mod.rs"]
mod respondent;
mod sqlmap;
mod vulnerable;

use std::collections::BTreeSet;
use std::time::Instant;

use crawl::{Kinds, crawl, journey};
use demo::Demo;
use respondent::Respondent;
use sqlmap::{Sqlmap, Target, level};

/// The fewest parameters that must have been tried: where nobody gets in, nothing is proved.
const FEWEST: usize = 200;

/// Where words are tried, how far sqlmap goes there, and who asks.
struct Front<'a> {
    sqlmap: &'a Sqlmap,
    host: String,
    level: u8,
    who: Respondent,
    /// Where colleagues sign in, who may be sent out by what is tried.
    inside: Option<&'a Demo>,
}

impl Front<'_> {
    /// Tries all targets; how many parameters were tried, and which let it in.
    async fn attack(&mut self, targets: &[Target]) -> (usize, Vec<String>) {
        let (mut tried, mut found) = (0, Vec::new());
        for (number, target) in targets.iter().enumerate() {
            self.stay().await;
            let told = self.sqlmap.attack(&self.host, target, &crawl::cookie(&self.who), self.level);
            println!("{} of {}: {target}, {} parameters", number + 1, targets.len(), told.tried);
            tried += told.tried;
            found.extend(told.injectable.iter().map(|what| format!("{target}: {what}")));
        }
        (tried, found)
    }

    /// Signs in again where something that was tried signed out.
    async fn stay(&mut self) {
        let Some(demo) = self.inside else { return };
        self.who.hang_up();
        if !self.who.ask("GET", "/studies", None).await.is_ok_and(|page| page.status == 200) {
            self.who = enter(demo).await.0;
        }
    }
}

/// Somebody signs in and unlocks every study; they, and the studies' addresses.
async fn enter(demo: &Demo) -> (Respondent, Vec<String>) {
    let (origin, name, passphrase) = &demo.staff;
    let mut colleague = Respondent::new(host_of(origin));
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let fields = [field("name", name), field("passphrase", passphrase)];
    colleague.send("/sign-in", &fields).await.expect("signed in");
    colleague.open("/studies").await.expect("the studies");
    let studies: BTreeSet<String> = crawl::links(&colleague.page).filter_map(|link| study_of(&link)).collect();
    assert!(!studies.is_empty(), "{}", colleague.page);
    for study in &studies {
        colleague.send(&format!("{study}/unlock"), &fields[1..]).await.expect("unlocked");
    }
    (colleague, studies.into_iter().collect())
}

fn host_of(address: &str) -> &str {
    address.trim_start_matches("http://").split('/').next().unwrap_or_default()
}

/// `/studies/<id>` of an address.
fn study_of(address: &str) -> Option<String> {
    let id = address.strip_prefix("/studies/")?.split(['/', '?']).next()?;
    server::chance::is_id(id).then(|| format!("/studies/{id}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the long form: half an hour, and sqlmap must be there"]
async fn sqlmap_finds_no_way_in_on_either_plane() {
    let Some(sqlmap) = Sqlmap::find() else {
        println!("SKIPPED: no sqlmap here (pip install sqlmap; TIDEMARK_SQLMAP names it)");
        return;
    };
    let begun = Instant::now();
    let (host, control) = vulnerable::open().await;
    let mut front = Front { sqlmap: &sqlmap, who: Respondent::new(&host), host, level: 1, inside: None };
    let (_, found) = front.attack(&control).await;
    assert_eq!(found.len(), control.len(), "control: each way in is found: {found:#?}");

    let demo = Demo::start();
    let link = &demo.link("survivor-housing").address;
    let (respondents, who) = journey(host_of(link), link).await;
    let level = level();
    // From the third level on it tries cookies, browsers and referring pages as well.
    let mut front = Front { sqlmap: &sqlmap, who, host: host_of(link).to_owned(), level: level.max(3), inside: None };
    let (of_respondents, mut found) = front.attack(&respondents).await;

    let (mut who, studies) = enter(&demo).await;
    let mut kinds = Kinds::default();
    for start in studies.iter().map(|study| format!("{study}/overview")).chain(["/account".into(), "/studies".into()]) {
        crawl(&mut who, &mut kinds, &start).await;
    }
    let targets = kinds.targets();
    let host = host_of(&demo.staff.0).to_owned();
    let mut front = Front { sqlmap: &sqlmap, who, host, level, inside: Some(&demo) };
    let (of_staff, more) = front.attack(&targets).await;
    found.extend(more);
    let (of, all) = (respondents.len(), targets.len());
    println!(
        "respondents: {of_respondents} parameters of {of} requests; colleagues: {of_staff} of {all}; {:?}",
        begun.elapsed()
    );
    assert!(of_respondents + of_staff >= FEWEST, "too few parameters were tried");
    assert!(found.is_empty(), "{found:#?}");
}
