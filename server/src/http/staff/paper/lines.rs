//! The lines of a paper, one field each, and what may be typed in them: the number of an option, `d` for "does not
//! know", `p` for "would rather not say", `n` for "does not apply", numbers, dates and words as they are.

use instruments::{Answer, Answers, Instrument, Kind, MissingReason, Precision, Question, Text};

/// Most rounds of a repeat group that a paper has.
const ROUNDS: usize = 3;

/// A part of the paper.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its heading.
    pub title: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One field.
#[derive(Clone, Debug)]
pub struct Line {
    /// The key of the answer, and the name of the field.
    pub key: String,
    /// The question that several lines belong to, on the first of them.
    pub above: Option<String>,
    /// What is asked.
    pub words: String,
    /// What may be typed: the mark, the code that it stands for, the words of the option (empty for the platform's own).
    pub marks: Vec<(String, String, String)>,
    /// How it is read.
    pub takes: Takes,
}

/// How a line is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// One mark.
    One,
    /// Several marks.
    Several,
    /// Marks in order, the first being the first place.
    Order,
    /// A number.
    Number,
    /// `5/2020` or `2020-05`.
    Month,
    /// `2020`.
    Year,
    /// A line of words.
    Words,
    /// Several lines of words.
    LongWords,
}

/// Every line of an instrument.
pub fn parts(instrument: &Instrument, language: &str) -> Vec<Part> {
    let part = |section: &instruments::Section| Part {
        title: section.title.get(language).to_owned(),
        lines: section.questions.iter().flat_map(|asked| question(instrument, asked, &asked.id, language)).collect(),
    };
    instrument.sections.iter().map(part).filter(|part| !part.lines.is_empty()).collect()
}

/// The lines of one question under a key.
pub fn question(instrument: &Instrument, asked: &Question, key: &str, language: &str) -> Vec<Line> {
    let words = asked.text.get(language).to_owned();
    let line = |key: String, above: Option<String>, text: &Text| Line {
        key,
        above,
        words: text.get(language).to_owned(),
        marks: marks(instrument, asked, language),
        takes: takes(asked),
    };
    let several = |rows: &[instruments::Row]| -> Vec<Line> {
        let above = |at: usize| (at == 0).then(|| words.clone());
        rows.iter().enumerate().map(|(at, row)| line(format!("{key}.{}", row.id), above(at), &row.text)).collect()
    };
    match asked.kind {
        Kind::Note | Kind::Calculated => Vec::new(),
        Kind::Matrix => several(&asked.rows),
        Kind::LinkCode if !asked.elements.is_empty() => several(&asked.elements),
        Kind::Repeat => (1..=asked.most_rounds().min(ROUNDS))
            .flat_map(|round| one_round(instrument, asked, round, language))
            .collect(),
        _ => vec![line(key.to_owned(), None, &asked.text)],
    }
}

fn one_round(instrument: &Instrument, group: &Question, round: usize, language: &str) -> Vec<Line> {
    let inner = group
        .questions
        .iter()
        .flat_map(|asked| question(instrument, asked, &format!("{}.{round}.{}", group.id, asked.id), language));
    let mut lines: Vec<_> = inner.collect();
    if let Some(first) = lines.first_mut() {
        first.above = Some(format!("{} {round}", group.text.get(language)));
    }
    lines
}

fn takes(asked: &Question) -> Takes {
    match asked.kind {
        Kind::Several => Takes::Several,
        Kind::Ranking => Takes::Order,
        Kind::Number => Takes::Number,
        Kind::Date if asked.precision == Some(Precision::Month) => Takes::Month,
        Kind::Date => Takes::Year,
        Kind::Text | Kind::LinkCode => Takes::Words,
        Kind::LongText => Takes::LongWords,
        _ => Takes::One,
    }
}

fn marks(instrument: &Instrument, asked: &Question, language: &str) -> Vec<(String, String, String)> {
    let words = |code: &str| {
        instrument.option(asked, code).map_or(String::new(), |option| option.text.get(language).to_owned())
    };
    let takes_options = asked.kind.takes_one_option() || matches!(asked.kind, Kind::Several | Kind::Ranking);
    let codes = if takes_options { instrument.codes(asked) } else { Vec::new() };
    let options = codes.into_iter().enumerate().map(|(at, code)| ((at + 1).to_string(), code.to_owned(), words(code)));
    let reasons = asked.missing.iter().filter_map(|reason| match reason {
        MissingReason::DontKnow => Some(("d", "~dont_know")),
        MissingReason::PreferNot => Some(("p", "~prefer_not")),
        MissingReason::NotApplicable => Some(("n", "~not_applicable")),
        _ => None,
    });
    let reasons = reasons.filter(|_| !matches!(asked.kind, Kind::Text | Kind::LongText | Kind::LinkCode));
    options.chain(reasons.map(|(mark, code)| (mark.to_owned(), code.to_owned(), String::new()))).collect()
}

/// What was typed, as the fields of a respondent's page.
pub fn fields(parts: &[Part], typed: &[(String, String)]) -> Vec<(String, String)> {
    let value = |key: &str| typed.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value.trim());
    parts
        .iter()
        .flat_map(|part| &part.lines)
        .filter(|line| !value(&line.key).is_empty())
        .flat_map(|line| one_line(line, value(&line.key)))
        .collect()
}

fn one_line(line: &Line, typed: &str) -> Vec<(String, String)> {
    let key = &line.key;
    let code = |mark: &str| {
        line.marks.iter().find(|(known, ..)| known.eq_ignore_ascii_case(mark)).map(|(_, code, _)| code.clone())
    };
    let read = |mark: &str| code(mark).unwrap_or_else(|| mark.to_owned());
    let codes = || split(typed, |mark| code(mark).is_some()).iter().map(|mark| read(mark)).collect::<Vec<_>>();
    let reason = code(typed).and_then(|code| code.strip_prefix('~').map(str::to_owned));
    match (line.takes, reason) {
        (Takes::One, _) => vec![(key.clone(), read(typed))],
        (Takes::Several, _) => codes().into_iter().map(|code| (key.clone(), code)).collect(),
        (_, Some(reason)) => vec![(format!("{key}~missing"), reason)],
        (Takes::Order, _) => {
            codes().into_iter().enumerate().map(|(at, code)| (format!("{key}.place.{}", at + 1), code)).collect()
        }
        (Takes::Month, _) => month(key, typed),
        _ => vec![(key.clone(), typed.to_owned())],
    }
}

/// Marks with something between them, or single signs run together (`135`).
fn split(typed: &str, is_mark: impl Fn(&str) -> bool) -> Vec<String> {
    let parts: Vec<String> =
        typed.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let signs: Vec<String> = typed.chars().map(String::from).collect();
    if parts.len() == 1 && !is_mark(typed) && signs.iter().all(|sign| is_mark(sign)) { signs } else { parts }
}

fn month(key: &str, typed: &str) -> Vec<(String, String)> {
    let mut parts: Vec<&str> =
        typed.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    parts.sort_by_key(|part| part.len());
    let (month, year) = match parts[..] {
        [month, year] => (month, year),
        _ => ("", typed),
    };
    vec![(format!("{key}.month"), month.to_owned()), (format!("{key}.year"), year.to_owned())]
}

/// How many rounds of each repeat group the paper has, as answers to begin with.
pub fn rounds(instrument: &Instrument, fields: &[(String, String)]) -> Answers {
    let groups =
        instrument.sections.iter().flat_map(|section| &section.questions).filter(|asked| asked.kind == Kind::Repeat);
    let used = |group: &Question, round: usize| {
        fields.iter().any(|(name, _)| name.starts_with(&format!("{}.{round}.", group.id)))
    };
    let count = |group: &Question| (1..=ROUNDS).rev().find(|round| used(group, *round)).unwrap_or(1);
    groups.map(|group| (group.id.clone(), Answer::Number(count(group) as f64))).collect()
}

#[cfg(test)]
mod tests {
    //! A coordinator types what stands on a paper.

    use super::*;

    fn line(takes: Takes) -> Line {
        let marks = [("1", "beds"), ("2", "food"), ("3", "none"), ("d", "~dont_know")];
        let marks = marks.map(|(mark, code)| (mark.to_owned(), code.to_owned(), String::new())).to_vec();
        Line { key: "q".into(), above: None, words: String::new(), marks, takes }
    }

    fn read(takes: Takes, typed: &str) -> Vec<(String, String)> {
        one_line(&line(takes), typed)
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn numbers_of_options_become_their_codes() {
        assert_eq!(read(Takes::One, "2"), pairs(&[("q", "food")]));
        assert_eq!(read(Takes::One, "D"), pairs(&[("q", "~dont_know")]));
        assert_eq!(read(Takes::One, "9"), pairs(&[("q", "9")]), "what is no mark is left for the check to refuse");
        for together in ["13", "1 3", "1, 3"] {
            assert_eq!(read(Takes::Several, together), pairs(&[("q", "beds"), ("q", "none")]), "{together}");
        }
        assert_eq!(read(Takes::Order, "21"), pairs(&[("q.place.1", "food"), ("q.place.2", "beds")]));
    }

    #[test]
    fn months_are_read_either_way_round() {
        for written in ["5/2020", "2020-5", "5 2020"] {
            assert_eq!(read(Takes::Month, written), pairs(&[("q.month", "5"), ("q.year", "2020")]));
        }
        assert_eq!(read(Takes::Month, "d"), pairs(&[("q~missing", "dont_know")]));
    }
}
