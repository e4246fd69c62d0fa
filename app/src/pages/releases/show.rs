//! One release: planned, with what is hidden and why; waiting for a second person; out.

use leptos::prelude::*;
use server::disclosure::plan::Form;
use server::http::staff::Around;
use server::http::staff::releases::view::Release;
use server::release::{Hidden, Offer, Outlook, Shape};
use server::report::Document;
use server::store::releases::State;

use super::{decide, list, methods, page as document};
use crate::components::form::{button, tick};
use crate::language::Language;
use crate::shell;

pub(super) fn page(around: &Around, view: &Release) -> String {
    let words = Language::of(&around.language);
    let title = view.choice.title.clone();
    let base = base(view);
    shell::page(around, "releases", &title, || {
        let state = list::state(&words, view.release.state, view.is_ready());
        view! {
            <p class="back"><a href=format!("/studies/{}/releases", view.member.study.id)>{words.say("releases-title")}</a></p>
            <h1>{title.clone()}</h1>
            <p><span class="mark">{state}</span></p>
            {stale(&words, view, &base)}
            {planning(&words, view, &base)}
            {out(&words, view, &base)}
            {refused(&words, view, &base)}
            {tables(&words, view, &base)}
            {second_page(&words, view)}
            {decide::forms(&words, around, view, &base)}
            {preview(&words, view)}
        }
    })
}

fn base(view: &Release) -> String {
    format!("/studies/{}/releases/{}", view.member.study.id, view.release.id)
}

fn stale(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    let again = view.may_prepare.then(|| again(words, base));
    let why = view.stale.strip_prefix("release-")?;
    Some(view! { <div class="notice"><p>{words.say(&format!("release-is-{why}"))}</p>{again}</div> })
}

fn again(words: &Language, base: &str) -> impl IntoView + use<> {
    button(format!("{base}/plan"), words.say("release-plan-again"), "", &[])
}

fn planning(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    let (done, of) = view.progress?;
    let said = if view.failed {
        view! { <p class="problem">{words.say("release-failed")}</p> {again(words, base)} }.into_any()
    } else {
        let max = of.max(1);
        let left = max.saturating_sub(done);
        let values = [("done", done.to_string()), ("of", max.to_string()), ("left", left.to_string())];
        // What follows once all is attacked is not counted.
        let value = (left > 0).then(|| done.to_string());
        view! {
            <p role="status">{words.with("release-planning", &values)}</p>
            <p><progress aria-label=words.say("release-progress") max=max.to_string() value=value></progress></p>
            <p><a class="button quiet" href=base.to_owned()>{words.say("release-look-again")}</a></p>
        }
        .into_any()
    };
    let change = view! { <p><a href=format!("{base}/choice")>{words.say("release-change-choice")}</a></p> };
    Some(view! { <section>{said}{change}</section> })
}

fn out(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    if view.release.state != State::Released {
        return None;
    }
    let values = [
        ("name", view.decided_by.clone()),
        ("day", view.release.decided_on.clone().unwrap_or_default()),
        ("inviter", view.invited_by.clone()),
    ];
    let invited = view.release.invited_by.as_ref().map(|_| {
        let key = match (view.invited_by_maker, view.invited_by_brought) {
            (true, _) => "release-invited-by-maker",
            (false, true) => "release-invited-by-brought",
            (false, false) => "release-invited-by",
        };
        view! { <p>{words.with(key, &values)}</p> }
    });
    let correct = view.may_prepare.then(|| {
        view! {
            <p class="hint">{words.say("release-correct-hint")}</p>
            {button(format!("{base}/copy"), words.say("release-correct"), "", &[])}
        }
    });
    Some(view! {
        <section class="notice">
            <p>{words.with("release-is-out", &values)}</p>
            <p><a href=view.address.clone()>{view.address.clone()}</a></p>
            {invited}
            {document::files(words, &view.address, &view.files)}
            {correct}
        </section>
    })
}

fn refused(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    if !matches!(view.release.state, State::Refused | State::Dropped) {
        return None;
    }
    let drop = view.may_drop.then(|| button(format!("{base}/drop"), words.say("release-drop"), "", &[]));
    let values = [("name", view.decided_by.clone()), ("reason", view.reason.clone())];
    Some(view! {
        <section class="problems">
            <p>{words.with("release-is-refused", &values)}</p>
            {button(format!("{base}/copy"), words.say("release-once-more"), "", &[])}
            {drop}
        </section>
    })
}

/// What is hidden and why, and what could be published instead of what is withheld.
fn tables(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    if view.tables.is_empty() {
        return None;
    }
    let count = |of: &dyn Fn(&Outlook) -> usize| view.tables.iter().map(of).sum::<usize>().to_string();
    let values = [
        ("shown", count(&|table| table.shown)),
        ("hidden", count(&|table| table.hidden.len())),
        ("withheld", server::release::withheld(&view.tables).to_string()),
    ];
    let draft = view.release.state == State::Draft && view.may_prepare;
    let withheld: Vec<_> = view
        .tables
        .iter()
        .filter(|table| !table.stops.is_empty())
        .map(|table| withheld(words, base, table, draft))
        .collect();
    let offers: Vec<bool> = view.tables.iter().filter_map(|table| Some(table.offer.as_ref()?.together)).collect();
    let together = offers.len() > 1 && offers.iter().all(|together| *together);
    let all = (draft && together).then(|| button(format!("{base}/accept"), words.say("release-accept-all"), "", &[]));
    let hint = (draft && !offers.is_empty()).then(|| view! { <p class="hint">{words.say("release-accept-hint")}</p> });
    let alike = view.tables.iter().filter(|table| !table.one_sided.is_empty()).map(|table| {
        let values = [("about", table.about.clone()), ("where", alike_where(words, &table.one_sided))];
        view! { <li>{words.with("release-one-sided", &values)}</li> }
    });
    let alike: Vec<_> = alike.collect();
    let alike = (!alike.is_empty()).then(|| {
        view! { <div class="notice"><h3>{words.say("release-one-sided-title")}</h3><ul>{alike}</ul></div> }
    });
    let hidden: Vec<_> =
        view.tables.iter().filter(|table| !table.hidden.is_empty()).map(|table| hides(words, table)).collect();
    let hidden = (!hidden.is_empty()).then(|| {
        view! { <details><summary>{words.say("release-hidden-open")}</summary>{hidden}</details> }
    });
    Some(view! {
        <section>
            <h2>{words.say("release-outlook")}</h2>
            <p>{words.with("release-outlook-sums", &values)}</p>
            {alike}
            {withheld}
            {hint}
            {all}
            {hidden}
        </section>
    })
}

/// Where all gave one answer; a row without a name is that of all.
fn alike_where(words: &Language, names: &[String]) -> String {
    let named = |name: &String| if name.is_empty() { words.say("release-all") } else { name.clone() };
    names.iter().map(named).collect::<Vec<_>>().join(", ")
}

fn hides(words: &Language, table: &Outlook) -> impl IntoView + use<> {
    let line = |hidden: &Hidden| {
        let or = |name: &str, key: &str| if name.is_empty() { words.say(key) } else { name.to_owned() };
        let column = answer(words, table.shape, &hidden.column);
        let row = answer(words, table.shape, &hidden.row);
        let values = [("row", or(&row, "release-all")), ("column", or(&column, "release-answered"))];
        let why = words.say(&format!("release-why-{}", hidden.why.name()));
        view! { <li>{words.with("release-hidden-cell", &values)} ": " {why}</li> }
    };
    let lines: Vec<_> = table.hidden.iter().map(line).collect();
    view! { <h3>{methods::called(words, table)}</h3><ul>{lines}</ul> }
}

fn withheld(words: &Language, base: &str, table: &Outlook, draft: bool) -> impl IntoView + use<> {
    let stops: Vec<_> = table
        .stops
        .iter()
        .map(|stop| {
            let values = [("release", stop.release.clone())];
            view! { <p>{words.with(&format!("release-stop-{}", stop.code), &values)}</p> }
        })
        .collect();
    let called = methods::called(words, table);
    let offer = table.offer.as_ref().map(|offer| {
        let accept = draft.then(|| {
            button(format!("{base}/accept"), words.say("release-accept"), &called, &[("sheet", &table.sheet)])
        });
        view! { {offered(words, table.shape, offer)} {accept} }
    });
    let whole = table.is_withheld();
    let none = (whole && table.offer.is_none()).then(|| nothing(words, table));
    let key = if whole { "release-withheld-table" } else { "release-withheld-amounts" };
    view! {
        <div class="card">
            <h3>{words.with(key, &[("about", called.clone())])}</h3>
            {stops}
            {offer}
            {none}
        </div>
    }
}

/// What could go out: the sentence, then the rows and the columns that are left, where any is named.
fn offered(words: &Language, shape: Shape, offer: &Offer) -> impl IntoView + use<> {
    let named = |names: &[String]| {
        let names = names.iter().filter(|name| !name.is_empty()).map(|name| answer(words, shape, name));
        names.collect::<Vec<_>>().join(" | ")
    };
    let (rows, columns) = (named(&offer.rows), named(&offer.columns));
    let form = match &offer.form {
        Form::Merged(_) => "release-offer-merged",
        Form::Totals(_) if columns.is_empty() => "release-offer-answered",
        Form::Totals(_) => "release-offer-totals",
        Form::Rows(_) => "release-offer-rows",
    };
    let line =
        |key: &str, names: String| (!names.is_empty()).then(|| view! { <p>{words.with(key, &[("names", names)])}</p> });
    let ways = (shape == Shape::Moves && !columns.is_empty())
        .then(|| view! { <p class="hint">{words.say("release-same-note")}</p> });
    view! {
        <p>{words.say(form)}</p>
        {line("release-offer-lines", rows)}
        {line("release-offer-columns", columns)}
        {ways}
    }
}

/// What an answer without words of its own is called, or several that are laid together.
fn answer(words: &Language, shape: Shape, name: &str) -> String {
    let one = |name: &str| match (shape, name) {
        (_, "yes" | "no")
        | (Shape::Moves, "higher" | "same" | "lower" | "other")
        | (Shape::Linked, "linked" | "ambiguous" | "unlinked") => words.say(&format!("release-{name}")),
        _ => name.to_owned(),
    };
    name.split(" + ").map(one).collect::<Vec<_>>().join(" + ")
}

/// That no other form goes out, and what can be said without numbers where the reason is that people are few.
fn nothing(words: &Language, table: &Outlook) -> impl IntoView + use<> {
    let few = table.stops.iter().any(|stop| matches!(stop.code.as_str(), "nothing" | "exposed" | "nested" | "few"));
    let say = few.then(|| view! { <p>{words.say("release-offer-words")}</p> });
    view! { <p>{words.say("release-offer-none")}</p> {say} }
}

/// What was not typed for the page in another language, before anybody proposes it.
fn second_page(words: &Language, view: &Release) -> Option<impl IntoView + use<>> {
    let (first, second) = (&view.choice, &view.choice.second);
    if view.release.state != State::Draft || second.language.is_empty() {
        return None;
    }
    let typed = [
        (&first.title, &second.title, "release-title"),
        (&first.lead, &second.lead, "release-lead"),
        (&first.themes, &second.themes, "release-themes"),
    ];
    let missing = typed.into_iter().filter(|(first, second, _)| !first.trim().is_empty() && second.trim().is_empty());
    let missing: Vec<String> = missing.map(|(.., key)| words.say(key)).collect();
    let values = [("language", words.name_of(&second.language)), ("missing", missing.join("; "))];
    (!missing.is_empty()).then(|| {
        view! { <div class="notice"><p>{words.with("release-second-page-empty", &values)}</p></div> }
    })
}

/// The draft as it would be published, or was.
fn preview(words: &Language, view: &Release) -> Option<impl IntoView + use<>> {
    let key = match view.release.state {
        State::Draft | State::Proposed => "release-preview",
        State::Refused | State::Dropped => "release-preview-refused",
        State::Released => "release-preview-out",
    };
    let shown = (!view.documents.is_empty()).then(|| previews(&view.documents, 3));
    shown.map(|shown| view! { <section id="published"><h2>{words.say(key)}</h2>{shown}</section> })
}

/// Each language of a draft as it would be published; `level` is that of its headings.
pub(super) fn previews(documents: &[Document], level: u8) -> Vec<impl IntoView + use<>> {
    let many = documents.len() > 1;
    let one = |shown: &Document| {
        let own = Language::of(&shown.language);
        let titled = shown.language_of(&shown.title);
        let title = many.then(|| view! { <p class="lead" lang=titled><strong>{shown.title.clone()}</strong></p> });
        view! {
            <section class="preview" lang=shown.language.clone()>
                {title}
                {document::body(&own, shown, level)}
                {document::acknowledgements(shown)}
            </section>
        }
    };
    documents.iter().map(one).collect()
}

/// The way on to a second person, and the one way back to what was chosen: notices above name what could be changed, and
/// a page with many of them would otherwise say it as often.
pub(super) fn propose(words: &Language, view: &Release, base: &str) -> Option<impl IntoView + use<>> {
    if view.release.state != State::Draft || view.documents.is_empty() || !view.may_prepare {
        return None;
    }
    let looked =
        view.one_sided().then(|| tick("looked".to_owned(), "yes".to_owned(), words.say("release-looked"), false));
    let nothing = view.says_nothing().then(|| view! { <p class="notice">{words.say("error-release-nothing")}</p> });
    let propose = (view.stale.is_empty() && nothing.is_none()).then(|| {
        view! {
            <form method="post" action=format!("{base}/propose")>
                {looked}
                <button>{words.say("release-propose")}</button>
            </form>
        }
    });
    Some(view! {
        <section>
            <h2>{words.say("release-second")}</h2>
            <p class="hint">{words.say("release-second-hint")}</p>
            {nothing}
            {propose}
            <p><a class="button quiet" href=format!("{base}/choice")>{words.say("release-change-choice")}</a></p>
            {button(format!("{base}/drop"), words.say("release-drop"), "", &[])}
        </section>
    })
}

#[cfg(test)]
mod tests {
    //! Of a table only the totals are left, and all of them are of one answer.

    use super::*;

    #[test]
    fn a_row_without_a_name_is_that_of_all() {
        let words = Language::of("en");
        assert_eq!(alike_where(&words, &["Spring".into(), String::new()]), "Spring, All");
    }

    #[test]
    fn an_offer_is_told_in_words_and_promises_nothing_that_does_not_follow() {
        let words = Language::of("en");
        let told = |form: Form, columns: &[&str]| {
            let columns = columns.iter().map(|name| (*name).to_owned()).collect();
            let offer = Offer { form, rows: vec![String::new()], columns, together: false };
            Owner::new().with(|| offered(&words, Shape::Moves, &offer).to_html()).replace(['\u{2068}', '\u{2069}'], "")
        };
        let laid = told(Form::Merged(Vec::new()), &["higher + same", "lower"]);
        assert!(laid.contains("Answers: Higher + The same | Lower"), "{laid}");
        let alone = told(Form::Totals(server::disclosure::Side::Rows), &[""]);
        assert!(alone.contains("how many answered") && !alone.contains("out:"), "{alone}");
        assert_eq!(answer(&words, Shape::Waves, "other"), "other", "what people typed stands as it is");
    }
}
