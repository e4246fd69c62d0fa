//! A small release, and one whose words were made to break things.

use server::report::{Block, Cell, Column, Document, FORMAT, Row, Table, Words};

/// What stands at the foot of every page.
pub const THANKS: &str =
    "Answered by the people who live and work in the region; asked with an inventory that others made.";
/// What a formula of a stranger looks like.
pub const FORMULA: &str = "=HYPERLINK(\"http://127.0.0.1\",\"free beds\")";

pub fn english() -> Words {
    let fields = server::report::FIELDS.map(|field| (field.to_owned(), format!("What {field} means")));
    Words {
        hidden: "hidden".into(),
        nothing: "–".into(),
        decimal: '.',
        percent: "{value} %".into(),
        of: "{count} of {base}".into(),
        range: "{low} to {high}".into(),
        page: "Page {page} of {pages}".into(),
        about: "About this release".into(),
        made_on: "Made on".into(),
        count: "people".into(),
        base: "answers".into(),
        low: "from".into(),
        high: "to".into(),
        fields: fields.to_vec(),
        ..Words::default()
    }
}

pub fn column(id: &str, name: &str, unit: &str) -> Column {
    Column { id: id.into(), name: name.into(), unit: unit.into() }
}

pub fn row(id: &str, name: &str, cells: Vec<Cell>) -> Row {
    Row { id: id.into(), name: name.into(), cells }
}

/// Agreement now and before, its change, and a score; one row is hidden.
pub fn agreement() -> Table {
    let share = |count: u64| Cell::Share { share: count as f64 / 47.0, count: Some(count), base: 47 };
    let range = Cell::Range { low: 0.0312, high: 0.4098, decimals: 0, percent: true };
    let score = Cell::Number { value: 3.456_789, decimals: 1 };
    Table {
        id: "agreement".into(),
        caption: "How providers see the work, 2023 and 2025".into(),
        each: "Statement".into(),
        heads: vec![
            column("y2023", "2023", "percent"),
            column("y2025", "2025", "percent"),
            column("change", "Probably changed by", "percent"),
            column("score", "Score", "score"),
        ],
        rows: vec![
            row("trust", "We trust each other", vec![share(18), share(29), range, score]),
            row("beds", "We find beds in time", vec![Cell::Hidden, Cell::Hidden, Cell::Hidden, Cell::Hidden]),
            row(
                "words",
                FORMULA,
                vec![
                    Cell::Text(FORMULA.into()),
                    Cell::Count(12),
                    Cell::Nothing,
                    Cell::Number { value: f64::NAN, decimals: 1 },
                ],
            ),
        ],
        notes: vec!["Hidden: fewer than 5 answers.".into()],
    }
}

const CHART: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 200" width="720" height="200" font-family="system-ui, 'DejaVu Sans', sans-serif"><rect width="720" height="200" fill="#ffffff"/><rect x="200" y="40" width="300" height="24" fill="#0b5261" stroke="#1d2a33" stroke-width="0.8"/><text x="20" y="58" font-size="14" font-weight="400" fill="#1d2a33" text-anchor="start">Beds and 🛏 interpreters</text><text x="510" y="58" font-size="14" font-weight="700" fill="#1d2a33" text-anchor="start">62 %</text></svg>"##;
/// What the chart shows.
pub const SAYS: &str = "A bar: 62 percent say they find beds and interpreters.";

pub fn document() -> Document {
    let chart =
        Table { id: "chart".into(), caption: "The numbers behind the chart".into(), notes: vec![], ..agreement() };
    Document {
        format: FORMAT,
        language: "en".into(),
        title: "Working together, 2025".into(),
        lead: vec!["What 47 providers said in May 2025.".into()],
        blocks: vec![
            Block::Heading(1, "Trust".into()),
            Block::Finding {
                finding: "More providers agree.".into(),
                figures: vec!["62 % (29 of 47) in 2025, 38 % (18 of 47) in 2023.".into()],
            },
            Block::Paragraph("The question was the same in both years.".into()),
            Block::Table(agreement()),
            Block::Heading(2, "Beds".into()),
            Block::Picture { svg: CHART.into(), narrow: String::new(), says: SAYS.into(), table: chart },
            Block::Quote { words: "A door that locks.".into(), whose: "A client, 2025".into() },
            Block::Notes(vec!["Percents are whole.".into()]),
        ],
        acknowledgements: vec![THANKS.into()],
        made_on: "2025-06-02".into(),
        about: vec![("Answers".into(), "47 of 61 invited".into())],
        foreign: Vec::new(),
    }
}

/// What a person said in Spanish.
pub const SPANISH: &str = "Una puerta con llave.";

/// The same with words in Spanish: a quote, the name of a row in both tables, and the acknowledgement.
pub fn bilingual() -> Document {
    let mut blocks = document().blocks;
    blocks.push(Block::Quote { words: SPANISH.into(), whose: "A client, 2025".into() });
    let foreign = [SPANISH, "We trust each other", THANKS].map(|words| (words.to_owned(), "es".to_owned())).to_vec();
    Document { blocks, foreign, ..document() }
}

/// A long table: so many rows.
pub fn long(rows: u64) -> Document {
    let line = |number: u64| {
        row(
            &format!("r{number}"),
            &format!("Statement number {number} about how the work goes"),
            vec![Cell::Count(number); 4],
        )
    };
    let table = Table { rows: (0..rows).map(line).collect(), ..agreement() };
    Document { blocks: vec![Block::Table(table)], ..document() }
}

/// Every place for words holds the same odd words.
pub fn nasty() -> Document {
    let odd = [
        "👩🏽‍⚕️🛏🏳️‍🌈 and שלום עולם, مرحبا بالعالم, 你好",
        "\u{202e}evil\u{0}\u{7}\u{feff}\u{fffe}\u{2028}new line\r\nanother\tone \u{e000}",
        "]]></w:t><script>alert(1)</script>&amp;\"'",
        FORMULA,
        "",
    ];
    let long = ["x".repeat(10_000), "שלום ".repeat(2_000), "Z\u{300}".repeat(1_000)];
    let words: Vec<String> = odd.iter().map(|odd| (*odd).to_owned()).chain(long).collect();
    let head = |column: usize, text: &str| self::column(&format!("c{column}"), text, text);
    let table = |id: usize, text: &String| Table {
        id: format!("t{id}"),
        caption: text.clone(),
        each: text.clone(),
        heads: (0..if text.len() > 200 { 1 } else { 10 }).map(|column| head(column, text)).collect(),
        rows: vec![row("r", text, vec![Cell::Text(text.clone()); 12]), row("s", "no cells", vec![])],
        notes: vec![text.clone()],
    };
    let blocks = |(id, text): (usize, &String)| {
        vec![
            Block::Heading(9, text.clone()),
            Block::Finding { finding: text.clone(), figures: vec![text.clone()] },
            Block::Quote { words: text.clone(), whose: text.clone() },
            Block::Table(table(id, text)),
        ]
    };
    Document {
        title: odd[0].into(),
        language: "en".into(),
        format: FORMAT,
        lead: words[..5].to_vec(),
        blocks: words.iter().enumerate().flat_map(blocks).collect(),
        acknowledgements: words[..3].to_vec(),
        made_on: "soon".into(),
        about: vec![(odd[1].into(), odd[2].into()), ("more than a cell of a sheet holds".into(), "=".repeat(40_000))],
        foreign: Vec::new(),
    }
}
