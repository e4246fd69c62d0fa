//! Finding a code by a few letters: the list that the server drew, sorted and hidden as one types.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::rank::rank;
use super::words::{all, by_id};

/// The codes to choose from while the picker is open.
#[derive(Default)]
pub struct Picker {
    options: Vec<Choice>,
    /// Those that fit, the best first.
    shown: Vec<usize>,
    /// Place of the one that Enter takes; after all that fit comes the making of a new one.
    active: Option<usize>,
}

/// What Enter takes.
pub enum Chosen {
    /// The code with this id.
    Code(String),
    /// A new one.
    New,
}

struct Choice {
    element: HtmlElement,
    name: String,
    above: String,
}

impl Picker {
    /// Reads the list as it is now, and shows all of it.
    pub fn open(&mut self) {
        let inside = |element: &Element, selector: &str| {
            element.query_selector(selector).ok().flatten().and_then(|found| found.text_content()).unwrap_or_default()
        };
        let read = |element: HtmlElement| Choice {
            name: plain(&inside(&element, "b")),
            above: plain(&inside(&element, "small")),
            element,
        };
        self.options = all("#pad-codes [data-code]").into_iter().map(read).collect();
        if let Some(field) = field() {
            field.set_value("");
        }
        self.filter();
    }

    /// Shows the codes that fit what is typed.
    pub fn filter(&mut self) {
        let letters = plain(&typed());
        let mut fitting: Vec<(u32, usize)> = (0..self.options.len())
            .filter_map(|place| Some((rank(&self.options[place].name, &self.options[place].above, &letters)?, place)))
            .collect();
        fitting.sort_unstable();
        self.shown = fitting.into_iter().map(|(_, place)| place).collect();
        self.options.iter().for_each(|option| option.element.set_hidden(true));
        let list = by_id("pad-codes");
        for place in &self.shown {
            let element = &self.options[*place].element;
            element.set_hidden(false);
            let _ = list.as_ref().map(|list| list.append_child(element));
        }
        offer(&typed(), self.options.iter().any(|option| option.name == letters));
        if let (Some(list), Some(new)) = (&list, by_id("pad-new")) {
            let _ = list.append_child(&new);
        }
        self.activate((!self.shown.is_empty()).then_some(0));
    }

    /// Goes down or up the list, around its ends.
    pub fn step(&mut self, down: bool) {
        let count = (self.shown.len() + usize::from(new().is_some())).max(1);
        self.activate(Some(match (self.active, down) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(active), true) => (active + 1) % count,
            (Some(active), false) => (active + count - 1) % count,
        }));
    }

    fn activate(&mut self, place: Option<usize>) {
        self.active = place;
        let all = self.options.iter().map(|option| option.element.clone()).chain(by_id("pad-new"));
        all.for_each(|element| drop(element.set_attribute("aria-selected", "false")));
        let active = self.active();
        if let Some(option) = &active {
            let _ = option.set_attribute("aria-selected", "true");
            let near = ScrollIntoViewOptions::new();
            near.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&near);
        }
        if let Some(field) = field() {
            let id = active.as_ref().map(|option| option.id()).unwrap_or_default();
            let _ = field.set_attribute("aria-activedescendant", &id);
        }
    }

    fn active(&self) -> Option<HtmlElement> {
        match self.shown.get(self.active?) {
            Some(place) => Some(self.options[*place].element.clone()),
            None => new(),
        }
    }

    /// What Enter takes, if anything.
    pub fn chosen(&self) -> Option<Chosen> {
        let active = self.active()?;
        Some(active.get_attribute("data-code").map_or(Chosen::New, Chosen::Code))
    }
}

/// Offers to make what is typed, unless a code is called so.
fn offer(typed: &str, is_known: bool) {
    let Some(new) = by_id("pad-new") else { return };
    let typed = typed.trim();
    new.set_hidden(typed.is_empty() || is_known);
    if let Ok(Some(name)) = new.query_selector("b") {
        name.set_text_content(Some(typed));
    }
}

/// The making of a new code, where it is offered.
fn new() -> Option<HtmlElement> {
    by_id("pad-new").filter(|new| !new.hidden())
}

fn field() -> Option<HtmlInputElement> {
    by_id("pad-code")?.dyn_into().ok()
}

/// What is typed.
pub fn typed() -> String {
    field().map(|field| field.value()).unwrap_or_default()
}

/// Small letters without accents.
fn plain(text: &str) -> String {
    let text = js_sys::JsString::from(text).to_lower_case().normalize("NFD");
    String::from(text).trim().chars().filter(|one| !('\u{300}'..='\u{36f}').contains(one)).collect()
}
