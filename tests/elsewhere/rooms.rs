//! Every page of staff: those that links lead to, then those that only a typed address or a form leads to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::Method;
use server::http::staff::{self, Asks};

use crate::browser::Browser;
use crate::corridor::{Who, is_file, links, sign_in, unlock};
use crate::heard::Heard;

/// Pages of one route that are looked at.
const OF_ONE_ROUTE: usize = 2;

/// A way through the plane.
pub struct Rooms<'a> {
    browser: &'a Browser,
    who: &'a Who,
    /// What it made the browser ask for.
    heard: &'a mut Heard,
    routes: Vec<String>,
    /// What was opened: its route, and its path.
    met: Vec<(String, String)>,
    /// Routes that showed a page of theirs, and did not only lead on or say that there is nothing.
    shown: BTreeSet<String>,
    known: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
}

impl<'a> Rooms<'a> {
    /// In front of the door.
    pub fn before(browser: &'a Browser, who: &'a Who, heard: &'a mut Heard) -> Self {
        let routes = staff::routes();
        let pages = routes.list().iter().filter(|route| route.method == Method::GET && !is_file(&route.path));
        let routes = pages.map(|route| route.path.clone()).collect();
        let (met, shown, known, counts) = (Vec::new(), BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        Self { browser, who, heard, routes, met, shown, known, counts }
    }

    /// How many pages were opened.
    pub fn opened(&self) -> usize {
        self.met.len()
    }

    /// What somebody sees who is not signed in.
    pub async fn as_a_stranger(&mut self) {
        let open = |asks: Asks| matches!(asks, Asks::Nothing | Asks::Reviewer);
        let routes = staff::routes();
        let doors = routes.list().iter().filter(|route| route.method == Method::GET && open(route.asks));
        for path in doors.map(|route| route.path.as_str()).chain(["/nothing-of-this-name"]) {
            self.open(&self.address(path)).await;
        }
    }

    /// Signs in and goes wherever links lead.
    pub async fn enter(&mut self) {
        sign_in(self.browser, self.who).await;
        let starts = ["/studies", "/account", "/installation"].map(|path| self.address(path));
        self.follow(starts.into()).await;
    }

    /// What came to be meanwhile: releases.
    pub async fn look_again(&mut self) {
        self.counts.retain(|route, _| !route.contains("/releases"));
        let lists = self.known.iter().filter(|address| address.ends_with("/releases")).cloned().collect();
        self.follow(lists).await;
    }

    /// The routes that no link led to, by their address: with names that are known as far as there are some.
    pub async fn by_address(&mut self) {
        let met: BTreeSet<&String> = self.met.iter().map(|(route, _)| route).collect();
        let rest: Vec<String> = self.routes.iter().filter(|route| !met.contains(route)).cloned().collect();
        for route in rest {
            self.open(&self.address(&self.named(&route))).await;
        }
    }

    /// Routes that no page was seen of, of how many.
    pub fn never_shown(&self) -> (BTreeSet<&str>, usize) {
        let never = self.routes.iter().filter(|route| !self.shown.contains(*route));
        (never.map(String::as_str).collect(), self.routes.len())
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.who.0)
    }

    /// Opens a page, of this plane or not.
    pub async fn open(&mut self, address: &str) {
        self.browser.client.goto(address).await.expect("a page opens");
        unlock(self.browser, &self.who.2).await;
        self.heard.listen(self.browser).await;
        let path = self.path(address);
        self.met.push((self.route(&path).unwrap_or_default().to_owned(), path));
        for (status, address) in std::mem::take(&mut self.heard.pages) {
            let shown = self.route(&self.path(&address)).filter(|_| status < 400).map(str::to_owned);
            self.shown.extend(shown.filter(|_| address.starts_with(&self.who.0)));
        }
    }

    async fn follow(&mut self, starts: Vec<String>) {
        let mut waiting = VecDeque::from(starts);
        let mut first = true;
        while let Some(address) = waiting.pop_front() {
            let Some(route) = self.route(&self.path(&address)).map(str::to_owned) else { continue };
            if *self.counts.entry(route).and_modify(|count| *count += 1).or_insert(1) > OF_ONE_ROUTE {
                continue;
            }
            self.open(&address).await;
            for target in links(self.browser).await {
                let inside = target.starts_with(&self.who.0) && !is_file(&target);
                // The study that stands last has most of what there is to see: it is among the two of a kind.
                match (inside && self.known.insert(target.clone()), first) {
                    (true, true) => waiting.push_front(target),
                    (true, false) => waiting.push_back(target),
                    (false, _) => {}
                }
            }
            first = false;
        }
    }

    fn path(&self, address: &str) -> String {
        let path = address.strip_prefix(&self.who.0).unwrap_or_default();
        let path = path.split(['?', '#']).next().unwrap_or_default();
        if path.is_empty() { "/".to_owned() } else { path.to_owned() }
    }

    /// The route of a path: of those that it goes with, the one that says most.
    fn route(&self, path: &str) -> Option<&str> {
        let fits = |route: &&String| {
            route.split('/').count() == path.split('/').count()
                && route.split('/').zip(path.split('/')).all(|(one, part)| one == part || one.starts_with('{'))
        };
        let fitting = self.routes.iter().filter(fits);
        fitting.min_by_key(|route| route.matches('{').count()).map(String::as_str)
    }

    /// A path of this route: as far as one that was opened goes the same way, with its names; for others, `nothing`.
    fn named(&self, route: &str) -> String {
        let shared = |other: &str| other.split('/').zip(route.split('/')).take_while(|(one, two)| one == two).count();
        let nearest = self.met.iter().max_by_key(|(other, _)| shared(other)).expect("some pages were opened");
        let (known, names): (usize, Vec<&str>) = (shared(&nearest.0), nearest.1.split('/').collect());
        let name = |(at, part): (usize, &str)| match names.get(at).filter(|_| at < known) {
            Some(name) => (*name).to_owned(),
            None if part.starts_with('{') => "nothing".to_owned(),
            None => part.to_owned(),
        };
        route.split('/').enumerate().map(name).collect::<Vec<_>>().join("/")
    }
}
