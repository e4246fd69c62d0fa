//! A survey of eight pages, as long as real ones: five questions a page, one of them a matrix, words on every other.

use std::fmt::Write;

/// How many sections, each a page.
pub const PAGES: usize = 8;

const HEAD: &str = r#"
format = 1
id = "eight-pages"
audience = "survivors"
languages = ["en", "es"]
title = { en = "Eight pages", es = "Ocho páginas" }
minutes = 12

[consent]
who = { en = "A small team.", es = "Un equipo pequeño." }
why = { en = "To learn what helps.", es = "Para saber qué ayuda." }
seen_by = { en = "The team.", es = "El equipo." }
limits = { en = "Somebody may look over your shoulder.", es = "Alguien puede mirar." }

[list]
often = [
  { code = "1", score = 1, text = { en = "Never", es = "Nunca" } },
  { code = "2", score = 2, text = { en = "Rarely", es = "Rara vez" } },
  { code = "3", score = 3, text = { en = "Sometimes", es = "A veces" } },
  { code = "4", score = 4, text = { en = "Often", es = "Muchas veces" } },
  { code = "5", score = 5, text = { en = "Always", es = "Siempre" } },
]
"#;

/// The instrument file.
pub fn toml() -> String {
    let mut text = HEAD.to_owned();
    for page in 1..=PAGES {
        let _ = writeln!(
            text,
            "[[section]]\nid = \"part{page}\"\ntitle = {{ en = \"Part {page}\", es = \"Parte {page}\" }}"
        );
        for (number, kind) in ["yes_no", "scale", "several", "matrix"].iter().enumerate() {
            question(&mut text, &format!("p{page}q{number}"), kind, details(kind));
        }
        let words = if page % 2 == 0 { ("long_text", "limit = 2000") } else { ("number", "min = 0\nmax = 90") };
        question(&mut text, &format!("p{page}last"), words.0, words.1);
    }
    text
}

fn question(text: &mut String, id: &str, kind: &str, details: &str) {
    let _ = writeln!(
        text,
        "[[section.question]]\nid = \"{id}\"\nkind = \"{kind}\"\n\
         text = {{ en = \"How was this in the last month?\", es = \"¿Cómo fue esto en el último mes?\" }}\n{details}"
    );
}

fn details(kind: &str) -> &'static str {
    match kind {
        "yes_no" => "missing = [\"dont_know\", \"prefer_not\"]",
        "scale" => "list = \"often\"",
        "several" => {
            "option = [\n  { code = \"a\", text = { en = \"A bed\", es = \"Una cama\" } },\n  \
             { code = \"b\", text = { en = \"A meal\", es = \"Una comida\" } },\n  \
             { code = \"c\", text = { en = \"A ride\", es = \"Un viaje\" } },\n]"
        }
        _ => {
            "list = \"often\"\nrow = [\n  { id = \"one\", text = { en = \"People listened.\", es = \"Me escucharon.\" } },\n  \
             { id = \"two\", text = { en = \"It was quiet.\", es = \"Había calma.\" } },\n]"
        }
    }
}
