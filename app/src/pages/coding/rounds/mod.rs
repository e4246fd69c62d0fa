//! Rounds: the list and one round here, `draw` the form, `agreement` the figures, `differences` what is settled.

mod agreement;
mod differences;
mod draw;

use leptos::prelude::*;
use server::http::staff::Around;
use server::http::staff::coding::rounds::Pages;
use server::http::staff::coding::rounds::view::{Agreement, Differences, Draw, Line, One, Progress, Rounds};
use server::statistics::agreement::Measure;

use crate::components::table::{self, row};
use crate::language::Language;
use crate::pages::StaffPages;
use crate::pages::coding::called;

impl Pages for StaffPages {
    fn rounds(&self, around: &Around, view: &Rounds) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "rounds", &words.say("rounds-title"), || list(&words, view))
    }

    fn draw_round(&self, around: &Around, view: &Draw) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "rounds", &words.say("round-new"), || draw::form(&words, view))
    }

    fn round(&self, around: &Around, view: &One) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "rounds", &called(&words, &view.line.name), || one(&words, around, view))
    }

    fn agreement(&self, around: &Around, view: &Agreement) -> String {
        let words = Language::of(&around.language);
        super::page(around, view.member.role, "rounds", &words.say("agreement-title"), || agreement::page(&words, view))
    }

    fn disagreements(&self, around: &Around, view: &Differences) -> String {
        let words = Language::of(&around.language);
        let title = words.say("differences-title");
        super::page(around, view.member.role, "rounds", &title, || differences::page(&words, view))
    }

    fn measure(&self, language: &str, measure: Measure) -> (String, String) {
        let words = Language::of(language);
        let code = measure.code();
        (words.say(&format!("measure-{code}")), words.say(&format!("measure-{code}-means")))
    }
}

fn base(study: &str) -> String {
    format!("/studies/{study}/coding/rounds")
}

fn list(words: &Language, view: &Rounds) -> impl IntoView + use<> {
    let base = base(&view.member.study.id);
    let draw = view
        .may_draw
        .then(|| view! { <p><a class="button" href=format!("{base}/new")>{words.say("round-new")}</a></p> });
    let empty = view.rounds.is_empty().then(|| view! { <p>{words.say("rounds-empty")}</p> });
    let rounds: Vec<_> = view
        .rounds
        .iter()
        .map(|line| {
            view! {
                <li>
                    <h2><a href=format!("{base}/round/{}", line.id)>{called(words, &line.name)}</a></h2>
                    <p><span class="mark">{state(words, line)}</span></p>
                    <p class="hint">{how(words, line)}</p>
                </li>
            }
        })
        .collect();
    view! {
        <h1>{words.say("rounds-title")}</h1>
        <p>{words.say("rounds-lead")}</p>
        {draw}
        {empty}
        <ul class="cards">{rounds}</ul>
    }
}

fn state(words: &Language, line: &Line) -> String {
    let submitted = line.coders.iter().filter(|coder| coder.submitted.is_some()).count();
    let counts = [("submitted", submitted.to_string()), ("coders", line.coders.len().to_string())];
    match (&line.closed, line.revealed) {
        (Some((by, reason)), _) => words.with("round-closed-by", &[("name", by.clone()), ("reason", reason.clone())]),
        (None, true) => words.say("round-all-submitted"),
        (None, false) => words.with("round-blind", &counts),
    }
}

/// How the passages were chosen, for a methods section.
fn how(words: &Language, line: &Line) -> String {
    let how = &line.how;
    let values = [
        ("day", line.day.clone()),
        ("passages", line.passages.to_string()),
        ("from", how.from.to_string()),
        ("doubled", line.doubled.to_string()),
        ("seed", how.seed.to_string()),
        ("version", how.version.to_string()),
        ("by", how.by.as_deref().map_or_else(String::new, |by| words.say(&format!("round-by-{by}")))),
    ];
    let key = match (how.size.is_some(), how.by.is_some()) {
        (false, _) => "round-how-all",
        (true, false) => "round-how-random",
        (true, true) => "round-how-stratified",
    };
    words.with(key, &values)
}

fn one(words: &Language, around: &Around, view: &One) -> impl IntoView + use<> {
    let study = view.member.study.id.clone();
    let (line, base) = (&view.line, base(&study));
    let address = format!("{base}/round/{}", line.id);
    let rows = line.coders.iter().map(|coder| progress(words, coder, line.revealed)).collect();
    let heads = ["round-coder", "round-given", "round-coded", "round-submitted-on"];
    let heads = heads.iter().map(|key| words.say(key)).collect();
    let code = line.own.then(|| {
        let address = format!("/studies/{study}/coding/passages?round={}", line.id);
        view! { <p><a class="button" href=address>{words.say(if line.open { "round-code" } else { "round-look" })}</a></p> }
    });
    let submit = line.open.then(|| {
        let empty = (view.empty > 0)
            .then(|| view! { <p class="notice">{words.with("round-without", &[("count", view.empty.to_string())])}</p> });
        view! {
            <section class="card">
                <h2>{words.say("round-submit-title")}</h2>
                <p>{words.say("round-submit-lead")}</p>
                {empty}
                <form method="post" action=format!("{address}/submit")><button>{words.say("round-submit")}</button></form>
            </section>
        }
    });
    let results = (line.revealed && view.may_read).then(|| {
        view! {
            <p class="actions">
                <a class="button" href=format!("{address}/agreement")>{words.say("agreement-title")}</a>
                <a class="button quiet" href=format!("{address}/differences")>{words.say("differences-title")}</a>
            </p>
        }
    });
    let close = view.may_close.then(|| {
        if view.must_submit {
            return view! { <p class="hint">{words.say("error-round-own-part")}</p> }.into_any();
        }
        view! {
            <details>
                <summary>{words.say("round-close-title")}</summary>
                <p>{words.say("round-close-lead")}</p>
                <form method="post" action=format!("{address}/close") class="narrow">
                    <div class="field">
                        <label class="label" for="reason">{words.say("round-reason")}</label>
                        <input id="reason" name="reason" type="text" required value=around.typed("reason", "") autocomplete="off" />
                    </div>
                    <button class="quiet">{words.say("round-close")}</button>
                </form>
            </details>
        }
        .into_any()
    });
    view! {
        <p class="back"><a href=base.clone()>{words.say("rounds-title")}</a></p>
        <h1>{called(words, &line.name)}</h1>
        <p><span class="mark">{state(words, line)}</span></p>
        <p>{how(words, line)}</p>
        {code}
        {results}
        {table::table(words.say("round-who"), heads, rows)}
        {submit}
        {close}
    }
}

fn progress(words: &Language, coder: &Progress, is_over: bool) -> AnyView {
    let submitted =
        coder.submitted.clone().unwrap_or_else(|| words.say(if is_over { "round-did-not" } else { "round-not-yet" }));
    let coded = coder.coded.map_or_else(|| words.say("round-coded-hidden"), |count| count.to_string());
    let cells = [coder.given.to_string(), coded, submitted];
    row(coder.name.clone(), cells.map(|text| view! { {text} }.into_any()).into())
}

#[cfg(test)]
mod tests {
    use server::statistics::agreement::Level;

    use super::*;

    #[test]
    fn every_coefficient_has_a_name_and_a_definition() {
        use Measure::*;
        let levels = [Level::Nominal, Level::Ordinal, Level::Interval].map(Krippendorff);
        let others = [
            Percent,
            Cohen,
            CohenLinear,
            CohenQuadratic,
            Fleiss,
            Gwet,
            Unitizing,
            UnitizingPlaces,
            UnitizingCodes,
            UnitizingCode,
        ];
        for measure in levels.into_iter().chain(others) {
            let (name, means) = StaffPages.measure("en", measure);
            assert!(!name.starts_with("measure-") && !means.starts_with("measure-"), "{measure:?}");
        }
    }
}
