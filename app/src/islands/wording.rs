//! A field for the words of a question that says, while one types, how hard they are to read. Without script it is a
//! plain field, and the check of the instrument says the same after saving.

use leptos::prelude::*;

/// Words longer than this many in one sentence tire a reader.
const LONG_SENTENCE: usize = 20;

/// A text field named `name` with a live line under it: words, and the longest sentence.
#[island]
pub fn Wording(
    /// Name of the field in its form, and its id.
    name: String,
    /// The words so far.
    text: String,
    /// Direction of the language: `ltr` or `rtl`.
    direction: String,
    /// What the live line says before the counts; the counts follow as "12 · 9".
    label: String,
) -> impl IntoView {
    let (words, set_words) = signal(text.clone());
    let told = format!("{name}-told");
    let line = move || {
        let text = words.get();
        let (count, longest) = (text.split_whitespace().count(), longest_sentence(&text));
        let warning = if longest > LONG_SENTENCE { " ⚠" } else { "" };
        format!("{label} {count} · {longest}{warning}")
    };
    view! {
        <textarea
            id=name.clone()
            name=name.clone()
            dir=direction
            rows="2"
            aria-describedby=told.clone()
            on:input=move |event| set_words.set(event_target_value(&event))
            prop:value=text.clone()
        >
            {text.clone()}
        </textarea>
        <output id=told class="hint" for=name>
            {line}
        </output>
    }
}

/// Words in the longest sentence.
fn longest_sentence(text: &str) -> usize {
    text.split(['.', '?', '!', '؟', '。']).map(|sentence| sentence.split_whitespace().count()).max().unwrap_or(0)
}
