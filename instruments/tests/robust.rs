//! Files that nobody would write: cut, mixed, absurdly deep. Everything is a problem or works; nothing falls over.

use instruments::{
    Answers, Instrument, Journey, check, complete, diff, overlay, parse, put_words, read_page, score_group, variables,
    words,
};

const README: &str = include_str!("../README.md");

fn example() -> &'static str {
    README.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a toml block")
}

/// Everything that can be done with an instrument.
fn use_all(instrument: &Instrument, source: &str) {
    let fields: Vec<_> = variables(instrument).into_iter().map(|variable| (variable.key, "b".to_owned())).collect();
    let mut answers = Answers::new();
    for page in 0..instrument.sections.len() {
        answers = read_page(instrument, page, &fields, &answers).answers;
    }
    Journey::of(instrument, &answers);
    let whole = complete(instrument, &answers);
    for scale in &instrument.scales {
        score_group(instrument, scale, [&whole]);
    }
    let texts: Vec<_> =
        words(instrument).into_iter().map(|word| (word.key, "en".to_owned(), "New".to_owned())).collect();
    _ = put_words(source, &texts);
    _ = overlay(source, "[items]\nsafe = { en = \"x\" }\n");
    diff(instrument, instrument);
}

fn try_all(source: &str) -> bool {
    check(source);
    parse(source).map(|instrument| use_all(&instrument, source)).is_ok()
}

#[test]
fn files_with_lines_left_out_or_doubled_never_make_it_fall_over() {
    let lines: Vec<_> = example().lines().collect();
    let mut read = 0;
    for at in 0..lines.len() {
        let without: Vec<_> = lines.iter().enumerate().filter(|(line, _)| *line != at).map(|(_, line)| *line).collect();
        read += u32::from(try_all(&without.join("\n")));
    }
    for (at, other) in (0..lines.len()).zip((0..lines.len()).rev()).step_by(3) {
        let mut swapped = lines.clone();
        swapped.swap(at, other);
        read += u32::from(try_all(&swapped.join("\n")));
    }
    assert!(read > 50, "{read} of them still read");
}

#[test]
fn words_in_place_of_others_never_make_it_fall_over() {
    let kinds = [
        "note",
        "single",
        "several",
        "yes_no",
        "scale",
        "matrix",
        "number",
        "band",
        "date",
        "ranking",
        "text",
        "repeat",
        "calculated",
        "link_code",
    ];
    for old in kinds {
        for new in kinds {
            try_all(&example().replace(&format!("kind = \"{old}\""), &format!("kind = \"{new}\"")));
        }
    }
    for number in ["0", "1", "4294967295", "0xffffffff"] {
        for field in ["limit", "places", "at_most", "minutes", "meaning", "reading_grade", "decimals"] {
            let changed: Vec<_> = example()
                .lines()
                .map(|line| {
                    if line.starts_with(&format!("{field} =")) {
                        format!("{field} = {number}")
                    } else {
                        line.to_owned()
                    }
                })
                .collect();
            assert!(try_all(&changed.join("\n")), "{field} = {number}");
        }
    }
}

#[test]
fn absurdly_deep_files_are_refused() {
    let example = example();
    for depth in [100, 10_000] {
        let deep = format!("{example}\n[[section{}]]\nid = \"x\"\n", ".question".repeat(depth));
        assert!(!try_all(&deep));
        let deep = format!("a{} = 1\n", ".a".repeat(depth));
        assert!(!try_all(&deep));
        let deep = format!("a = {}1{}\n", "{ a = ".repeat(depth), " }".repeat(depth));
        assert!(!try_all(&deep));
    }
}

#[test]
fn a_chain_that_runs_backwards_through_the_whole_instrument_is_followed() {
    let mut source = example().split("# ---").next().expect("the front").to_owned();
    source.push_str("[[section]]\nid = \"s\"\ntitle = { en = \"S\", es = \"S\" }\n");
    for number in 0..2_000 {
        let next = number + 1;
        source.push_str(&format!(
            "[[section.question]]\nid = \"c{number}\"\nkind = \"calculated\"\ncalculate = \"${{c{next}}} + 1\"\n"
        ));
    }
    source.push_str("[[section.question]]\nid = \"c2000\"\nkind = \"calculated\"\ncalculate = \"1\"\n");
    let instrument = parse(&source).expect("reads");
    let whole = complete(&instrument, &Answers::new());
    assert_eq!(whole["c0"], instruments::Answer::Number(2001.0));
    assert!(check(&source).iter().all(|problem| problem.code != "circle"));
}
