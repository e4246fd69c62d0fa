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
