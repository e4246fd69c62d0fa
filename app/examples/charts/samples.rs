//! Invented answers of the kind that studies of housing and care bring, in every state a chart can be in.

use app::components::chart::{
    Agree, Body, Change, Changes, Chart, Course, Distribution, Estimate, Estimates, Form, Level, Line, Linked,
    Movement, Named, Pair, Point, Portion, Shown, Side, Spread, Statement, Unit,
};
use server::statistics::Interval;

const SCORE: Unit = Unit::Score { low: 1.0, high: 5.0 };
const STATEMENTS: [&str; 8] = [
    "People in our group trust each other",
    "I know whom to call, by day or by night, when a worker needs a safe place",
    "Beds are found within two days",
    "Our agencies share what they learn, also when something went wrong, and nobody is blamed for having said so",
    "Interpreters are there when they are needed",
    "Men find a place as easily as women",
    "Decisions are made at the right pace",
    "The group has the money it needs",
];
const SITES: [&str; 5] =
    ["Coast", "North Valley", "South Valley", "Foothills", "Delta towns and the islands between them"];

/// All charts by what they show.
pub fn all() -> Vec<(&'static str, Chart)> {
    vec![
        ("Agreement", agreement(&STATEMENTS, false)),
        ("Agreement with hidden cells and a statement nobody answered", agreement(&STATEMENTS, true)),
        ("Two waves", two_waves(false)),
        ("Two waves with hidden cells", two_waves(true)),
        ("Four waves on a true time axis", courses()),
        ("One line", one_course()),
        ("The same people twice", linked()),
        ("Levels of one question in two waves", distribution(2)),
        ("Levels of one question, hidden cells", distribution(1)),
        ("Codes as dots", dots()),
        ("Scores by site", scores()),
        ("Shares as bars", bars()),
        ("Nothing at all", nothing()),
        ("Sixty statements", sixty()),
    ]
}

fn chart(finding: &str, title: &str, each: &str, body: Body) -> Chart {
    Chart { finding: finding.into(), title: title.into(), each: each.into(), notes: Vec::new(), body }
}

/// A share of people with its Wilson interval.
fn people(count: usize, base: usize) -> Shown<Estimate> {
    let (share, n, z) = (count as f64 / base as f64, base as f64, 1.96_f64);
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let interval = Some(Interval { low: middle - half, high: middle + half });
    Shown::As(Estimate { value: share, interval, count: Some(count), base })
}

fn score(value: f64, half: f64, base: usize) -> Shown<Estimate> {
    let interval = Some(Interval { low: value - half, high: value + half });
    Shown::As(Estimate { value, interval, count: None, base })
}

fn parts(counts: &[usize]) -> Vec<Shown<Portion>> {
    let base: usize = counts.iter().sum();
    let part = |count: &usize| Portion { share: *count as f64 / base as f64, count: Some(*count) };
    counts.iter().map(|count| Shown::As(part(count))).collect()
}

fn agreement(labels: &[&str], hides: bool) -> Chart {
    let level = |label: &str, side| Level { label: label.into(), side };
    let levels = vec![
        level("Strongly disagree", Side::Disagree),
        level("Disagree", Side::Disagree),
        level("Neither agree nor disagree", Side::Neutral),
        level("Agree", Side::Agree),
        level("Strongly agree", Side::Agree),
    ];
    let statement = |(number, label): (usize, &&str)| {
        let n = number * 7 % 11;
        let counts = [1 + n / 2, 2 + n, 3 + (n * 5) % 7, 22_usize.saturating_sub(n), 15_usize.saturating_sub(n)];
        let mut statement = Statement {
            label: (*label).into(),
            parts: parts(&counts),
            unsure: Shown::As(n % 4),
            base: Shown::As(counts.iter().sum()),
        };
        if hides && number % 3 == 0 {
            statement.parts[0] = Shown::Hidden;
            statement.parts[2] = Shown::Hidden;
            statement.unsure = Shown::Hidden;
        }
        if hides && number == 4 {
            statement.parts = vec![Shown::Hidden; 5];
            statement.base = Shown::Hidden;
        }
        if hides && number == 5 {
            statement.parts = vec![Shown::Nothing; 5];
            statement.base = Shown::As(0);
        }
        statement
    };
    let statements = labels.iter().enumerate().map(statement).collect();
    let sides = ["Disagree".into(), "Agree".into()];
    let body = Body::Agree(Agree { sides, levels, unsure: Some("Don't know".into()), statements });
    let finding = "Most trust each other and know whom to call; fewer find beds, interpreters and money in time.";
    chart(finding, "How providers see the work in their region, May 2025", "Statement", body)
}

fn pair(label: &str, before: (usize, usize), after: (usize, usize), half: f64) -> Pair {
    let by = after.0 as f64 / after.1 as f64 - before.0 as f64 / before.1 as f64;
    let interval = Some(Interval { low: by - half, high: by + half });
    Pair {
        label: label.into(),
        before: people(before.0, before.1),
        after: people(after.0, after.1),
        change: Shown::As(Change { by, interval, clear: Some(by.abs() > half) }),
    }
}

fn two_waves(hides: bool) -> Chart {
    let mut pairs = vec![
        pair(STATEMENTS[0], (18, 47), (29, 47), 0.19),
        pair(STATEMENTS[1], (30, 47), (33, 47), 0.18),
        pair(STATEMENTS[2], (29, 47), (15, 47), 0.19),
        pair(STATEMENTS[3], (21, 46), (21, 47), 0.2),
        pair(STATEMENTS[4], (2, 47), (3, 46), 0.11),
        pair(STATEMENTS[5], (210, 412), (260, 398), 0.07),
        pair(STATEMENTS[6], (46, 47), (45, 47), 0.08),
    ];
    if hides {
        pairs.truncate(4);
        pairs[0].before = Shown::Hidden;
        pairs[2].after = Shown::Nothing;
        pairs[2].change = Shown::Nothing;
    }
    let body =
        Body::Changes(Changes { unit: Unit::Share, before: "May 2023".into(), after: "June 2025".into(), pairs });
    let finding = "More trust each other than in May 2023; fewer say that beds are found within two days.";
    let mut chart = chart(finding, "Providers who agree, May 2023 and June 2025", "Statement", body);
    if hides {
        chart.notes.push("“Beds are found within two days” was not asked in June 2025.".into());
    }
    chart
}

fn point(day: i64, date: &str, value: Shown<Estimate>) -> Point {
    Point { day, date: date.into(), value, reworded: None }
}

fn courses() -> Chart {
    let line = |label: &str, counts: [usize; 4]| {
        let dates = [(0, "May 2018"), (741, "May 2020"), (1826, "May 2023"), (2580, "June 2025")];
        let points = dates.iter().zip(counts).map(|((day, date), count)| point(*day, date, people(count, 47)));
        Line { label: label.into(), points: points.collect() }
    };
    let mut lines = vec![
        line(STATEMENTS[0], [14, 17, 18, 29]),
        line(STATEMENTS[3], [30, 28, 25, 24]),
        line(STATEMENTS[2], [10, 12, 19, 15]),
        line(STATEMENTS[5], [40, 41, 45, 46]),
    ];
    lines[1].points[2].reworded = Some("From May 2023 “our agencies” instead of “partners”.".into());
    lines[2].points[1].value = Shown::Hidden;
    lines[3].points[1].value = Shown::Nothing;
    let finding = "Trust has grown since 2018; the other three went up and down within what chance allows.";
    chart(finding, "Providers who agree, 2018 to 2025", "Statement", Body::Course(Course { unit: Unit::Share, lines }))
}

fn one_course() -> Chart {
    let scores = [2.9, 3.1, 3.0, 3.3, 3.6, 3.5, 3.8, 4.1];
    let dates = [0, 91, 182, 273, 640, 731, 822, 913];
    let names = ["Q1 2023", "Q2 2023", "Q3 2023", "Q4 2023", "Q4 2024", "Q1 2025", "Q2 2025", "Q3 2025"];
    let points = dates.iter().zip(names).zip(scores).map(|((day, name), mean)| point(*day, name, score(mean, 0.3, 38)));
    let line = Line { label: "I sleep well".into(), points: points.collect() };
    let finding = "Clients sleep better than when they came: 4.1 of 5 now, 2.9 at the start.";
    chart(finding, "Mean of 1 to 5, by quarter", "Question", Body::Course(Course { unit: SCORE, lines: vec![line] }))
}

fn linked() -> Chart {
    let course = |label: &str, people: [Shown<usize>; 3], base| Movement { label: label.into(), people, base };
    let known = |people: [usize; 3]| people.map(Shown::As);
    let courses = vec![
        course("Feeling calm", known([33, 26, 11]), Shown::As(70)),
        course("Knowing one's rights at work", known([52, 17, 1]), Shown::As(70)),
        course(
            "Having somebody to talk to about what happened",
            [Shown::As(44), Shown::Hidden, Shown::Hidden],
            Shown::As(64),
        ),
        course("A place to stay that is safe and may be kept", [Shown::Hidden; 3], Shown::Hidden),
        course("Work", known([0, 0, 0]), Shown::As(0)),
    ];
    let names = ["better".into(), "the same".into(), "less well".into()];
    let finding = "33 people feel calmer, 11 less calm, 26 the same.";
    let mut chart =
        chart(finding, "The same clients in Q1 and Q3 of 2025", "Question", Body::Linked(Linked { names, courses }));
    chart.notes.push("70 of 103 could be linked. Nobody who was linked answered about work.".into());
    chart
}

fn distribution(waves: usize) -> Chart {
    let levels = ["Not at all", "A little", "Neither much nor little", "Much", "Very much"].map(String::from).to_vec();
    let wave = |label: &str, counts: &[usize], mean| Spread {
        label: label.into(),
        parts: parts(counts),
        mean: score(mean, 0.3, 47),
        base: Shown::As(47),
    };
    let mut all = vec![wave("May 2023", &[6, 12, 11, 14, 4], 3.0), wave("June 2025", &[2, 6, 10, 18, 11], 3.6)];
    all.drain(..2 - waves);
    let mut finding = "More say much or very much than in May 2023: the mean is 3.6, and was 3.0.";
    if waves == 1 {
        all[0].parts[0] = Shown::Hidden;
        all[0].parts[1] = Shown::Hidden;
        all[0].mean = Shown::Hidden;
        finding = "29 of 47 say much or very much.";
    }
    let body = Distribution { levels, unit: Some(SCORE), waves: all };
    chart(finding, "“I feel heard in my group”", "Answer", Body::Distribution(body))
}

fn dots() -> Chart {
    let codes =
        ["Wages withheld", "Fear of being sent away", "No safe place for men", "Interpreters", "Documents taken"];
    let counts = [31, 24, 12, 9, 6];
    let mut values: Vec<Named> = codes
        .iter()
        .zip(counts)
        .map(|(code, count)| Named { label: (*code).into(), value: people(count, 47) })
        .collect();
    values.push(Named { label: "Threats against the family at home".into(), value: Shown::Hidden });
    values.push(Named { label: "Debt".into(), value: Shown::Nothing });
    let body = Estimates { form: Form::Dots, unit: Unit::Share, values, reference: None };
    let finding = "Withheld wages come up most: 31 of 47 people speak of them.";
    chart(finding, "People who mention a theme, codebook 4, June 2025", "Theme", Body::Estimates(body))
}

fn scores() -> Chart {
    let means = [(3.9, 0.3, 31), (3.4, 0.5, 14), (3.1, 0.4, 22), (3.6, 0.7, 11), (2.8, 0.9, 9)];
    let value = |(site, (mean, half, base)): (&&str, (f64, f64, usize))| Named {
        label: (*site).into(),
        value: score(mean, half, base),
    };
    let values = SITES.iter().zip(means).map(value).collect();
    let reference = Some(Named { label: "All sites".into(), value: score(3.4, 0.2, 87) });
    let body = Estimates { form: Form::Dots, unit: SCORE, values, reference };
    chart(
        "Sites differ little, given how few answered in each.",
        "Mutual trust, mean of 1 to 5",
        "Site",
        Body::Estimates(body),
    )
}

fn bars() -> Chart {
    let options = ["A friend or a relative", "A hotline", "A clinic", "The police", "Nobody"];
    let counts = [61, 40, 22, 7, 0];
    let named = |(label, count): (&&str, usize)| Named { label: (*label).into(), value: people(count, 88) };
    let mut values: Vec<Named> = options.iter().zip(counts).map(named).collect();
    values.insert(3, Named { label: "A consulate".into(), value: Shown::Hidden });
    values.push(Named { label: "Another place".into(), value: people(120, 240) });
    let body = Estimates { form: Form::Bars, unit: Unit::Share, values, reference: None };
    chart(
        "Most turned to a friend or a relative first.",
        "Where people looked for help first",
        "Answer",
        Body::Estimates(body),
    )
}

fn nothing() -> Chart {
    let body = Estimates { form: Form::Bars, unit: Unit::Share, values: Vec::new(), reference: None };
    chart("Nobody has answered yet.", "Where people looked for help first", "Answer", Body::Estimates(body))
}

fn sixty() -> Chart {
    let labels: Vec<&str> = STATEMENTS.iter().cycle().take(60).copied().collect();
    agreement(&labels, true)
}
