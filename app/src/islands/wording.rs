//! A field for words that says, while one types, which US reading grade they need. Without script it is a plain field,
//! with the grade of the words as they were saved.

use leptos::prelude::*;

/// A text field with a live line under it. The rules of reading are the server's own: `instruments::grade`.
#[island]
pub fn Wording(
    /// Id of the field.
    id: String,
    /// Its name in the form.
    name: String,
    /// The words so far.
    text: String,
    /// Their language, which decides the formula.
    language: String,
    /// Direction of the language: `ltr` or `rtl`.
    direction: String,
    /// Lines that the field is high.
    rows: usize,
    /// The highest grade wanted, if one is.
    limit: Option<f64>,
    /// What stands before the grade.
    label: String,
) -> impl IntoView {
    let (words, set_words) = signal(text.clone());
    let told = format!("{id}-told");
    let tag = language.clone();
    let line = move || said(&words.get(), &tag, limit, &label);
    view! {
        <textarea
            id=id.clone()
            name=name
            rows=rows.to_string()
            lang=language
            dir=direction
            class="short"
            aria-describedby=told.clone()
            on:input=move |event| set_words.set(event_target_value(&event))
        >
            {super::inside(&text)}
        </textarea>
        <output id=told class="hint" for=id>
            {line}
        </output>
    }
}

/// The line under the field; empty where no formula exists or too few words are there to be measured.
fn said(words: &str, language: &str, limit: Option<f64>, label: &str) -> String {
    let measured = instruments::grade(words, language).filter(|_| instruments::is_long_enough(words));
    match (measured, limit) {
        (Some(grade), Some(limit)) if grade > limit => format!("⚠ {label} {grade:.1} (≤ {limit})"),
        (Some(grade), _) => format!("{label} {grade:.1}"),
        (None, _) => String::new(),
    }
}
