//! Labelled controls of staff forms. A field is a value: make it, add what it needs, draw it with `view`.

use leptos::prelude::*;

/// A labelled line to type into.
#[derive(Clone, Debug)]
pub struct Field {
    name: String,
    id: String,
    label: String,
    kind: &'static str,
    value: String,
    hint: Option<String>,
    autocomplete: &'static str,
    optional: bool,
}

impl Field {
    /// A line of text.
    pub fn text(name: impl Into<String>, label: String) -> Self {
        let (name, value) = (name.into(), String::new());
        let id = id_of(&name);
        Self { name, id, label, kind: "text", value, hint: None, autocomplete: "off", optional: false }
    }

    /// A passphrase; `autocomplete` tells the browser's keychain which (`current-password`, `new-password`).
    pub fn passphrase(name: &str, label: String, autocomplete: &'static str) -> Self {
        Self { kind: "password", autocomplete, ..Self::text(name, label) }
    }

    /// A whole number.
    pub fn number(name: impl Into<String>, label: String) -> Self {
        Self { kind: "number", ..Self::text(name, label) }
    }

    /// A date.
    pub fn date(name: impl Into<String>, label: String) -> Self {
        Self { kind: "date", ..Self::text(name, label) }
    }

    /// What stands in it.
    pub fn value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// An id of its own, where another form of the page has a control of the same name.
    pub fn id(self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self }
    }

    /// A sentence that helps.
    pub fn hint(self, hint: String) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// What the browser may fill in.
    pub fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// May be left empty.
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Draws it.
    pub fn view(self) -> impl IntoView {
        let id = self.id;
        let hint_id = format!("{id}-hint");
        let described = self.hint.is_some().then(|| hint_id.clone());
        let hint = self.hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> });
        view! {
            <div class="field">
                <label class="label" for=id.clone()>{self.label}</label>
                {hint}
                <input
                    id=id
                    name=self.name
                    type=self.kind
                    value=self.value
                    autocomplete=self.autocomplete
                    spellcheck="false"
                    required=!self.optional
                    aria-describedby=described
                />
            </div>
        }
    }
}

/// A list to choose one from: value and label of each.
pub fn select(name: &str, label: String, options: Vec<(String, String)>, chosen: &str) -> impl IntoView + use<> {
    let id = id_of(name);
    let name = name.to_owned();
    let options = options.into_iter().map(|(value, label)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    });
    let options: Vec<_> = options.collect();
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{label}</label>
            <select id=id name=name>{options}</select>
        </div>
    }
}

/// A box to tick, with its label beside it.
pub fn tick(name: String, value: String, label: String, ticked: bool) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="checkbox" name=name value=value checked=ticked />
            <span>{label}</span>
        </label>
    }
}

/// A form that is only a button. `about` completes its name for those who do not see where it stands.
pub fn button(action: String, label: String, about: &str, hidden: &[(&'static str, &str)]) -> impl IntoView + use<> {
    let about = (!about.is_empty()).then(|| view! { <span class="sr">": " {about.to_owned()}</span> });
    let hidden: Vec<_> = hidden
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=*name value=(*value).to_owned() /> })
        .collect();
    view! {
        <form method="post" action=action class="inline">
            {hidden}
            <button class="quiet">{label}{about}</button>
        </form>
    }
}

/// The same for what cannot be taken back: nothing is done before its box is ticked. `Fields::sure` asks once more.
pub fn sure_button(action: String, label: String, about: &str, sure: String) -> impl IntoView + use<> {
    let about = view! { <span class="sr">": " {about.to_owned()}</span> };
    view! {
        <form method="post" action=action>
            <label class="choice">
                <input type="checkbox" name="sure" value="on" required autocomplete="off" />
                <span>{sure}</span>
            </label>
            <button class="quiet">{label}{about}</button>
        </form>
    }
}

/// The id of the control of a field.
fn id_of(name: &str) -> String {
    format!("f-{}", name.replace('.', "-"))
}
