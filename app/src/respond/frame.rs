//! What surrounds every respondent page: the exit, help, the rehearsal banner, whose words these are.

use instruments::{Wording, WordingSource};
use leptos::prelude::*;
use server::http::assets;
use server::http::respond::Frame;

use super::{own_name, say};
use crate::language::Language;

/// Draws a whole page.
pub fn draw<V: IntoView>(frame: &Frame, body: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let language = Language::of(&frame.language);
        provide_context(language.clone());
        let content = body();
        let title = if frame.title.is_empty() { say("bland-title") } else { frame.title.clone() };
        view! {
            <html lang=frame.language.clone() dir=language.direction()>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <title>{title}</title>
                    <link rel="icon" href="data:," />
                    <link rel="stylesheet" href=assets::address("app.css") />
                </head>
                <body class="respond">
                    {bar(frame)}
                    <main>{rehearsal(frame)} {trouble(frame)} {content}</main>
                    {wording(frame.wording.as_ref(), &frame.language)}
                </body>
            </html>
        }
        .to_html()
    });
    format!("<!doctype html>{html}")
}

fn bar(frame: &Frame) -> impl IntoView + use<> {
    view! {
        <header class="bar">
            <a class="leave" href="/leave" rel="noreferrer nofollow">{say("leave")}</a>
            <details class="help">
                <summary>{say("help")}</summary>
                <div>
                    <ul>{help_lines(frame)}</ul>
                    <p>{say("help-device")}</p>
                </div>
            </details>
        </header>
    }
}

/// The national lines, for studies that have none of their own: name, number to call, key of what to text.
const NATIONAL: [(&str, &str, &str); 3] = [
    ("help-danger", "911", ""),
    ("help-trafficking", "1-888-373-7888", "help-trafficking-to"),
    ("help-crisis", "988", "help-crisis-to"),
];

/// The lines of the study, or the national ones.
pub fn help_lines(frame: &Frame) -> Vec<AnyView> {
    let own = frame.help.iter().map(|line| help_line(line.name.get(&frame.language), &line.call, &line.message));
    let national = NATIONAL.iter().map(|(name, call, message)| {
        let message = if message.is_empty() { String::new() } else { say(message) };
        help_line(&say(name), call, &message)
    });
    if frame.help.is_empty() { national.collect() } else { own.collect() }
}

fn help_line(name: &str, call: &str, message: &str) -> AnyView {
    let digits = digits(call);
    let called = !digits.is_empty();
    let number = call.to_owned();
    let call = called.then(|| view! { ": " {say("help-call")} " " <a href=format!("tel:{digits}")>{number}</a> });
    let message = (!message.trim().is_empty()).then(|| text(message, called));
    view! { <li><b>{name.to_owned()}</b>{call}{message}</li> }.into_any()
}

fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// A number to text, with what to write behind it in brackets: `233733 (HELP)`. What is no number stands as it is.
fn text(message: &str, called: bool) -> AnyView {
    let (number, rest) = message.split_at(message.find('(').unwrap_or(message.len()));
    let (digits, number, rest) = (digits(number), number.trim().to_owned(), rest.trim().to_owned());
    let rest = (!rest.is_empty()).then(|| format!(" {rest}"));
    let verb = match (number.chars().any(char::is_alphabetic), called) {
        // Their own sentence has its own verb.
        (true, _) => None,
        (false, true) => Some(say("help-or-text") + " "),
        (false, false) => Some(say("help-text") + " "),
    };
    let sign = if called { ", " } else { ": " };
    if digits.is_empty() {
        return view! { {sign} {message.trim().to_owned()} }.into_any();
    }
    view! { {sign} {verb} <a href=format!("sms:{digits}")>{number}</a> {rest} }.into_any()
}

fn rehearsal(frame: &Frame) -> impl IntoView + use<> {
    frame.rehearsal.then(|| view! { <p class="notice rehearsal">{say("rehearsal")}</p> })
}

fn trouble(frame: &Frame) -> impl IntoView + use<> {
    frame.trouble.clone().map(
        |code| view! { <div class="problems" role="alert">{super::paragraphs(&say(&format!("{code}-words")))}</div> },
    )
}

/// Whose words the items are, on every page and on paper; our own words are said to be a paraphrase.
pub fn wording(wording: Option<&Wording>, tag: &str) -> Option<impl IntoView + use<>> {
    let wording = wording?;
    let words = wording.acknowledgement.get(tag).to_owned();
    let mark = (wording.source == WordingSource::Paraphrase).then(|| view! { <p>{say("paraphrase")}</p> });
    Some(view! { <footer><p>{words}</p>{mark}</footer> })
}

/// On a shared tablet: whoever finds somebody's unsent answers throws them away and starts over.
pub fn next_person(frame: &Frame) -> impl IntoView + use<> {
    frame.next.clone().map(|address| {
        view! {
            <details class="shared">
                <summary>{say("shared-title")}</summary>
                <form method="post" action=address autocomplete="off">
                    <p>{say("shared-words")}</p>
                    <button class="quiet" name="_go" value="next">{say("shared-next")}</button>
                </form>
            </details>
        }
    })
}

/// The button that Enter presses: what leads on, whatever buttons come before it on the page.
pub fn first_button(name: &'static str, value: &'static str) -> impl IntoView {
    view! { <button class="sr" tabindex="-1" aria-hidden="true" name=name value=value></button> }
}

/// Buttons that show the same page in another language and keep what was typed.
pub fn languages(frame: &Frame) -> impl IntoView + use<> {
    let others: Vec<_> = frame.languages.iter().filter(|tag| **tag != frame.language).cloned().collect();
    let buttons = others
        .iter()
        .map(|tag| view! { <button class="quiet" name="_language" value=tag.clone() lang=tag.clone() formnovalidate>{own_name(tag)}</button> })
        .collect_view();
    (!others.is_empty()).then(|| view! { <p class="languages">{buttons}</p> })
}

/// The same on a page that has no form of its own; it goes to the page's own address.
pub fn language_form(frame: &Frame) -> impl IntoView + use<> {
    (frame.languages.len() > 1).then(|| view! { <form method="post" autocomplete="off">{languages(frame)}</form> })
}

#[cfg(test)]
mod tests {
    //! Somebody looks for help and does not know that a short number is for texting.

    use super::*;

    fn line(language: &str, call: &str, message: &str) -> String {
        let owner = Owner::new();
        owner.with(|| {
            provide_context(Language::of(language));
            help_line("A line", call, message).to_html().replace("<!>", "")
        })
    }

    #[test]
    fn a_number_to_text_says_so_and_opens_a_message() {
        let said = line("en", "1-888-373-7888", "233733 (HELP)");
        assert!(said.contains("call <a href=\"tel:18883737888\">1-888-373-7888</a>, or text "), "{said}");
        assert!(said.contains("<a href=\"sms:233733\">233733</a> (HELP)"), "{said}");
        let spanish = line("es", "988", "988");
        assert!(spanish.contains(", o mande un mensaje al <a href=\"sms:988\">988</a>"), "{spanish}");
        assert!(line("en", "", "741741").contains(": text <a href=\"sms:741741\">741741</a>"));
    }

    #[test]
    fn words_of_a_study_stay_as_they_are() {
        let own = line("en", "911", "text HELP to 233733");
        assert!(own.contains(", <a href=\"sms:233733\">text HELP to 233733</a>"), "{own}");
        assert!(!line("en", "911", "").contains("sms:"));
        assert!(line("en", "911", "by post").ends_with(", by post</li>"));
    }
}
