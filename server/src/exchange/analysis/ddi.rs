//! The dictionary as DDI-Codebook 2.5: the study and its fieldwork, what was asked, how scales are made, values and reasons
//! for no answer, without a single answer or count of one.

use super::columns::{Column, Measure, Shape, word};
use super::frame::{Frame, Taken};
use super::own::Own;
use super::sheets::{labelled, others};
use super::{about, files, reasons};
use crate::exchange::xml::Pen;

const SPACE: &str = "ddi:codebook:2_5";

pub(super) fn write(frame: &Frame) -> Vec<u8> {
    let mut pen = Pen::default();
    let at = |value: &str| Some(value.to_owned());
    pen.open("codeBook", &[("xmlns", at(SPACE)), ("version", at("2.5"))]);
    study(&mut pen, frame);
    pen.open("fileDscr", &[("ID", at("F1"))]).open("fileTxt", &[]);
    pen.words("fileName", &files::name(frame, "answers.csv"));
    pen.open("dimensns", &[]);
    pen.words("caseQnty", &frame.rows().to_string()).words("varQnty", &frame.columns.len().to_string());
    pen.close().words("fileType", "text/csv, UTF-8").close().close();
    pen.open("dataDscr", &[]);
    scales(&mut pen, frame);
    for (place, column) in frame.columns.iter().enumerate() {
        variable(&mut pen, frame, place, column);
    }
    pen.finish()
}

fn study(pen: &mut Pen, frame: &Frame) {
    let title = [&frame.head.study, &frame.head.title].map(String::as_str).into_iter().filter(|part| !part.is_empty());
    pen.open("stdyDscr", &[]).open("citation", &[]).open("titlStmt", &[]);
    pen.words("titl", &title.collect::<Vec<_>>().join(": ")).close();
    if !frame.head.acknowledgements.is_empty() {
        pen.open("prodStmt", &[]).words("copyright", &frame.head.acknowledgements.join(" ")).close();
    }
    pen.close();
    summary(pen, frame);
    method(pen, frame);
    pen.open("dataAccs", &[]).open("useStmt", &[]);
    pen.words("restrctn", &(frame.say)("analysis-warning")).close().close();
    for taken in frame.waves() {
        let languages: Vec<&str> = taken.languages().into_iter().collect();
        let said = format!("{}: {}", (frame.say)("analysis-own-language"), languages.join(", "));
        pen.say("notes", &[("type", Some("wave".to_owned())), ("subject", Some(taken.wave.clone()))], &said);
    }
    pen.close();
}

/// When each wave was answered, from its first to its last ISO week, and who was asked.
fn summary(pen: &mut Pen, frame: &Frame) {
    pen.open("stdyInfo", &[]).open("sumDscr", &[]);
    for taken in frame.waves() {
        let Some((first, last)) = taken.weeks() else { continue };
        for (event, week) in [("start", first), ("end", last)] {
            let attributes = [("date", week), ("event", event), ("cycle", taken.wave.as_str())];
            pen.say("collDate", &attributes.map(|(name, value)| (name, Some(value.to_owned()))), week);
        }
    }
    if let Some(audience) = frame.head.audience {
        pen.words("universe", &(frame.say)(&format!("audience-{}", word(&audience))));
    }
    pen.close().close();
}

/// How people were reached and answered, weights, and of how many who were invited answers came.
fn method(pen: &mut Pen, frame: &Frame) {
    let say = |key: &str| (frame.say)(&format!("analysis-{key}"));
    pen.open("method", &[]).open("dataColl", &[]);
    for taken in frame.waves() {
        let ways = taken.fieldwork.access.iter().map(|access| say(&format!("access-{}", access.word())));
        of_wave(pen, "sampProc", taken, ways.collect());
    }
    for taken in frame.waves() {
        of_wave(pen, "collMode", taken, taken.modes().into_iter().map(|word| mode(frame, word)).collect());
    }
    for taken in frame.waves().iter().filter(|taken| !taken.weights().is_empty()) {
        of_wave(pen, "weight", taken, vec![say(&format!("weights-{}", taken.weights()))]);
    }
    pen.close().open("anlyInfo", &[]);
    for taken in frame.waves() {
        let Some((responses, invited, rate)) = taken.rate() else { continue };
        of_wave(pen, "respRate", taken, vec![format!("{responses} / {invited} = {:.1} %", rate * 100.0)]);
    }
    pen.close().close();
}

/// What is told of a wave, each with its name.
fn of_wave(pen: &mut Pen, name: &'static str, taken: &Taken, said: Vec<String>) {
    for said in said {
        pen.words(name, &format!("{}: {said}", taken.wave));
    }
}

/// The sentence for a mode of answering; another one speaks for itself.
fn mode(frame: &Frame, word: &str) -> String {
    match word {
        "alone" | "with_help" | "phone" | "paper" | "kiosk" | "not_said" | "imported" => {
            (frame.say)(&format!("analysis-mode-{word}"))
        }
        other => other.to_owned(),
    }
}

/// Each definition of a scale, with the columns of its items.
fn scales(pen: &mut Pen, frame: &Frame) {
    let language = &frame.head.language;
    for (number, (scale, versions)) in (1..).zip(about::definitions(frame)) {
        let columns = frame.columns.iter().enumerate();
        let items = columns.filter(|(_, column)| column.own.is_none() && scale.items.contains(&column.key));
        let items: Vec<String> = items.map(|(place, _)| format!("V{}", place + 1)).collect();
        let attributes = [
            ("ID", Some(format!("G{number}"))),
            ("type", Some("other".to_owned())),
            ("otherType", Some("scale".to_owned())),
            ("var", Some(items.join(" ")).filter(|items| !items.is_empty())),
            ("name", Some(scale.id.clone())),
        ];
        let made = [
            ("score", word(&scale.headline)),
            ("least_answered", scale.least_answered.to_string()),
            ("reversed", scale.reversed.join(" ")),
            ("versions", about::numbers(&versions)),
        ];
        let made = made.map(|(name, value)| format!("{name}: {value}"));
        pen.open("varGrp", &attributes)
            .words("labl", scale.title.get(language))
            .words("defntn", &made.join("; "))
            .close();
    }
}

fn variable(pen: &mut Pen, frame: &Frame, place: usize, column: &Column) {
    let at = |value: &str| Some(value.to_owned());
    let continuous = column.measure == Measure::Scale;
    let nature = match column.measure {
        Measure::Nominal => "nominal",
        Measure::Ordinal => "ordinal",
        Measure::Scale => "ratio",
    };
    let attributes = [
        ("ID", Some(format!("V{}", place + 1))),
        ("name", at(&column.name)),
        ("wgt", matches!(column.own, Some(Own::Weight | Own::Raked)).then(|| "wgt".to_owned())),
        ("files", at("F1")),
        ("intrvl", at(if continuous { "contin" } else { "discrete" })),
        ("nature", at(nature)),
        ("measUnit", column.units.last().map(|unit| unit.text.clone())),
    ];
    pen.open("var", &attributes).words("labl", column.label());
    for said in column.labels.iter().filter(|_| column.own.is_none()) {
        pen.open("qstn", &[]).words("qstnLit", &said.text).close();
    }
    if let Some(care) = column.sensitivity {
        pen.words("txt", &word(&care));
    }
    categories(pen, frame, column);
    if let Some(construct) = &column.construct {
        pen.words("concept", construct);
    }
    let words = matches!(column.shape, Shape::Words | Shape::Coded(_));
    pen.empty("varFormat", &[("type", at(if words { "character" } else { "numeric" }))]);
    if column.own.is_none() {
        let versions: Vec<String> = column.versions.iter().filter_map(|version| frame.number(*version)).collect();
        let mut said = format!("meaning: {}; versions: {}", column.meaning, versions.join(" "));
        let others = others(frame, place);
        if !others.is_empty() {
            said += &format!("; not comparable with: {}", others.join(" "));
        }
        pen.say("notes", &[("type", at("comparability"))], &said);
    }
    pen.close();
}

/// Values as the CSV writes them, then reasons for no answer.
fn categories(pen: &mut Pen, frame: &Frame, column: &Column) {
    for (number, code, label) in labelled(column, frame.say) {
        let value = if column.shape == Shape::Tick { number.to_string() } else { code };
        pen.open("catgry", &[]).words("catValu", &value).words("labl", &label).close();
    }
    for reason in reasons::of(column) {
        pen.open("catgry", &[("missing", Some("Y".to_owned())), ("missType", Some(reason.word().to_owned()))]);
        pen.words("catValu", &reason.cell()).words("labl", &reason.label(frame.say)).close();
    }
}
