//! What stands beside the figures: sites next to each other without a ranking, answers to other words, another edition.

use instruments::WordingSource;
use leptos::prelude::*;
use server::http::staff::results::beside::{OtherEdition, Reworded};
use server::http::staff::results::figures::View;
use server::workspace::factors::{Cell, Column, LEAST_FOR_A_MEAN};

use super::text;
use crate::components::table::{decimal, limits, row, table};
use crate::language::Language;

/// Sites as columns, factors as rows.
pub(super) fn columns(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    if view.columns.is_empty() {
        return None;
    }
    let name = |column: &Column| column.site.clone().unwrap_or_else(|| words.say("response-all"));
    let heads = std::iter::once(words.say("factor-name")).chain(view.columns.iter().map(name)).collect();
    let factors = view.factors.iter().enumerate().map(|(place, factor)| {
        let cells = view.columns.iter().map(|column| cell(words, column.cells.get(place).copied()));
        row(text(words, &factor.title), cells.collect())
    });
    let answered = view.columns.iter().map(|column| response(words, column, view.smallest));
    let first = row(words.say("beside-response"), answered.collect());
    let values = [("smallest", view.smallest.to_string()), ("least", LEAST_FOR_A_MEAN.to_string())];
    let title = words.say("beside-title");
    Some(view! {
        <h3>{title.clone()}</h3>
        <p class="hint">{words.with("beside-note", &values)}</p>
        <div class="beside">{table(title, heads, std::iter::once(first).chain(factors).collect())}</div>
    })
}

fn response(words: &Language, column: &Column, smallest: i64) -> AnyView {
    if column.answered > 0 && i64::try_from(column.answered).is_ok_and(|answered| answered < smallest) {
        return view! { <span class="hint">{words.say("beside-hidden")}</span> }.into_any();
    }
    let answered = column.answered.to_string();
    let text = match column.invited {
        Some(invited) if invited > 0 => {
            words.with("beside-of", &[("answered", answered), ("invited", invited.to_string())])
        }
        _ => words.with("beside-of-unknown", &[("answered", answered)]),
    };
    view! { {text} }.into_any()
}

fn cell(words: &Language, cell: Option<Cell>) -> AnyView {
    match cell {
        None | Some(Cell::Empty) => view! { {words.say("figure-none")} }.into_any(),
        Some(Cell::Hidden) => view! { <span class="hint">{words.say("beside-hidden")}</span> }.into_any(),
        Some(Cell::Count(people)) => {
            view! { <span class="hint">{words.with("beside-people", &[("count", people.to_string())])}</span> }
                .into_any()
        }
        Some(Cell::Mean(mean, interval, people)) => {
            let people = words.with("beside-people", &[("count", people.to_string())]);
            let between = interval.map(|_| view! { <br /><span class="hint">{limits(words, interval, 1)}</span> });
            view! { <strong>{decimal(words, Some(mean), 1)}</strong> {between} <br /><span class="hint">{people}</span> }
                .into_any()
        }
    }
}

/// Paraphrase and official wording are never counted together: who answered the other is shown apart.
pub(super) fn reworded(words: &Language, view: &View) -> Vec<AnyView> {
    let base = format!("/studies/{}/results/{}", view.member.study.id, view.collection);
    let site = view.site.as_ref().map(|site| format!("&site={site}")).unwrap_or_default();
    let line = |other: &Reworded| {
        let key = match other.source {
            WordingSource::Paraphrase => "reworded-paraphrase",
            WordingSource::Official => "reworded-official",
        };
        let said = words.with(key, &[("count", other.count.to_string())]);
        let address = format!("{base}?version={}{site}", other.version);
        view! { <p>{said} " " <a href=address>{words.say("reworded-show")}</a></p> }.into_any()
    };
    view.reworded.iter().map(line).collect()
}

/// That the study has another edition too, and which factors can be compared.
pub(super) fn edition(words: &Language, view: &View) -> Option<impl IntoView + use<>> {
    let other = view.other_edition.as_ref()?;
    let values = [
        ("here", other.editions[0].to_string()),
        ("other", other.editions[1].to_string()),
        ("title", text(words, &other.title)),
        ("count", other.both.len().to_string()),
    ];
    let compared = match other.same_wording {
        true => view! { {names(words, other)} }.into_any(),
        false => view! { <p>{words.say("edition-mixed")}</p> }.into_any(),
    };
    Some(view! {
        <details>
            <summary>{words.with("edition-title", &values)}</summary>
            <p>{words.with("edition-note", &values)}</p>
            {compared}
        </details>
    })
}

fn names(words: &Language, other: &OtherEdition) -> impl IntoView + use<> {
    let all =
        |titles: &[instruments::Text]| titles.iter().map(|title| text(words, title)).collect::<Vec<_>>().join("; ");
    let only = |titles: &[instruments::Text], number: u32| {
        let values = [("number", number.to_string()), ("names", all(titles))];
        (!titles.is_empty()).then(|| view! { <p>{words.with("edition-only", &values)}</p> })
    };
    let both = words.with("edition-both", &[("names", all(&other.both))]);
    view! { <p>{both}</p> {only(&other.only_here, other.editions[0])} {only(&other.only_there, other.editions[1])} }
}
