//! Files that wait, files of others, damaged files, and the real ones.

use super::*;

#[tokio::test]
async fn a_file_that_waits_is_this_browsers_alone_and_gone_when_the_study_is_locked() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    let address =
        upload(&mut owner, &corpus.page("sources/bring"), &[], "group.txt", GROUP.as_bytes()).await.location().unwrap();
    let (_, mut rena) = corpus.colleague("Rena Researcher", Role::Researcher).await;
    assert_eq!(rena.get_only(&address).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        rena.post_only(&format!("{address}/record"), RECORD).await.location().map(|to| to.contains("again=")),
        Some(true)
    );
    owner.post(&format!("/studies/{}/lock", corpus.platform.study.id), &[]).await;
    let locked = owner.get_only(&address).await;
    assert!(locked.location().unwrap().contains("/unlock"), "{:?}", locked.location());
}

#[tokio::test]
async fn coders_read_transcripts_and_only_researchers_bring_them() {
    let corpus = Corpus::of(&[]).await;
    let id = bring(&corpus, "group.txt", GROUP.as_bytes()).await;
    let page = |rest: &str| corpus.page(&format!("sources{rest}"));
    let own = |rest: &str| corpus.page(&format!("sources/source/{id}{rest}"));
    let passage = corpus.page(&format!("sources/passage/{}", PassageId::turn(&id, 0)));
    let read = [page(""), own(""), page("/answers"), passage.clone()];
    let change = [page("/bring"), page("/excerpts"), own("/record"), own("/remove"), own("/translation")];
    let sheet = own("/translation.csv");
    let (_, mut coder) = corpus.colleague("Cody Coder", Role::Coder).await;
    for page in &read {
        assert_eq!(coder.get_only(page).await.status, StatusCode::OK, "{page}");
    }
    assert_eq!(
        coder.get_only(&sheet).await.status,
        StatusCode::FORBIDDEN,
        "words leave only with those who may export"
    );
    for page in &change {
        assert_eq!(coder.get_only(page).await.status, StatusCode::FORBIDDEN, "{page}");
        let sent = match page.ends_with("/record") || page.ends_with("/remove") {
            true => coder.post_only(page, RECORD).await,
            false => upload(&mut coder, page, &[("language", "es")], "group.txt", GROUP.as_bytes()).await,
        };
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{page}");
    }
    for (name, role) in [("Cora Coordinator", Role::Coordinator), ("Rea Reader", Role::Reader)] {
        let (_, mut browser) = corpus.colleague(name, role).await;
        for page in read.iter().chain(&change) {
            assert_eq!(browser.get_only(page).await.status, StatusCode::FORBIDDEN, "{name} {page}");
        }
    }
    let mut stranger = corpus.stranger().await;
    for page in read.iter().chain(&change) {
        assert_eq!(stranger.get_only(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
}

#[tokio::test]
async fn damaged_and_hostile_files_get_one_clear_error_and_nothing_is_half_imported() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    let page = corpus.page("sources/bring");
    let bomb = pack([("word/document.xml".to_owned(), vec![b' '; 200 << 20])]).unwrap();
    let path = pack([("../../word/document.xml".to_owned(), b"<w/>".to_vec())]).unwrap();
    let whole = pack([("word/document.xml".to_owned(), b"<w:document/>".to_vec())]).unwrap();
    let nothing: Vec<u8> = Vec::new();
    for (name, bytes) in [
        ("bomb.docx", &bomb),
        ("cut.docx", &whole[..whole.len() / 2].to_vec()),
        ("escape.docx", &path),
        ("picture.png", &b"\x89PNG\r\n".to_vec()),
        ("zeros.docx", &vec![0; 1 << 20]),
        ("no turns.csv", &b"a,b\n1,2\n".to_vec()),
        ("nothing.txt", &nothing),
        ("picture.txt", &(0..=255_u8).cycle().take(20_000).collect::<Vec<u8>>()),
    ] {
        let started = std::time::Instant::now();
        let sent = upload(&mut owner, &page, &[], name, bytes).await;
        assert!(started.elapsed().as_secs() < 5, "{name}: {:?}", started.elapsed());
        let address = sent.location().unwrap_or_else(|| panic!("{name}: {}", sent.status));
        assert!(address.contains("again="), "{name}: {address}");
        let said = plain(&owner.get(&address).await);
        assert!(said.contains(name), "{name}: {said}");
    }
    let zeros = stream::iter((0..1024).map(|_| Ok::<_, std::io::Error>(vec![0_u8; 1 << 20])));
    let started = std::time::Instant::now();
    let request = Request::post(&page)
        .header(header::HOST, "127.0.0.1:42001")
        .header(header::COOKIE, owner.cookie.clone().unwrap())
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=part")
        .body(Body::from_stream(zeros));
    let answered = owner.plane().oneshot(request.unwrap()).await.unwrap();
    assert_eq!(answered.status(), StatusCode::PAYLOAD_TOO_LARGE, "a gigabyte of zeros");
    println!("a gigabyte of zeros was refused after {:?}", started.elapsed());
    let workspace = corpus.workspace().await;
    assert!(
        workspace.read().sources.is_empty() && workspace.read().coding.events.is_empty(),
        "nothing is half imported"
    );
}

/// The real transcripts; says so loudly when they are not there.
fn real() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("TIDEMARK_DATA").map_or(beside, PathBuf::from).join("transcripts");
    let (mut files, mut open) = (Vec::new(), vec![folder.clone()]);
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let is_transcript =
                path.extension().is_some_and(|ending| ["txt", "vtt", "srt", "docx"].iter().any(|one| ending == *one));
            let is_licence = path.file_name().is_some_and(|name| name.to_string_lossy().contains("LICENSE"));
            if path.is_dir() {
                open.push(path);
            } else if is_transcript && !is_licence {
                files.push(path);
            }
        }
    }
    files.sort();
    if files.is_empty() {
        println!("SKIPPED: no transcripts in {} (set TIDEMARK_DATA)", folder.display());
    }
    files
}

#[tokio::test]
async fn every_real_transcript_goes_in_through_the_pages_and_no_speaker_is_named() {
    let files = real();
    if files.is_empty() {
        return;
    }
    let corpus = Corpus::of(&[]).await;
    for path in &files {
        let (name, bytes) = (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap());
        let read = transcript::read(&name, &bytes).unwrap();
        let id = bring(&corpus, &name, &bytes).await;
        let workspace = corpus.workspace().await;
        let desk = workspace.read();
        let source = &desk.sources[&id];
        let words: usize = source.turns.iter().map(|turn| turn.text.split_whitespace().count()).sum();
        let speakers: std::collections::BTreeSet<&str> =
            source.turns.iter().map(|turn| turn.speaker.as_str()).collect();
        println!(
            "{name}: {} turns in the file, {} kept, {} labels, {words} words",
            read.turns.len(),
            source.turns.len(),
            speakers.len()
        );
        assert!(!source.turns.is_empty() && words > 0, "{name}");
        for speaker in read.speakers().iter().filter(|speaker| speaker.name.contains(' ')) {
            let named =
                source.turns.iter().find(|turn| turn.text.contains(&speaker.name) || turn.speaker == speaker.name);
            assert!(named.is_none(), "{name}: {} in {named:?}", speaker.name);
        }
        let line = source.turns.iter().map(|turn| turn.text.as_str()).max_by_key(|text| text.len()).unwrap().to_owned();
        assert!(!corpus.platform.disk_holds(&line), "{name}: words in clear on disk");
    }
    assert!(files.len() >= 12 || std::env::var_os("TIDEMARK_DATA").is_some(), "{} files", files.len());
}

#[tokio::test]
async fn a_column_of_translations_is_not_dropped_in_silence_and_no_label_is_somebody_elses_name() {
    let corpus = Corpus::of(&[]).await;
    let mut owner = corpus.owner.clone();
    let table = "speaker,text,translation\nMireille,Hello.,Hola.\nThaddeus,\"Yes, hello.\",\"Sí, hola.\"\n";
    let sent = upload(&mut owner, &corpus.page("sources/bring"), &[], "two.csv", table.as_bytes()).await;
    let preview = sent.location().unwrap();
    let page = owner.get(&preview).await;
    let said = plain(&page);
    assert!(said.contains("send this same file again") && said.contains("1 turn, 1 word"), "{said}");
    assert!(
        page.body.find("send this same file").unwrap() < page.body.find("value=\"on\"").unwrap(),
        "above the button"
    );
    owner.page = Some(preview.clone());
    let borrowed = [("do", "look"), ("label.0", "thaddeus"), ("label.1", "Participant 1")];
    let refused = plain(&owner.post(&preview, &borrowed).await);
    assert!(refused.contains("“thaddeus” is the name of somebody else in this file"), "{refused}");
    let plain_labels = [("do", "look"), ("label.0", "Participant 1"), ("label.1", "Participant 1")];
    assert!(!plain(&owner.post(&preview, &plain_labels).await).contains("somebody else in this file"), "control");
}
