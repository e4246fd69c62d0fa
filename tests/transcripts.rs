//! A researcher brings in a focus group that a meeting program, a typist or a spreadsheet wrote down.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod oracle;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use server::exchange::archive::pack;
use server::exchange::transcript::{self, Certainty, Choice, Form, Labelled, Transcript, Why};

fn fixture(name: &str) -> Transcript {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/transcripts");
    read(name, &std::fs::read(folder.join(name)).unwrap())
}

fn read(name: &str, bytes: &[u8]) -> Transcript {
    transcript::read(name, bytes).unwrap_or_else(|problem| panic!("{name}: {problem:?}"))
}

fn refused(name: &str, bytes: &[u8]) -> (&'static str, String) {
    let problem = transcript::read(name, bytes).expect_err(name);
    assert!(problem.place.id.starts_with(name) && problem.values["file"].starts_with(name), "{problem:?}");
    (problem.code, problem.values.get("entry").or(problem.values.get("line")).cloned().unwrap_or_default())
}

fn said(transcript: &Transcript) -> Vec<(&str, &str)> {
    transcript.turns.iter().map(|turn| (turn.speaker.as_deref().unwrap_or("-"), turn.text.as_str())).collect()
}

fn unread(transcript: &Transcript) -> Vec<(usize, Why)> {
    transcript.unread.iter().map(|one| (one.line, one.why)).collect()
}

fn codes(transcript: &Transcript) -> Vec<&'static str> {
    transcript.remarks.iter().map(|remark| remark.code).collect()
}

/// The real transcripts; says so loudly when they are not there.
fn real() -> Option<Vec<PathBuf>> {
    let folder = oracle::data()?.join("transcripts");
    let (mut files, mut open) = (Vec::new(), vec![folder.clone()]);
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    if files.is_empty() {
        println!("SKIPPED: no transcripts in {}", folder.display());
    }
    (!files.is_empty()).then_some(files)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn a_meeting_programs_captions_become_turns_with_times() {
    let mut meeting = fixture("meeting.vtt");
    assert_eq!((meeting.form, meeting.turns.len()), (Form::WebVtt, 5));
    assert_eq!((meeting.turns[2].start, meeting.turns[2].end), (Some(7_250), Some(11_000)));
    assert_eq!((meeting.turns[2].line, meeting.turns[2].last_line), (12, 13));
    assert_eq!(unread(&meeting), [(20, Why::Empty)]);
    assert_eq!(meeting.turns[3].speaker.as_deref(), Some("quietbird"));
    assert_eq!(meeting.turns[3].text, "Same here, Will. What Ortega says: it was long.");
    meeting.merge(Some(30_000));
    assert_eq!(meeting.turns[0].text, "Thanks for coming. Who wants to start? Anyone?");
    assert_eq!((meeting.turns[0].start, meeting.turns[0].end), (Some(1_000), Some(6_000)));
    assert_eq!(meeting.turns.len(), 4);
}

#[test]
fn a_long_pause_keeps_turns_apart() {
    let mut meeting = fixture("meeting.vtt");
    meeting.merge(Some(400));
    assert_eq!(meeting.turns.len(), 5);
}

#[test]
fn voices_in_one_caption_are_told_apart_and_notes_are_named() {
    let voices = fixture("voices.vtt");
    let expected = [
        ("Ana Ruiz", "Good morning & welcome."),
        ("Ana Ruiz", "Shall we?"),
        ("Bo Lind", "Yes, 2 < 3 rooms."),
        ("Bo Lind", "This one lost its time."),
    ];
    assert_eq!(said(&voices), expected);
    assert_eq!(unread(&voices), [(3, Why::Note), (6, Why::Style), (17, Why::Time)]);
    assert_eq!(voices.turns[0].start, Some(1_000));
}

#[test]
fn captions_without_names_join_to_sentences() {
    let mut captions = fixture("captions.srt");
    assert_eq!(captions.form, Form::SubRip);
    assert_eq!(unread(&captions), [(15, Why::Empty)]);
    captions.merge(Some(2_000));
    let texts: Vec<&str> = said(&captions).iter().map(|(_, text)| *text).collect();
    assert_eq!(
        texts,
        ["When we moved in, nobody told us about the deposit.", "- And then?\n- Then we waited.\nand waited."]
    );
}

#[test]
fn a_name_with_a_time_above_the_words_starts_a_turn() {
    let session = fixture("headers.txt");
    let expected = [
        ("Speaker 1", "Thanks, everyone. What was it like to look for a place?"),
        ("Speaker 2", "We looked for months. Nobody called back.\n[inaudible]"),
        ("Speaker 1", "And then?"),
    ];
    assert_eq!(said(&session), expected);
    assert_eq!(session.turns[2].start, Some(3_723_000));
    assert_eq!(unread(&session), [(1, Why::Heading), (2, Why::Heading), (15, Why::Empty)]);
}

#[test]
fn a_spanish_group_is_read_and_its_heading_is_nobody() {
    let group = fixture("grupo.txt");
    assert_eq!(group.speakers().len(), 3);
    assert_eq!(group.turns[1].text, "Nos dijeron que no había. Nota: esto fue en invierno.");
    assert_eq!(group.turns[2].text, "no había nada");
    assert_eq!(group.turns[3].start, Some(605_000));
    assert_eq!(group.turns[4].text, "Gracias, Peña. Eso fue todo.");
    assert_eq!(unread(&group), [(1, Why::Heading), (2, Why::Heading), (3, Why::Heading)]);
}

#[test]
fn text_in_which_nobody_is_named_becomes_paragraphs() {
    let essay = fixture("essay.txt");
    assert_eq!(essay.turns.len(), 3);
    assert_eq!(said(&essay)[1], ("-", "There is one thing to say: nobody asked us. It is that simple."));
    assert_eq!((essay.turns[1].line, essay.turns[1].last_line), (3, 4));
}

#[test]
fn a_table_of_turns_is_found_by_its_headings_in_two_languages() {
    let table = fixture("turnos.csv");
    let expected = [
        ("Ana Ruiz", "¿Quién empieza?\nAdelante."),
        ("Bo", "Yo empiezo, Ana."),
        ("Bo", "Sin hora."),
        ("Ana Ruiz", "Gracias"),
    ];
    assert_eq!(said(&table), expected);
    assert_eq!(
        table.turns.iter().map(|turn| turn.start).collect::<Vec<_>>(),
        [Some(5_000), Some(9_500), None, Some(65_000)]
    );
    assert_eq!(unread(&table), [(1, Why::Column), (5, Why::Time), (6, Why::Empty), (7, Why::Row)]);
    assert_eq!(read("t.csv", b"speaker,text\nAna,Yes\n").turns[0].speaker.as_deref(), Some("Ana"));
    let (code, _) = refused("t.csv", b"a,b\n1,2\n");
    assert_eq!(code, "transcript-columns");
}

#[test]
fn a_saved_chat_is_read_in_both_its_forms() {
    let chat = fixture("chat.txt");
    assert_eq!(said(&chat), [("Ana Ruiz", "Can you hear me?"), ("Bo Lind", "Yes, Ana.")]);
    let tabs = read("chat.txt", "00:03:42\tAna Ruiz:\tHello all\r\n00:03:50\tBo:\tHi\n\nhere too\n".as_bytes());
    assert_eq!(said(&tabs), [("Ana Ruiz", "Hello all"), ("Bo", "Hi\nhere too")]);
    assert_eq!(tabs.turns[0].start, Some(222_000));
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    let files = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("word/document.xml", xml),
        ("word/comments.xml", String::new()),
    ];
    pack(files.map(|(path, text)| (path.to_owned(), text.into_bytes()))).unwrap()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_word_document_gives_paragraphs_breaks_and_what_was_struck_out() {
    let body = [
        paragraph("Session notes"),
        "<w:p><w:r><w:t>Ana Ruiz   0:05</w:t><w:br/><w:t xml:space=\"preserve\">Good &amp; </w:t></w:r><w:ins><w:r><w:t>plain.</w:t></w:r></w:ins><w:del><w:r><w:delText>bad</w:delText></w:r></w:del></w:p>".into(),
        paragraph("Bo Lind   0:09"),
        paragraph("Yes&#x1F600;."),
        paragraph("Ana Ruiz   0:12"),
        paragraph("And?"),
    ];
    let word = read("group.docx", &document(&body.concat()));
    assert_eq!(said(&word), [("Ana Ruiz", "Good & plain."), ("Bo Lind", "Yes😀."), ("Ana Ruiz", "And?")]);
    assert_eq!(unread(&word), [(1, Why::Heading), (2, Why::Removed), (6, Why::Removed)]);
    assert_eq!((word.turns[1].line, word.turns[1].last_line, word.turns[1].start), (3, 4, Some(9_000)));
}

#[test]
fn a_table_in_a_word_document_is_a_table_of_turns() {
    let row = |cells: [&str; 3]| {
        format!("<w:tr>{}</w:tr>", cells.map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell))).concat())
    };
    let rows = [row(["Time", "Speaker", "Text"]), row(["0:05", "Ana", "Hello, “all”"]), row(["0:09", "Bo", "Hi"])];
    let word = read("group.docx", &document(&format!("{}<w:tbl>{}</w:tbl>", paragraph("Group 3"), rows.concat())));
    assert_eq!(said(&word), [("Ana", "Hello, “all”"), ("Bo", "Hi")]);
    assert_eq!((word.form, word.turns[1].line), (Form::Word, 4));
    assert_eq!(unread(&word), [(1, Why::Heading), (4, Why::Removed)]);
}

#[test]
fn a_document_that_another_library_wrote_is_read() {
    use docx_rs::{Docx, Paragraph, Run};
    let lines = ["Moderator: How was it?", "Ana Ruiz: Long — and cold.", "Moderator: Thank you, Ana."];
    let written = lines
        .iter()
        .fold(Docx::new(), |docx, line| docx.add_paragraph(Paragraph::new().add_run(Run::new().add_text(*line))));
    let mut file = std::io::Cursor::new(Vec::new());
    written.build().pack(&mut file).unwrap();
    assert_eq!(said(&read("g.docx", &file.into_inner()))[1], ("Ana Ruiz", "Long — and cold."));
}

#[test]
fn letters_of_every_encoding_come_in_and_guesses_are_said() {
    let text = "Ana: ¿Qué pasó, señor? — €5\r\nBo: Nada.\r\n";
    let expected = [("Ana", "¿Qué pasó, señor? — €5"), ("Bo", "Nada.")];
    let wide = |read: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(read).collect() };
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let windows = b"Ana: \xbfQu\xe9 pas\xf3, se\xf1or? \x97 \x805\r\nBo: Nada.\r\n".to_vec();
    let cases: [(&str, Vec<u8>, &[&str]); 6] = [
        ("utf-8", text.into(), &[]),
        ("utf-8 with mark", marked(b"\xef\xbb\xbf", text.into()), &[]),
        ("utf-16 little", marked(b"\xff\xfe", wide(u16::to_le_bytes)), &[]),
        ("utf-16 big", marked(b"\xfe\xff", wide(u16::to_be_bytes)), &[]),
        ("utf-16 without mark", wide(u16::to_le_bytes), &["encoding-guessed"]),
        ("windows", windows, &["encoding-guessed"]),
    ];
    for (what, bytes, remarks) in cases {
        let transcript = read("a.txt", &bytes);
        assert_eq!(said(&transcript), expected, "{what}");
        assert_eq!(codes(&transcript), remarks, "{what}");
    }
    let damaged = read("a.txt", b"Ana: \xc2\xbfQu\xc3\xa9?\nBo: na\xffda\n");
    assert_eq!(said(&damaged)[1].1, "na\u{fffd}da");
    assert_eq!((codes(&damaged)[0], damaged.remarks[0].values["line"].as_str()), ("encoding-broken", "2"));
}

#[test]
fn text_that_nobody_expected_comes_in_whole() {
    let odd = "Ana: \u{202e}mirrored\u{202c} שלום e\u{301} 👩‍👧‍👦 \u{0}nul\u{1b}\rBo: second\u{2028}third\nAna: end";
    let transcript = read("odd.txt", odd.as_bytes());
    assert_eq!(said(&transcript)[0].1, "\u{202e}mirrored\u{202c} שלום e\u{301} 👩‍👧‍👦 nul");
    assert_eq!(said(&transcript)[1].1, "second third");
    assert_eq!(codes(&transcript), ["nul-removed", "control-removed"]);
    assert_eq!(transcript.remarks[0].values["count"], "1");
}

#[test]
fn passages_of_a_megabyte_come_in() {
    let long = "palabra ñ ".repeat(100_000);
    let transcript = read("long.txt", format!("Ana: {long}\nBo: Yes.").as_bytes());
    assert_eq!(transcript.turns[0].text.chars().count(), long.chars().count() - 1);
    let many: String = (0..30_000).map(|n| format!("Person{}: line {n}.\n", n % 12)).collect();
    let started = Instant::now();
    let mut transcript = read("many.txt", many.as_bytes());
    assert_eq!((transcript.turns.len(), transcript.speakers().len()), (30_000, 12));
    transcript::label(&mut transcript, &Choice::default());
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn times_that_people_speak_of_stay_in_their_words() {
    let spoken =
        read("a.txt", b"Ana: 10:30 was too early.\nBo: [0:09] Yes.\n10:45 as well.\nLunch 12:00\nAna: At 11:00\n");
    assert_eq!(
        said(&spoken),
        [("Ana", "10:30 was too early."), ("Bo", "Yes. 10:45 as well. Lunch 12:00"), ("Ana", "At 11:00")]
    );
    let alone = read("a.txt", b"10:30 was too early.\n\n[0:09] It was.\n");
    assert_eq!(said(&alone), [("-", "10:30 was too early."), ("-", "It was.")]);
    assert_eq!(alone.turns[1].start, Some(9_000));
}

#[test]
fn a_wrong_guess_of_a_speaker_can_be_taken_back() {
    let mut transcript = read("a.txt", b"Ana: First.\nBo: Second.\nResult: nothing.\nResult: more.\nBo: Third.\n");
    transcript.dismiss("Result");
    let expected = [("Ana", "First."), ("Bo", "Second. Result: nothing. Result: more."), ("Bo", "Third.")];
    assert_eq!(said(&transcript), expected);
}

#[test]
fn who_asks_most_is_suggested_as_moderator_and_parts_of_a_name_share_a_label() {
    let text = b"Ana Ruiz: Ready.\nBo Lind: Shall we? Who starts?\nCy: Me.\nBo: And then?\nAna: Yes.\nBo Lind: Why?\n";
    let labels = transcript::suggest(&read("a.txt", text), "Moderator", "Participant");
    let expected = [
        ("Ana", "Participant 1"),
        ("Ana Ruiz", "Participant 1"),
        ("Bo", "Moderator"),
        ("Bo Lind", "Moderator"),
        ("Cy", "Participant 2"),
    ];
    assert_eq!(labels, expected.map(|(name, label)| (name.to_owned(), label.to_owned())).into());
    let roles = transcript::suggest(&fixture("grupo.txt"), "Moderadora", "Participante");
    assert_eq!(roles["MODERADORA"], "Moderadora");
    assert_eq!(roles["JOSÉ PEÑA"], "Participante 2");
    let alone = transcript::suggest(&read("a.txt", b"Ana: Why?\nAna: Who?\n"), "Moderator", "Participant");
    assert_eq!(alone["Ana"], "Participant 1");
}

#[test]
fn names_inside_the_words_are_replaced_whole_and_in_any_case() {
    let mut group = fixture("grupo.txt");
    let labelled = transcript::label(&mut group, &Choice::default());
    assert_eq!(group.turns[3].text, "Como dice Participant 2, nada. Y Participant 1 también esperó.");
    assert_eq!(group.turns[4].text, "Gracias, Participant 2. Eso fue todo.");
    assert_eq!(group.turns[1].speaker.as_deref(), Some("Participant 1"));
    assert_eq!(labelled, Labelled { replaced: 3, left: Vec::new() });
    assert!(group.unread.iter().all(|one| one.text.is_empty()));
    let mut meeting = fixture("meeting.vtt");
    transcript::label(&mut meeting, &Choice::default());
    assert_eq!(meeting.turns[2].text, "I will. Moderator, the waiting list was the hard part.");
    assert_eq!(meeting.turns[3].text, "Same here, Participant 1. What Moderator says: it was long.");
    assert_eq!(meeting.turns[4].text, "And Participant 1 mentioned the deposit?");
}

#[test]
fn names_that_are_ordinary_words_are_left_to_a_person() {
    let transcript = fixture("names.txt");
    let found = transcript::mentions(&transcript);
    let doubtful: Vec<(usize, &str)> = found
        .iter()
        .filter(|one| one.certainty == Certainty::Doubtful)
        .map(|one| (one.turn, one.words.as_str()))
        .collect();
    assert_eq!(doubtful, [(0, "Will"), (1, "Grace"), (1, "May"), (1, "May"), (2, "Will"), (5, "Will")]);
    let sure: Vec<(usize, &str)> =
        found.iter().filter(|one| one.certainty == Certainty::Sure).map(|one| (one.turn, one.words.as_str())).collect();
    let expected = [
        (0, "Grace"),
        (1, "Łukasz"),
        (2, "LUKASZ"),
        (2, "O'Brien"),
        (3, "O'Brien"),
        (3, "Will O’Brien"),
        (3, "Will"),
        (4, "王小明"),
        (4, "王小明"),
        (5, "Łukasz"),
    ];
    assert_eq!(sure, expected);
}

#[test]
fn a_person_decides_about_single_mentions_and_about_labels() {
    let mut transcript = fixture("names.txt");
    let may = transcript::mentions(&transcript).into_iter().find(|one| one.words == "May").unwrap();
    let labels = [("Grace Hope", "Participant 1"), ("May Lindqvist", "Participant 1")];
    let choice = Choice {
        labels: labels.map(|(name, label)| (name.to_owned(), label.to_owned())).into(),
        decided: BTreeMap::from([((may.turn, may.start), true), ((0, 40), false)]),
    };
    let labelled = transcript::label(&mut transcript, &choice);
    assert!(
        transcript.turns[1].text.contains("I hope, said Participant 1, that it ends in May."),
        "{}",
        transcript.turns[1].text
    );
    assert_eq!(transcript.turns[1].speaker, transcript.turns[2].speaker);
    assert_eq!(labelled.left.len(), 5);
    let again = transcript::label(&mut transcript, &Choice::default());
    assert_eq!(again.replaced, 0, "what is labelled stays as it is");
}

#[test]
fn a_name_that_two_people_share_never_stays() {
    let mut transcript = read("a.txt", b"Ana Ruiz: Who?\nAna Lima: Me, Ana.\nBo: Ana?\n");
    let labelled = transcript::label(&mut transcript, &Choice::default());
    assert_eq!(transcript.turns[2].text, "Moderator / Participant 1?");
    assert_eq!((labelled.replaced, labelled.left.len()), (2, 0));
}

#[test]
fn what_is_no_transcript_is_refused_with_the_file_and_the_place() {
    assert_eq!(refused("a.pdf", b"%PDF-1.7").0, "transcript-form");
    assert_eq!(refused("a.txt", b"").0, "transcript-empty");
    assert_eq!(refused("a.vtt", b"WEBVTT\n\n").0, "transcript-empty");
    assert_eq!(refused("a.txt", b"PK\x03\x04zip").0, "transcript-form");
    assert_eq!(refused("a.docx", b"not a container").0, "archive-unreadable");
    let whole = document(&paragraph("Ana: Yes."));
    assert_eq!(refused("a.docx", &whole[..whole.len() - 30]).0, "archive-unreadable");
    assert_eq!(refused("a.docx", &pack([("x".to_owned(), Vec::new())]).unwrap()).0, "transcript-no-document");
    let deep = "<w:sdt>".repeat(10_000);
    assert_eq!(refused("a.docx", &document(&deep)), ("xml-deep", "1".into()));
    let entity = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
    let file = pack([("word/document.xml".to_owned(), entity.into())]).unwrap();
    assert_eq!(refused("a.docx", &file).0, "xml-doctype");
    let bomb = pack([("word/document.xml".to_owned(), vec![b' '; 40 << 20])]).unwrap();
    assert_eq!(refused("a.docx", &bomb), ("archive-ratio", "word/document.xml".into()));
    assert_eq!(refused("a.txt", &vec![0; 1 << 30]).0, "transcript-too-large");
    assert_eq!(refused("a.docx", &vec![0; 1 << 30]).0, "transcript-too-large");
}

#[test]
fn every_real_transcript_is_read_and_nothing_that_was_said_is_lost() {
    let Some(files) = real() else { return };
    let mut figures = BTreeMap::new();
    for path in files {
        let (name, bytes) = (name_of(&path), std::fs::read(&path).unwrap());
        match transcript::read(&name, &bytes) {
            Ok(transcript) => {
                let text = String::from_utf8(bytes).unwrap();
                let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
                let kept: BTreeSet<String> = transcript.turns.iter().flat_map(|turn| words(&turn.text)).collect();
                let names: BTreeSet<String> = transcript
                    .turns
                    .iter()
                    .flat_map(|turn| words(turn.speaker.as_deref().unwrap_or_default()))
                    .collect();
                let bare = |word: &str| word.trim_end_matches(':').to_owned();
                let lost: Vec<String> = words(&text)
                    .into_iter()
                    .filter(|word| !kept.contains(word) && !names.contains(&bare(word)) && !is_frame(word))
                    .collect();
                assert!(lost.is_empty(), "{name} lost {lost:?}");
                figures.insert(name, (transcript.turns.len(), transcript.speakers().len(), transcript.unread.len()));
            }
            Err(problem) => assert!(name.ends_with(".tsv") && problem.code == "transcript-columns", "{problem:?}"),
        }
    }
    println!("turns, speakers, unread of each file: {figures:#?}");
    let known = [
        ("acde_2026-03-26_233__transcript.vtt", (678, 33, 0)),
        ("fcr_2026-03-17_005__transcript.vtt", (218, 7, 0)),
        ("p2pnetworking_2026-07-01_003__transcript.vtt", (222, 7, 0)),
        ("rpcstandards_2026-07-27_031__transcript.vtt", (229, 6, 0)),
        ("derived_rpcstandards_2026-07-27_031.srt", (229, 6, 0)),
        ("derived_rpcstandards_2026-07-27_031.txt", (229, 6, 0)),
        ("fcr_2026-03-17_005__chat.txt", (24, 7, 0)),
    ];
    for (name, expected) in known {
        if let Some(found) = figures.get(name) {
            assert_eq!(*found, expected, "{name}");
        }
    }
}

/// What captions are framed with: numbers, times, arrows, the head.
fn is_frame(word: &str) -> bool {
    word == "WEBVTT"
        || word == "-->"
        || word
            .trim_start_matches('\u{feff}')
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, ':' | '.' | ','))
}

#[test]
fn no_speaker_of_a_real_transcript_is_named_after_labelling() {
    let Some(files) = real() else { return };
    for path in files {
        let (name, bytes) = (name_of(&path), std::fs::read(&path).unwrap());
        let Ok(mut transcript) = transcript::read(&name, &bytes) else { continue };
        let speakers: Vec<String> = transcript.speakers().into_iter().map(|speaker| speaker.name).collect();
        let labelled = transcript::label(&mut transcript, &Choice::default());
        println!("{name}: {} mentions replaced, {} left to a person", labelled.replaced, labelled.left.len());
        let left: BTreeSet<(usize, &str)> = labelled.left.iter().map(|one| (one.turn, one.words.as_str())).collect();
        // A firm or a device beside a name is not looked for; "Will" mostly is no name.
        let beside = ["Zoom", "Labs", "Base", "Offchain", "Will"];
        let names = speakers.iter().flat_map(|name| name.split(|letter: char| !letter.is_alphabetic()));
        let names: BTreeSet<&str> = names.filter(|part| part.len() > 3 && !beside.contains(part)).collect();
        for (at, turn) in transcript.turns.iter().enumerate() {
            for word in turn.text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| names.contains(word)) {
                assert!(
                    left.contains(&(at, word)) || word.starts_with(char::is_lowercase),
                    "{name} turn {at} names {word}: {}",
                    turn.text
                );
            }
        }
    }
}

#[test]
fn the_longest_real_transcript_is_read_and_labelled_in_good_time() {
    let Some(files) = real() else { return };
    let Some(path) = files.iter().find(|path| name_of(path).starts_with("acde_")) else { return };
    let bytes = std::fs::read(path).unwrap();
    let started = Instant::now();
    let mut transcript = read(&name_of(path), &bytes);
    transcript.merge(Some(30_000));
    transcript::label(&mut transcript, &Choice::default());
    println!("{} bytes read, merged and labelled in {:?}", bytes.len(), started.elapsed());
    assert!(started.elapsed() < Duration::from_secs(5));
}
