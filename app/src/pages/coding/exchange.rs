//! Files out to other programs and in from them: what goes, what does not, and a look before anything is written.

use leptos::prelude::*;
use server::exchange::refi_qda::{Counted, End, Loss, Newline, Unit};
use server::http::staff::Around;
use server::http::staff::coding::exchange::Pages;
use server::http::staff::coding::exchange::view::{Preview, View};

use super::sources::language_field;
use crate::language::Language;
use crate::pages::StaffPages;

impl Pages for StaffPages {
    fn exchange(&self, around: &Around, view: &View) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "exchange", &words.say("exchange-title"), || page(&words, view))
    }

    fn exchange_preview(&self, around: &Around, view: &Preview) -> String {
        let words = Language::of(&around.language);
        let title = words.say("exchange-preview");
        super::page(around, view.member.role, "exchange", &title, || preview(&words, view))
    }
}

/// Files that go out, with the key of what each is for.
const FILES: &[(&str, &str)] = &[
    ("codebook.qdc", "exchange-qdc"),
    ("codebook.csv", "exchange-codebook-csv"),
    ("project.qdpx", "exchange-qdpx"),
    ("excerpts.csv", "exchange-csv"),
    ("excerpts.xlsx", "exchange-xlsx"),
    ("excerpts.docx", "exchange-docx"),
    ("excerpts.html", "exchange-html"),
];

fn base(study: &str) -> String {
    format!("/studies/{study}/coding/exchange")
}

fn page(words: &Language, view: &View) -> impl IntoView + use<> {
    let base = base(&view.member.study.id);
    let files: Vec<_> = FILES
        .iter()
        .map(|(file, key)| {
            let address = format!("{base}/out/{file}");
            view! { <li><a href=address>{*file}</a> " — " {words.say(key)}</li> }
        })
        .collect();
    let [sources, selections, codings, codes] = view.counts.map(|count| count.to_string());
    let counts = [("sources", sources), ("selections", selections), ("codings", codings), ("codes", codes)];
    let bring = view.may_bring.then(|| {
        view! {
            <h2>{words.say("exchange-in")}</h2>
            <p>{words.say("exchange-in-lead")}</p>
            <form method="post" enctype="multipart/form-data" action=format!("{base}/in") class="narrow">
                <div class="field">
                    <label class="label" for="file">{words.say("exchange-file")}</label>
                    <input id="file" name="file" type="file" accept=".qdpx,.qde,.qdc,.csv" required />
                </div>
                <button>{words.say("exchange-look")}</button>
            </form>
        }
    });
    view! {
        <h1>{words.say("exchange-title")}</h1>
        <h2>{words.say("exchange-out")}</h2>
        <p>{words.say("exchange-out-lead")}</p>
        <ul>{files}</ul>
        <p class="hint">{words.with("exchange-counts", &counts)}</p>
        {losses(words, "exchange-losses-out", &view.losses)}
        <p class="hint">{words.say("exchange-left")}</p>
        {bring}
    }
}

/// What does not travel, each kind with how often and the first example.
fn losses(words: &Language, heading: &str, losses: &[Loss]) -> Option<impl IntoView + use<>> {
    if losses.is_empty() {
        return None;
    }
    let lines: Vec<_> = losses
        .iter()
        .map(|loss| {
            let what = words.say(&format!("loss-{}", loss.code));
            let values = [("what", what), ("count", loss.count.to_string()), ("example", loss.example.clone())];
            view! { <li>{words.with(if loss.example.is_empty() { "exchange-loss" } else { "exchange-loss-example" }, &values)}</li> }
        })
        .collect();
    Some(view! { <h3>{words.say(heading)}</h3><ul>{lines}</ul> })
}

fn preview(words: &Language, view: &Preview) -> impl IntoView + use<> {
    let base = base(&view.member.study.id);
    let [texts, codes, codings, memos] = view.counts.map(|count| count.to_string());
    let counts =
        [("texts", texts), ("codes", codes), ("codings", codings), ("memos", memos), ("known", view.known.to_string())];
    let anything = view.counts.iter().sum::<usize>() > 0;
    let names: Vec<_> =
        view.codes.iter().map(|(depth, name)| view! { <li>{"– ".repeat(*depth)}{name.clone()}</li> }).collect();
    let names = (!names.is_empty()).then(
        || view! { <details><summary>{words.say("exchange-codes")}</summary><ul class="plain">{names}</ul></details> },
    );
    let form = if anything {
        view! {
            <form method="post" action=format!("{base}/in/{}", view.upload)>
                <input type="hidden" name="bring" value="yes" />
                {(view.counts[0] > 0).then(|| language_field(words, "en".to_owned()))}
                <button>{words.say("exchange-bring")}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <p class="notice">{words.say("exchange-nothing-new")}</p> }.into_any()
    };
    let from = [("name", view.name.clone()), ("origin", view.origin.clone())];
    view! {
        <p class="back"><a href=base.clone()>{words.say("exchange-title")}</a></p>
        <h1>{words.say("exchange-preview")}</h1>
        <p>{words.with(if view.origin.is_empty() { "exchange-from" } else { "exchange-from-origin" }, &from)}</p>
        <p><strong>{words.with("exchange-brings", &counts)}</strong></p>
        {view.counted.and_then(|counted| counted_how(words, &counted))}
        {losses(words, "exchange-losses-in", &view.losses)}
        {names}
        <p class="hint">{words.say("exchange-preview-note")}</p>
        {form}
    }
}

/// How the other program counts characters, and what speaks for it; nothing where no selection has a name to try.
fn counted_how(words: &Language, counted: &Counted) -> Option<impl IntoView + use<>> {
    if counted.named == 0 {
        return None;
    }
    let unit = match counted.counting.unit {
        Unit::CodePoint => "exchange-unit-code-point",
        Unit::Utf16 => "exchange-unit-utf16",
    };
    let newline = match counted.counting.newline {
        Newline::AsWritten => "exchange-newline-as-written",
        Newline::One => "exchange-newline-one",
        Newline::Two => "exchange-newline-two",
    };
    let mark = counted.counting.mark.then_some("exchange-mark-counts");
    let end = (counted.counting.end == End::Inclusive).then_some("exchange-end-inclusive");
    let way: Vec<String> =
        [Some(unit), Some(newline), mark, end].into_iter().flatten().map(|key| words.say(key)).collect();
    let key = if counted.agree * 2 < counted.named { "exchange-counted-unnamed" } else { "exchange-counted" };
    let values = [("way", way.join(", ")), ("agree", counted.agree.to_string()), ("named", counted.named.to_string())];
    Some(view! { <p class="hint">{words.with(key, &values)}</p> })
}
