//! Searching passages: the field, what was found with its facets beside, kept searches, and coding all of it.

use leptos::prelude::*;
use server::coding::PassageId;
use server::http::staff::Around;
use server::http::staff::coding::search::Pages;
use server::http::staff::coding::search::view::{Choice, Hit, Kept, Noted, Part, Review, View};

use crate::components::form::{button, select, tick};
use crate::language::Language;
use crate::pages::StaffPages;

impl Pages for StaffPages {
    fn search(&self, around: &Around, view: &View) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "search", &words.say("search-title"), || page(&words, view))
    }

    fn code_all(&self, around: &Around, view: &Review) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "search", &words.say("search-all-title"), || review(&words, view))
    }
}

fn base(study: &str) -> String {
    format!("/studies/{study}/coding/search")
}

/// The address of a passage in the list.
fn passage(study: &str, id: &PassageId) -> String {
    format!("/studies/{study}/coding/passages?at={id}")
}

fn page(words: &Language, view: &View) -> impl IntoView + use<> {
    let study = view.member.study.id.clone();
    let asked = !view.query.is_empty();
    let memos: Vec<_> = view.memos.iter().map(|memo| noted(words, &study, memo)).collect();
    let memos = (!memos.is_empty()).then(|| {
        view! { <section><h2>{words.say("search-memos")}</h2><ul class="cards">{memos}</ul></section> }
    });
    let found = asked.then(|| found(words, view));
    view! {
        <h1>{words.say("search-title")}</h1>
        {field(words, view)}
        {asked.then(|| view! { <p class="to-narrow"><a href="#narrow">{words.say("search-beside")}</a></p> })}
        <div class=if asked { "searched" } else { "searched all" }>
            <div>{found}{memos}</div>
            <aside id="narrow" aria-label=words.say("search-beside")>
                {facets(words, view)}
                {kept(words, &study, view)}
            </aside>
        </div>
    }
}

/// The field, with what narrows the search carried along.
fn field(words: &Language, view: &View) -> impl IntoView + use<> {
    let carried = view.wanted.facets.iter().flat_map(|(facet, values)| {
        values.iter().map(|value| view! { <input type="hidden" name=facet.name() value=value.clone() /> })
    });
    let carried: Vec<_> = carried.collect();
    let coded = view.wanted.coded.map(|coded| {
        view! { <input type="hidden" name="coded" value=if coded { "yes" } else { "no" } /> }
    });
    let lines = view.in_lines.then(|| view! { <input type="hidden" name="as" value="lines" /> });
    view! {
        <form method="get" action=base(&view.member.study.id) class="line" role="search">
            <div class="field">
                <label class="label" for="q">{words.say("search-words")}</label>
                <input id="q" name="q" type="search" value=view.wanted.words.clone() autocomplete="off" spellcheck="false" />
            </div>
            {carried}{coded}{lines}
            <button>{words.say("search-do")}</button>
        </form>
        <details>
            <summary>{words.say("search-how")}</summary>
            <ul>
                <li><code>"key door"</code> " " {words.say("search-how-words")}</li>
                <li><code>"\"my own key\""</code> " " {words.say("search-how-exact")}</li>
                <li><code>"\"bus late\"~5"</code> " " {words.say("search-how-near")}</li>
                <li><code>"hous*"</code> " " {words.say("search-how-beginning")}</li>
                <li><code>"hause~"</code> " " {words.say("search-how-nearly")}</li>
                <li><code>"(bus OR ride) NOT late"</code> " " {words.say("search-how-logic")}</li>
            </ul>
        </details>
    }
}

fn found(words: &Language, view: &View) -> impl IntoView + use<> {
    let study = view.member.study.id.clone();
    let counts = [("count", view.total.to_string()), ("coded", view.coded.to_string())];
    let called: Vec<_> = view
        .called
        .iter()
        .map(|(code, name)| {
            let address = format!("{}?code={code}", base(&study));
            view! { <li><a href=address>{name.clone()}</a></li> }
        })
        .collect();
    let called = (!called.is_empty())
        .then(|| view! { <div class="line"><p>{words.say("search-called")}</p><ul class="marks">{called}</ul></div> });
    let hits = if view.in_lines {
        lines(words, &study, &view.hits).into_any()
    } else {
        let hits: Vec<_> = view.hits.iter().map(|one| hit(words, &study, one)).collect();
        view! { <ul class="cards">{hits}</ul> }.into_any()
    };
    view! {
        <p role="status"><strong>{words.with("search-found", &counts)}</strong></p>
        {called}
        {ways(words, view)}
        {hits}
        {pages(words, view)}
    }
}

/// What can be done with the results as a whole.
fn ways(words: &Language, view: &View) -> impl IntoView + use<> {
    let base = base(&view.member.study.id);
    let other = if view.in_lines { "search-as-passages" } else { "search-as-lines" };
    let address = match view.in_lines {
        true => format!("{base}?{}", view.query),
        false => format!("{base}?{}&as=lines", view.query),
    };
    let as_other =
        (!view.wanted.words.is_empty()).then(|| view! { <a class="button quiet" href=address>{words.say(other)}</a> });
    let all = (view.total > 0).then(|| {
        view! { <a class="button quiet" href=format!("{base}/all?{}", view.query)>{words.say("search-code-all")}</a> }
    });
    let keep = button(format!("{base}/keep"), words.say("search-keep"), "", &[("query", &view.query)]);
    view! { <div class="actions">{as_other}{all}{keep}</div> }
}

fn hit(words: &Language, study: &str, hit: &Hit) -> impl IntoView + use<> {
    view! {
        <li>
            <p class="hint">{place(words, hit)}</p>
            <p class="said" dir="auto" lang=hit.about.language.clone()>{parts(&hit.snippet)}</p>
            <p class="row">{chips(hit)}<a href=passage(study, &hit.passage)>{words.say("search-open")}</a></p>
        </li>
    }
}

fn parts(parts: &[Part]) -> Vec<AnyView> {
    let part = |part: &Part| match part.marked {
        true => view! { <mark>{part.text.clone()}</mark> }.into_any(),
        false => part.text.clone().into_any(),
    };
    parts.iter().map(part).collect()
}

fn chips(hit: &Hit) -> Vec<AnyView> {
    let chip = |(name, colour): &(String, u8)| crate::components::code::chip(name, *colour).into_any();
    hit.codes.iter().map(chip).collect()
}

/// Where the words come from, in one line.
fn place(words: &Language, hit: &Hit) -> String {
    let about = &hit.about;
    let read = |text: &instruments::Text| text.get(&words.0).to_owned();
    let parts = [
        read(&about.title),
        about.wave_name.clone(),
        about.site_name.clone(),
        about.speaker.clone(),
        read(&about.question),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Every found word in its context, one line each.
fn lines(words: &Language, study: &str, hits: &[Hit]) -> impl IntoView + use<> {
    let rows: Vec<_> = hits
        .iter()
        .flat_map(|hit| {
            let (address, place) = (passage(study, &hit.passage), place(words, hit));
            hit.lines.iter().map(move |(before, word, after)| {
                view! {
                    <tr>
                        <td class="before">{before.clone()}</td>
                        <th scope="row"><a href=address.clone()>{word.clone()}</a></th>
                        <td>{after.clone()}</td>
                        <td class="hint">{place.clone()}</td>
                    </tr>
                }
            })
        })
        .collect();
    let heads = ["search-line-before", "search-line-word", "search-line-after", "search-line-from"];
    let heads: Vec<_> = heads.iter().map(|head| view! { <th scope="col">{words.say(head)}</th> }).collect();
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=words.say("search-as-lines")>
            <table class="concordance">
                <caption class="sr">{words.say("search-as-lines")}</caption>
                <thead class="sr"><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn pages(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    if view.pages < 2 {
        return None;
    }
    let base = base(&view.member.study.id);
    let lines = if view.in_lines { "&as=lines" } else { "" };
    let address = |page: usize| format!("{base}?{}{lines}&page={page}", view.query);
    let before = (view.page > 1).then(|| view! { <a href=address(view.page - 1)>{words.say("words-before")}</a> });
    let after =
        (view.page < view.pages).then(|| view! { <a href=address(view.page + 1)>{words.say("words-after")}</a> });
    let here = words.with("words-page", &[("page", view.page.to_string()), ("pages", view.pages.to_string())]);
    Some(view! { <p class="row">{before} <span>{here}</span> {after}</p> })
}

/// The most values of a facet that are shown before one asks for more.
const FEW: usize = 8;

fn facets(words: &Language, view: &View) -> impl IntoView + use<> {
    let coded =
        [("yes", "search-coded-yes", Some(true)), ("no", "search-coded-no", Some(false))].map(|(value, key, is)| {
            let count = if is == Some(true) { view.coded } else { view.total - view.coded };
            let chosen = view.wanted.coded == is;
            choice(words, view, "coded", &Choice { value: value.to_owned(), label: words.say(key), count, chosen })
        });
    let lists: Vec<_> = view
        .facets
        .iter()
        .map(|(facet, choices)| {
            let label = words.say(&format!("facet-{}", facet.name()));
            let drawn: Vec<_> = choices.iter().map(|one| choice(words, view, facet.name(), one)).collect();
            let mut drawn = drawn.into_iter();
            let first: Vec<_> = drawn.by_ref().take(FEW).collect();
            let rest: Vec<_> = drawn.collect();
            let more = (!rest.is_empty()).then(|| {
                view! { <details><summary>{words.say("search-more")}</summary><ul>{rest}</ul></details> }
            });
            view! { <section class="facet"><h2>{label}</h2><ul>{first}</ul>{more}</section> }
        })
        .collect();
    view! {
        <section class="facet"><h2>{words.say("search-coded")}</h2><ul>{Vec::from(coded)}</ul></section>
        {lists}
    }
}

/// A value that narrows the search, or takes the narrowing away.
fn choice(words: &Language, view: &View, name: &str, choice: &Choice) -> AnyView {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(&view.query).unwrap_or_default();
    let own = (name.to_owned(), choice.value.clone());
    let mut pairs: Vec<_> =
        pairs.into_iter().filter(|pair| *pair != own && (name != "coded" || pair.0 != "coded")).collect();
    if !choice.chosen {
        pairs.push(own);
    }
    let query = serde_html_form::to_string(pairs).unwrap_or_default();
    let address = format!("{}?{query}", base(&view.member.study.id));
    let taken = choice.chosen.then(|| view! { <span class="sr">{words.say("search-chosen")}</span> });
    let sign = choice.chosen.then_some("✓ ");
    view! {
        <li>
            <a href=address aria-current=choice.chosen.then_some("true")>{sign}{choice.label.clone()}</a>
            {taken} " " <span class="hint">{choice.count.to_string()}</span>
        </li>
    }
    .into_any()
}

fn noted(words: &Language, study: &str, memo: &Noted) -> impl IntoView + use<> {
    let on_passage =
        memo.passage.as_ref().map(|id| view! { <a href=passage(study, id)>{words.say("search-open")}</a> });
    let on_code = memo.code.as_ref().map(|(code, name)| {
        view! { <a href=format!("/studies/{study}/coding/codebook/code/{code}")>{name.clone()}</a> }
    });
    view! { <li><p>{memo.words.clone()}</p><p class="hint">{memo.by.clone()} " " {on_passage}{on_code}</p></li> }
}

fn kept(words: &Language, study: &str, view: &View) -> Option<impl IntoView + use<>> {
    if view.kept.is_empty() {
        return None;
    }
    let lines: Vec<_> = view.kept.iter().map(|one| kept_line(words, study, one)).collect();
    Some(view! { <section class="facet"><h2>{words.say("search-kept")}</h2><ul>{lines}</ul></section> })
}

fn kept_line(words: &Language, study: &str, kept: &Kept) -> impl IntoView + use<> {
    let label = match (kept.words.as_str(), kept.facets) {
        ("", facets) => words.with("search-kept-facets", &[("count", facets.to_string())]),
        (typed, 0) => typed.to_owned(),
        (typed, facets) => {
            words.with("search-kept-both", &[("words", typed.to_owned()), ("count", facets.to_string())])
        }
    };
    let forget = button(format!("{}/forget", base(study)), words.say("search-forget"), &label, &[("search", &kept.id)]);
    view! { <li><a href=format!("{}?{}", base(study), kept.query)>{label.clone()}</a> {forget}</li> }
}

fn review(words: &Language, view: &Review) -> impl IntoView + use<> {
    let study = view.member.study.id.clone();
    let base = base(&study);
    let options = view.codes.iter().map(|(id, depth, name)| (id.clone(), format!("{}{name}", "– ".repeat(*depth))));
    let options: Vec<_> = std::iter::once((String::new(), words.say("search-all-choose"))).chain(options).collect();
    let shown = view.hits.len() + view.waiting;
    let waiting = (view.waiting > 0).then(|| {
        view! { <p class="notice">{words.with("search-all-waiting", &[("count", view.waiting.to_string())])}</p> }
    });
    let part = (shown < view.total).then(|| {
        let counts = [("shown", shown.to_string()), ("count", view.total.to_string())];
        view! { <p class="notice">{words.with("search-all-part", &counts)}</p> }
    });
    let hits: Vec<_> = view
        .hits
        .iter()
        .map(|hit| {
            let text: String = hit.snippet.iter().map(|part| part.text.as_str()).collect();
            let ticked = !hit.about.leads && !hit.passage.translated;
            let box_ = tick("passage".to_owned(), hit.passage.to_string(), text, ticked);
            view! { <li><p class="hint">{place(words, hit)}</p>{box_}<p class="row">{chips(hit)}</p></li> }
        })
        .collect();
    view! {
        <p class="back"><a href=format!("{base}?{}", view.query)>{words.say("search-back")}</a></p>
        <h1>{words.say("search-all-title")}</h1>
        <p>{words.say("search-all-lead")}</p>
        {part}
        {waiting}
        <form method="post" action=format!("{base}/all")>
            <input type="hidden" name="query" value=view.query.clone() />
            {select("code", words.say("search-all-code"), options, "")}
            <ul class="cards">{hits}</ul>
            <button>{words.say("search-all-do")}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use server::index::Facet;

    use super::*;

    #[test]
    fn every_facet_has_a_word() {
        let words = Language::of("en");
        for facet in Facet::ALL {
            let key = format!("facet-{}", facet.name());
            assert_ne!(words.say(&key), key, "{key}");
        }
    }
}
