//! Names of columns from one, two or three rows of headers.

use super::map::Program;
use crate::exchange::csv::Sheet;

/// One name for each column. SurveyMonkey writes the question over the first of its columns only: the others borrow it
/// (`question – option`).
pub(super) fn names(sheet: &Sheet, program: Program) -> Vec<String> {
    let row = |number: usize| sheet.rows.get(number).map_or(&[][..], Vec::as_slice);
    match program {
        Program::Plain | Program::Qualtrics => row(0).iter().map(|name| name.trim().to_owned()).collect(),
        Program::SurveyMonkey => doubled(row(0), row(1)),
    }
}

fn doubled(questions: &[String], options: &[String]) -> Vec<String> {
    let mut question = "";
    let mut names = Vec::new();
    for (place, above) in questions.iter().enumerate() {
        if !above.trim().is_empty() {
            question = above.trim();
        }
        let below = options.get(place).map_or("", |option| option.trim());
        names.push(match below {
            "" | "Response" | "Open-Ended Response" => question.to_owned(),
            option if question.is_empty() => option.to_owned(),
            option => format!("{question} – {option}"),
        });
    }
    names
}

#[cfg(test)]
mod tests {
    //! A coordinator brings exports of other programs.

    use super::*;
    use crate::exchange::csv::read;

    #[test]
    fn surveymonkey_questions_reach_over_their_options() {
        let sheet = read(b"Respondent ID,Which help?,,,Why?\n,Food,Beds,None of these,Open-Ended Response\n").unwrap();
        let names = names(&sheet, Program::SurveyMonkey);
        assert_eq!(
            names,
            ["Respondent ID", "Which help? – Food", "Which help? – Beds", "Which help? – None of these", "Why?"]
        );
    }

    #[test]
    fn qualtrics_columns_have_their_short_names() {
        let sheet = read(b"Q1,Q2_1\nHow old?,Help - Food\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2_1\"\"}\"\n").unwrap();
        assert_eq!(names(&sheet, Program::Qualtrics), ["Q1", "Q2_1"]);
    }
}
