//! A researcher copies the example of the format's page: it is whole, has no serious problem, and can be walked through.

use std::collections::BTreeSet;

use instruments::{Answers, Expression, Instrument, Journey, Kind, check, complete, parse, read_page, variables};

const README: &str = include_str!("../README.md");

fn example() -> &'static str {
    README.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a toml block")
}

fn instrument() -> Instrument {
    parse(example()).expect("the example reads")
}

#[test]
fn the_example_has_no_serious_problem() {
    let problems = check(example());
    assert!(problems.iter().all(|problem| !problem.serious), "{problems:#?}");
    assert!(problems.len() <= 4, "{problems:#?}");
}

#[test]
fn the_example_shows_every_kind() {
    let kinds: BTreeSet<_> = instrument().questions().map(|question| format!("{:?}", question.kind)).collect();
    assert_eq!(kinds.len(), 15, "{kinds:?}");
}

/// The fields that each table may have, as the program itself says them when it meets an unknown one.
fn fields() -> BTreeSet<String> {
    let everywhere = "zz = 1\n[consent]\nzz = 1\n[wording]\nzz = 1\n[[list.a]]\nzz = 1\n[[section]]\nzz = 1\n[[section.question]]\nzz = 1\n\
        [[section.question.row]]\nzz = 1\n[[section.question.check]]\nzz = 1\n[[scale]]\nzz = 1\n[[scale.band]]\nzz = 1\n";
    let problems = check(everywhere);
    let unknown: Vec<_> = problems.iter().filter(|problem| problem.code == "unknown-field").collect();
    assert_eq!(unknown.len(), 10);
    unknown.iter().flat_map(|problem| problem.values["allowed"].split(", ")).map(str::to_owned).collect()
}

#[test]
fn every_field_stands_in_the_example_and_on_the_page() {
    let prose = README.split("## Fields").nth(1).expect("the fields");
    for field in fields() {
        let mut written = [
            format!("{field} ="),
            format!("[{field}]"),
            format!("[[{field}]]"),
            format!(".{field}]]"),
            format!("[[{field}."),
        ]
        .into_iter();
        assert!(written.any(|way| example().contains(&way)), "{field} in the example");
        let mut said = [
            format!("`{field}`"),
            format!("[{field}]"),
            format!("[[{field}"),
            format!(".{field}]]"),
            format!("[[…{field}]]"),
        ]
        .into_iter();
        assert!(said.any(|way| prose.contains(&way)), "{field} on the page");
    }
}

#[test]
fn every_function_stands_on_the_page() {
    for function in Expression::functions() {
        assert!(README.contains(&format!("`{function}(")), "{function}");
    }
}

/// What a willing person sends for the first value that each question takes.
fn fields_of(instrument: &Instrument, section: usize, answers: &Answers) -> Vec<(String, String)> {
    let journey = Journey::of(instrument, answers);
    let mut fields = Vec::new();
    for variable in variables(instrument)
        .iter()
        .filter(|variable| variable.section == instrument.sections[section].id && journey.shown(&variable.key))
    {
        let code = variable
            .options
            .iter()
            .find(|option| journey.offers(&variable.key, &option.code))
            .map(|option| option.code.clone())
            .unwrap_or_default();
        match variable.kind {
            Kind::Repeat | Kind::Calculated | Kind::Note => {}
            Kind::YesNo => fields.push((variable.key.clone(), "yes".to_owned())),
            Kind::Several => fields.extend(
                variable.several_option.clone().filter(|code| code != "none").map(|code| (variable.key.clone(), code)),
            ),
            Kind::Ranking => fields.push((format!("{}.place.1", variable.key), code)),
            Kind::Number => fields.push((variable.key.clone(), "5".to_owned())),
            Kind::Date => fields.extend(
                [("month", "4"), ("year", "2021")]
                    .map(|(part, value)| (format!("{}.{part}", variable.key), value.to_owned())),
            ),
            Kind::Text | Kind::LongText | Kind::LinkCode => fields.push((variable.key.clone(), "b".to_owned())),
            _ => fields.push((variable.key.clone(), code)),
        }
    }
    fields.dedup();
    fields
}

#[test]
fn the_example_can_be_walked_through_to_the_end() {
    let instrument = instrument();
    let mut answers = Answers::new();
    let mut steps = 0;
    while let Some(page) = Journey::of(&instrument, &answers).first_open() {
        let reading = read_page(&instrument, page, &fields_of(&instrument, page, &answers), &answers);
        assert_eq!(reading.problems, [], "page {page}");
        answers = reading.answers;
        steps += 1;
        assert!(steps < 20, "the way ends");
    }
    let whole = complete(&instrument, &answers);
    assert_eq!(whole["months_in_all"], instruments::Answer::Number(5.0));
    let columns: BTreeSet<_> = variables(&instrument).into_iter().map(|variable| variable.key).collect();
    assert!(whole.keys().all(|key| columns.contains(key)));
    assert!(
        instrument.sections.iter().enumerate().all(|(index, _)| Journey::of(&instrument, &answers).pages[index].shown)
    );
}
