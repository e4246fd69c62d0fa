//! Exploring what was said: each view with its own page, a picture where people would rather look, a table behind it.

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::themes::Pages;
use server::http::staff::coding::themes::view::{
    Attributes, By, Choice, Codes, Head, Line, Saturation, Suggested, Suggestions, Topics, Words,
};
use server::themes::attribute::Cell;
use server::themes::hit_rate::HitRate;
use server::themes::keyness::{Keyness, Keyword};

use super::over_waves;
use crate::components::form::select;
use crate::components::table::{self, decimal, row};
use crate::language::Language;
use crate::pages::StaffPages;

mod drawing;

impl Pages for StaffPages {
    fn theme_words(&self, around: &Around, view: &Words) -> String {
        page(around, &view.head, "words", |words| word_view(words, view))
    }

    fn theme_codes(&self, around: &Around, view: &Codes) -> String {
        page(around, &view.head, "codes", |words| code_view(words, view))
    }

    fn theme_attributes(&self, around: &Around, view: &Attributes) -> String {
        page(around, &view.head, "attributes", |words| attribute_view(words, view))
    }

    fn theme_saturation(&self, around: &Around, view: &Saturation) -> String {
        page(around, &view.head, "saturation", |words| saturation_view(words, view))
    }

    fn theme_topics(&self, around: &Around, view: &Topics) -> String {
        page(around, &view.head, "topics", |words| topic_view(words, view))
    }

    fn theme_suggestions(&self, around: &Around, view: &Suggestions) -> String {
        page(around, &view.head, "suggestions", |words| suggestion_view(words, view))
    }
}

/// The views, in the order of their tabs; the first has the address of the area.
const VIEWS: &[&str] = &["words", "codes", "attributes", "saturation", "topics", "suggestions"];

fn address(study: &str, view: &str) -> String {
    let rest = if view == "words" { String::new() } else { format!("/{view}") };
    format!("/studies/{study}/coding/themes{rest}")
}

fn page<V: IntoView>(around: &Around, head: &Head, current: &str, body: impl FnOnce(&Language) -> V) -> String {
    let words = Language::of(&around.language);
    let title = words.say(&format!("theme-{current}-title"));
    super::page(around, head.member.role, "themes", &title, || {
        let tabs: Vec<_> = VIEWS
            .iter()
            .map(|view| {
                let current = (*view == current).then_some("page");
                view! { <li><a href=address(&head.member.study.id, view) aria-current=current>{words.say(&format!("theme-{view}"))}</a></li> }
            })
            .collect();
        let base = [
            ("passages", head.passages.to_string()),
            ("people", head.people.to_string()),
            ("version", head.version.to_string()),
        ];
        view! {
            <nav class="tabs inner" aria-label=words.say("theme-views")><ul>{tabs}</ul></nav>
            <h1>{title.clone()}</h1>
            <p>{words.say(&format!("theme-{current}-lead"))}</p>
            <p class="hint">{words.with("theme-base", &base)}</p>
            {body(&words)}
        }
    })
}

/// How a value is read: its own words, or ours.
fn read(words: &Language, (value, label): &Choice) -> String {
    if label.is_empty() { words.say(&format!("theme-value-{value}")) } else { label.clone() }
}

fn word_view(words: &Language, view: &Words) -> impl IntoView + use<> {
    let study = &view.head.member.study.id;
    let chosen = if view.by.is_empty() { String::new() } else { format!("{}:{}", view.by, view.value) };
    let groups: Vec<_> = view
        .choices
        .iter()
        .map(|(by, values)| {
            let options: Vec<_> = values
                .iter()
                .map(|choice| {
                    let value = format!("{by}:{}", choice.0);
                    let selected = value == chosen;
                    view! { <option value=value selected=selected>{read(words, choice)}</option> }
                })
                .collect();
            view! { <optgroup label=words.say(&format!("theme-by-{by}"))>{options}</optgroup> }
        })
        .collect();
    let found = view.keyness.as_ref().map(|keyness| key_table(words, view, keyness));
    let label = |word: u32| view.labels.get(&word).cloned().unwrap_or_default();
    let pairs: Vec<AnyView> = view
        .pairs
        .iter()
        .map(|pair| {
            let cells = [pair.times.to_string(), pair.people.to_string()].map(|text| view! { {text} }.into_any());
            let figures = [decimal(words, Some(pair.log_dice), 1), decimal(words, Some(pair.npmi), 2)];
            let cells = cells.into_iter().chain(figures.map(|text| view! { {text} }.into_any())).collect();
            row(format!("{} {}", label(pair.first), label(pair.second)), cells)
        })
        .collect();
    let heads = ["theme-pair", "theme-times", "theme-people", "theme-log-dice", "theme-npmi"];
    let pairs = table::table(words.say("theme-pairs"), heads.iter().map(|key| words.say(key)).collect(), pairs);
    view! {
        <form method="get" action=address(study, "words") class="line">
            <div class="field">
                <label class="label" for="what">{words.say("theme-what")}</label>
                <select id="what" name="what">{groups}</select>
            </div>
            <button class="quiet">{words.say("theme-compare")}</button>
        </form>
        {found}
        <h2>{words.say("theme-pairs")}</h2>
        <p class="hint">{words.say("theme-pairs-note")}</p>
        {pairs}
    }
}

fn key_table(words: &Language, view: &Words, keyness: &Keyness) -> impl IntoView + use<> {
    let sizes = [
        ("passages", keyness.target.passages.to_string()),
        ("people", keyness.target.people.to_string()),
        ("others", keyness.reference.people.to_string()),
    ];
    let smallest = view.head.smallest;
    let one = |word: &Keyword| {
        let label = view.labels.get(&word.word).cloned().unwrap_or_default();
        let sure = word.by_people.adjusted < 0.05;
        let cells: Vec<AnyView> = vec![
            table::count(words, word.target.people as usize, smallest),
            table::count(words, word.reference.people as usize, smallest),
            view! { {word.target.times.to_string()} }.into_any(),
            view! { {decimal(words, Some(word.by_words.z), 1)} }.into_any(),
            view! { {decimal(words, Some(word.by_people.log_ratio), 1)} }.into_any(),
            view! { {decimal(words, Some(word.by_people.g2), 1)} }.into_any(),
            view! { {words.say(if sure { "theme-sure" } else { "theme-unsure" })} }.into_any(),
        ];
        row(label, cells)
    };
    let rows: Vec<AnyView> = keyness.words.iter().map(one).collect();
    let heads = [
        "theme-word",
        "theme-people-in",
        "theme-people-out",
        "theme-times",
        "theme-z",
        "theme-log-ratio",
        "theme-g2",
        "theme-likely",
    ];
    let heads = heads.iter().map(|key| words.say(key)).collect();
    view! {
        <h2>{words.say("theme-key-words")}</h2>
        <p>{words.with("theme-key-base", &sizes)}</p>
        {table::table(words.say("theme-key-words"), heads, rows)}
        <p class="hint">{words.say("theme-key-note")}</p>
    }
}

/// Pairs of codes in the table, those that most people mention first.
const PAIRS: usize = 200;

fn code_view(words: &Language, view: &Codes) -> impl IntoView + use<> {
    let study = &view.head.member.study.id;
    let units = vec![
        ("passage".to_owned(), words.say("theme-unit-passage")),
        ("span".to_owned(), words.say("theme-unit-span")),
    ];
    let smallest = view.head.smallest;
    let name = |code: u32| view.names.get(code as usize).map(|(_, name)| name.clone()).unwrap_or_default();
    let mut pairs: Vec<_> = view.matrix.pairs().iter().filter(|pair| pair.people.both > 0).collect();
    pairs.sort_by(|one, other| other.people.both.cmp(&one.people.both).then(one.first.cmp(&other.first)));
    let most = [("shown", PAIRS.to_string()), ("all", pairs.len().to_string())];
    let most = (pairs.len() > PAIRS).then(|| view! { <p>{words.with("theme-pairs-most", &most)}</p> });
    let shown = [("shown", view.shown.len().to_string()), ("all", view.connected.to_string())];
    let shown = (view.connected > view.shown.len()).then(|| view! { <p>{words.with("theme-codes-shown", &shown)}</p> });
    let network = view.network.as_ref().map(|network| drawing::network(network, &view.names, &view.colours));
    let no_network = (view.network.is_none() && !pairs.is_empty())
        .then(|| view! { <p class="hint">{words.say("theme-network-none")}</p> });
    let rows: Vec<AnyView> = pairs
        .into_iter()
        .take(PAIRS)
        .map(|pair| {
            let lopsided = pair.people.is_lopsided().then(|| words.say("theme-lopsided"));
            let cells: Vec<AnyView> = vec![
                table::count(words, pair.people.both, smallest),
                table::count(words, pair.people.first, smallest),
                table::count(words, pair.people.second, smallest),
                view! { {pair.passages.both.to_string()} }.into_any(),
                view! { {decimal(words, pair.people.jaccard(), 2)} " " {lopsided} }.into_any(),
                view! { {decimal(words, pair.people.phi(), 2)} }.into_any(),
            ];
            row(format!("{} + {}", name(pair.first), name(pair.second)), cells)
        })
        .collect();
    let heads = [
        "theme-pair-codes",
        "theme-people-both",
        "theme-people-first",
        "theme-people-second",
        "theme-passages-both",
        "theme-jaccard",
        "theme-phi",
    ];
    let heads = heads.iter().map(|key| words.say(key)).collect();
    let empty = rows.is_empty().then(|| view! { <p>{words.say("theme-codes-none")}</p> });
    view! {
        <form method="get" action=address(study, "codes") class="line">
            {select("unit", words.say("theme-unit"), units, if view.overlapping { "span" } else { "passage" })}
            <button class="quiet">{words.say("theme-show")}</button>
        </form>
        {empty}
        {shown}
        {network}
        {no_network}
        <h2>{words.say("theme-matrix")}</h2>
        {drawing::matrix(words, view)}
        <h2>{words.say("theme-pairs-codes")}</h2>
        {most}
        {table::table(words.say("theme-pairs-codes"), heads, rows)}
        <p class="hint">{words.say("theme-codes-note")}</p>
    }
}

fn attribute_view(words: &Language, view: &Attributes) -> impl IntoView + use<> {
    let study = &view.head.member.study.id;
    let ways = By::ALL.iter().map(|by| (by.name().to_owned(), words.say(&format!("theme-by-{}", by.name()))));
    let without = (view.without > 0).then(|| {
        let key = format!("theme-without-{}", view.by.name());
        view! { <p>{words.with(&key, &[("count", view.without.to_string())])}</p> }
    });
    let body = missing(words, view).unwrap_or_else(|| attribute_table(words, view).into_any());
    view! {
        <form method="get" action=address(study, "attributes") class="line">
            {select("by", words.say("theme-by"), ways.collect(), view.by.name())}
            <button class="quiet">{words.say("theme-show")}</button>
        </form>
        {without}
        {body}
    }
}

/// What is missing where no code is counted in any group, and where to go on.
fn missing(words: &Language, view: &Attributes) -> Option<AnyView> {
    if view.table.rows.iter().flatten().any(|cell| cell.people > 0) {
        return None;
    }
    let grouped = view.table.bases.last().map_or(0, |base| base.people);
    let (what, part) = match (view.head.people, view.names.len(), grouped) {
        (0, ..) => ("words", Some("sources")),
        (_, 0, _) => ("codes", Some("codebook")),
        (.., 0) => ("groups", None),
        _ => ("coded", Some("passages")),
    };
    let go = part.map(|part| {
        let address = format!("/studies/{}/coding/{part}", view.head.member.study.id);
        view! { <p><a class="button quiet" href=address>{words.say(&format!("theme-missing-{what}-go"))}</a></p> }
    });
    Some(view! { <p>{words.say(&format!("theme-missing-{what}"))}</p> {go} }.into_any())
}

/// The table, and what changed between the last two waves.
fn attribute_table(words: &Language, view: &Attributes) -> impl IntoView + use<> {
    let smallest = view.head.smallest;
    let rows: Vec<AnyView> = (0..view.names.len()).map(|code| attribute_row(words, view, code)).collect();
    let bases =
        view.groups.iter().map(|group| read(words, group)).chain(std::iter::once(words.say("theme-all-groups")));
    let heads = bases
        .zip(&view.table.bases)
        .map(|(group, base)| words.with("theme-column", &[("group", group), ("people", base.people.to_string())]));
    let heads = std::iter::once(words.say("theme-code")).chain(heads).collect();
    view! {
        {table::table(words.say("theme-attributes-title"), heads, rows)}
        <p class="hint">{words.with("small-cell-note", &[("smallest", smallest.to_string())])}</p>
        <p class="hint">{words.say("theme-attributes-note")}</p>
        {over_waves::view(words, view)}
    }
}

/// A code with what stands under it, what it has of its own beside.
fn attribute_row(words: &Language, view: &Attributes, code: usize) -> AnyView {
    let smallest = view.head.smallest;
    let own_too = |own: &Cell| {
        let count = table::count(words, own.people, smallest);
        view! { <br /><span class="hint">{words.say("codebook-own-people")} " " {count}</span> }
    };
    let cell = |(all, own): (&Cell, &Cell)| {
        let own = view.inner[code].then(|| own_too(own));
        view! { {table::share(words, all.people, &all.share, smallest)} {own} }.into_any()
    };
    let cells = view.table.rows[code].iter().zip(&view.own.rows[code]).map(cell).collect();
    let name = view.names[code].1.clone();
    match view.depths[code] {
        0 => row(name, cells),
        depth => row(view! { <div class=format!("depth-{}", depth.min(4))>{name}</div> }, cells),
    }
}

fn saturation_view(words: &Language, view: &Saturation) -> impl IntoView + use<> {
    let study = &view.head.member.study.id;
    let units = vec![
        ("person".to_owned(), words.say("theme-unit-person")),
        ("session".to_owned(), words.say("theme-unit-session")),
    ];
    let figure = |number: f64| if view.sessions { format!("{number:.0}") } else { format!("{number:.1}") };
    let reached = match view.reached {
        Some((count, later)) => {
            let key = if later < 0.05 { "theme-reached" } else { "theme-reached-later" };
            words.with(key, &[("count", count.to_string()), ("later", figure(later))])
        }
        None => words.say("theme-not-reached"),
    };
    let orders = [("seed", view.orders.0.to_string()), ("orders", view.orders.1.to_string())];
    let order = words.with(if view.sessions { "theme-order-session" } else { "theme-order-person" }, &orders);
    let rows: Vec<AnyView> = view
        .curve
        .iter()
        .enumerate()
        .map(|(number, step)| {
            let cells = [step.codes, step.new, step.total].map(|count| view! { {figure(count)} }.into_any());
            row((number + 1).to_string(), cells.into())
        })
        .collect();
    let heads = ["theme-step", "theme-step-codes", "theme-step-new", "theme-step-total"];
    let heads = heads.iter().map(|key| words.say(key)).collect();
    let body = if view.curve.is_empty() {
        view! { <p>{words.say("theme-nothing-coded")}</p> }.into_any()
    } else {
        view! {
            <p><strong>{reached}</strong></p>
            {drawing::curve(words, &view.curve)}
            <details><summary>{words.say("theme-table")}</summary>{table::table(words.say("theme-saturation-title"), heads, rows)}</details>
        }
        .into_any()
    };
    view! {
        <form method="get" action=address(study, "saturation") class="line">
            {select("unit", words.say("theme-unit"), units, if view.sessions { "session" } else { "person" })}
            <button class="quiet">{words.say("theme-show")}</button>
        </form>
        {body}
        <p class="hint">{order} " " {words.say("theme-saturation-note")}</p>
    }
}

fn topic_view(words: &Language, view: &Topics) -> impl IntoView + use<> {
    let study = view.head.member.study.id.clone();
    let topics: Vec<_> = view
        .topics
        .iter()
        .map(|(terms, size, lines)| {
            let lines: Vec<_> = lines.iter().map(|line| view! { <li>{said(words, &study, line)}</li> }).collect();
            let count = words.with("theme-topic-size", &[("count", size.to_string())]);
            view! { <li><h2>{terms.join(" · ")}</h2><p class="hint">{count}</p><ul class="plain">{lines}</ul></li> }
        })
        .collect();
    view! {
        <p class="notice">{words.say("theme-topics-note")}</p>
        <form method="get" action=address(&study, "topics") class="line">
            <div class="field">
                <label class="label" for="count">{words.say("theme-topics-count")}</label>
                <input id="count" name="count" type="number" min="2" max="20" value=view.count.to_string() />
            </div>
            <button class="quiet">{words.say("theme-show")}</button>
        </form>
        <ol class="cards">{topics}</ol>
    }
}

/// Code points of a passage that a list shows.
const SHOWN: usize = 600;

fn said(words: &Language, study: &str, line: &Line) -> impl IntoView + use<> {
    let about = &line.about;
    let place = [about.title.get(&words.0), &about.wave_name, &about.speaker, about.question.get(&words.0)];
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let text: String = line.text.chars().take(SHOWN).collect();
    let more = (text.len() < line.text.len()).then_some(" …");
    view! {
        <p class="hint">{place.join(" · ")}</p>
        <p class="said" dir="auto">{text}{more}</p>
        <p><a href=format!("/studies/{study}/coding/passages?at={}", line.passage)>{words.say("search-open")}</a></p>
    }
}

fn suggestion_view(words: &Language, view: &Suggestions) -> impl IntoView + use<> {
    let study = view.head.member.study.id.clone();
    let any = (String::new(), words.say("theme-any-code"));
    let codes: Vec<Choice> = std::iter::once(any).chain(view.codes.iter().cloned()).collect();
    let rate = view.rate.as_ref().map(|rate| rates(words, rate));
    let lines: Vec<_> = view.lines.iter().map(|one| suggested(words, &study, &view.code, one)).collect();
    let empty = lines.is_empty().then(|| view! { <p>{words.say("theme-no-suggestions")}</p> });
    view! {
        {rate}
        <p>{words.with("theme-uncoded", &[("count", view.uncoded.to_string())])}</p>
        <form method="get" action=address(&study, "suggestions") class="line">
            {select("code", words.say("theme-like-code"), codes, &view.code)}
            <button class="quiet">{words.say("theme-show")}</button>
        </form>
        {empty}
        <ul class="cards">{lines}</ul>
    }
}

/// How often suggestions are right, beside the plain way.
fn rates(words: &Language, rate: &HitRate) -> impl IntoView + use<> {
    let percent = |hits: usize| rate.share(hits).map_or_else(String::new, |share| format!("{:.0}", share * 100.0));
    let values = [
        ("passages", rate.passages.to_string()),
        ("first", percent(rate.first.suggested)),
        ("first-baseline", percent(rate.first.baseline)),
        ("three", percent(rate.three.suggested)),
        ("three-baseline", percent(rate.three.baseline)),
    ];
    let key = if rate.beats_baseline() { "theme-rate" } else { "theme-rate-poor" };
    view! { <p class="notice">{words.with(key, &values)}</p> }
}

fn suggested(words: &Language, study: &str, of: &str, one: &Suggested) -> impl IntoView + use<> {
    let codes: Vec<_> = one
        .codes
        .iter()
        .map(|(id, name, matched)| {
            let because = words.with("theme-because", &[("words", matched.join(", "))]);
            view! {
                <form method="post" action=address(study, "suggestions") class="row">
                    <input type="hidden" name="passage" value=one.line.passage.to_string() />
                    <input type="hidden" name="code" value=id.clone() />
                    <input type="hidden" name="of" value=of.to_owned() />
                    <span class="chip">{name.clone()}</span>
                    <span class="hint">{because}</span>
                    <button class="quiet" name="judgement" value="take">{words.say("theme-take")}<span class="sr">": " {name.clone()}</span></button>
                    <button class="quiet" name="judgement" value="decline">{words.say("theme-decline")}<span class="sr">": " {name.clone()}</span></button>
                </form>
            }
        })
        .collect();
    view! { <li>{said(words, study, &one.line)}{codes}</li> }
}
