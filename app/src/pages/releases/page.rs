//! A document as a page: for those who prepare and approve it, and, frozen, for everybody. No script and no form.

use leptos::prelude::*;
use server::http::respond::Published;
use server::report::{Block, Cell, Document, Table, Words};

use super::whole::whole;
use crate::components::table::head;
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
        let titled = view.document.language_of(&view.document.title);
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
                    <title lang=titled.clone()>{view.document.title.clone()}</title>
                    <link rel="icon" href="data:," />
                    <link rel="stylesheet" href=format!("{base}/page.css") />
                </head>
                <body class="release">
                    <main>
                        <h1 lang=titled>{view.document.title.clone()}</h1>
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

/// The files that people open, before those that programs read.
const FIRST: [&str; 4] = ["report.docx", "report.pdf", "funder.docx", "tables.xlsx"];

/// The files beside a page, those for people first; its stylesheet is none of them. Charts are many: they stand last, by
/// number, in a fold. Those of a second language bear its name, and where they stand beside those of the first they are
/// said to be in it.
pub(super) fn files(words: &Language, base: &str, files: &[String]) -> impl IntoView + use<> {
    // The page in a second language has no ending.
    let second = files.iter().find(|name| !name.contains('.')).cloned();
    let before = format!("{}-", second.as_deref().unwrap_or(&words.0));
    let of_second = |name: &str| second.is_some() && (second.as_deref() == Some(name) || name.starts_with(&before));
    let line = |name: &String| {
        let address = format!("{base}/{name}");
        let plain = name.strip_prefix(&before).unwrap_or(name);
        let known = match chart(plain) {
            Some(number) => words.with("release-file-chart", &[("number", number.to_string())]),
            None if second.as_ref() == Some(name) => words.say("release-file-page"),
            None => words.say(&format!("release-file-{}", plain.replace('.', "-"))),
        };
        let known = match &second {
            Some(tag) if of_second(name) => {
                words.with("release-file-in", &[("file", known), ("language", words.name_of(tag))])
            }
            _ => known,
        };
        view! { <li><a href=address>{known}</a></li> }
    };
    let mut files: Vec<&String> = files.iter().filter(|name| *name != "page.css").collect();
    files.sort_by_key(|name| {
        let plain = name.strip_prefix(&before).unwrap_or(name);
        let place = FIRST.iter().position(|first| *first == plain).unwrap_or(FIRST.len());
        let place = if second.as_ref() == Some(*name) { 0 } else { place + 1 };
        (of_second(name), chart(plain), place)
    });
    let is_chart = |name: &&String| chart(name.strip_prefix(&before).unwrap_or(name)).is_some();
    let (charts, files): (Vec<&String>, Vec<&String>) = files.into_iter().partition(is_chart);
    let lines: Vec<_> = files.into_iter().map(&line).collect();
    let charts: Vec<_> = charts.into_iter().map(&line).collect();
    let charts = (!charts.is_empty()).then(|| {
        view! { <details><summary>{words.say("release-file-charts")}</summary><ul>{charts}</ul></details> }
    });
    view! { <section class="files"><h2>{words.say("release-files")}</h2><ul>{lines}</ul>{charts}</section> }
}

/// The number of a chart, by the name of its file.
fn chart(name: &str) -> Option<u32> {
    name.strip_prefix("chart-")?.strip_suffix(".svg")?.parse().ok()
}

/// Whose words the items are: at the foot of every page of a document.
pub(super) fn acknowledgements(document: &Document) -> Option<impl IntoView + use<>> {
    let line = |line: &String| view! { <p lang=document.language_of(line)>{line.clone()}</p> };
    let lines: Vec<_> = document.acknowledgements.iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <footer>{lines}</footer> })
}

/// Everything under the title; `level` is that of its headings.
pub(super) fn body(words: &Language, document: &Document, level: u8) -> impl IntoView + use<> {
    let reads = super::words::of(words);
    let part = |part: &String| view! { <p class="lead" lang=document.language_of(part)>{whole(part)}</p> };
    let lead: Vec<_> = document.lead.iter().map(part).collect();
    let blocks: Vec<AnyView> = document.blocks.iter().map(|one| block(words, &reads, document, one, level)).collect();
    view! { {lead} {blocks} }
}

fn block(words: &Language, reads: &Words, document: &Document, block: &Block, level: u8) -> AnyView {
    match block {
        Block::Heading(depth, text) => {
            heading(depth.saturating_sub(1).saturating_add(level), text, document.language_of(text))
        }
        Block::Paragraph(text) => view! { <p lang=document.language_of(text)>{whole(text)}</p> }.into_any(),
        Block::Finding { finding, figures } => {
            let figures = whole(&figures.join(" "));
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
            let language = document.language_of(words);
            view! { <blockquote dir="auto"><p lang=language>{words.clone()}</p>{whose}</blockquote> }.into_any()
        }
        Block::Notes(notes) => {
            let notes: Vec<_> = notes.iter().map(|note| view! { <li>{whole(note)}</li> }).collect();
            view! { <ul class="notes">{notes}</ul> }.into_any()
        }
    }
}

fn heading(level: u8, text: &str, language: Option<String>) -> AnyView {
    let text = text.to_owned();
    match level {
        0..=2 => view! { <h2 lang=language>{text}</h2> }.into_any(),
        3 => view! { <h3 lang=language>{text}</h3> }.into_any(),
        _ => view! { <h4 lang=language>{text}</h4> }.into_any(),
    }
}

/// The columns of a table with sentences first: beside the names of rows a phone shows them, and nobody has to scroll.
fn order(table: &Table) -> Vec<usize> {
    let mut columns: Vec<usize> = (0..table.heads.len()).collect();
    columns.sort_by_key(|column| table.heads[*column].unit != "words");
    columns
}

fn table(reads: &Words, table: &Table) -> impl IntoView + use<> {
    let columns = order(table);
    let heads: Vec<_> = columns.iter().map(|column| head(&table.heads[*column].name)).collect();
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<_> = columns
                .iter()
                .map(|column| {
                    let cell = row.cell(*column);
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
    let notes: Vec<_> = table.notes.iter().map(|note| view! { <li>{whole(note)}</li> }).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_second_language_say_so_and_charts_stand_by_number() {
        let names = [
            "chart-1.svg",
            "chart-10.svg",
            "chart-2.svg",
            "data.csv",
            "es",
            "es-chart-2.svg",
            "es-report.pdf",
            "page.css",
            "report.docx",
        ];
        let names = names.map(str::to_owned);
        let html = Owner::new().with(|| files(&Language::of("en"), "/r/w", &names).to_html());
        let places: Vec<Option<usize>> = [
            "Report for Word (DOCX)<",
            "All numbers, one a line (CSV)<",
            "The page itself, in Spanish<",
            "Report to print (PDF), in Spanish<",
            "Charts as pictures (SVG)<",
            "Chart 1 as a picture (SVG)<",
            "Chart 2 as a picture (SVG)<",
            "Chart 10 as a picture (SVG)<",
            "Chart 2 as a picture (SVG), in Spanish<",
        ]
        .iter()
        .map(|words| html.find(*words))
        .collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {html}");
        assert!(!html.contains("release-file"), "no bare key: {html}");
    }
}
