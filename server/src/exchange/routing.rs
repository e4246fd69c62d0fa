//! Conditions as sentences: `${moved} = 'yes'` becomes “Did you move?” is “Yes”.

use instruments::{Expression, Instrument, Kind};

use super::packet::Say;

/// The condition with questions and options in the words that respondents read.
pub fn in_words(instrument: &Instrument, expression: &str, language: &str, say: &Say) -> String {
    let Ok(parsed) = Expression::parse(expression) else { return expression.to_owned() };
    let mut text = expression.to_owned();
    for (name, code, _) in parsed.compared_codes() {
        if let Some(label) = option(instrument, name, code, language, say) {
            text = text.replace(&format!("'{code}'"), &quote(&label)).replace(&format!("\"{code}\""), &quote(&label));
        }
    }
    text = speak(&text, say);
    for (name, _) in parsed.references() {
        if let Some(label) = question(instrument, name, language) {
            text = text.replace(&format!("${{{name}}}"), &quote(&label));
        }
    }
    text
}

fn quote(text: &str) -> String {
    format!("“{text}”")
}

/// Operators and the most common function as words. What stands in quotes of ours is left alone.
fn speak(text: &str, say: &Say) -> String {
    let mut spoken = text.to_owned();
    while let Some((before, pair, after)) = membership(&spoken) {
        spoken = format!("{before}{}{after}", say("routing-includes", &[("question", pair.0), ("option", pair.1)]));
    }
    let words = [(" != ", "routing-is-not"), (" = ", "routing-is"), (" and ", "routing-and"), (" or ", "routing-or")];
    words.iter().fold(spoken, |text, (sign, key)| text.replace(sign, &format!(" {} ", say(key, &[]))))
}

/// The first `selected(a, b)` of a text: what is before it, its two parts, what is after it.
fn membership(text: &str) -> Option<(String, (String, String), String)> {
    let (before, rest) = text.split_once("selected(")?;
    let (question, rest) = rest.split_once(',')?;
    let close = if rest.trim_start().starts_with('“') {
        rest.find("”)").map(|at| at + "”".len())?
    } else {
        rest.find(')')?
    };
    Some((
        before.to_owned(),
        (question.trim().to_owned(), rest[..close].trim().to_owned()),
        rest[close + 1..].to_owned(),
    ))
}

/// The words of a question, or of a row of a matrix (`matrix.row`).
fn question(instrument: &Instrument, name: &str, language: &str) -> Option<String> {
    let (id, row) = name.split_once('.').map_or((name, None), |(id, row)| (id, Some(row)));
    let question = instrument.questions().find(|question| question.id == id)?;
    let row = row.and_then(|row| question.rows.iter().find(|known| known.id == row));
    let text = row.map_or(&question.text, |row| &row.text).get(language);
    (!text.is_empty()).then(|| text.to_owned())
}

/// The words of an option; those of yes and no are the platform's own.
fn option(instrument: &Instrument, name: &str, code: &str, language: &str, say: &Say) -> Option<String> {
    let id = name.split('.').next()?;
    let question = instrument.questions().find(|question| question.id == id)?;
    if question.kind == Kind::YesNo && matches!(code, "yes" | "no") {
        return Some(say(code, &[]));
    }
    let choice = instrument.options(question).iter().find(|choice| choice.code == code)?;
    Some(choice.text.get(language).to_owned())
}

#[cfg(test)]
mod tests {
    //! A coordinator sends an instrument to an ethics board, whose members read no code.

    use super::*;
    use crate::exchange::packet::{self, Line};

    const FILE: &str = include_str!("../../../instruments/library/survivor-housing.toml");

    fn say(key: &str, values: &[(&'static str, String)]) -> String {
        match (key, values) {
            ("routing-is", _) => "is".into(),
            ("routing-and", _) => "and".into(),
            ("routing-includes", [(_, question), (_, option)]) => format!("{question} includes {option}"),
            _ => key.to_owned(),
        }
    }

    fn small() -> Instrument {
        let source = FILE.split("[[section]]").next().unwrap();
        let part = r#"
            [[section]]
            id = "home"
            title = { en = "Home", es = "Casa" }
            [[section.question]]
            id = "moved"
            kind = "single"
            text = { en = "Did you move?", es = "¿Se mudó?" }
            option = [{ code = "yes", text = { en = "Yes", es = "Sí" } }, { code = "no", text = { en = "No", es = "No" } }]
            [[section.question]]
            id = "helped"
            kind = "several"
            text = { en = "Who helped?", es = "¿Quién ayudó?" }
            show_if = "${moved} = 'yes'"
            option = [{ code = "friend", text = { en = "A friend (or more)", es = "Una amistad" } }]
        "#;
        instruments::parse(&format!("{source}{part}")).unwrap()
    }

    #[test]
    fn conditions_are_said_in_the_words_of_questions_and_options() {
        let file = small();
        let said = |expression: &str, language: &str| in_words(&file, expression, language, &say);
        assert_eq!(said("${moved} = 'yes'", "en"), "“Did you move?” is “Yes”");
        assert_eq!(said("${moved} = 'yes'", "es"), "“¿Se mudó?” is “Sí”");
        assert_eq!(
            said("selected(${helped}, 'friend') and ${moved} = 'no'", "en"),
            "“Who helped?” includes “A friend (or more)” and “Did you move?” is “No”"
        );
        assert_eq!(said("broken (", "en"), "broken (", "what cannot be read is shown as it is");
    }

    #[test]
    fn the_packet_of_every_shipped_instrument_names_every_question_and_becomes_a_document() {
        for shipped in crate::library::SHIPPED {
            let file = instruments::parse(shipped.source).unwrap();
            let lines = packet::lines(&file, "en", &say);
            for question in file.questions() {
                let named = |line: &Line| matches!(line, Line::Question(text) if text.starts_with(&question.id));
                assert!(lines.iter().any(named), "{}: {}", shipped.name, question.id);
            }
            assert!(crate::exchange::docx::write(&lines).unwrap().starts_with(b"PK"));
        }
    }
}
