//! Bringing earlier answers in: the form, what a file would bring, what came before.

use leptos::prelude::*;
use server::exchange::import::keep::Effect;
use server::http::staff::Around;
use server::http::staff::import::{Goal, Preview, View};

use crate::components::form::{button, select};
use crate::components::table::{row, table};
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &View) -> String {
    let words = Language::of(&around.language);
    let study = &view.member.study.id;
    shell::page(around, "results", &words.say("import-title"), || {
        let form = match view.instruments.is_empty() {
            true => view! { <p class="notice">{words.say("import-nothing-published")}</p> }.into_any(),
            false => form(&words, view).into_any(),
        };
        view! {
            <p><a href=format!("/studies/{study}/results")>{words.say("results-back")}</a></p>
            <h1>{words.say("import-title")}</h1>
            <p>{words.say("import-what")}</p>
            <p class="hint">{words.say("import-safety")}</p>
            {form}
            {earlier(&words, view)}
        }
    })
}

fn form(words: &Language, view: &View) -> impl IntoView + use<> {
    view! {
        <form method="post" enctype="multipart/form-data" action=format!("/studies/{}/import", view.member.study.id) class="narrow">
            {select("instrument", words.say("import-instrument"), view.instruments.clone(), "")}
            <div class="field">
                <label class="label" for="file">{words.say("import-file")}</label>
                <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv" required />
            </div>
            {named(words, "wave", &view.waves)}
            {named(words, "site", &view.sites)}
            {map(words, String::new())}
            <button>{words.say("import-look")}</button>
        </form>
    }
}

/// What a map looks like.
const EXAMPLE: &str = "program = \"plain\"        # or \"survey-monkey\", \"qualtrics\"
wave = \"Year\"            # the column that names the wave
site = \"Region\"
drop = [\"Notes\"]

[missing]
\"Refused\" = \"prefer_not\"   # also skipped, dont_know, not_applicable, not_asked

[columns]
\"How old are you?\" = \"age\"
\"Gender\" = { key = \"gender\", recode = { \"1\" = \"woman\", \"2\" = \"man\" } }
\"Which help? – Food\" = { key = \"help\", option = \"food\" }
\"Which places?\" = { key = \"places\", separator = \",\" }";

/// A wave or site by its name; known names are offered, new ones may be typed.
fn named(words: &Language, name: &'static str, known: &[String]) -> impl IntoView + use<> {
    let known: Vec<_> = known.iter().map(|name| view! { <option value=name.clone()></option> }).collect();
    let (list, hint) = (format!("{name}-known"), format!("{name}-hint"));
    view! {
        <div class="field">
            <label class="label" for=name>{words.say(&format!("import-{name}"))}</label>
            <p class="hint" id=hint.clone()>{words.say(&format!("import-{name}-hint"))}</p>
            <input id=name name=name type="text" list=list.clone() autocomplete="off" aria-describedby=hint />
            <datalist id=list>{known}</datalist>
        </div>
    }
}

fn map(words: &Language, typed: String) -> impl IntoView + use<> {
    view! {
        <div class="field">
            <label class="label" for="map">{words.say("import-map")}</label>
            <p class="hint" id="map-hint">{words.say("import-map-hint")}</p>
            <textarea id="map" name="map" class="code" spellcheck="false" autocomplete="off" aria-describedby="map-hint">{crate::islands::inside(&typed)}</textarea>
            <details><summary>{words.say("import-map-example")}</summary><pre class="scroll code" tabindex="0">{EXAMPLE}</pre></details>
        </div>
    }
}

fn earlier(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    if view.imports.is_empty() {
        return None;
    }
    let study = &view.member.study.id;
    let heads = ["import-file-name", "import-day", "import-instrument", "import-rows", "import-state"];
    let heads = heads.map(|key| words.say(key)).to_vec();
    let rows = view.imports.iter().map(|(name, import)| {
        let file = if import.file.is_empty() { words.say("import-file-unnamed") } else { import.file.clone() };
        let state = if import.undone {
            view! { {words.say("import-undone")} }.into_any()
        } else {
            let address = format!("/studies/{study}/import/undo/{}", import.id);
            button(address, words.say("import-undo"), &file, &[]).into_any()
        };
        let cells = [import.imported_on.clone(), name.clone(), import.rows.to_string()];
        let cells = cells.into_iter().map(|cell| view! { {cell} }.into_any()).chain([state]).collect();
        row(file, cells)
    });
    let caption = words.say("import-earlier");
    let hint = words.say("import-undo-hint");
    Some(view! { <h2>{caption.clone()}</h2> <p class="hint">{hint}</p> {table(caption, heads, rows.collect())} })
}

pub(super) fn preview(around: &Around, view: &Preview) -> String {
    let words = Language::of(&around.language);
    let study = &view.member.study.id;
    shell::page(around, "results", &words.say("bring-title"), || {
        let address = format!("/studies/{study}/import/preview/{}", view.id);
        let ready = view.effect.as_ref().filter(|effect| !effect.again).is_some();
        let import = ready.then(|| view! { <button name="do" value="import">{words.say("bring-do")}</button> " " });
        view! {
            <p><a href=format!("/studies/{study}/import")>{words.say("import-title")}</a></p>
            <h1>{words.say("bring-title")}</h1>
            <p>{words.with("bring-file", &[("file", view.file.clone()), ("instrument", view.instrument.clone())])}</p>
            {view.effect.as_ref().map(|effect| effect_list(&words, effect))}
            {problems(&words, view)}
            <form method="post" action=address>
                {import}
                {map(&words, view.map.clone())}
                <button name="do" value="check" class="quiet">{words.say("bring-again")}</button>
            </form>
            {columns(&words, view)}
        }
    })
}

fn effect_list(words: &Language, effect: &Effect) -> impl IntoView + use<> {
    let waves: Vec<String> = effect.by_wave.iter().map(|(wave, rows)| format!("{wave}: {rows}")).collect();
    let new = |key: &str, names: &std::collections::BTreeSet<String>| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let sentence = words.with(key, &[("names", names.join(", "))]);
        (!names.is_empty()).then(|| view! { <li>{sentence}</li> })
    };
    let weighted = words.with("results-weighted", &[("count", effect.weighted.to_string())]);
    let weighted = (effect.weighted > 0).then(|| view! { <li>{weighted}</li> });
    let again = effect.again.then(|| view! { <p class="problem">{words.say("error-import-again")}</p> });
    view! {
        {again}
        <ul>
            <li>{words.with("bring-rows", &[("count", effect.rows.to_string())])}</li>
            <li>{words.with("bring-waves", &[("names", waves.join(", "))])}</li>
            {new("bring-new-waves", &effect.new_waves)}
            {new("bring-new-sites", &effect.new_sites)}
            {weighted}
        </ul>
    }
}

fn problems(words: &Language, view: &Preview) -> Option<impl IntoView + use<>> {
    if view.problems.is_empty() {
        return None;
    }
    let (shown, more) = server::http::staff::again::foremost(&view.problems);
    let more = (more > 0).then(|| view! { <li>{words.with("problems-more", &[("count", more.to_string())])}</li> });
    let list = shown.into_iter().map(|problem| {
        let sentence = words.problem(problem);
        let place = match (problem.place.column, problem.values.get("value")) {
            (Some(_), Some(value)) if !value.is_empty() => {
                let named = |name: &'static str| (name, problem.values.get(name).cloned().unwrap_or_default());
                words.with("bring-place", &[named("row"), named("column"), named("value")])
            }
            _ => String::new(),
        };
        view! { <li>{format!("{place} {sentence}")}</li> }
    });
    let list: Vec<_> = list.collect();
    Some(view! {
        <div class="problems" role="alert">
            <h2>{words.say("bring-problems")}</h2>
            <p>{words.say("bring-nothing-stored")}</p>
            <ul>{list}{more}</ul>
        </div>
    })
}

fn columns(words: &Language, view: &Preview) -> Option<impl IntoView + use<>> {
    if view.columns.is_empty() {
        return None;
    }
    let heads = ["bring-column", "bring-goal"].map(|key| words.say(key)).to_vec();
    let rows = view.columns.iter().map(|(name, goal)| {
        let goal = match goal {
            Goal::Key(key) => view! { <span class="code">{key.clone()}</span> }.into_any(),
            Goal::Special(code) => view! { {words.say(&format!("goal-{code}"))} }.into_any(),
            Goal::Calculated(from) => {
                view! { <strong>{words.with("goal-calculated", &[("from", from.clone())])}</strong> }.into_any()
            }
            Goal::Suspect(code) => {
                let what = words.say(&format!("suspicion-{code}"));
                view! { <strong>{words.with("goal-suspect", &[("what", what)])}</strong> }.into_any()
            }
        };
        row(name.clone(), vec![goal])
    });
    let caption = words.say("bring-columns");
    Some(view! { <h2>{caption.clone()}</h2> {table(caption, heads, rows.collect())} })
}
