//! A researcher brings a project over from another coding tool, and takes it out again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod hostile;
#[path = "../oracle/mod.rs"]
mod oracle;
mod properties;
mod schema;
mod written;

use std::collections::BTreeMap;
use std::path::PathBuf;

use server::exchange::refi_qda::{self, Case, Counting, Datum, Definition, End, Kind, Newline, Project, Reading, Unit};
use written::{coded, container, problem, project_xml, read, sample, text_source};

fn qdpx(name: &str) -> Option<(String, Vec<u8>)> {
    let path = oracle::data()?.join("qdpx").join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        println!("SKIPPED: no {}", path.display());
    }
    Some((name.rsplit('/').next()?.to_owned(), bytes?))
}

fn real(name: &str) -> Option<Reading> {
    let (name, bytes) = qdpx(name)?;
    Some(refi_qda::read(&name, &bytes, None).unwrap_or_else(|problem| panic!("{name}: {problem:?}")))
}

fn again(project: &Project) -> Project {
    let mut project = read("again.qdpx", &refi_qda::write(project).unwrap()).project;
    project.origin.clear();
    project
}

fn without_origin(project: &Project) -> Project {
    Project { origin: String::new(), ..project.clone() }
}

/// Losses by code; what is only finer than we keep is left out.
fn lost(reading: &Reading) -> BTreeMap<&'static str, usize> {
    let fine = ["modified", "time-of-day", "formatting"];
    reading.report.losses().filter(|loss| !fine.contains(&loss.code)).map(|loss| (loss.code, loss.count)).collect()
}

fn depth(codes: &[refi_qda::Code]) -> usize {
    codes.iter().map(|code| 1 + depth(&code.codes)).max().unwrap_or(0)
}

#[test]
fn the_demo_project_comes_in_with_every_selection_at_its_line() {
    let Some(reading) = real("qualitative_coding/demo.qdpx") else { return };
    let project = &reading.project;
    assert_eq!((project.selections(), project.codings()), (158, 205));
    assert_eq!((project.all_codes().len(), depth(&project.codes), project.sources.len()), (262, 7, 2));
    assert_eq!(lost(&reading), BTreeMap::new());
    for source in &project.sources {
        let text = source.text.as_ref().unwrap();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for selection in &source.selections {
            let line: usize = selection.name.as_ref().unwrap().strip_prefix("line:").unwrap().parse().unwrap();
            let words: String = text.chars().skip(selection.start).take(selection.end - selection.start).collect();
            assert_eq!(words, lines[line], "{selection:?}");
        }
    }
    assert_eq!(reading.report.counted.unwrap().counting, Counting::PLAIN);
}

#[test]
fn the_demo_project_goes_out_and_comes_in_as_it_was() {
    let Some(reading) = real("qualitative_coding/demo.qdpx") else { return };
    assert_eq!(refi_qda::losses(&reading.project).losses().count(), 0);
    assert_eq!(again(&reading.project), without_origin(&reading.project));
}

#[test]
fn every_file_of_the_folder_is_read_with_the_known_counts() {
    // Codes, sets, sources, texts, selections, codings, notes, variables, cases.
    let known = [
        ("qualitative_coding/demo.qdpx", [262, 0, 2, 2, 158, 205, 0, 0, 0]),
        ("qualitative_coding/nvivo_project.qdpx", [262, 0, 2, 2, 0, 0, 0, 0, 0]),
        ("sky-loom/Project.qde", [14, 16, 11, 0, 8, 9, 2, 0, 0]),
        ("sky-loom/TestProject.qdpx", [14, 16, 11, 0, 8, 9, 2, 0, 0]),
        ("ornio-handauthored/project-extract.qde", [3, 1, 1, 0, 2, 2, 1, 2, 1]),
        ("portableqda/REFI-QDA-1-5.qdc", [6, 0, 0, 0, 0, 0, 0, 0, 0]),
        ("portableqda/doorstop-core-tests-files-exported.qdc", [8, 2, 0, 0, 0, 0, 0, 0, 0]),
        ("portableqda/portableQDA_Atlasti.qdc", [5, 2, 0, 0, 0, 0, 0, 0, 0]),
        ("portableqda/portableQDA_test_compare_Diff_destAtlas.qdc", [2, 1, 0, 0, 0, 0, 0, 0, 0]),
        ("taguette-1.5.2-codebook.qdc", [21, 0, 0, 0, 0, 0, 0, 0, 0]),
    ];
    for (name, counts) in known {
        let Some(reading) = real(name) else { return };
        let project = &reading.project;
        let texts = project.sources.iter().filter(|source| source.text.is_some()).count();
        let found = [
            project.all_codes().len(),
            project.sets.len(),
            project.sources.len(),
            texts,
            project.selections(),
            project.codings(),
            project.notes.len(),
            project.variables.len(),
            project.cases.len(),
        ];
        println!("{name}: {found:?} lost {:?}", lost(&reading));
        assert_eq!(found, counts, "{name}");
        assert_eq!(again(project), without_origin(project), "{name}");
    }
}

#[test]
fn files_that_were_added_to_the_folder_are_read_or_refused_with_a_place() {
    let Some(folder) = oracle::data() else { return };
    let mut open: Vec<PathBuf> = vec![folder.join("qdpx")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().flatten().map(|entry| entry.path()));
        } else if path.extension().is_some_and(|ending| ["qdpx", "qde", "qdc"].iter().any(|known| ending == *known)) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            match refi_qda::read(&name, &std::fs::read(&path).unwrap(), None) {
                Ok(reading) => assert_eq!(again(&reading.project), without_origin(&reading.project), "{name}"),
                Err(problem) => assert!(problem.place.id.starts_with(&name), "{problem:?}"),
            }
        }
    }
}

#[test]
fn the_project_of_the_standard_says_what_stays_behind() {
    let Some(reading) = real("sky-loom/Project.qde") else { return };
    let expected = [
        ("area", 5),
        ("audio", 1),
        ("coding-lost", 5),
        ("graph", 1),
        ("link", 1),
        ("pdf", 2),
        ("picture", 1),
        ("reference", 2),
        ("source-missing", 11),
        ("sync-point", 13),
        ("video", 2),
    ];
    assert_eq!(lost(&reading), expected.into());
    let coke = reading.project.sets.iter().find(|set| set.name == "Breakfast food").unwrap();
    assert_eq!(coke.codes.len(), 6);
    let diet = &reading.project.sources.iter().find(|source| source.name.starts_with("1994")).unwrap().selections[0];
    assert_eq!((diet.start, diet.end, diet.stamp.created.unwrap().to_string()), (139, 195, "2018-03-27".into()));
}

#[test]
fn a_small_project_with_overlaps_attributes_and_a_memo_keeps_all_of_it() {
    let Some((_, xml)) = qdpx("ornio-handauthored/project-extract.qde") else { return };
    let text = "Diet and health are closely linked in this interview.";
    let file =
        container(&[("project.qde", &xml), ("sources/11111111-1111-1111-1111-111111111111.txt", text.as_bytes())]);
    let reading = read("small.qdpx", &file);
    let source = &reading.project.sources[0];
    let spans: Vec<String> = source.selections.iter().map(|one| text[one.start..one.end].to_owned()).collect();
    assert_eq!(spans, ["Diet and health", "health are clo"]);
    let counted = reading.report.counted.unwrap();
    assert_eq!((counted.counting, counted.agree, counted.named), (Counting::PLAIN, 1, 2));
    let Case { values, .. } = &reading.project.cases[0];
    assert_eq!(
        values.iter().map(|value| value.datum.clone()).collect::<Vec<_>>(),
        [Datum::Integer(34), Datum::Boolean(true)]
    );
    assert_eq!(source.selections[0].notes, [reading.project.notes[0].guid], "the link hangs the memo on the selection");
    assert_eq!(reading.project.on_project, [reading.project.notes[0].guid]);
    assert_eq!(lost(&reading), [("link-memo", 1)].into());
    assert_eq!(again(&reading.project), without_origin(&reading.project));
}

/// Selections of `text`, as another tool writes the file and counts in it.
fn counted(file: &[u8], text: &str, spans: &[(usize, usize)], claims: &[(usize, usize)], named: bool) -> Vec<u8> {
    let words = |start: usize, end: usize| text.chars().skip(start).take(end - start).collect::<String>();
    let selections: String = spans
        .iter()
        .zip(claims)
        .map(|((start, end), (first, last))| {
            coded(&if named { words(*start, *end) } else { String::new() }, *first, *last)
        })
        .collect();
    let xml = project_xml(&text_source("internal://a.txt", &selections));
    container(&[("project.qde", xml.as_bytes()), ("sources/a.txt", file)])
}

#[test]
fn every_way_of_counting_is_found_out_by_the_names_and_said() {
    let text = "Zuhause 🏠 first.\nSecond — línea.\nThird 👩‍👧 line.\nThe fourth line ends.";
    let spans = [(0, 7), (18, 24), (34, 39), (51, 57), (62, 66)];
    let breaks = |at: usize| text.chars().take(at).filter(|letter| *letter == '\n').count();
    let wide = |at: usize| text.chars().take(at).filter(|letter| letter.len_utf16() > 1).count();
    let crlf = text.replace('\n', "\r\n");
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let plain = Counting::PLAIN;
    type Way<'a> = (&'a str, &'a [u8], Counting, Box<dyn Fn(usize) -> usize + 'a>);
    let ways: [Way<'_>; 7] = [
        ("the standard", text.as_bytes(), plain, Box::new(|at| at)),
        ("breaks as they are", crlf.as_bytes(), plain, Box::new(|at| at + breaks(at))),
        ("breaks of two count one", crlf.as_bytes(), Counting { newline: Newline::One, ..plain }, Box::new(|at| at)),
        (
            "breaks of one count two",
            text.as_bytes(),
            Counting { newline: Newline::Two, ..plain },
            Box::new(|at| at + breaks(at)),
        ),
        ("wide letters", text.as_bytes(), Counting { unit: Unit::Utf16, ..plain }, Box::new(|at| at + wide(at))),
        ("the mark counts", &marked, Counting { mark: true, ..plain }, Box::new(|at| at + 1)),
        (
            "wide letters and breaks of two that count one",
            crlf.as_bytes(),
            Counting { unit: Unit::Utf16, newline: Newline::One, ..plain },
            Box::new(|at| at + wide(at)),
        ),
    ];
    for (what, file, counting, place) in &ways {
        for end in [End::Exclusive, End::Inclusive] {
            let last = |end_at: usize| if end == End::Inclusive { place(end_at) - 1 } else { place(end_at) };
            let claims: Vec<(usize, usize)> = spans.iter().map(|(start, stop)| (place(*start), last(*stop))).collect();
            let reading = read("a.qdpx", &counted(file, text, &spans, &claims, true));
            let source = &reading.project.sources[0];
            assert_eq!(source.text.as_deref(), Some(text), "{what}");
            let found: Vec<(usize, usize)> = source.selections.iter().map(|one| (one.start, one.end)).collect();
            assert_eq!(found, spans, "{what} {end:?}");
            let said = reading.report.counted.unwrap();
            assert_eq!(
                (said.counting, said.agree, said.named, said.told),
                (Counting { end, ..*counting }, 5, 5, false),
                "{what}"
            );
        }
    }
}

#[test]
fn without_names_the_standard_counts_unless_a_person_says_otherwise() {
    let text = "One.\nTwo.\nThree.";
    let file = counted(text.as_bytes(), text, &[(5, 8)], &[(6, 9)], false);
    let reading = read("a.qdpx", &file);
    assert_eq!((reading.project.sources[0].selections[0].start, reading.report.counted.unwrap().named), (6, 0));
    let two = Counting { newline: Newline::Two, ..Counting::PLAIN };
    let told = refi_qda::read("a.qdpx", &file, Some(two)).unwrap();
    assert_eq!((told.project.sources[0].selections[0].start, told.report.counted.unwrap().told), (5, true));
}

#[test]
fn positions_beyond_the_text_speak_for_another_way_of_counting() {
    let text = "One.\nTwo.\nThree.\nFour.";
    let file = counted(text.as_bytes(), text, &[(0, 3), (19, 22), (18, 22)], &[(0, 3), (22, 25), (21, 25)], false);
    let reading = read("a.qdpx", &file);
    let found: Vec<(usize, usize)> =
        reading.project.sources[0].selections.iter().map(|one| (one.start, one.end)).collect();
    assert_eq!(found, [(0, 3), (19, 22), (18, 22)]);
    assert_eq!(reading.report.counted.unwrap().counting.newline, Newline::Two);
}

#[test]
fn a_name_that_was_cut_short_still_speaks() {
    let text = "first\r\nAnd then we waited for a very long time, it seemed.";
    let selection = coded("And then we waited…", 6, 51);
    let xml = project_xml(&text_source("internal://a.txt", &selection));
    let reading = read("a.qdpx", &container(&[("project.qde", xml.as_bytes()), ("sources/a.txt", text.as_bytes())]));
    assert_eq!(reading.project.sources[0].selections[0].start, 6);
    assert_eq!(reading.report.counted.unwrap().counting.newline, Newline::One);
}

#[test]
fn a_project_is_found_under_every_name_and_its_texts_on_every_path() {
    let text = "Words of a text.";
    let places = [
        ("project.qde", "sources/a b.txt", "internal://a b.txt"),
        ("Project.qde", "Sources/A B.TXT", "internal://a%20b.txt"),
        ("My study.qde", "sources/a b.txt", "relative:///a b.txt"),
        ("Folder/project.qde", "Folder/sources/a b.txt", "absolute:///C:\\Users\\me\\a b.txt"),
        ("project.qde", "sources\\a b.txt", "a b.txt"),
        ("project.qde", "a b.txt", "INTERNAL://sources/a b.txt"),
    ];
    for (qde, txt, path) in places {
        let xml = project_xml(&text_source(path, &coded("Words", 0, 5)));
        let file = container(&[("__MACOSX/._x.qde", b""), (qde, xml.as_bytes()), (txt, text.as_bytes())]);
        assert_eq!(read("a.qdpx", &file).project.sources[0].text.as_deref(), Some(text), "{qde} {txt} {path}");
    }
    let xml = project_xml(&text_source("absolute:///etc/hostname", &coded("Words", 0, 5)));
    let reading = read("a.qdpx", &container(&[("project.qde", xml.as_bytes())]));
    assert_eq!((reading.project.sources[0].text.as_deref(), reading.report.count("source-missing")), (None, 1));
    assert_eq!(reading.project.selections(), 1, "what was marked is kept, though unseen");
}

#[test]
fn every_habit_of_other_tools_is_forgiven_and_said() {
    let xml = written::habits();
    let reading = read(
        "habits.qdpx",
        &container(&[("Habits.qde", xml.as_bytes()), ("Sources/a.txt", b"\xef\xbb\xbfLong days.")]),
    );
    let project = &reading.project;
    let codes: Vec<(&str, &str, Option<&str>, bool)> = project
        .all_codes()
        .into_iter()
        .map(|code| {
            (code.name.as_str(), code.description.as_deref().unwrap_or("-"), code.colour.as_deref(), code.is_codable)
        })
        .collect();
    let expected = [
        ("Above", "-", Some("#aabbcc"), false),
        ("Under & <out>", "Two\nlines", None, true),
        ("c001", "-", Some("#00ff00"), true),
        ("Twin", "as an attribute", None, true),
    ];
    assert_eq!(codes, expected);
    let guids: std::collections::BTreeSet<_> = project.all_codes().iter().map(|code| code.guid).collect();
    assert_eq!(guids.len(), 4);
    let source = &project.sources[0];
    assert_eq!((source.name.as_str(), source.text.as_deref()), ("a.txt", Some("Long days.")));
    let kept: Vec<(usize, usize, usize)> =
        source.selections.iter().map(|one| (one.start, one.end, one.codings.len())).collect();
    assert_eq!(kept, [(0, 4, 1), (5, 9, 0), (0, 4, 1)]);
    assert_eq!(source.selections[1].description.as_deref(), Some("a memo without a code"));
    assert_eq!(project.users.len(), 1, "the coder who is not listed");
    assert_eq!(project.cases[0].name, None);
    assert_eq!(project.variables[0].kind, Kind::Text);
    let expected = [
        ("code-name", 1),
        ("coding-code", 1),
        ("coding-lost", 2),
        ("colour", 1),
        ("date", 1),
        ("element", 2),
        ("guid-missing", 1),
        ("guid-odd", 1),
        ("guid-twice", 1),
        ("reference", 2),
        ("selection-empty", 1),
        ("selection-outside", 1),
        ("selection-place", 1),
        ("user-missing", 1),
        ("value-empty", 1),
        ("value-unreadable", 1),
        ("variable-kind", 1),
    ];
    assert_eq!(lost(&reading), expected.into());
    assert_eq!(again(project), without_origin(project));
}

#[test]
fn xml_in_other_letters_is_read() {
    let xml = project_xml("").replace("UTF-8", "utf-16").replace("A project", "Ein Projekt ü");
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(xml.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(read("a.qde", &wide).project.name, "Ein Projekt ü");
    let latin: Vec<u8> = xml.replace("utf-16", "iso-8859-1").chars().map(|letter| letter as u8).collect();
    assert_eq!(read("a.qde", &latin).project.name, "Ein Projekt ü");
    let marked = [b"\xef\xbb\xbf", project_xml("").as_bytes()].concat();
    assert_eq!(read("a.qde", &marked).project.name, "A project");
}

#[test]
fn what_stands_for_a_pdf_or_recording_is_kept_as_text() {
    let xml = project_xml(written::MEDIA);
    let reading = read(
        "a.qdpx",
        &container(&[
            ("project.qde", xml.as_bytes()),
            ("sources/r.txt", b"A page of words."),
            ("sources/t.txt", b"First said. Then said."),
        ]),
    );
    let [pdf, talk] = reading.project.sources.as_slice() else { panic!("{:?}", reading.project.sources) };
    assert_eq!(
        (pdf.name.as_str(), pdf.text.as_deref(), pdf.codings.len()),
        ("Report.pdf", Some("A page of words."), 1)
    );
    assert_eq!((pdf.selections[0].start, pdf.selections[0].end), (2, 6));
    assert_eq!((talk.name.as_str(), talk.selections[0].start, talk.selections[0].end), ("talk", 12, 22));
    assert_eq!(reading.project.cases[0].sources, [pdf.guid]);
    assert_eq!(lost(&reading), [("area", 1), ("audio", 1), ("coding-lost", 1), ("pdf", 1), ("sync-point", 2)].into());
}

#[test]
fn the_parts_of_a_definition_come_back_from_one_description() {
    let whole = Definition {
        definition: "Waiting for a place.\nAlso for a key.".into(),
        include: "weeks or months".into(),
        exclude: "waiting on the phone".into(),
        example: "“We waited.”\n“Still waiting.”".into(),
    };
    assert_eq!(Definition::read(&whole.write().unwrap()), whole);
    let plain = Definition { definition: "Only this: no labels.".into(), ..Definition::default() };
    assert_eq!(Definition::read(&plain.write().unwrap()), plain);
    assert_eq!(Definition::default().write(), None);
    assert_eq!(Definition::read("include WHEN: yes\nexample:no").include, "yes");
}

#[test]
fn a_codebook_goes_out_as_qdc_and_as_a_table_and_comes_back() {
    let project = sample();
    let (qdc, report) = refi_qda::write_codebook(&project).unwrap();
    let back = read("codes.qdc", &qdc).project;
    assert_eq!(written::bare(&back.codes), written::bare(&project.codes));
    assert_eq!((report.count("memo"), report.count("set")), (1, 1));
    assert_eq!(back.sets.len(), 1);
    let table = refi_qda::to_csv(&project).unwrap();
    let back = refi_qda::from_csv("codes.csv", &table).unwrap();
    assert_eq!(written::bare(&back.codes), written::bare(&project.codes));
    assert_eq!((back.sets[0].name.as_str(), &back.sets[0].codes), ("Money, =rent", &project.sets[0].codes));
    let again = refi_qda::to_csv(&back).unwrap();
    assert_eq!(again, table);
}

#[test]
fn a_table_of_another_tool_is_read_by_its_headings() {
    let table = b"\xef\xbb\xbfcode_name;code_description;category\nWaiting;Long;\nOn lists;;Waiting\nRent;=sum;\n";
    let project = refi_qda::from_csv("codes.csv", table).unwrap();
    assert_eq!(project.codes.len(), 2);
    assert_eq!(
        (project.codes[0].codes[0].name.as_str(), project.codes[0].description.as_deref()),
        ("On lists", Some("Long"))
    );
    assert_eq!(project, refi_qda::from_csv("codes.csv", table).unwrap(), "ids come from the names");
}

#[test]
fn a_table_that_makes_no_tree_is_refused_with_its_rows() {
    let codes = |table: &str| {
        let problems = refi_qda::from_csv("c.csv", table.as_bytes()).unwrap_err();
        problems
            .into_iter()
            .map(|one| (one.code, one.values.get("row").cloned().unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    let at = |code, row: &str| (code, row.to_owned());
    assert_eq!(codes("x,y\n1,2\n"), [at("codebook-columns", "")]);
    assert_eq!(codes("name\n"), [at("codebook-empty", "")]);
    assert_eq!(
        codes("name,parent\nA,B\n,\nC,A\n ,A\nA,\n"),
        [at("codebook-parent", "2"), at("codebook-parent", "4"), at("codebook-name", "5"), at("codebook-parent", "5")]
    );
    assert_eq!(codes("id,name,parent_id\n1,A,2\n2,B,1\n"), [at("codebook-deep", "")]);
    assert_eq!(codes("id,name\n1,A\n1,B\n"), [at("codebook-twice", "3")]);
    assert_eq!(codes("name,parent\nA,A\n"), [at("codebook-deep", "")]);
    let deep: String = (1..60).map(|n| format!("c{n},c{}\n", n - 1)).collect();
    assert_eq!(codes(&format!("name,parent\nc0,\n{deep}")), [at("codebook-deep", "")]);
}

#[test]
fn what_is_no_project_is_refused_with_the_file_and_the_place() {
    assert_eq!(problem("a.qdpx", b"no project"), ("xml-empty", "1".into()));
    assert_eq!(problem("a.qde", b"<Html/>").0, "refi-root");
    assert_eq!(problem("a.qdpx", &container(&[("readme.txt", b"x")])).0, "refi-no-project");
    assert_eq!(problem("a.qdpx", &container(&[("a.qde", b"<a/>"), ("b.qde", b"<b/>")])).0, "refi-several");
    let torn = project_xml("").replace("</Project>", "");
    assert_eq!(problem("a.qde", torn.as_bytes()).0, "xml-broken");
    assert_eq!(problem("a.qde", b"<Project name=\"x\">\n<Users>\n</Project>"), ("xml-broken", "3".into()));
    assert_eq!(refi_qda::write_codebook(&Project::default()).unwrap_err().code, "codebook-empty");
}
