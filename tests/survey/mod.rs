//! Invented surveys for survivors that are no longer than a test needs: everything that a survey must have, and a page for
//! each of a few questions.

#![allow(dead_code, reason = "each test asks its own questions")]

/// Yes or no.
pub const EASE: &str = r#"
id = "ease"
kind = "yes_no"
text = { en = "Is it easy?" }
"#;

/// Words.
pub const WORRY: &str = r#"
id = "worry"
kind = "long_text"
text = { en = "What worries you?" }
limit = 2000
"#;

/// The file of a survey; each question, as it stands in the file under its heading, is a page.
pub fn survey(id: &str, title: &str, questions: &[&str]) -> String {
    let head = format!(
        r#"
format = 1
id = "{id}"
audience = "survivors"
languages = ["en"]
title = {{ en = "{title}" }}
minutes = {}

[consent]
who = {{ en = "We." }}
why = {{ en = "To learn." }}
seen_by = {{ en = "We." }}
limits = {{ en = "None." }}
"#,
        questions.len()
    );
    let page = |(number, question): (usize, &&str)| {
        let number = number + 1;
        let section = format!("\n[[section]]\nid = \"page_{number}\"\ntitle = {{ en = \"Page {number}\" }}\n");
        format!("{section}\n[[section.question]]{question}")
    };
    questions.iter().enumerate().map(page).fold(head, |all, page| all + &page)
}
