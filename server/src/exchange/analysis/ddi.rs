//! The dictionary as DDI-Codebook 2.5: what was asked, values and reasons for no answer, without a single answer or count
//! of one.

use super::columns::{Column, Measure, Shape};
use super::frame::Frame;
use super::sheets::labelled;
use super::{files, reasons};
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
    pen.close().open("dataAccs", &[]).open("useStmt", &[]);
    pen.words("restrctn", &(frame.say)("analysis-warning")).close().close();
    for wave in &frame.head.waves {
        pen.words("notes", wave);
    }
    pen.close();
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
        pen.words("txt", &super::columns::word(&care));
    }
    categories(pen, frame, column);
    if let Some(construct) = &column.construct {
        pen.words("concept", construct);
    }
    let words = matches!(column.shape, Shape::Words | Shape::Coded(_));
    pen.empty("varFormat", &[("type", at(if words { "character" } else { "numeric" }))]);
    if column.meaning != 1 {
        pen.words("notes", &format!("meaning {}", column.meaning));
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
