//! Who hears what: keys, presses, forms, selections; each becomes a command of the pad.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventTarget, HtmlFormElement, KeyboardEvent, Node, SubmitEvent};

use super::answers::{After, pulse, send};
use super::keys::{Command, command};
use super::pad::{
    agreed, begin, choose, code_with, go, leave, look, mark, open_memo, open_picker, save_note, silence, step_by,
    toggle, whole, with,
};
use super::picker::typed;
use super::requests;
use super::tell::say_ours;
use super::words::{self, all, around, by_id, is};

/// Listens.
pub fn start() {
    let (Some(pad), document) = (by_id("pad"), words::document()) else { return };
    with(|pad| pad.pulse = js_sys::Date::now());
    hear(&document, "keydown", |event| key(event.unchecked_ref()));
    hear(&document, "selectionchange", |_| look());
    hear(&document, "click", |event| click(&event));
    hear(&document, "submit", |event| submit(event.unchecked_ref()));
    hear(&document, "scroll", |_| pulse());
    hear(&pad, "input", |event| typing(&event));
    // A press on the pad must not take the selection away before it is used.
    hear(&pad, "mousedown", |event| {
        if target(&event).is_some_and(|at| around(&at, "button, li").is_some()) {
            event.prevent_default();
        }
    });
}

fn hear(at: &EventTarget, name: &str, work: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(work).into_js_value();
    let _ = at.add_event_listener_with_callback(name, listener.unchecked_ref());
}

fn target(event: &Event) -> Option<Node> {
    event.target()?.dyn_into().ok()
}

fn key(event: &KeyboardEvent) {
    pulse();
    let Some(at) = target(event) else { return };
    let key = event.key();
    let control = event.ctrl_key();
    if event.alt_key() || event.meta_key() || event.is_composing() {
        return;
    }
    let done = if is(&at, "#pad-code") {
        picker_key(&key)
    } else if is(&at, "#pad-note") {
        match (key.as_str(), control) {
            ("Escape", _) => Some(leave()),
            ("Enter", true) => Some(save_note()),
            _ => None,
        }
    } else if is(&at, "input, textarea, select") || key == "Enter" && is(&at, "button, a, summary") {
        None
    } else if with(|pad| pad.silent) {
        None
    } else {
        let selecting = with(|pad| pad.selecting.is_some());
        command(&key, event.shift_key(), control, selecting).map(|command| obey(command, &at))
    };
    if done.is_some() {
        event.prevent_default();
    }
}

fn picker_key(key: &str) -> Option<()> {
    match key {
        "ArrowDown" => with(|pad| pad.picker.step(true)),
        "ArrowUp" => with(|pad| pad.picker.step(false)),
        "Enter" => choose(),
        "Escape" => leave(),
        _ => return None,
    }
    Some(())
}

fn obey(command: Command, at: &Node) {
    match command {
        Command::Next => go(1),
        Command::Before => go(-1),
        Command::Begin if with(|pad| pad.picked.is_some()) => open_picker(),
        Command::Begin => begin(false),
        Command::Pick => open_picker(),
        Command::Move(step, direction, extend) => {
            step_by(|here| here.selected.moved(&here.units, step, direction, extend))
        }
        Command::Adjust(direction, beginning) => {
            step_by(|here| here.selected.adjusted(&here.units, direction, beginning))
        }
        Command::Digit(digit) => {
            let code = all(&format!("#pad-digits [data-digit='{digit}']")).into_iter().next();
            match code.and_then(|button| button.get_attribute("data-code")) {
                Some(code) => code_with("code", &code),
                None => say_ours("no-code"),
            }
        }
        Command::Whole => whole(),
        Command::InVivo => code_with("in-vivo", ""),
        Command::Memo => open_memo(at),
        Command::Translation => begin(true),
        Command::Undo if agreed("undo") => send(requests::fields(&[("do", "undo")]), After::Passage),
        Command::Redo if agreed("redo") => send(requests::fields(&[("do", "redo")]), After::Passage),
        Command::Undo | Command::Redo => {}
        Command::Leave => leave(),
        Command::Keys => toggle("pad-keys"),
    }
}

fn click(event: &Event) {
    pulse();
    let Some(at) = target(event) else { return };
    if around(&at, "#pad-new").is_some() {
        return code_with("new", &typed());
    }
    if let Some(button) = around(&at, "#pad [data-code]") {
        return code_with("code", &button.get_attribute("data-code").unwrap_or_default());
    }
    let asked = around(&at, "#pad [data-do]").and_then(|button| button.get_attribute("data-do"));
    match asked.as_deref() {
        Some("pick") => open_picker(),
        Some("whole") => whole(),
        Some("in-vivo") => code_with("in-vivo", ""),
        Some("memo") => open_memo(&at),
        Some("undo") => obey(Command::Undo, &at),
        Some("redo") => obey(Command::Redo, &at),
        Some("keys") => toggle("pad-keys"),
        Some("leave") => leave(),
        Some("toggle") => silence(),
        _ => {
            if let Some(passage) = around(&at, "article.passage") {
                mark(&passage);
                with(|pad| pad.selecting = None);
            }
        }
    }
}

fn submit(event: &SubmitEvent) {
    let Some(form) = target(event).and_then(|at| at.dyn_into::<HtmlFormElement>().ok()) else { return };
    if form.id() == "pad-memo" {
        event.prevent_default();
        return save_note();
    }
    if !form.class_list().contains("act") || form.has_attribute("data-plain") {
        return;
    }
    let button = event.submitter();
    let Some(fields) = requests::of_form(&form, button.as_ref()) else { return };
    event.prevent_default();
    if let Some(passage) = around(&form, "article.passage") {
        mark(&passage);
    }
    send(fields, After::Form(form, button));
}

fn typing(event: &Event) {
    pulse();
    if target(event).is_some_and(|at| is(&at, "#pad-code")) {
        with(|pad| pad.picker.filter());
    }
}
