//! A researcher brings focus groups in: from a meeting program, from a typist, from an old spreadsheet of codes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "../corpus/mod.rs"]
mod corpus;
#[path = "../platform/mod.rs"]
mod platform;

mod files;

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use corpus::Corpus;
use futures_util::stream;
use platform::{Answered, Browser};
use server::access::Role;
use server::coding::PassageId;
use server::exchange::archive::pack;
use server::exchange::transcript;
use tower::ServiceExt;

const GROUP: &str = "Rosalind Quimby: Welcome, everybody. Who would like to start?
Thaddeus Oakes: I can. Rosalind asked me before. The heron is my witness.
Mireille: Thaddeus told me about the place. A door that locks!
Note: the tape stops here.
Mireille: I came by bus.
Rosalind Quimby: What would you change, Mireille?
Thaddeus Oakes: The bus. It stops at seven.
";

/// A form with a file, as a browser sends it.
async fn upload(browser: &mut Browser, address: &str, fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Answered {
    let mut body = Vec::new();
    for (field, value) in fields {
        let part = format!("--part\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    let head = format!(
        "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.as_bytes());
    body.extend(bytes);
    body.extend(b"\r\n--part--\r\n");
    browser.post_raw(address, "multipart/form-data; boundary=part", body).await
}

/// A page without its tags, white space made one.
fn plain(page: &Answered) -> String {
    let text: String = page
        .body
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect::<Vec<_>>()
        .join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const RECORD: &[(&str, &str)] = &[
    ("title", "Shore group"),
    ("kind", "group"),
    ("week", "2026-11-18"),
    ("language", "en"),
    ("attributes", "Setting: library"),
    ("consent", "quoted"),
];

/// Brings a file in with what is suggested; gives the id of the transcript.
async fn bring(corpus: &Corpus, name: &str, bytes: &[u8]) -> String {
    let mut owner = corpus.owner.clone();
    let preview = upload(&mut owner, &corpus.page("sources/bring"), &[], name, bytes).await.location().unwrap();
    let address = format!("{preview}/record");
    let kept = owner.post_only(&address, RECORD).await.location().unwrap_or_default();
    assert!(kept.contains("done=source-brought"), "{name}: {kept}");
    kept.split("/source/").nth(1).unwrap().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn speakers_become_labels_before_anything_is_stored() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    let sent = upload(&mut owner, &corpus.page("sources/bring"), &[], "group.txt", GROUP.as_bytes()).await;
    let address = sent.location().unwrap();
    let preview = owner.get(&address).await;
    let said = plain(&preview);
    for part in
        ["group.txt: text,", "Nothing is stored yet.", "Rosalind Quimby 2 turns,", "Label instead of Thaddeus Oakes"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(preview.says("value=\"Moderator\"") && preview.says("value=\"Participant 1\""), "{}", preview.body);
    assert!(said.contains("Participant 1 told me about the place."), "names inside what was said: {said}");
    for words in ["heron is my witness", "Thaddeus"] {
        assert!(!corpus.platform.disk_holds(words), "{words} is on disk");
    }
    assert!(corpus.workspace().await.read().sources.is_empty());
    let kept = owner.post(&format!("{address}/record"), RECORD).await;
    let said = plain(&kept);
    assert!(
        said.contains("The transcript is stored.") && said.contains("2026-W47") && said.contains("heron"),
        "{said}"
    );
    for name in ["Rosalind", "Quimby", "Thaddeus", "Oakes", "Mireille"] {
        assert!(!said.contains(name), "{name}: {said}");
        assert!(!corpus.platform.disk_holds(name), "{name} is on disk");
    }
    assert!(!corpus.platform.disk_holds("heron is my witness"), "sealed");
    let gone = owner.get_only(&address).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY, "the file is let go of");
    let workspace = corpus.workspace().await;
    let desk = workspace.read();
    let source = desk.sources.values().next().unwrap();
    let leads: Vec<bool> = source.turns.iter().map(|turn| turn.leads).collect();
    assert_eq!((leads[0], leads[1]), (true, false), "the moderator leads");
}

#[tokio::test]
async fn what_was_recognised_is_corrected_before_it_is_stored() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    let file = "Will Marsh: Will you start? I will.\nMay: I may. Will asked.\nTape: stopped.\nMay: Again.\nTape: on.\nWill Marsh: Good.\n";
    let address =
        upload(&mut owner, &corpus.page("sources/bring"), &[], "will.txt", file.as_bytes()).await.location().unwrap();
    let preview = owner.get(&address).await;
    assert!(preview.says("name=\"none.2\""), "three speakers: {}", plain(&preview));
    let asked: Vec<&str> =
        preview.body.split("name=\"asked\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(!asked.is_empty(), "doubtful words are asked about: {}", plain(&preview));
    let mut fields =
        vec![("do", "look"), ("label.0", "Host"), ("label.1", "Neighbor"), ("leads.1", "yes"), ("none.2", "yes")];
    owner.post(&address, &fields).await;
    let again = owner.get(&address).await;
    let said = plain(&again);
    assert!(
        again.says("value=\"Host\"") && again.says("value=\"Neighbor\"") && said.contains("“Tape” is no speaker"),
        "{said}"
    );
    assert!(said.contains("Tape: stopped."), "the line belongs to the words before it: {said}");
    fields =
        vec![("do", "on"), ("label.0", "Host"), ("label.1", "Neighbor"), ("leads.1", "yes"), ("dismissed", "Tape")];
    let places: Vec<String> = again
        .body
        .split("name=\"asked\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    for place in &places {
        fields.extend([("asked", place.as_str()), ("name", place.as_str())]);
    }
    let record = owner.post_only(&address, &fields).await.location().unwrap();
    assert!(record.ends_with("/record"), "{record}");
    owner.post(&record, RECORD).await;
    let workspace = corpus.workspace().await;
    let desk = workspace.read();
    let source = desk.sources.values().next().unwrap();
    let told: Vec<(&str, bool)> = source.turns.iter().map(|turn| (turn.speaker.as_str(), turn.leads)).collect();
    assert_eq!(told, [("Host", false), ("Neighbor", true), ("Neighbor", true), ("Host", false)], "{source:?}");
    assert!(source.turns.iter().all(|turn| !turn.text.contains("May ") && !turn.text.contains("Marsh")), "{source:?}");
    assert!(source.turns[1].text.contains("Host asked"), "{source:?}");
}

#[tokio::test]
async fn the_record_says_when_where_and_how_far_and_may_be_changed() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    let id = bring(&corpus, "group.txt", GROUP.as_bytes()).await;
    let record = corpus.page(&format!("sources/source/{id}/record"));
    let page = owner.get(&record).await;
    let option = |label: &str| {
        let before = page.body.split(&format!(">{label}<")).next().unwrap();
        before.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned()
    };
    let (wave, site, guide) = (option("First"), option("North"), option("survivor-housing"));
    let more =
        [("wave", wave.as_str()), ("site", &site), ("guide", &guide), ("consent", "counted"), ("week", "2026-W30")];
    let fields: Vec<_> = more
        .into_iter()
        .chain([("title", "River group"), ("language", "en"), ("kind", "interview"), ("attributes", "")])
        .collect();
    let said = plain(&owner.post(&record, &fields).await);
    for part in [
        "River group",
        "Interview",
        "2026-W30",
        "First",
        "North",
        "survivor-housing",
        "Read and counted by the team; nobody is quoted",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(
        !said.replace("Settings", "").contains("Setting") && said.contains("heron"),
        "facts went, words stayed: {said}"
    );
    for (field, value, sentence) in [
        ("week", "yesterday", "“yesterday” is no week or date."),
        ("language", "Englisch!", "is no language tag"),
        ("attributes", "Setting", "Write each fact as “name: value”"),
        ("title", " ", "Give it a title."),
        ("consent", "", "Say how far the words may go."),
    ] {
        let fields: Vec<_> =
            RECORD.iter().copied().filter(|(name, _)| *name != field).chain([(field, value)]).collect();
        owner.page = Some(record.clone());
        let refused = plain(&owner.post(&record, &fields).await);
        assert!(refused.contains(sentence), "{sentence}: {refused}");
    }
    let foreign: Vec<_> = RECORD.iter().copied().chain([("site", "elsewhere")]).collect();
    assert_eq!(owner.post_only(&record, &foreign).await.status, StatusCode::NOT_FOUND);
    let list = plain(&owner.get(&corpus.page("sources")).await);
    assert!(list.contains("River group") && list.contains("no turn coded yet"), "{list}");
    let audit = plain(&owner.get(&format!("/studies/{}/audit", corpus.platform.study.id)).await);
    for act in ["brought a transcript in", "changed a transcript’s record", "read passages"] {
        assert!(audit.contains(act), "{act}: {audit}");
    }
}

#[tokio::test]
async fn a_translation_stands_beside_and_is_coded_like_the_words_themselves() {
    let corpus = Corpus::of(&[("words_change", "Que digan la verdad.")]).await;
    let mut owner = corpus.owner.clone();
    let id = bring(&corpus, "group.txt", GROUP.as_bytes()).await;
    let turns = corpus.workspace().await.read().sources[&id].turns.len();
    let whole = corpus.page(&format!("sources/source/{id}/translation"));
    let few = upload(&mut owner, &whole, &[("language", "es")], "es.txt", b"uno\n\ndos\n").await;
    let few = plain(&owner.get(&few.location().unwrap()).await);
    assert!(few.contains("does not have one part for each turn"), "{few}");
    let lines: String = (1..=turns).map(|number| format!("Palabras del turno {number}.\n\n")).collect();
    let kept = upload(&mut owner, &whole, &[("language", "es")], "es.txt", lines.as_bytes()).await;
    let kept = plain(&owner.get(&kept.location().unwrap()).await);
    assert!(kept.contains("The translation stands beside it.") && kept.contains("Palabras del turno 2."), "{kept}");
    let table: String = std::iter::once("speaker,text\n".to_owned())
        .chain((1..=turns).map(|number| format!("X,Fila {number}\n")))
        .collect();
    upload(&mut owner, &whole, &[("language", "es")], "es.csv", table.as_bytes()).await;
    let passage = PassageId::turn(&id, 1);
    let beside = PassageId { translated: true, ..passage.clone() };
    assert_eq!(corpus.workspace().await.read().text(&beside), Some("Fila 2"));
    let event = corpus.workspace().await.read().coding.head().to_string();
    owner.post(&corpus.page("sources/undo"), &[("event", &event)]).await;
    assert_eq!(corpus.workspace().await.read().text(&beside), Some("Palabras del turno 2."), "undone");
    let sheet = owner.take(&format!("{whole}.csv")).await;
    assert!(sheet.says("Palabras del turno 2.") && sheet.says("turn,speaker,words,translation"), "{}", sheet.body);
    let filled = sheet.body.replace("Palabras", "Vocablos");
    upload(&mut owner, &whole, &[("language", "es")], "translation.csv", filled.as_bytes()).await;
    assert_eq!(corpus.workspace().await.read().text(&beside), Some("Vocablos del turno 2."), "the translator's sheet");
    let one = corpus.page(&format!("sources/passage/{passage}"));
    let said = plain(&owner.post(&one, &[("language", "es"), ("words", "La garza es mi testigo.")]).await);
    assert!(said.contains("La garza es mi testigo."), "{said}");
    let code = owner.post_only(&corpus.page("codebook/new"), &[("name", "Witness")]).await.location().unwrap();
    let code = code.split("/code/").nth(1).unwrap().split('?').next().unwrap().to_owned();
    let olive = corpus.platform.owner.id.clone();
    corpus.code(&olive, "La garza", &code, None).await;
    owner.page = Some(one.clone());
    let refused = plain(&owner.post(&one, &[("language", "es"), ("words", "Otra cosa.")]).await);
    assert!(refused.contains("Words of this translation are coded."), "{refused}");
    let refused = owner.post_only(&format!("{whole}/remove"), &[]).await.location().unwrap();
    assert!(refused.contains("again="), "{refused}");
    let answer = corpus.passage("Que digan").await;
    let one = corpus.page(&format!("sources/passage/{answer}"));
    let said = owner.post(&one, &[("language", "en"), ("words", "That they tell the truth.")]).await;
    assert_eq!(said.status, StatusCode::OK);
    let found = corpus.passage("tell the truth").await;
    assert_eq!((found.translated, found.of == answer.of), (true, true), "an answer has one too");
    assert!(!corpus.platform.disk_holds("tell the truth") && !corpus.platform.disk_holds("La garza"));
    let empty = owner.post_only(&one, &[("language", "en"), ("words", " ")]).await;
    assert!(empty.location().unwrap().contains("again="));
    owner.post(&one, &[("do", "remove")]).await;
    assert!(corpus.workspace().await.read().coding.translations.keys().all(|passage| *passage != answer));
}

#[tokio::test]
async fn what_is_taken_out_takes_all_that_hangs_on_it_along() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    let id = bring(&corpus, "group.txt", GROUP.as_bytes()).await;
    let code = owner
        .post_only(&corpus.page("codebook/new"), &[("name", "Witness"), ("example", "The heron is my witness.")])
        .await
        .location()
        .unwrap();
    let code = code.split("/code/").nth(1).unwrap().split('?').next().unwrap().to_owned();
    corpus.code(&corpus.platform.owner.id.clone(), "heron is my witness", &code, None).await;
    let page = corpus.page(&format!("sources/source/{id}/remove"));
    let asked = plain(&owner.get(&page).await);
    assert!(asked.contains("6 turns go") || asked.contains("7 turns go"), "{asked}");
    assert!(asked.contains("1 coding that you may see") && asked.contains("This cannot be undone."), "{asked}");
    let gone = plain(&owner.post(&page, &[]).await);
    assert!(gone.contains("The transcript is gone.") && gone.contains("No transcript yet."), "{gone}");
    let workspace = corpus.workspace().await;
    assert!(workspace.read().coding.codings.is_empty() && workspace.read().passages.is_empty());
    assert_eq!(workspace.read().code_says(&code, server::coding::Part::Example), "", "words repeated elsewhere go too");
    assert_eq!(owner.get_only(&corpus.page(&format!("sources/source/{id}"))).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn excerpts_that_were_coded_in_a_spreadsheet_come_in_with_their_codes() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    owner.post(&corpus.page("codebook/new"), &[("name", "Safety")]).await;
    let file = "Respondent,Wave,Quote,Codes,Coder,Page\n\
        Marigold Finch,First,A door that locks.,Safety > Locks; Home,R.,4\n\
        Jo,First,The bus.,,R.,7\n\
        Jo,2019,\"Rent, always rent.\",Money,R.,9\n\
        Lee,2019,,Money,R.,9\n";
    let address = upload(&mut owner, &corpus.page("sources/excerpts"), &[], "old codes.csv", file.as_bytes())
        .await
        .location()
        .unwrap();
    let said = plain(&owner.get(&address).await);
    for part in [
        "3 excerpts with 3 codings.",
        "Codes that would be made (3): Home, Money, Safety › Locks",
        "stay as facts: 2019",
        "1 row has no words",
        "Nothing is stored yet.",
        "old codes: First",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let head = corpus.workspace().await.read().coding.head();
    let common = [("title", "Old codes"), ("language", "en"), ("parted", ";"), ("consent", "counted")];
    let fields: Vec<_> = [("do", "bring")].into_iter().chain(common).collect();
    let said = plain(&owner.post(&address, &fields).await);
    assert!(
        said.contains("The excerpts are in.") && said.contains("Old codes: First") && said.contains("Old codes: 2019"),
        "{said}"
    );
    let workspace = corpus.workspace().await;
    let count = {
        let desk = workspace.read();
        assert_eq!(desk.coding.head(), head + 2, "transcripts, then codings");
        let locks = desk.coding.codebook.codes.keys().find(|code| desk.code_name(code) == "Locks").unwrap();
        assert_eq!(desk.code_path(locks), ["Safety", "Locks"]);
        let coded = desk.coding.codings.values().find(|coded| coded.code == *locks).unwrap();
        assert_eq!((desk.text(&coded.passage), coded.coder.as_str()), (Some("A door that locks."), "R. (file)"));
        let first = desk.sources.values().find(|source| source.title.ends_with("First")).unwrap();
        assert!(first.wave.is_some() && first.turns[0].speaker == "Participant 1", "{first:?}");
        desk.coding.codings.len()
    };
    assert_eq!(count, 3);
    assert!(!corpus.platform.disk_holds("Marigold") && !corpus.platform.disk_holds("A door that locks."));
    owner.post(&corpus.page("sources/undo"), &[("event", &(head + 2).to_string())]).await;
    let workspace = corpus.workspace().await;
    assert_eq!(
        (workspace.read().coding.codings.len(), workspace.read().sources.len()),
        (0, 2),
        "codings are undone, words stay"
    );
    assert!(
        workspace
            .read()
            .coding
            .codebook
            .tree()
            .iter()
            .all(|(_, code)| workspace.read().code_name(&code.id) == "Safety")
    );
}

#[tokio::test]
async fn a_workbook_of_excerpts_comes_in_and_one_without_words_does_not() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in
        [["Excerpt", "Theme"], ["A quiet street.", "Home"], ["The bus.", "Transport"]].iter().enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    let book = book.save_to_buffer().unwrap();
    let page = corpus.page("sources/excerpts");
    let address = upload(&mut owner, &page, &[], "codes.xlsx", &book).await.location().unwrap();
    let said = plain(&owner.get(&address).await);
    assert!(said.contains("2 excerpts with 2 codings."), "{said}");
    let columns = [
        ("do", "look"),
        ("title", "T"),
        ("language", "en"),
        ("parted", ";"),
        ("consent", "counted"),
        ("column.0", "text"),
        ("column.1", "text"),
    ];
    let wrong = plain(&owner.post(&address, &columns).await);
    assert!(wrong.contains("exactly one column") && !wrong.contains("Bring them in"), "{wrong}");
    let dropped = plain(&owner.post(&address, &[("do", "drop")]).await);
    assert!(dropped.contains("Thrown away."), "{dropped}");
    for (name, bytes) in [("empty.csv", &b"a,b\n"[..]), ("broken.xlsx", &book[..book.len() / 2])] {
        let refused = upload(&mut owner, &page, &[], name, bytes).await.location().unwrap();
        let refused = plain(&owner.get(&refused).await);
        assert!(refused.contains(name), "{name}: {refused}");
    }
    assert!(corpus.workspace().await.read().sources.is_empty());
}
