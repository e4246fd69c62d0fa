//! The pad itself: the passage that one is at, words that are picked, what is open; and what its commands do.

use std::cell::RefCell;
use std::collections::VecDeque;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement, Node};

use super::answers::{After, send};
use super::picker::{Chosen, Picker, typed};
use super::requests;
use super::steps::Selected;
use super::tell::{hide, problem, say, say_of, say_ours, write};
use super::words::{self, Picked, all, around, by_id, is};

/// Words that are being selected by keyboard.
pub struct Selecting {
    /// The id of the element that holds them.
    element: String,
    pub units: Vec<u16>,
    pub selected: Selected,
}

/// What the script remembers.
#[derive(Default)]
pub struct Pad {
    /// The id of the passage that one is at.
    here: String,
    pub picked: Option<Picked>,
    pub selecting: Option<Selecting>,
    pub picker: Picker,
    /// The coding that a note is about; empty for the passage.
    note_on: String,
    pub silent: bool,
    pub waiting: VecDeque<(String, After)>,
    pub busy: bool,
    pub pulse: f64,
}

thread_local! {
    static PAD: RefCell<Pad> = RefCell::default();
}

/// Looks at what is remembered.
pub fn with<T>(work: impl FnOnce(&mut Pad) -> T) -> T {
    PAD.with(|pad| work(&mut pad.borrow_mut()))
}

/// The passage that one is at; at first, the first.
fn here() -> Option<HtmlElement> {
    let id = with(|pad| pad.here.clone());
    by_id(&id).or_else(|| all("article.passage").into_iter().next())
}

/// To the next passage or the one before; from the last to the next page.
pub fn go(step: isize) {
    stop_selecting();
    let passages = all("article.passage");
    let id = with(|pad| pad.here.clone());
    let now = passages.iter().position(|passage| passage.id() == id);
    let next = match now {
        Some(now) => now.checked_add_signed(step),
        None => Some(0),
    };
    match next.and_then(|next| passages.get(next)) {
        Some(passage) => arrive(passage),
        None if step > 0 => match by_id("next-page") {
            Some(link) => drop(link.focus()),
            None => say_ours("no-more"),
        },
        None => say_ours("no-less"),
    }
}

/// Is at a passage from now on, and tells its words and codes.
fn arrive(passage: &HtmlElement) {
    mark(passage);
    let _ = passage.focus();
    let text = |element: HtmlElement| element.text_content().unwrap_or_default();
    let inside = |selector: &str| {
        let found = all(&format!("article[aria-current] {selector}"));
        found.into_iter().map(text).collect::<Vec<_>>()
    };
    let codes = inside(".coding b").join(", ");
    say(&[inside(".words").join(" "), codes].join(" · "));
}

/// From now on one is at this passage.
pub fn mark(passage: &HtmlElement) {
    all("article[aria-current]").iter().for_each(|before| drop(before.remove_attribute("aria-current")));
    let _ = passage.set_attribute("aria-current", "true");
    with(|pad| pad.here = passage.id());
}

/// Begins to select words of the passage; or of its other words.
pub fn begin(other: bool) {
    let Some(passage) = here() else { return };
    mark(&passage);
    let all: Vec<HtmlElement> = all("article[aria-current] .words");
    let now = with(|pad| pad.selecting.as_ref().map(|selecting| selecting.element.clone()));
    let now = all.iter().position(|words| Some(words.id()) == now);
    let place = if other { now.map_or(1, |now| now + 1) % all.len().max(1) } else { 0 };
    let Some(words) = all.get(place) else { return };
    let units = words::units(words);
    let Some(selected) = Selected::at(&units, 0) else { return say_ours("nothing") };
    let _ = passage.focus();
    with(|pad| pad.selecting = Some(Selecting { element: words.id(), units, selected }));
    show_selected(&say_of("start"));
}

/// Moves the selection.
pub fn step_by(step: impl FnOnce(&Selecting) -> Option<Selected>) {
    let moved = with(|pad| {
        let selecting = pad.selecting.as_mut()?;
        selecting.selected = step(selecting)?;
        Some(())
    });
    match moved {
        Some(()) => show_selected(""),
        None => say_ours("no-more"),
    }
}

/// Shows on the page what is being selected by keyboard, and tells it.
fn show_selected(before: &str) {
    let range = with(|pad| pad.selecting.as_ref().map(|here| (here.element.clone(), here.selected.range())));
    let Some((element, range)) = range else { return };
    let Some(element) = by_id(&element) else { return };
    let _ = words::select(&element, &range);
    look();
    let text = with(|pad| pad.picked.as_ref().map(|picked| picked.text.clone())).unwrap_or_default();
    say(&format!("{before} {}", short(&text)));
}

/// Reads what is selected on the page.
pub fn look() {
    let picked = words::picked();
    let in_pad = words::document().active_element().is_some_and(|active| is(&active, "#pad"));
    if picked.is_none() && in_pad {
        return;
    }
    let element = picked.as_ref().and_then(|picked| by_id(&picked.element));
    if let Some(passage) = element.and_then(|element| around(&element, "article.passage")) {
        mark(&passage);
    }
    let told = picked.as_ref().map(|picked| format!("{} “{}”", say_of("words"), short(&picked.text)));
    write("pad-words", &told.unwrap_or_else(|| say_of("nothing")));
    if let Some(pad) = by_id("pad") {
        let _ = pad.toggle_attribute_with_force("data-picked", picked.is_some());
    }
    with(|pad| {
        let same = pad.selecting.as_ref().zip(picked.as_ref()).is_some_and(|(one, two)| one.element == two.element);
        if !same && picked.is_some() {
            pad.selecting = None;
        }
        pad.picked = picked;
    });
}

/// Words as they are told: their beginning and end.
fn short(text: &str) -> String {
    const MOST: usize = 160;
    let count = text.chars().count();
    if count <= MOST {
        return text.to_owned();
    }
    let begin: String = text.chars().take(MOST / 2).collect();
    let end: String = text.chars().skip(count - MOST / 3).collect();
    format!("{begin} … {end}")
}

fn stop_selecting() {
    if with(|pad| pad.selecting.take()).is_some() {
        words::deselect();
        look();
    }
}

/// Leaves what is open, else the words that are selected.
pub fn leave() {
    let open = ["pad-picker", "pad-memo", "pad-keys"].iter().filter_map(|id| by_id(id)).any(|panel| !panel.hidden());
    close();
    if open {
        return back();
    }
    let selecting = with(|pad| pad.selecting.take()).is_some();
    words::deselect();
    look();
    if selecting {
        say_ours("left");
    }
}

/// Closes what is open.
pub fn close() {
    for id in ["pad-picker", "pad-memo", "pad-keys"] {
        if let Some(panel) = by_id(id) {
            panel.set_hidden(true);
        }
    }
    hide("pad-problem");
}

/// Opens or closes a part of the pad.
pub fn toggle(id: &str) {
    let Some(panel) = by_id(id) else { return };
    let was_open = !panel.hidden();
    close();
    if was_open {
        return back();
    }
    panel.set_hidden(false);
    // The first thing to press or type into, so that Tab goes on from there.
    if let Some(first) = all(&format!("#{id} button, #{id} textarea")).first() {
        let _ = first.focus();
    }
}

/// To the passage, with the same words selected.
pub fn back() {
    let range = with(|pad| match (&pad.selecting, &pad.picked) {
        (Some(here), _) => Some((here.element.clone(), here.selected.range())),
        (None, Some(picked)) => {
            let base = by_id(&picked.element).map_or(0, |words| words::base(&words));
            let range =
                picked.range.start.saturating_sub(base) as usize..picked.range.end.saturating_sub(base) as usize;
            Some((picked.element.clone(), range))
        }
        (None, None) => None,
    });
    if let Some(passage) = here() {
        let _ = passage.focus();
    }
    if let Some((element, range)) = range
        && let Some(element) = by_id(&element)
    {
        let _ = words::select(&element, &range);
    }
    let _ = words::paint();
}

/// Opens the list of codes.
pub fn open_picker() {
    if let Some(passage) = here() {
        mark(&passage);
    }
    close();
    let _ = words::paint();
    let Some(panel) = by_id("pad-picker") else { return };
    panel.set_hidden(false);
    with(|pad| pad.picker.open());
    if let Some(field) = by_id("pad-code") {
        let _ = field.focus();
    }
}

/// Takes the code that the picker points to, or makes the one that is typed where it points to that.
pub fn choose() {
    match with(|pad| pad.picker.chosen()) {
        Some(Chosen::Code(code)) => code_with("code", &code),
        Some(Chosen::New) => code_with("new", &typed()),
        None if by_id("pad-new").is_some_and(|new| !new.hidden()) => problem(&say_of("no-code-make")),
        None => problem(&say_of("no-code")),
    }
}

/// Whether a button's deed may be done: one of many parts is asked about first.
pub fn agreed(act: &str) -> bool {
    let button = all(&format!("#pad-undo [data-do='{act}']")).into_iter().next();
    let Some(question) = button.and_then(|button| button.get_attribute("data-ask")) else { return true };
    web_sys::window().is_some_and(|window| window.confirm_with_message(&question).unwrap_or(false))
}

/// Codes what is picked, or the whole passage.
pub fn code_with(act: &str, code: &str) {
    let Some(place) = place() else { return say_ours("nothing") };
    close();
    back();
    send(format!("{place}&{}", requests::fields(&[("do", act), ("code", code)])), After::Passage);
}

/// The whole passage is to be coded.
pub fn whole() {
    with(|pad| pad.selecting = None);
    words::deselect();
    with(|pad| pad.picked = None);
    look();
    open_picker();
}

/// The fields that say which words.
fn place() -> Option<String> {
    if let Some(picked) = with(|pad| pad.picked.clone()) {
        let (from, to) = (picked.range.start.to_string(), picked.range.end.to_string());
        return Some(requests::fields(&[("passage", &picked.passage), ("from", &from), ("to", &to)]));
    }
    Some(requests::fields(&[("passage", &passage()?)]))
}

/// The passage that one is at, by its name.
fn passage() -> Option<String> {
    let article = here()?;
    mark(&article);
    all("article[aria-current] .words").first().map(words::passage)
}

/// Opens the field for a note: on the coding that one is at, else on the passage.
pub fn open_memo(at: &Node) {
    let on = around(at, ".coding").and_then(|chip| chip.get_attribute("data-coding")).unwrap_or_default();
    with(|pad| pad.note_on = on);
    if passage().is_some() {
        toggle("pad-memo");
        let _ = words::paint();
    }
}

/// The field for a note.
pub fn note() -> Option<HtmlTextAreaElement> {
    by_id("pad-note")?.dyn_into().ok()
}

/// Sends the note.
pub fn save_note() {
    let passage = with(|pad| pad.picked.as_ref().map(|picked| picked.passage.clone())).or_else(passage);
    let (Some(passage), Some(field)) = (passage, note()) else { return };
    let on = with(|pad| pad.note_on.clone());
    let fields = [("do", "memo"), ("passage", passage.as_str()), ("on", on.as_str()), ("note", &field.value())];
    send(requests::fields(&fields), After::Memo);
}

/// Switches single keys off, or on again.
pub fn silence() {
    let silent = with(|pad| {
        pad.silent = !pad.silent;
        pad.silent
    });
    for button in all("#pad [data-do='toggle']") {
        let _ = button.set_attribute("aria-pressed", if silent { "false" } else { "true" });
    }
    say_ours(if silent { "keys-off" } else { "keys-on" });
}
