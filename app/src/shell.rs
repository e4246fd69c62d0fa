//! The frame around every staff page: language, title, navigation, notices, stylesheet, scripts of the islands.

use leptos::prelude::*;

use crate::components::problems;
use crate::language::Language;
use crate::refill::{TO_FORM, refill};
use instruments::WordingSource;
use server::access::{Action, Role, allows};
use server::http::assets;
use server::http::staff::Around;
use server::owed::Acknowledgement;
use server::store::sessions;

/// What the frame shows around a staff page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Language tag of the page.
    pub language: String,
    /// Title of the page, without the product's name.
    pub title: String,
    /// The person signed in, if any.
    pub person: Option<String>,
    /// The study, if the page is inside one: its id, its name, whether it is unlocked, the person's role there.
    pub study: Option<(String, String, bool, Role)>,
    /// Minutes without a request after which the study locks.
    pub idle: i64,
    /// What the study owes to the owners of words: the last thing on each of its pages.
    pub owed: Vec<Acknowledgement>,
    /// Which navigation entry is current (its address's last part).
    pub current: &'static str,
    /// A notice to show first, as a finished sentence.
    pub notice: Option<String>,
    /// Who took the person's second proof away, and when, until they have read it.
    pub reset: Option<(String, String)>,
}

/// Draws a whole staff page.
pub fn staff_page<V: IntoView>(frame: Frame, body: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let language = Language::of(&frame.language);
        provide_context(language.clone());
        let (tag, direction) = (language.0.to_string(), language.direction());
        let title = format!("{} · Tidemark", frame.title);
        let navigation = navigation(&frame, &language);
        let notice = frame.notice.clone().map(|text| view! { <p class="notice" role="status">{text}</p> });
        let reset = frame.reset.as_ref().map(|(by, day)| reset(by, day, &language));
        let skip = language.say("skip-to-content");
        let content = body();
        view! {
            <html lang=tag dir=direction>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <title>{title}</title>
                    <link rel="icon" href="data:," />
                    <link rel="stylesheet" href=assets::address("app.css") />
                    <link rel="stylesheet" href=assets::address("staff.css") />
                    <link rel="stylesheet" href=assets::address("coding.css") />
                    <link rel="stylesheet" href=assets::address("chart.css") />
                    {scripts()}
                </head>
                <body class="staff">
                    <a class="skip" href="#content">{skip}</a>
                    {navigation}
                    <main id="content">{reset}{notice}{content}</main>
                    {owed(&frame.owed, &language)}
                </body>
            </html>
        }
        .to_html()
    });
    format!("<!doctype html>{html}")
}

fn scripts() -> impl IntoView {
    assets::find("loader.js").map(|loader| {
        view! { <script type="module" src=assets::address("loader.js") integrity=loader.integrity></script> }
    })
}

/// The menu of a study, each entry with what its page asks for: one of these.
const ENTRIES: &[(&str, &[Action])] = &[
    ("overview", &[Action::SeeStudy]),
    ("instruments", &[Action::SeeStudy]),
    ("collections", &[Action::SeeStudy]),
    ("results", &[Action::SeeResults]),
    ("waves", &[Action::SeeResults]),
    ("releases", &[Action::SeeResults]),
    ("coding", &[Action::Code, Action::CloseRounds]),
    ("people", &[Action::SeeStudy]),
    ("settings", &[Action::ChangeSettings]),
];

/// Whose words a study asks, and in which wording: no page of it is without.
fn owed(all: &[Acknowledgement], words: &Language) -> Option<impl IntoView + use<>> {
    let line = |one: &Acknowledgement| {
        let source = |source: &WordingSource| match source {
            WordingSource::Paraphrase => words.say("wording-paraphrase"),
            WordingSource::Official => words.say("wording-official"),
        };
        let sources: Vec<String> = one.sources.iter().map(source).collect();
        let language = (*one.language != *words.0).then(|| one.language.clone());
        view! { <p lang=language>{one.text.clone()}</p> <p>{sources.join(" ")}</p> }
    };
    let lines: Vec<_> = all.iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <footer class="owed" aria-label=words.say("owed-label")>{lines}</footer> })
}

/// Tells somebody that their second proof was taken away, on each page until they have read it.
fn reset(by: &str, day: &str, words: &Language) -> impl IntoView + use<> {
    let told = words.with("second-reset-told", &[("by", by.to_owned()), ("day", day.to_owned())]);
    view! {
        <section class="notice" aria-label=words.say("second-title")>
            <p>{told} " " <a href="/account">{words.say("account-title")}</a></p>
            <form method="post" action="/account/read"><button class="quiet">{words.say("second-reset-read")}</button></form>
        </section>
    }
}

fn navigation(frame: &Frame, language: &Language) -> impl IntoView + use<> {
    let language = language.clone();
    let study = frame.study.clone().map(|(id, name, unlocked, role)| {
        let current = frame.current;
        let entries = ENTRIES
            .iter()
            .filter(|(_, actions)| actions.iter().any(|action| allows(role, *action)))
            .map(|(entry, _)| {
                let address = format!("/studies/{id}/{entry}");
                let label = language.say(&format!("nav-{entry}"));
                view! { <li><a href=address aria-current=(*entry == current).then_some("page")>{label}</a></li> }
            })
            .collect_view();
        let lock = language.say(if unlocked { "nav-unlocked" } else { "nav-locked" });
        let lock_address = format!("/studies/{id}/unlock");
        let (until, soon) = unlocked.then(|| locks(frame.idle, &language)).unzip();
        view! {
            <nav aria-label=name.clone()>
                <p class="study">{name.clone()} " " <a class="lock" href=lock_address>{lock}</a> " " {until}</p>
                {soon}
                <ul>{entries}</ul>
            </nav>
        }
    });
    let person = frame.person.clone().map(|name| {
        view! {
            <form method="post" action="/sign-out" class="person">
                <a href="/account">{name}</a>
                <button class="quiet">{language.say("nav-sign-out")}</button>
            </form>
        }
    });
    view! {
        <header class="top">
            <a class="brand" href="/">"Tidemark"</a>
            {person}
            {study}
        </header>
    }
}

/// After how long without a request the study locks, what the loader shows two minutes before, and what after.
fn locks(minutes: i64, words: &Language) -> (impl IntoView + use<>, impl IntoView + use<>) {
    let until = words.with("locks-after", &[("minutes", minutes.to_string())]);
    let after = sessions::warns_after(minutes).to_string();
    let over = (minutes * 60).to_string();
    let soon = view! {
        <div id="locks" class="locks" aria-live="assertive" data-after=after data-until=over hidden=true>
            <p class="soon">{words.say("locks-soon")}</p>
            <p class="over" hidden=true>{words.say("locks-over")}</p>
            <p class="out" hidden=true>{words.say("locks-out")}</p>
            <p class="unheard" hidden=true>{words.say("locks-unheard")}</p>
            <button type="button">{words.say("locks-stay")}</button>
        </div>
    };
    (view! { <span class="until">{until}</span> }, soon)
}

/// Draws a staff page inside what the server gathered around it: `title` and `current` as in [`Frame`]; what was done
/// (`done-…`) comes first, else what was wrong (`error-…`).
pub fn page<V: IntoView>(around: &Around, current: &'static str, title: &str, body: impl FnOnce() -> V) -> String {
    let words = Language::of(&around.language);
    let frame = Frame {
        language: around.language.clone(),
        title: title.to_owned(),
        person: around.person.clone(),
        study: around.study.clone().map(|here| (here.id, here.name, here.unlocked, here.role)),
        idle: around.idle,
        owed: around.study.as_ref().map(|here| here.owed.clone()).unwrap_or_default(),
        current,
        reset: around.reset.clone(),
        notice: around
            .done
            .as_ref()
            .map(|code| words.with(&format!("done-{code}"), &[("left", around.left.clone().unwrap_or_default())])),
    };
    let drawn = staff_page(frame, || (wrong_tries(around, &words), refusal(around, &words), body()));
    refill(drawn, &around.again)
}

/// Tells somebody who has just signed in that the passphrase was often wrong.
fn wrong_tries(around: &Around, words: &Language) -> Option<impl IntoView + use<>> {
    let [count, since] = ["wrong-tries", "wrong-since"].map(|name| around.typed(name, ""));
    if count.is_empty() {
        return None;
    }
    let told = words.with("wrong-tries-told", &[("count", count), ("since", since)]);
    Some(view! { <p class="notice" role="status">{told}</p> })
}

/// What was wrong with a form, in one place, before the form itself.
fn refusal(around: &Around, words: &Language) -> Option<impl IntoView + use<>> {
    let again = &around.again;
    if again.code.is_empty() {
        return None;
    }
    let sentence = words.with(&format!("error-{}", again.code), &[("value", again.value.clone())]);
    let list = (!again.problems.is_empty()).then(|| problems::list(words, &again.problems, &again.page));
    let to_form = (!again.form.is_empty())
        .then(|| view! { <p><a class=TO_FORM href="#content">{words.say("problems-to-form")}</a></p> });
    Some(view! {
        <div class="problems" role="alert">
            <h2>{words.say("problems-heading")}</h2>
            <p class="problem">{sentence}</p>
            {list}
            {to_form}
        </div>
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::islands::Wording;

    #[test]
    fn an_island_stands_in_the_page_as_a_plain_field() {
        let html = staff_page(Frame { title: "Words".into(), ..Frame::default() }, || {
            view! {
                <Wording
                    id="w".into()
                    name="w".into()
                    text="Did you have a place?".into()
                    language="en".into()
                    direction="ltr".into()
                    rows=1
                    limit=Some(6.0)
                    label="Reading grade".into()
                />
            }
        });
        assert!(html.contains("<leptos-island"), "{html}");
        assert!(html.contains("Did you have a place?</textarea>"), "{html}");
        assert!(!html.contains("<script>"), "nothing inline: {html}");
        assert!(html.contains("rel=\"icon\""), "a browser would ask for one: {html}");
    }
}
