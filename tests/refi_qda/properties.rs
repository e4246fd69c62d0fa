//! Projects and texts that nobody thought of go out and come in as they were, every position at its words.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use server::exchange::refi_qda::{
    self, Code, Coding, Counting, Datum, End, Kind, Newline, Note, Project, Selection, Set, Source, Stamp, Unit, User,
    Value, Variable,
};
use uuid::Uuid;

use crate::written::{coded, container, project_xml, read, text_source};

/// Letters that trip programs up: breaks, marks of XML, wide and joined letters, right-to-left, blanks of other kinds.
const LETTERS: &[char] = &[
    'a',
    'é',
    '\n',
    '\n',
    ' ',
    ' ',
    '\t',
    '&',
    '<',
    '>',
    '"',
    '\'',
    ']',
    '🏠',
    '👩',
    '\u{200d}',
    '\u{301}',
    'ש',
    '\u{202e}',
    '\u{a0}',
    '\u{2028}',
    '\u{85}',
    '字',
    '\u{feff}',
    '\u{10ffff}',
    '=',
    '\\',
    '%',
    '{',
    ':',
];

fn text() -> impl Strategy<Value = String> {
    vec(select(LETTERS), 0..120).prop_map(String::from_iter)
}

fn name() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("n{}", text.chars().take(20).collect::<String>()))
}

fn words() -> impl Strategy<Value = Option<String>> {
    option::of(name())
}

fn id(kind: &str, number: usize) -> Uuid {
    refi_qda::derived(kind, &number.to_string())
}

fn stamp() -> impl Strategy<Value = Stamp> {
    (option::of(0..2_usize), option::of((1990..2040_i16, 1..=12_i8, 1..=28_i8))).prop_map(|(user, day)| Stamp {
        user: user.map(|user| id("user", user)),
        created: day.map(|(year, month, day)| jiff::civil::date(year, month, day)),
    })
}

/// Six codes: each under the one before, or beside.
fn codes() -> impl Strategy<Value = Vec<Code>> {
    let one = (name(), words(), any::<bool>(), option::of(select(vec!["#000000", "#a1b2c3"])), any::<bool>());
    vec(one, 6).prop_map(|codes| {
        codes.into_iter().enumerate().rev().fold(
            Vec::<Code>::new(),
            |rest, (number, (name, description, is_codable, colour, under))| {
                let guid = id("code", number);
                let colour = colour.map(str::to_owned);
                let notes = if is_codable { vec![id("note", 0)] } else { Vec::new() };
                let mut code = Code { guid, name, description, colour, is_codable, notes, codes: Vec::new() };
                if under {
                    code.codes = rest;
                    return vec![code];
                }
                std::iter::once(code).chain(rest).collect()
            },
        )
    })
}

fn coding(number: usize) -> impl Strategy<Value = Coding> {
    (0..6_usize, stamp()).prop_map(move |(code, stamp)| Coding {
        guid: id("coding", number),
        code: id("code", code),
        notes: vec![id("note", 1)],
        stamp,
    })
}

fn source(number: usize) -> impl Strategy<Value = Source> {
    let spans =
        vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), words(), words(), stamp(), coding(0)), 0..8);
    (name(), option::weighted(0.9, text()), spans, words(), stamp(), coding(1_000 + number)).prop_map(
        move |(name, text, spans, description, stamp, whole)| {
            let length = text.as_ref().map_or(50, |text| text.chars().count());
            let mut selections = Vec::new();
            for (at, (first, last, name, description, stamp, mut coding)) in
                spans.into_iter().enumerate().filter(|_| length > 0)
            {
                let (first, last) = (first.index(length), last.index(length));
                coding.guid = id("coding", number * 10 + at);
                selections.push(Selection {
                    guid: id("selection", number * 10 + at),
                    name,
                    description,
                    start: first.min(last),
                    end: first.max(last) + 1,
                    codings: vec![coding],
                    notes: Vec::new(),
                    stamp,
                });
            }
            Source {
                guid: id("source", number),
                name,
                description,
                text,
                selections,
                codings: vec![whole],
                notes: vec![id("note", 0)],
                values: Vec::new(),
                stamp,
            }
        },
    )
}

prop_compose! {
    fn project()(
        title in name(), description in words(), codes in codes(), sources in (source(1), source(2)),
        notes in vec((text(), option::of(text()), words(), stamp()), 2), set in name(), value in (name(), any::<i64>(), any::<f64>()),
    ) -> Project {
        let variables = [("text", Kind::Text), ("whole", Kind::Integer), ("float", Kind::Float)];
        let number = if value.2.is_finite() { value.2 } else { 0.5 };
        let values = [Datum::Text(value.0.clone()), Datum::Integer(value.1), Datum::Float(number)];
        let guid = |name: &str| refi_qda::derived("variable", name);
        let mut sources = vec![sources.0, sources.1];
        sources[0].values = variables.iter().zip(values).map(|((name, _), datum)| Value { variable: guid(name), datum }).collect();
        Project {
            name: title,
            origin: String::new(),
            description,
            users: (0..2).map(|number| User { guid: id("user", number), name: value.0.clone(), id: None }).collect(),
            codes,
            sets: vec![Set { guid: id("set", 0), name: set, description: None, codes: vec![id("code", 3)], sources: vec![id("source", 2)], notes: vec![id("note", 1)] }],
            variables: variables.iter().map(|(name, kind)| Variable { guid: guid(name), name: (*name).to_owned(), description: None, kind: *kind }).collect(),
            cases: Vec::new(),
            sources,
            notes: notes.into_iter().enumerate().map(|(number, (name, text, description, stamp))| Note { guid: id("note", number), name, description, text, stamp }).collect(),
            on_project: vec![id("note", 0)],
        }
    }
}

fn way() -> impl Strategy<Value = Counting> {
    let unit = select(vec![Unit::CodePoint, Unit::Utf16]);
    let newline = select(vec![Newline::AsWritten, Newline::One, Newline::Two]);
    (unit, newline, any::<bool>(), select(vec![End::Exclusive, End::Inclusive]))
        .prop_map(|(unit, newline, mark, end)| Counting { unit, newline, mark, end })
}

/// A file of numbered words, so that no span stands twice; and its spans by first and last word.
fn numbered() -> impl Strategy<Value = (String, Vec<(usize, usize)>)> {
    let gap = select(vec![" ", "\n", "\n\n", " 🏠 ", " e\u{301} ", "\t"]);
    (vec(gap, 5..60), vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 4..12)).prop_map(
        |(gaps, spans)| {
            let mut text = String::new();
            let mut places = Vec::new();
            for (number, gap) in gaps.iter().enumerate() {
                let start = text.chars().count();
                text.push_str(&format!("w{number}."));
                places.push((start, text.chars().count()));
                text.push_str(gap);
            }
            let spans = spans.into_iter().map(|(first, last)| {
                let (first, last) = (first.index(places.len()), last.index(places.len()));
                (places[first.min(last)].0, places[first.max(last)].1)
            });
            let spans = spans.collect();
            (text, spans)
        },
    )
}

/// Where another tool would say that a character is.
fn claimed(text: &str, at: usize, way: Counting, crlf: bool, marked: bool) -> usize {
    let size = |letter: char| match (letter, way.newline) {
        ('\n', Newline::AsWritten) => 1 + usize::from(crlf),
        ('\n', Newline::One) => 1,
        ('\n', Newline::Two) => 2,
        (letter, _) if way.unit == Unit::Utf16 => letter.len_utf16(),
        _ => 1,
    };
    text.chars().take(at).map(size).sum::<usize>() + usize::from(way.mark && marked)
}

fn other_tools_file(text: &str, spans: &[(usize, usize)], way: Counting, crlf: bool, marked: bool) -> Vec<u8> {
    let selections: String = spans
        .iter()
        .map(|(start, end)| {
            let words: String = text.chars().skip(*start).take(end - start).collect();
            let last = claimed(text, *end, way, crlf, marked) - usize::from(way.end == End::Inclusive);
            coded(&words, claimed(text, *start, way, crlf, marked), last)
        })
        .collect();
    let xml = project_xml(&text_source("a.txt", &selections));
    let written = if crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
    let mark: &[u8] = if marked { b"\xef\xbb\xbf" } else { b"" };
    container(&[("project.qde", xml.as_bytes()), ("sources/a.txt", &[mark, written.as_bytes()].concat())])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_project_that_goes_out_comes_in_as_it_was(project in project()) {
        prop_assert_eq!(refi_qda::losses(&project).count("control-removed"), 0);
        let mut back = read("a.qdpx", &refi_qda::write(&project).unwrap());
        back.project.origin.clear();
        for (found, source) in back.project.sources.iter().zip(&project.sources) {
            prop_assert_eq!(found, source);
        }
        prop_assert_eq!(&back.project.codes, &project.codes);
        prop_assert_eq!(&back.project.notes, &project.notes);
        prop_assert_eq!(back.project, project);
    }

    #[test]
    fn a_codebook_that_goes_out_comes_in_as_it_was(codes in codes()) {
        let project = Project { name: "x".into(), codes: crate::written::bare(&codes), ..Project::default() };
        let back = read("a.qdc", &refi_qda::write_codebook(&project).unwrap().0).project;
        prop_assert_eq!(&back.codes, &project.codes);
        let table = refi_qda::to_csv(&project).unwrap();
        let again = refi_qda::from_csv("a.csv", &table).unwrap();
        // A table's cells have no blanks around them.
        let table = String::from_utf8(refi_qda::to_csv(&again).unwrap()).unwrap();
        let once_more = refi_qda::from_csv("a.csv", table.as_bytes()).unwrap();
        prop_assert_eq!(&once_more, &again);
        prop_assert_eq!(again.all_codes().len(), project.all_codes().len());
    }

    #[test]
    fn names_tell_how_another_tool_counted((text, spans) in numbered(), way in way(), crlf in any::<bool>(), marked in any::<bool>()) {
        let back = read("a.qdpx", &other_tools_file(&text, &spans, way, crlf, marked));
        let source = &back.project.sources[0];
        prop_assert_eq!(source.text.as_deref(), Some(text.as_str()));
        let found: Vec<(usize, usize)> = source.selections.iter().map(|one| (one.start, one.end)).collect();
        prop_assert_eq!(&found, &spans);
    }

    #[test]
    fn what_a_person_says_of_the_counting_holds_for_every_text(text in text(), way in way(), crlf in any::<bool>(), marked in any::<bool>(), first in any::<prop::sample::Index>(), last in any::<prop::sample::Index>()) {
        let text = format!("x{}", text.replace('\u{feff}', ""));
        let length = text.chars().count();
        let (first, last) = (first.index(length), last.index(length));
        let span = (first.min(last), first.max(last) + 1);
        let file = other_tools_file(&text, &[span], way, crlf, marked);
        let back = refi_qda::read("a.qdpx", &file, Some(way)).unwrap();
        let one = &back.project.sources[0].selections[0];
        prop_assert_eq!((one.start, one.end), span);
    }

    #[test]
    fn nothing_that_is_no_project_brings_the_program_down(bytes in vec(any::<u8>(), 0..400), packed in any::<bool>()) {
        let bytes = if packed { container(&[("project.qde", &bytes)]) } else { bytes };
        let _ = refi_qda::read("a.qdpx", &bytes, None);
    }

    #[test]
    fn nothing_that_is_almost_a_project_brings_the_program_down(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut xml = crate::written::habits().into_bytes();
        let place = place.index(xml.len());
        xml[place] = byte;
        if let Ok(reading) = refi_qda::read("a.qde", &xml, None) {
            refi_qda::write(&reading.project).unwrap();
        }
    }
}
