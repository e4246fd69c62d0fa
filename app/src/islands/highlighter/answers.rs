//! What goes to the server and what comes back: one thing after the other, in the order in which they were done.

use wasm_bindgen::JsCast;
use web_sys::{HtmlButtonElement, HtmlElement, HtmlFormElement};

use super::pad::{back, close, look, note, with};
use super::requests::{self, Told};
use super::tell::{hide, problem, say, say_of};
use super::words::{self, all, by_id, is};

/// Milliseconds between two notes that somebody is there.
const PULSE: f64 = 60_000.0;

/// What follows when the server has answered.
#[derive(Clone)]
pub enum After {
    /// Back to the passage.
    Passage,
    /// The note is written: its field is emptied.
    Memo,
    /// A plain form: refused, it goes the plain way, whose page shows what is wrong.
    Form(HtmlFormElement, Option<HtmlElement>),
}

/// Sends one thing after the other, in the order in which they were done.
pub fn send(fields: String, after: After) {
    let idle = with(|pad| {
        pad.waiting.push_back((fields, after));
        !std::mem::replace(&mut pad.busy, true)
    });
    if !idle {
        return;
    }
    wasm_bindgen_futures::spawn_local(async {
        let address = by_id("pad").and_then(|pad| pad.get_attribute("data-act")).unwrap_or_default();
        while let Some((fields, after)) = with(|pad| pad.waiting.pop_front()) {
            let told = requests::post(&address, &fields).await;
            answered(told, after);
        }
        with(|pad| pad.busy = false);
    });
}

fn answered(told: Option<Told>, after: After) {
    let Some(told) = told else {
        return problem(&say_of("failed"));
    };
    if told.is("reload") {
        let _ = web_sys::window().map(|window| window.location().reload());
        return;
    }
    if told.is("locked") {
        locked(&told);
    } else {
        hide("pad-problem");
    }
    let refused = told.is("refused");
    let pressed = pressed();
    told.put();
    match (after, refused) {
        (After::Memo, false) => {
            if let Some(field) = note() {
                field.set_value("");
            }
            close();
            back();
        }
        (After::Form(form, button), true) if !told.is("locked") => {
            let _ = form.set_attribute("data-plain", "");
            let button = button.as_ref().map(JsCast::unchecked_ref::<HtmlButtonElement>);
            let _ = form.request_submit_with_submitter(button.map(AsRef::as_ref));
            return;
        }
        (_, true) => return problem(&told.text("announce")),
        (_, false) => match pressed.and_then(|selector| all(&selector).into_iter().next()) {
            Some(button) => drop(button.focus()),
            None => back(),
        },
    }
    look();
    say(&told.text("announce"));
}

/// The button of the pad that has the focus, by what finds its successor; none where the focus is elsewhere.
fn pressed() -> Option<String> {
    let active = words::document().active_element().filter(|active| is(active, "#pad"))?;
    let named = |name: &str| Some(format!("#pad [{name}='{}']:enabled", active.get_attribute(name)?));
    named("data-do").or_else(|| named("data-digit"))
}

/// The study is locked: what to do is said, and stays.
fn locked(told: &Told) {
    let Some(line) = by_id("pad-locked") else { return };
    if let Ok(Some(words)) = line.query_selector("span") {
        words.set_text_content(Some(&told.text("announce")));
    }
    if let Ok(Some(link)) = line.query_selector("a") {
        let _ = link.set_attribute("href", &told.text("locked"));
    }
    line.set_hidden(false);
}

/// Somebody is there: the study stays unlocked. Told once a minute at most.
pub fn pulse() {
    let now = js_sys::Date::now();
    let due = with(|pad| now - pad.pulse > PULSE && std::mem::replace(&mut pad.pulse, now) != now);
    if !due {
        return;
    }
    wasm_bindgen_futures::spawn_local(async {
        let address = by_id("pad").and_then(|pad| pad.get_attribute("data-here")).unwrap_or_default();
        match requests::post(&address, "").await {
            Some(told) if told.is("locked") => locked(&told),
            _ => {}
        }
    });
}
