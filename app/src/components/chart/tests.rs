//! A coordinator looks at charts of every kind, of good tables, of empty ones and of tables full of holes.

use server::statistics::Interval;

use super::*;

const ODD: [f64; 5] = [f64::NAN, f64::INFINITY, -3.0, 0.0, 1e300];

fn estimate(value: f64, base: usize) -> Shown<Estimate> {
    let interval = Some(Interval { low: value - 0.1, high: value + 0.1 });
    let count = (0.0..=1.0).contains(&value).then(|| (value * base as f64).round() as usize);
    Shown::As(Estimate { value, interval, count, base })
}

fn portions(shares: &[f64], base: usize) -> Vec<Shown<Portion>> {
    let count = |share: f64| Some((share * base as f64).round() as usize);
    shares.iter().map(|share| Shown::As(Portion { share: *share, count: count(*share) })).collect()
}

fn agree(parts: Vec<Vec<Shown<Portion>>>, base: Shown<usize>) -> Body {
    let sides = [Side::Disagree, Side::Disagree, Side::Neutral, Side::Agree, Side::Agree];
    let level = |(number, side)| Level { label: format!("Level {}", ['a', 'b', 'c', 'd', 'e'][number]), side };
    let levels = sides.into_iter().enumerate().map(level).collect();
    let statement = |parts| Statement { label: "We trust".into(), parts, unsure: Shown::As(2), base };
    let statements = parts.into_iter().map(statement).collect();
    Body::Agree(Agree { sides: ["Less".into(), "More".into()], levels, unsure: Some("Unsure".into()), statements })
}

fn changes(before: Shown<Estimate>, after: Shown<Estimate>, by: Shown<f64>) -> Body {
    let change =
        by.map(|by| Change { by, interval: Some(Interval { low: by - 0.2, high: by + 0.2 }), clear: Some(true) });
    let pairs = vec![Pair { label: "We trust".into(), before, after, change }; 2];
    Body::Changes(Changes { unit: Unit::Share, before: "May".into(), after: "June".into(), pairs })
}

fn course(values: Vec<Shown<Estimate>>) -> Body {
    let point = |(number, value): (usize, Shown<Estimate>)| Point {
        day: number as i64 * 400,
        date: "May".into(),
        value,
        reworded: (number == 1).then(|| "another word".into()),
    };
    let line = Line { label: "We trust".into(), points: values.into_iter().enumerate().map(point).collect() };
    Body::Course(Course { unit: Unit::Share, lines: vec![line.clone(), line] })
}

fn linked(people: [Shown<usize>; 3], base: Shown<usize>) -> Body {
    let names = ["better".into(), "the same".into(), "worse".into()];
    Body::Linked(Linked { names, courses: vec![Movement { label: "Calm".into(), people, base }] })
}

fn distribution(parts: Vec<Shown<Portion>>, mean: Shown<Estimate>, base: Shown<usize>) -> Body {
    let levels = ["None", "Some", "All"].map(String::from).to_vec();
    let wave = Spread { label: "May".into(), parts, mean, base };
    Body::Distribution(Distribution {
        levels,
        unit: Some(Unit::Score { low: 1.0, high: 5.0 }),
        waves: vec![wave.clone(), wave],
    })
}

fn estimates(form: Form, value: Shown<Estimate>) -> Body {
    let named = Named { label: "Coast".into(), value };
    Body::Estimates(Estimates { form, unit: Unit::Share, values: vec![named.clone()], reference: Some(named) })
}

fn chart(body: Body) -> Chart {
    Chart {
        finding: "More trust each other".into(),
        title: "Trust".into(),
        each: "Statement".into(),
        notes: vec!["A note".into()],
        body,
    }
}

fn good() -> Vec<Chart> {
    let shares = [0.1, 0.2, 0.15, 0.35, 0.2];
    let bodies = vec![
        agree(vec![portions(&shares, 40), portions(&[0.3, 0.3, 0.1, 0.2, 0.1], 40)], Shown::As(40)),
        changes(estimate(0.38, 47), estimate(0.62, 47), Shown::As(0.24)),
        course(vec![estimate(0.3, 50), estimate(0.4, 60), estimate(0.7, 700)]),
        linked([Shown::As(33), Shown::As(26), Shown::As(11)], Shown::As(70)),
        distribution(portions(&[0.2, 0.5, 0.3], 30), estimate(3.4, 30), Shown::As(30)),
        estimates(Form::Dots, estimate(0.62, 47)),
        estimates(Form::Bars, estimate(0.07, 470)),
    ];
    bodies.into_iter().map(chart).collect()
}

fn odd() -> Vec<Chart> {
    let mut bodies = vec![agree(Vec::new(), Shown::Nothing), course(Vec::new())];
    for value in ODD {
        let parts = vec![Shown::As(Portion { share: value, count: None }); 5];
        bodies.push(agree(vec![parts.clone(), Vec::new()], Shown::As(0)));
        bodies.push(changes(estimate(value, 9), estimate(0.5, 9), Shown::As(value)));
        bodies.push(course(vec![estimate(value, 9)]));
        bodies.push(distribution(parts, estimate(value, 9), Shown::As(9)));
        bodies.push(estimates(Form::Bars, estimate(value, 0)));
        bodies.push(estimates(Form::Dots, estimate(value, 9)));
    }
    bodies.push(linked([Shown::As(0); 3], Shown::As(0)));
    bodies.push(linked([Shown::As(5), Shown::Nothing, Shown::Nothing], Shown::As(2)));
    bodies.into_iter().chain(all_hidden()).map(chart).collect()
}

fn all_hidden() -> Vec<Body> {
    vec![
        agree(vec![vec![Shown::Hidden; 5]], Shown::Hidden),
        changes(Shown::Hidden, estimate(0.5, 47), Shown::As(0.1)),
        course(vec![Shown::Hidden; 3]),
        linked([Shown::Hidden; 3], Shown::Hidden),
        distribution(vec![Shown::Hidden; 3], Shown::Hidden, Shown::Hidden),
        estimates(Form::Bars, Shown::Hidden),
        estimates(Form::Dots, Shown::Hidden),
    ]
}

fn everything(chart: &Chart) -> String {
    let words = Language::of("en");
    let drawings = [Layout::Wide, Layout::Narrow].map(|layout| chart.drawings(&words, layout).concat());
    drawings.concat() + &svg(chart, &words)
}

/// Numbers as they are written in a text, without signs.
fn figures(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_ascii_digit() && letter != '.');
    parts.filter(|part| part.starts_with(|letter: char| letter.is_ascii_digit())).map(Into::into).collect()
}

/// Results as they are drawn: all texts but those of the axis.
fn drawn(svg: &str) -> Vec<String> {
    let texts = svg.split("<text").skip(1).filter(|text| !text.starts_with(" class=\"tick\""));
    texts.filter_map(|text| text.split_once('>')?.1.split_once('<')).flat_map(|(text, _)| figures(text)).collect()
}

#[test]
fn every_number_that_is_drawn_stands_in_the_table() {
    let words = Language::of("en");
    for chart in good() {
        let table = chart.table(&words);
        let cells: Vec<String> =
            table.rows.iter().flat_map(|(_, cells)| cells).flat_map(|cell| figures(cell)).collect();
        for layout in [Layout::Wide, Layout::Narrow] {
            let drawn: Vec<String> = chart.drawings(&words, layout).iter().flat_map(|svg| drawn(svg)).collect();
            assert!(drawn.len() > 1, "{chart:?}");
            assert!(drawn.iter().all(|number| cells.contains(number)), "{drawn:?}\n{table:#?}");
        }
        assert!(table.rows.iter().all(|(_, cells)| cells.len() + 1 == table.heads.len()), "{table:#?}");
    }
}

#[test]
fn nothing_that_is_drawn_is_not_a_number_whatever_came_in() {
    for chart in good().into_iter().chain(odd()) {
        let svg = everything(&chart);
        assert!(!svg.contains("NaN") && !svg.contains("inf") && !svg.contains("width=\"-"), "{chart:?}\n{svg}");
        let table = format!("{:?}", chart.table(&Language::of("en")));
        assert!(!table.contains("NaN") && !table.contains("inf"), "{table}");
    }
}

#[test]
fn what_is_hidden_is_hatched_with_a_legend_and_is_no_number() {
    let words = Language::of("en");
    let key = words.say("chart-hidden-key");
    for chart in all_hidden().into_iter().map(chart) {
        let drawing = chart.drawings(&words, Layout::Wide).concat();
        assert!(drawing.contains(&key), "{drawing}");
        assert!(!drawing.contains("width=\"0\""), "{drawing}");
        let table = chart.table(&words);
        let hidden = table.rows.iter().flat_map(|(_, cells)| cells).filter(|cell| cell.contains("hidden")).count();
        assert!(hidden > 0 && !drawn(&drawing).contains(&"0".to_owned()), "{drawing}");
    }
}

#[test]
fn a_row_with_a_hidden_cell_stands_where_it_says_nothing() {
    let numbers = [Some(-2.0), None, Some(3.0), None, Some(0.5)];
    let rows: Vec<(usize, Option<f64>)> = numbers.into_iter().enumerate().collect();
    let order: Vec<usize> = descending(&rows, |row| row.1).into_iter().map(|row| row.0).collect();
    assert_eq!(order, [2, 4, 0, 1, 3]);
}

#[test]
fn a_drawing_says_what_it_shows_and_needs_nothing_beside_it() {
    for chart in good() {
        let svg = svg(&chart, &Language::of("en"));
        assert!(svg.contains("role=\"img\" aria-label=\"More trust each other\"") && svg.contains("<title>"), "{svg}");
        assert!(svg.contains("A note") && svg.contains("font-family"), "{svg}");
        assert!(!svg.contains("style=") && !svg.contains("url(") && !svg.contains(" id="), "{svg}");
        assert_eq!(svg.matches("<g").count(), svg.matches("</g>").count());
    }
}

#[test]
fn letters_are_large_enough_for_a_phone() {
    let narrowest = 297.0 / Layout::Narrow.width();
    for svg in good().iter().map(|chart| chart.drawings(&Language::of("en"), Layout::Narrow).concat()) {
        for size in svg.split("font-size=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(size.parse::<f64>().expect("a size") * narrowest >= 12.0, "{size}");
        }
    }
}
