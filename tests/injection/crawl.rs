//! What there is to be tried: one address and one form of each kind that links lead to, with the values that stand there.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::respondent::{Form, Respondent, encode, fill, form, forms};
use crate::sqlmap::Target;

/// What would end the way: signing out, locking, shutting people out, other passphrases; and files, which ask once more.
const NEVER: [&str; 6] = ["sign-out", "/lock", "/unlock", "passphrase", "shut-out", "/take"];

/// Most pages of one place that are looked at.
const OF_ONE_PLACE: usize = 6;

/// One of each kind.
#[derive(Default)]
pub struct Kinds {
    targets: BTreeMap<String, Target>,
}

/// What kinds of pages were met on one way.
#[derive(Default)]
struct Met {
    pages: BTreeSet<String>,
    places: BTreeMap<String, usize>,
}

impl Met {
    /// Whether a page of this kind was not met yet, nor many of its place.
    fn is_new(&mut self, address: &str) -> bool {
        let path = shape(address.split('?').next().unwrap_or_default());
        let place = path.rsplit_once('/').map_or("", |(place, _)| place).to_owned();
        let count = self.places.entry(place).or_default();
        let new = *count < OF_ONE_PLACE && self.pages.insert(path);
        *count += usize::from(new);
        new
    }
}

impl Kinds {
    /// All of them.
    pub fn targets(&self) -> Vec<Target> {
        self.targets.values().cloned().collect()
    }

    /// An address: its query, and else the last thing that it names.
    fn address(&mut self, address: &str) {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let names: Vec<&str> = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default()).collect();
        let kind = format!("get {} {}", shape(path), names.join(" "));
        let address = if query.is_empty() { marked(path) } else { Some(address.to_owned()) };
        if let Some(address) = address {
            self.targets.entry(kind).or_insert(Target { address, body: None });
        }
    }

    fn form(&mut self, form: &Form) {
        let fields = filled(form);
        let kind = format!("{} {}", if form.posts { "post" } else { "get" }, shape(&form.action));
        if fields.is_empty() || NEVER.iter().any(|word| form.action.contains(word)) {
            return;
        }
        let body = encode(&fields);
        let target = match form.posts {
            true => Target { address: form.action.clone(), body: Some(body) },
            false => {
                Target { address: format!("{}?{body}", form.action.split('?').next().unwrap_or_default()), body: None }
            }
        };
        self.targets.entry(kind).or_insert(target);
    }
}

/// The fields of a form as somebody fills them: what stands there, else something.
fn filled(form: &Form) -> Vec<(String, String)> {
    let mut fields = fill(&form.fields);
    let typed = form.fields.iter().filter(|field| field.kind == "text" && !field.values[0].is_empty());
    for field in typed {
        fields
            .iter_mut()
            .filter(|(name, _)| *name == field.name)
            .for_each(|(_, value)| value.clone_from(&field.values[0]));
    }
    let button = form.fields.iter().find(|field| field.kind == "button");
    fields.extend(button.map(|button| (button.name.clone(), button.values[0].clone())));
    fields
}

/// An address without what it names: ids, numbers, and the words of links.
fn shape(path: &str) -> String {
    let mut before = "";
    let mut parts = Vec::new();
    for part in path.split('/') {
        parts.push(if names(before, part) { "*" } else { part });
        before = part;
    }
    parts.join("/")
}

fn names(before: &str, part: &str) -> bool {
    part.len() >= 20 || part.contains(|letter: char| letter.is_ascii_digit()) || matches!(before, "links" | "s")
}

/// The path with a mark after the last thing that it names.
fn marked(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let last = (1..parts.len()).rev().find(|&at| names(parts[at - 1], parts[at]))?;
    let marked =
        parts.iter().enumerate().map(|(at, part)| if at == last { format!("{part}*") } else { (*part).to_owned() });
    Some(marked.collect::<Vec<_>>().join("/"))
}

/// Where links of a page lead on this plane.
pub fn links(page: &str) -> impl Iterator<Item = String> {
    let ways = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let ways = ways.filter(|way| way.starts_with('/') && !way.starts_with("/a/"));
    ways.map(|way| way.replace("&amp;", "&").split('#').next().unwrap_or_default().to_owned())
}

/// The cookie line of somebody.
pub fn cookie(person: &Respondent) -> String {
    person.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

/// Follows links from one page on, as far as they lead to kinds of pages that were not met.
pub async fn crawl(person: &mut Respondent, kinds: &mut Kinds, start: &str) {
    let (mut queue, mut met) = (VecDeque::from([start.to_owned()]), Met::default());
    while let Some(address) = queue.pop_front() {
        kinds.address(&address);
        if !met.is_new(&address) {
            continue;
        }
        person.hang_up(); // what came before may not have been read to its end
        let answered = person.ask("GET", &address, None).await.expect("an answer");
        if answered.status != 200 || !answered.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
        {
            continue;
        }
        forms(&answered.body).for_each(|form| kinds.form(&form));
        queue.extend(links(&answered.body).filter(|link| NEVER.iter().all(|word| !link.contains(word))));
    }
}

/// Each address and form that a respondent meets, the last of which sends; and somebody who has not sent yet.
pub async fn journey(host: &str, link: &str) -> (Vec<Target>, Respondent) {
    let start = link.split(host).nth(1).expect("a path").to_owned();
    let code = |name: &str| Target { address: start.clone(), body: Some(format!("{name}=AAAAAAAAA&_go=begin")) };
    let named = [format!("{start}*"), "/s/1*".into(), format!("{start}?a=1")];
    let mut targets: Vec<Target> = named.map(|address| Target { address, body: None }).into();
    targets.extend([code("_code"), code("_resume")]);
    targets.push(Target { address: "/withdraw".into(), body: Some("_code=AAAAAAAAAAAAAAA&_go=on".into()) });
    let mut person = Respondent::new(host);
    person.open(&start).await.expect("the welcome page");
    for _ in 0..40 {
        let (action, fields) = form(&person.page).expect("a way on");
        let mut filled = fill(&fields);
        let go = fields.iter().find(|field| field.kind == "button" && field.name == "_go").expect("a button");
        filled.push((go.name.clone(), go.values[0].clone()));
        targets.push(Target { address: action.clone(), body: Some(encode(&filled)) });
        if person.page.contains("value=\"send\"") {
            person.hang_up();
            return (targets, person);
        }
        person.send(&action, &filled).await.expect("the next page");
    }
    panic!("the journey does not end: {}", person.page)
}
