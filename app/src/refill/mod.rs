//! A form that was refused, or that found the study locked, comes back as its sender filled it in, wherever it stands on
//! its page: the part that holds it is unfolded, its controls hold what was typed, and the notice leads to it. This is
//! done once for every page, on the page as it was drawn, so that no page can forget it.

mod tags;

use std::collections::BTreeMap;
use std::ops::Range;

use server::http::staff::again::Again;
use tags::{Tag, quoted, tags};

/// Hidden fields that are new on every page, and so tell no form from another.
const NEW: [&str; 3] = ["fresh", "challenge", "next"];
/// A box that says somebody is sure is ticked anew each time.
const SURE: &str = "sure";
/// Lines that a value may be written into.
const LINES: [&str; 9] = ["", "text", "number", "date", "search", "url", "email", "tel", "time"];

/// The page with the form as it was sent.
pub(crate) fn refill(page: String, again: &Again) -> String {
    if again.form.is_empty() {
        return page;
    }
    refilled(&page, again).unwrap_or(page)
}

fn refilled(page: &str, again: &Again) -> Option<String> {
    let all = tags(page);
    let form = form_of(&all, again)?;
    let (own, start) = (all[form.start].value("id").map(str::to_owned), all[form.start].place());
    let mut changes = Changes { page, again, seen: BTreeMap::new(), all: Vec::new(), first: None };
    let mut open = folded(&all[..form.start]);
    open.extend(changes.controls(&all[form]));
    open.sort_unstable();
    open.dedup();
    changes.all.extend(open.into_iter().map(|place| (place..place, " open".to_owned())));
    if changes.first.is_none() && own.is_none() {
        changes.all.push((start..start, format!(" id=\"{FORM}\"")));
    }
    let first = changes.first.take().or(own).unwrap_or_else(|| FORM.to_owned());
    changes.lead(&all, &first);
    Some(changes.made())
}

/// The tags of the form that was sent, with its own: the same address, and the same hidden fields.
fn form_of(all: &[Tag<'_>], again: &Again) -> Option<Range<usize>> {
    let starts = all.iter().enumerate().filter(|(_, tag)| tag.opens("form"));
    let mut forms = starts.map(|(start, _)| {
        let length = all[start..].iter().position(|tag| tag.ends("form")).unwrap_or(all.len() - start - 1);
        start..start + length + 1
    });
    forms.find(|form| {
        let action = all[form.start].value("action").unwrap_or_default();
        action.split('?').next() == Some(again.form.as_str()) && all[form.clone()].iter().all(|tag| agrees(tag, again))
    })
}

/// Whether a tag is no hidden field, or one that was sent as it stands.
fn agrees(tag: &Tag<'_>, again: &Again) -> bool {
    let name = tag.value("name").unwrap_or_default();
    let is_hidden = tag.opens("input") && tag.value("type") == Some("hidden");
    let value = tag.value("value").unwrap_or_default();
    !is_hidden || NEW.contains(&name) || again.fields.all(name).any(|sent| sent == value)
}

/// Where `open` belongs in each folded part that is not over yet.
fn folded(before: &[Tag<'_>]) -> Vec<usize> {
    let mut around: Vec<&Tag<'_>> = Vec::new();
    for tag in before.iter().filter(|tag| tag.name == "details") {
        if tag.closes {
            around.pop();
        } else {
            around.push(tag);
        }
    }
    around.into_iter().filter(|tag| tag.attribute("open").is_none()).map(Tag::place).collect()
}

/// What is written differently into a page.
struct Changes<'a> {
    page: &'a str,
    again: &'a Again,
    /// How many controls of a name there were so far.
    seen: BTreeMap<String, usize>,
    all: Vec<(Range<usize>, String)>,
    /// The id of the first control.
    first: Option<String>,
}

impl Changes<'_> {
    /// Fills the controls of a form; gives the folded parts inside it that hold something typed.
    fn controls(&mut self, form: &[Tag<'_>]) -> Vec<usize> {
        let (mut open, mut islands) = (Vec::new(), 0_usize);
        for (at, tag) in form.iter().enumerate() {
            match (tag.name, tag.closes) {
                // An island fills itself, from what its page hands over.
                ("leptos-island", false) => islands += 1,
                ("leptos-island", true) => islands = islands.saturating_sub(1),
                ("input" | "textarea" | "select", false) => {
                    let typed = if islands > 0 { self.typed(tag) } else { self.control(tag, &form[at + 1..]) };
                    if typed {
                        open.extend(folded(&form[..at]));
                    }
                }
                _ => {}
            }
        }
        open
    }

    /// Whether something was typed into a control that is left as it is.
    fn typed(&mut self, tag: &Tag<'_>) -> bool {
        self.note(tag);
        self.again.fields.all(tag.value("name").unwrap_or_default()).any(|sent| !sent.is_empty())
    }

    /// Notes the first control, for the notice to lead to.
    fn note(&mut self, tag: &Tag<'_>) {
        if self.first.is_none() && tag.value("type") != Some("hidden") {
            self.first = tag.value("id").map(str::to_owned);
        }
    }

    /// Fills one control; whether something was typed into it.
    fn control(&mut self, tag: &Tag<'_>, after: &[Tag<'_>]) -> bool {
        let kind = tag.value("type").unwrap_or_default();
        match (tag.name, kind) {
            ("input", "checkbox" | "radio") => self.tick(tag),
            ("input", kind) if LINES.contains(&kind) => self.line(tag),
            ("textarea", _) => self.lines(tag, after),
            ("select", _) => self.list(tag, after),
            _ => false,
        }
    }

    /// What was sent for the next control of this name.
    fn sent(&mut self, tag: &Tag<'_>) -> Option<String> {
        let name = tag.value("name")?;
        let seen = self.seen.entry(name.to_owned()).or_default();
        *seen += 1;
        self.again.fields.all(name).nth(*seen - 1).map(str::to_owned)
    }

    fn line(&mut self, tag: &Tag<'_>) -> bool {
        self.note(tag);
        // A code that counts once is typed anew.
        if tag.value("autocomplete") == Some("one-time-code") {
            return false;
        }
        let Some(sent) = self.sent(tag) else { return false };
        let value = format!("value=\"{}\"", quoted(&sent));
        match tag.attribute("value") {
            Some(old) => self.all.push((old.at.clone(), value)),
            None => self.all.push((tag.place()..tag.place(), format!(" {value}"))),
        }
        !sent.is_empty()
    }

    fn lines(&mut self, tag: &Tag<'_>, after: &[Tag<'_>]) -> bool {
        self.note(tag);
        let end = after.iter().find(|tag| tag.ends("textarea")).map(|tag| tag.at.start);
        let (Some(sent), Some(end)) = (self.sent(tag), end) else { return false };
        // A browser takes a line that begins the content for part of the tag.
        let begin = if sent.starts_with(['\n', '\r']) { "\n" } else { "" };
        self.all.push((tag.at.end..end, format!("{begin}{}", crate::islands::inside(&sent))));
        !sent.is_empty()
    }

    fn tick(&mut self, tag: &Tag<'_>) -> bool {
        let (name, value) = (tag.value("name").unwrap_or_default(), tag.value("value").unwrap_or("on"));
        if name == SURE || name.is_empty() {
            return false;
        }
        let ticked = self.again.fields.all(name).any(|sent| sent == value);
        self.mark(tag, "checked", ticked);
        ticked
    }

    fn list(&mut self, tag: &Tag<'_>, after: &[Tag<'_>]) -> bool {
        self.note(tag);
        let many = tag.attribute("multiple").is_some();
        let Some(sent) = self.sent(tag) else { return false };
        let name = tag.value("name").unwrap_or_default();
        let chosen: Vec<&str> = if many { self.again.fields.all(name).collect() } else { vec![sent.as_str()] };
        let options: Vec<&Tag<'_>> =
            after.iter().take_while(|tag| !tag.ends("select")).filter(|tag| tag.opens("option")).collect();
        let is_chosen = |tag: &Tag<'_>| tag.value("value").is_some_and(|value| chosen.contains(&value));
        if !options.iter().any(|option| is_chosen(option)) {
            return false;
        }
        let marks: Vec<bool> = options.iter().map(|option| is_chosen(option)).collect();
        for (option, chosen) in options.into_iter().zip(marks) {
            self.mark(option, "selected", chosen);
        }
        !sent.is_empty()
    }

    /// Sets or takes away an attribute without a value.
    fn mark(&mut self, tag: &Tag<'_>, attribute: &str, set: bool) {
        match tag.attribute(attribute) {
            None if set => self.all.push((tag.place()..tag.place(), format!(" {attribute}"))),
            Some(old) if !set => self.all.push((old.at.clone(), String::new())),
            _ => {}
        }
    }

    /// Lets the notice lead to the form.
    fn lead(&mut self, all: &[Tag<'_>], to: &str) {
        let link = all.iter().find(|tag| tag.opens("a") && tag.value("class") == Some(TO_FORM));
        if let Some(old) = link.and_then(|link| link.attribute("href")) {
            self.all.push((old.at.clone(), format!("href=\"#{}\"", quoted(to))));
        }
    }

    fn made(mut self) -> String {
        self.all.sort_by_key(|(at, _)| (at.start, at.end));
        let (mut made, mut from) = (String::with_capacity(self.page.len()), 0);
        for (at, words) in self.all {
            // Two changes of one place cannot both be right; the first stays.
            if at.start >= from {
                made.push_str(&self.page[from..at.start]);
                made.push_str(&words);
                from = at.end;
            }
        }
        made.push_str(&self.page[from..]);
        made
    }
}

/// The id of a form that has no control to lead to.
const FORM: &str = "sent-form";
/// The class of the link of a notice that leads to the form.
pub(crate) const TO_FORM: &str = "to-form";

#[cfg(test)]
mod tests;
