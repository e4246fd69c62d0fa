//! A researcher takes coding out to another program, and brings other programs' projects in after a look.

mod group;
mod office;
mod platform;

use std::path::PathBuf;

use group::Group;
use office::keys;
use platform::Answered;
use server::access::Role;
use server::coding::round::Drawn;
use server::coding::{Act, Draft, PassageId, Span};
use server::exchange::project::excerpts;
use server::exchange::refi_qda;
use server::workspace::Desk;

fn data(file: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("TIDEMARK_DATA").map_or_else(|| PathBuf::from("../../shared/data"), PathBuf::from);
    let found = std::fs::read(folder.join("qdpx").join(file)).ok();
    if found.is_none() {
        println!("SKIPPED: {file} is not in the folder of TIDEMARK_DATA");
    }
    found
}

/// Uploads a file; gives the page that follows.
async fn upload(group: &mut Group, name: &str, bytes: &[u8]) -> Answered {
    let address = group.office.page("coding/exchange/in");
    group.office.owner.page = Some(group.office.page("coding/exchange"));
    let mut body =
        format!("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let answered = group.office.owner.post_raw(&address, "multipart/form-data; boundary=edge", body).await;
    match answered.location() {
        Some(next) => group.office.owner.get(&next).await,
        None => answered,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_project_keeps_every_selection_and_coding_at_its_place() {
    let Some(bytes) = data("qualitative_coding/demo.qdpx") else { return };
    let mut group = Group::meet().await;
    let page = upload(&mut group, "demo.qdpx", &bytes).await;
    assert!(page.says("New: 2 texts, 262 codes, 205 codings"), "{}", page.body);
    assert!(page.says("Positions count characters as Unicode does") && !page.says("CodePoint"), "{}", page.body);
    assert_eq!(group.look(|desk| desk.coding.codings.len()).await, 0, "nothing before somebody looked");
    let brought = group.office.owner.post(&page.address, &[("bring", "yes"), ("language", "es")]).await;
    assert!(brought.says("Brought in."), "{}", brought.body);
    let english = |desk: &Desk| desk.passages.iter().filter(|passage| passage.about.language == "en").count();
    assert_eq!(group.look(english).await, group::SAID.len(), "the file tells no language; whoever brings it does");
    let out = group.office.owner.take(&group.office.page("coding/exchange/out/project.qdpx")).await;
    assert_eq!(out.status, axum::http::StatusCode::OK);
    let before = refi_qda::read("demo.qdpx", &bytes, None).expect("readable").project;
    let desk_project = group.look(|desk| server::exchange::project::project(desk, &group.owner, "Shore")).await;
    let places = |project: &refi_qda::Project| {
        let all = project.sources.iter().flat_map(|source| {
            source.selections.iter().flat_map(|selection| {
                selection
                    .codings
                    .iter()
                    .map(|coding| (source.guid, selection.start, selection.end, coding.code, coding.guid))
            })
        });
        let mut all: Vec<_> = all.collect();
        all.sort_unstable();
        all
    };
    assert_eq!((before.selections(), before.codings()), (158, 205));
    let kept: Vec<_> = places(&desk_project)
        .into_iter()
        .filter(|(source, ..)| before.sources.iter().any(|one| one.guid == *source))
        .collect();
    assert_eq!(kept, places(&before), "every position, code and coding");
    let again = upload(&mut group, "demo.qdpx", &bytes).await;
    assert!(again.says("Everything in this file is here already"), "{}", again.body);
    let event = group.look(|desk| desk.coding.undoable(&group.owner).map(|event| event.position)).await;
    group.act(&group.owner, Act::Undo { event: event.expect("undoable") }).await;
    assert_eq!(group.look(|desk| (desk.coding.codings.len(), desk.coding.codebook.tree().len())).await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_out_is_what_the_person_may_see() {
    let group = Group::meet().await;
    let (person, mut ravi) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    group.office.approve(&person.id, &group.owner).await;
    let code = group.code("Keys & =doors").await;
    group.coding(&group.owner, 1, Some((22, 28)), &code).await;
    let address = |file: &str| group.office.page(&format!("coding/exchange/out/{file}"));
    let csv = ravi.take(&address("excerpts.csv")).await.body;
    assert!(csv.contains("Keys & =doors,My own,Group g") && csv.contains(",Olive Owner,"), "{csv}");
    let html = ravi.take(&address("excerpts.html")).await.body;
    assert!(html.contains("<h2>Keys &amp; =doors</h2>") && html.contains("<p>My own</p>"), "{html}");
    for file in ["excerpts.xlsx", "excerpts.docx", "codebook.qdc", "codebook.csv", "project.qdpx"] {
        assert_eq!(ravi.take(&address(file)).await.status, axum::http::StatusCode::OK, "{file}");
    }
    assert_eq!(ravi.take(&address("anything.else")).await.status, axum::http::StatusCode::NOT_FOUND);
    let (_, mut coder) = group.office.colleague("Coder", Role::Coder, &keys()).await;
    assert_eq!(coder.get(&address("excerpts.csv")).await.status, axum::http::StatusCode::FORBIDDEN);
    let project = group.look(|desk| server::exchange::project::project(desk, &group.owner, "Shore")).await;
    let selection = &project.sources[0].selections[0];
    let text = project.sources[0].text.as_deref().expect("a text");
    let span = Span::new(selection.start as u32, selection.end as u32).expect("a span");
    assert_eq!(span.of(text), Some("My own"), "places are those of the text that goes out");
}

#[tokio::test(flavor = "multi_thread")]
async fn excerpts_say_how_far_they_may_go_and_what_was_settled() {
    let mut group = Group::meet().await;
    let (ravi, _) = group.office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let (cora, _) = group.office.colleague("Cora Coordinator", Role::Coordinator, &keys()).await;
    group.office.approve(&group.owner, &cora.id).await;
    let code = group.code("Bell\u{7} keys").await;
    let mut draft = Draft::default();
    let name = draft.say("First");
    let given = [&group.owner, &ravi.id].map(|coder| (coder.clone(), vec![PassageId::turn("g", 1)])).into();
    draft.acts.push(Act::Draw(Drawn { round: "one".into(), name, how: Default::default(), given }));
    group.act(&group.owner, draft).await;
    let act = Act::Code {
        coding: "c1".into(),
        passage: PassageId::turn("g", 1),
        span: Span::new(22, 28),
        code: code.clone(),
        round: Some("one".into()),
        coder: None,
    };
    group.act(&group.owner, act).await;
    let csv = group.office.page("coding/exchange/out/excerpts.csv");
    let blind = group.office.owner.take(&csv).await.body;
    assert!(blind.contains(",22,28,,quoted,\n"), "nothing is settled while the round is blind: {blind}");
    for coder in [&group.owner, &ravi.id] {
        group.act(coder, Act::Submit { round: "one".into() }).await;
    }
    let open = group.office.owner.take(&csv).await.body;
    assert!(open.contains(",22,28,,quoted,open"), "one of two gave it: {open}");
    let settle = Act::Settle {
        round: "one".into(),
        passage: PassageId::turn("g", 1),
        code: code.clone(),
        fits: true,
        note: None,
    };
    group.act(&group.owner, settle).await;
    let settled = group.office.owner.take(&csv).await.body;
    assert!(settled.contains(",22,28,,quoted,yes"), "{settled}");
    let html = group.office.owner.take(&csv.replace(".csv", ".html")).await.body;
    assert!(html.contains("<p>codebook 1</p>") && html.contains("consent: quoted · settled: yes"), "{html}");
    let document = group
        .look(|desk| {
            let all = excerpts::excerpts(desk, &group.owner);
            excerpts::to_docx(&all, &excerpts::head(desk, "Shore", &all)).expect("a document")
        })
        .await;
    let text = server::exchange::transcript::document_text("excerpts.docx", &document).expect("it opens");
    assert!(text.contains("Bell keys") && text.contains("My own"), "no control character is left: {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_project_brings_nothing_twice() {
    let mut group = Group::meet().await;
    let code = group.code("Keys").await;
    group.coding(&group.owner, 1, Some((22, 28)), &code).await;
    let project = group.look(|desk| server::exchange::project::project(desk, &group.owner, "Shore")).await;
    let page = upload(&mut group, "own.qdpx", &refi_qda::write(&project).expect("written")).await;
    assert!(
        page.says("Texts that are here already") && page.says("Everything in this file is here already"),
        "{}",
        page.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_codes_come_in_clean_and_no_two_are_alike_beside_each_other() {
    let mut group = Group::meet().await;
    group.code("Rent").await;
    let page = upload(&mut group, "codes.csv", "name\nRe\u{202e}nt\nRe\u{7}nt\nHome\n".as_bytes()).await;
    assert!(page.says("they got a number: 2") && page.says("they were cleaned: 2"), "{}", page.body);
    group.office.owner.post(&page.address, &[("bring", "yes")]).await;
    let names = group
        .look(|desk| {
            let tree = desk.coding.codebook.tree();
            tree.into_iter().map(|(_, code)| desk.code_name(&code.id).to_owned()).collect::<Vec<_>>()
        })
        .await;
    assert_eq!(names, ["Rent", "Rent (2)", "Rent (3)", "Home"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_table_is_told_with_its_file_and_fifty_times_at_most() {
    let mut group = Group::meet().await;
    let page = upload(&mut group, "wide.csv", b"name,parent\n\xff,x\n").await;
    assert!(page.says("line 2, wide.csv: ") || page.says("wide.csv: Row 2 is not text"), "{}", page.body);
    let page = upload(&mut group, "open.csv", b"name\nRent\n\"Home\nWork\n").await;
    assert!(page.says("open.csv: Row 3 cannot be read"), "a mark that never closes: {}", page.body);
    let page = upload(&mut group, "nothing.csv", b"").await;
    assert!(page.says("“nothing.csv” is empty"), "{}", page.body);
    let many = format!("name\n{}", "Rent\n".repeat(3_000));
    let page = upload(&mut group, "many.csv", many.as_bytes()).await;
    assert!(page.says("and 2949 more") && page.body.len() < 60_000, "{} bytes", page.body.len());
    let page = upload(&mut group, "deep.qdc", b"<?xml version=\"1.0\"?><!DOCTYPE x><CodeBook/>").await;
    assert_eq!(page.body.matches("deep.qdc").count(), 1, "the place is told once: {}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_and_hostile_files_get_one_clear_error_and_nothing_comes_in() {
    let mut group = Group::meet().await;
    let before = group.look(|desk| desk.coding.head()).await;
    let mut cut = data("qualitative_coding/demo.qdpx").unwrap_or_else(|| b"PK\x03\x04cut".to_vec());
    cut.truncate(cut.len() / 2);
    let entity =
        b"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><CodeBook>&a;</CodeBook>"
            .to_vec();
    for (name, bytes) in
        [("cut.qdpx", cut), ("entity.qdc", entity), ("nothing.qdpx", Vec::new()), ("zeros.qde", vec![0; 100_000])]
    {
        let page = upload(&mut group, name, &bytes).await;
        assert!(
            page.says("role=\"alert\"") || page.status == axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            "{name}: {}",
            page.body
        );
        assert!(!page.says("root:"), "{name}");
    }
    assert_eq!(group.look(|desk| desk.coding.head()).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coder_in_a_file_never_becomes_an_account_here() {
    let Some(bytes) = data("qualitative_coding/demo.qdpx") else { return };
    let mut group = Group::meet().await;
    let mut project = refi_qda::read("demo.qdpx", &bytes, None).expect("readable").project;
    for user in &mut project.users {
        user.name = "Olive Owner".into();
    }
    let page = upload(&mut group, "forged.qdpx", &refi_qda::write(&project).expect("written")).await;
    group.office.owner.post(&page.address, &[("bring", "yes"), ("language", "es")]).await;
    group
        .look(|desk| {
            assert!(!desk.coding.codings.is_empty());
            assert!(desk.coding.codings.values().all(|coded| coded.coder != group.owner), "not under her account");
            let shown = |coded: &server::coding::Coded| desk.person(&coded.coder).to_owned();
            assert!(
                desk.coding.codings.values().all(|coded| shown(coded) == "Olive Owner (file)"),
                "nor under her name"
            );
        })
        .await;
    group.coding(&group.owner, 1, None, &group.look(|desk| desk.coding.codebook.order[0].clone()).await).await;
    let found = group.office.owner.get(&group.office.page("coding/search?coded=yes")).await;
    assert!(found.says("Olive Owner (file)</a>") && found.says("Olive Owner</a>"), "two in the list: {}", found.body);
}
