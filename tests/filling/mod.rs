//! Answers every control of a respondent page in some way: one of each kind as a person does, with pointer and keys;
//! the others all at once, each after a look whether a pointer would reach it.

use fantoccini::{Client, Locator};
use serde_json::Value;

const CONTROLS: &str = "main form input, main form select, main form textarea";

/// Fills what is seen, and tells what is left for hands: the place of a control, its name, its kind, and what to do.
/// A page's own script may be off, the driver's is not.
const FILL: &str = r#"
const done = new Set(), hands = [], hidden = [], counts = {};
const kind = control => control.tagName === 'INPUT' ? control.type : control.tagName.toLowerCase();
const reached = control => {
    control.scrollIntoView({ block: 'center' });
    const place = control.getBoundingClientRect();
    const hit = document.elementFromPoint(place.left + place.width / 2, place.top + place.height / 2);
    return hit && (control.contains(hit) || [...control.labels ?? []].some(label => label.contains(hit)));
};
const wanted = control => {
    const name = control.name;
    switch (kind(control)) {
        case 'hidden': return null;
        case 'radio': case 'checkbox':
            return name.endsWith('~missing') || done.has(name) ? null : (done.add(name), '');
        case 'select': {
            // The first option for the first place of a ranking, the second for the second …
            const group = name.includes('.place.') ? name.slice(0, name.lastIndexOf('.place.')) : name;
            counts[group] = (counts[group] ?? 0) + 1;
            return String(counts[group]);
        }
        case 'textarea': return 'A door that locks.';
        default: return control.value ? null : name.endsWith('.year') ? '2024' : '3';
    }
};
const set = (control, value) => {
    switch (kind(control)) {
        case 'radio': case 'checkbox': control.click(); break;
        case 'select': control.selectedIndex = Number(value); break;
        default: control.value = value;
    }
};
const first = new Set();
[...document.querySelectorAll(arguments[0])].forEach((control, at) => {
    const value = control.checkVisibility() ? wanted(control) : null;
    if (value === null) return;
    if (!first.has(kind(control))) {
        first.add(kind(control));
        hands.push([at, control.name, kind(control), value]);
    } else {
        if (!reached(control)) hidden.push(control.name);
        set(control, value);
    }
});
window.scrollTo(0, 0); // hands go from the top of the page to its end, as they would without this
return [hands, hidden];
"#;

/// What a hand does: the place of a control, its name, its kind, and the value that it gets.
type Hand = (usize, String, String, String);

/// Fills the page that is shown.
pub async fn fill(client: &Client) {
    let told = client.execute(FILL, vec![CONTROLS.into()]).await.expect("the page is filled");
    let (hands, hidden): (Vec<Hand>, Vec<Value>) = serde_json::from_value(told).expect("as asked");
    assert!(hidden.is_empty(), "no pointer reaches {hidden:?}");
    if hands.is_empty() {
        return;
    }
    let controls = client.find_all(Locator::Css(CONTROLS)).await.expect("controls");
    for (at, name, kind, value) in hands {
        let control = &controls[at];
        let done = match kind.as_str() {
            // The control itself, not its label: keyboard and pointer both reach it.
            "radio" | "checkbox" => control.click().await,
            "select" => control.select_by_index(value.parse().expect("a place")).await,
            _ => control.send_keys(&value).await,
        };
        done.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
