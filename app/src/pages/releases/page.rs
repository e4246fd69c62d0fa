//! A document as a page: for those who prepare and approve it, and, frozen, for everybody. No script and no form.

use leptos::prelude::*;
use server::http::respond::Published;
use server::report::{Block, Cell, Document, Table, Words};

use crate::language::Language;

/// The stylesheet that is frozen with a page.
pub const STYLE: &str = include_str!("../../style/release.css");

/// A whole page that stands alone.
pub fn frozen(view: &Published) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let words = Language::of(&view.document.language);
        provide_context(words.clone());
        let base = format!("/r/{}", view.word);
        let other = view.other.clone().map(|(language, address)| {
            let says = Language::of(&language).say("release-other-language");
            view! { <p class="other"><a href=address lang=language.clone() hreflang=language>{says}</a></p> }
        });
        let approved = words.say(&format!("release-approved-{}", view.approval.name()));
        let replaces = view.replaces.as_ref().map(|word| {
            let address = format!("/r/{word}");
            view! { <p class="replaces">{words.say("release-replaces")} " " <a href=address.clone()>{address.clone()}</a></p> }
        });
        view! {
            <html lang=view.document.language.clone() dir=words.direction()>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <title>{view.document.title.clone()}</title>
                    <link rel="icon" href="data:," />
                    <link rel="stylesheet" href=format!("{base}/page.css") />
                </head>
                <body class="release">
                    <main>
                        <h1>{view.document.title.clone()}</h1>
                        {other}
                        <p class="day">{words.with("release-out-on", &[("day", view.day.clone())])}</p>
                        <p class="day">{words.say("release-approved")} " " {approved} "."</p>
                        {replaces}
                        {body(&words, &view.document, 2)}
                        {files(&words, &base, &view.files)}
                    </main>
                    {acknowledgements(&view.document)}
                </body>
            </html>
        }
        .to_html()
    });
    format!("<!doctype html>{html}")
}

/// The files beside a page; its stylesheet is none of them.
pub(super) fn files(words: &Language, base: &str, files: &[String]) -> impl IntoView + use<> {
    let line = |name: &String| {
        let address = format!("{base}/{name}");
        // Files of the second language bear its name.
        let plain = name.strip_prefix(&format!("{}-", words.0)).unwrap_or(name);
        let known = match plain.strip_prefix("chart-").and_then(|rest| rest.strip_suffix(".svg")) {
            Some(number) => words.with("release-file-chart", &[("number", number.to_owned())]),
            None => words.say(&format!("release-file-{}", plain.replace('.', "-"))),
        };
        view! { <li><a href=address>{known}</a></li> }
    };
    let lines: Vec<_> = files.iter().filter(|name| *name != "page.css").map(line).collect();
    view! { <section class="files"><h2>{words.say("release-files")}</h2><ul>{lines}</ul></section> }
}

/// Whose words the items are: at the foot of every page of a document.
pub(super) fn acknowledgements(document: &Document) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = document.acknowledgements.iter().map(|line| view! { <p>{line.clone()}</p> }).collect();
    (!lines.is_empty()).then(|| view! { <footer>{lines}</footer> })
}

/// Everything under the title; `level` is that of its headings.
pub(super) fn body(words: &Language, document: &Document, level: u8) -> impl IntoView + use<> {
    let reads = super::words::of(words);
    let lead: Vec<_> = document.lead.iter().map(|part| view! { <p class="lead">{part.clone()}</p> }).collect();
    let blocks: Vec<AnyView> = document.blocks.iter().map(|one| block(words, &reads, one, level)).collect();
    view! { {lead} {blocks} }
}

fn block(words: &Language, reads: &Words, block: &Block, level: u8) -> AnyView {
    match block {
        Block::Heading(depth, text) => heading(depth.saturating_sub(1).saturating_add(level), text),
        Block::Paragraph(text) => view! { <p>{text.clone()}</p> }.into_any(),
        Block::Finding { finding, figures } => {
            let figures = figures.join(" ");
            view! { <p class="finding"><strong>{finding.clone()}</strong> " " {figures}</p> }.into_any()
        }
        Block::Table(numbers) => table(reads, numbers).into_any(),
        Block::Picture { svg, narrow, says, table: numbers } => {
            let (svg, label) = (svg.clone(), words.say("chart-table"));
            let wide = if narrow.is_empty() { "drawing" } else { "drawing chart-wide" };
            let narrow = (!narrow.is_empty())
                .then(|| view! { <div class="drawing chart-narrow" inner_html=narrow.clone()></div> });
            // The drawing is SVG of our own, in which every text is escaped.
            view! {
                <figure class="picture">
                    <figcaption class="sr">{says.clone()}</figcaption>
                    <div class=wide inner_html=svg></div>
                    {narrow}
                    <details open><summary>{label}</summary>{table(reads, numbers)}</details>
                </figure>
            }
            .into_any()
        }
        Block::Quote { words, whose } => {
            let whose = (!whose.is_empty()).then(|| view! { <p class="whose">"— " {whose.clone()}</p> });
            view! { <blockquote dir="auto"><p>{words.clone()}</p>{whose}</blockquote> }.into_any()
        }
        Block::Notes(notes) => {
            let notes: Vec<_> = notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect();
            view! { <ul class="notes">{notes}</ul> }.into_any()
        }
    }
}

fn heading(level: u8, text: &str) -> AnyView {
    let text = text.to_owned();
    match level {
        0..=2 => view! { <h2>{text}</h2> }.into_any(),
        3 => view! { <h3>{text}</h3> }.into_any(),
        _ => view! { <h4>{text}</h4> }.into_any(),
    }
}

fn table(reads: &Words, table: &Table) -> impl IntoView + use<> {
    let heads: Vec<_> = table.heads.iter().map(|head| view! { <th scope="col">{head.name.clone()}</th> }).collect();
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<_> = (0..table.heads.len())
                .map(|column| {
                    let cell = row.cell(column);
                    let class = match cell {
                        Cell::Hidden => Some("hidden-cell"),
                        Cell::Text(_) => Some("words"),
                        _ => None,
                    };
                    view! { <td class=class>{reads.cell(cell)}</td> }
                })
                .collect();
            view! { <tr><th scope="row">{row.name.clone()}</th>{cells}</tr> }
        })
        .collect();
    let notes: Vec<_> = table.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect();
    let notes = (!notes.is_empty()).then(|| view! { <ul class="notes">{notes}</ul> });
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=table.caption.clone()>
            <table class="figures">
                <caption><span>{table.caption.clone()}</span></caption>
                <thead><tr><th scope="col">{table.each.clone()}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {notes}
    }
}
