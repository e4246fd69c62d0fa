//! One page of questions: a section, or the whole instrument where the study says so.

use instruments::Section;
use leptos::prelude::*;
use server::http::respond::{Asking, Questions};

use super::{frame, paragraphs, question, say, with};

/// The page of questions with its problems on top and its buttons below.
pub fn page(view: &Questions) -> impl IntoView + use<> {
    let (number, of) = view.place;
    let place = (of > 1).then(
        || view! { <p class="hint">{with("page-of", &[("number", number.to_string()), ("of", of.to_string())])}</p> },
    );
    let opened = view.opened.then(|| view! { <p class="notice" role="status">{say("page-opened")}</p> });
    let asking = &view.asking;
    let sections: Vec<_> = view.sections.iter().filter_map(|&at| asking.instrument.sections.get(at)).collect();
    let several = sections.len() > 1;
    let whole = several.then(|| view! { <h1>{asking.instrument.title.get(&asking.language).to_owned()}</h1> });
    let sections = sections.into_iter().map(|part| section(asking, part, several)).collect_view();
    let back = view
        .back
        .is_some()
        .then(|| view! { <button class="quiet" name="_go" value="back">{say("page-back")}</button> });
    view! {
        {frame::next_person(&view.frame)}
        <form method="post" action=view.action.clone() autocomplete="off" novalidate>
            {frame::first_button("_go", "on")}
            {frame::languages(&view.frame)}
            {question::summary(asking)}
            {opened}
            {resume_code(view)}
            {place}
            {whole}
            {sections}
            <p class="go"><button name="_go" value="on">{say("page-on")}</button> {back}</p>
            {view.resume.then(|| view! { <p><button class="quiet" name="_go" value="resume">{say("resume-ask")}</button></p> })}
        </form>
    }
}

fn section(asking: &Asking, section: &Section, several: bool) -> impl IntoView + use<> {
    let tag = &asking.language;
    let title = section.title.get(tag).to_owned();
    let heading = if several { view! { <h2>{title}</h2> }.into_any() } else { view! { <h1>{title}</h1> }.into_any() };
    let text = section.text.as_ref().map(|text| paragraphs(text.get(tag)));
    let note = section.content_note.as_ref().map(|note| content_note(note.get(tag), &section.id));
    let questions = section.questions.iter().map(|asked| question::draw(asking, asked, &asked.id)).collect_view();
    view! { <section>{heading} {note} {text} {questions}</section> }
}

fn content_note(note: &str, section: &str) -> impl IntoView + use<> {
    view! {
        <div class="notice" role="group" aria-label=say("part-note")>
            {paragraphs(note)}
            <button class="quiet" name="skip-part" value=section.to_owned()>{say("part-skip")}</button>
        </div>
    }
}

fn resume_code(view: &Questions) -> impl IntoView + use<> {
    view.resume_code.clone().map(|code| {
        view! {
            <section class="notice" role="status">
                <h2>{say("resume-title")}</h2>
                <p class="code" id="resume-code">{code}</p>
                {paragraphs(&say("resume-words"))}
            </section>
        }
    })
}
