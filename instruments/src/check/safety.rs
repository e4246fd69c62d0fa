//! What could hurt or expose a person: demands, questions that identify, questions that are never asked of survivors.
//!
//! Words are only a hint; a person decides. A sentence that says not to write something is left alone.

use unicode_normalization::UnicodeNormalization;

use super::{Found, Ground};
use crate::{Audience, Kind, MissingReason, Problem, Sensitivity, Text};

/// Ask for something that points to one person.
const IDENTIFYING: &[&str] = &[
    "your name",
    "full name",
    "first name",
    "last name",
    "maiden name",
    "e mail",
    "email",
    "phone number",
    "your phone",
    "telephone",
    "street address",
    "home address",
    "your address",
    "mailing address",
    "social security",
    "date of birth",
    "birth date",
    "birthday",
    "exact date",
    "what day",
    "passport",
    "driver s license",
    "id number",
    "case number",
    "ip address",
    "su nombre",
    "tu nombre",
    "nombre completo",
    "apellido",
    "apellidos",
    "correo electronico",
    "numero de telefono",
    "su telefono",
    "tu telefono",
    "su direccion",
    "tu direccion",
    "domicilio",
    "seguro social",
    "fecha de nacimiento",
    "cumpleanos",
    "fecha exacta",
    "pasaporte",
    "numero de caso",
];
/// May ask for it.
const MAYBE_IDENTIFYING: &[&str] = &[
    "name",
    "address",
    "phone",
    "zip code",
    "birth",
    "nombre",
    "direccion",
    "telefono",
    "codigo postal",
    "nacimiento",
];
/// Never asked of survivors: the history itself, who did it, acts, papers.
const NEVER_ASKED: &[&str] = &[
    "trafficker",
    "traffickers",
    "pimp",
    "pimps",
    "sexual acts",
    "sex acts",
    "commercial sex",
    "were you trafficked",
    "been trafficked",
    "you were trafficked",
    "your trafficking",
    "trafficking experience",
    "forced you",
    "exploited you",
    "your exploitation",
    "immigration status",
    "traficante",
    "traficantes",
    "proxeneta",
    "padrote",
    "actos sexuales",
    "sexo comercial",
    "victima de trata",
    "lo explotaron",
    "la explotaron",
    "le explotaron",
    "obligaron a",
    "estatus migratorio",
    "situacion migratoria",
];
/// Say that something is not wanted.
const NOT_WANTED: &[&str] = &[
    "do not",
    "don t",
    "please leave out",
    "without",
    "never",
    "no escriba",
    "no escribas",
    "no ponga",
    "no pongas",
    "no incluya",
    "sin",
    "nunca",
];

pub(super) fn find(ground: &Ground) -> Vec<Problem> {
    let mut found = Vec::new();
    let survivors = ground.instrument.audience == Audience::Survivors;
    for question in ground.questions() {
        if survivors && question.question.required {
            found.push(question.error(ground, "required-for-survivors", "required"));
        }
        if survivors && question.question.sensitivity == Some(Sensitivity::Identifying) {
            found.push(question.advice(ground, "identifying-marked", "sensitivity"));
        }
        found.extend(identifying(ground, &question, survivors));
        found.extend(never_asked(ground, &question, survivors));
        found.extend(gentle(ground, &question));
    }
    found.extend(notes(ground));
    found
}

fn identifying(ground: &Ground, found: &Found, survivors: bool) -> Option<Problem> {
    let kind = found.question.kind;
    if matches!(kind, Kind::Note | Kind::Calculated | Kind::LinkCode) {
        return None;
    }
    let typed = matches!(kind, Kind::Text | Kind::LongText | Kind::Number | Kind::Date);
    let strong = hit(&found.question.text, IDENTIFYING);
    let weak = if typed { hit(&found.question.text, MAYBE_IDENTIFYING) } else { None };
    let serious = survivors && typed && strong.is_some();
    let phrase = strong.or(weak)?;
    Some(Problem { serious, ..found.advice(ground, "identifying", "text").with("value", phrase) })
}

fn never_asked(ground: &Ground, found: &Found, survivors: bool) -> Option<Problem> {
    if !survivors || matches!(found.question.kind, Kind::Note | Kind::Calculated) {
        return None;
    }
    let options = ground.instrument.options(found.question).iter().map(|option| &option.text);
    let rows = found.question.rows.iter().map(|row| &row.text);
    let phrase =
        std::iter::once(&found.question.text).chain(options).chain(rows).find_map(|text| hit(text, NEVER_ASKED))?;
    Some(found.error(ground, "never-asked", "text").with("value", phrase))
}

/// A hard question offers a way not to answer.
fn gentle(ground: &Ground, found: &Found) -> Option<Problem> {
    let hard = found.question.sensitivity == Some(Sensitivity::Distressing);
    let closed = found.question.kind.takes_one_option() || found.question.kind == Kind::Several;
    let stuck = hard && closed && !found.question.missing.contains(&MissingReason::PreferNot);
    stuck.then(|| found.advice(ground, "no-prefer-not", "sensitivity"))
}

/// A part with a hard question says so before it.
fn notes(ground: &Ground) -> Vec<Problem> {
    let sections = ground.instrument.sections.iter().enumerate();
    let hard = sections.filter(|(_, section)| {
        let distressing = |question: &crate::Question| question.sensitivity == Some(Sensitivity::Distressing);
        section.content_note.is_none() && section.questions.iter().any(distressing)
    });
    hard.map(|(index, section)| ground.advice("no-content-note", &format!("section.{index}.id"), &section.id)).collect()
}

/// The first of the phrases that stands in a text, in a sentence that does not say to leave it out.
fn hit(text: &Text, phrases: &[&'static str]) -> Option<&'static str> {
    let sentences = text.0.values().flat_map(|words| words.split(['.', '?', '!', ';', '\n']));
    sentences
        .map(plain)
        .filter(|sentence| !has(sentence, NOT_WANTED))
        .find_map(|sentence| phrases.iter().copied().find(|phrase| sentence.contains(&format!(" {phrase} "))))
}

fn has(sentence: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| sentence.contains(&format!(" {phrase} ")))
}

/// Small letters without accents, one blank between words and around.
fn plain(text: &str) -> String {
    let letters: String =
        text.nfd().filter(|letter| !unicode_normalization::char::is_combining_mark(*letter)).collect();
    let words = letters.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    format!(" {} ", words.map(str::to_lowercase).collect::<Vec<_>>().join(" "))
}
