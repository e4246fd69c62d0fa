//! A coordinator publishes an instrument for survivors: refused until it is whole, translated, signed and provided for.

mod office;
mod platform;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use calamine::{Reader, Xlsx};
use office::{Office, keys};
use platform::Browser;
use rust_xlsxwriter::Workbook;
use server::access::Role;
use server::store::{instruments, versions};
use tower::ServiceExt;

/// An office with the survey for survivors, and its address.
async fn with_survey() -> (Office, String, String) {
    let mut office = Office::open().await;
    let page = office.owner.post(&office.page("instruments/add"), &[("name", "survivor-housing")]).await;
    assert!(page.says("Housing survey"), "{}", page.body);
    let id = page.address.split(['/', '?']).nth(4).expect("an id").to_owned();
    let own = office.page(&format!("instruments/{id}"));
    office.owner.page = Some(own.clone());
    (office, own, id)
}

async fn draft(office: &Office, id: &str) -> String {
    let found = instruments::find(&office.state.store, &office.study, id).await.expect("looked up");
    found.expect("the instrument").draft
}

async fn publish(office: &mut Office, own: &str, id: &str, languages: &[&str]) -> platform::Answered {
    let hash = ::instruments::hash(&draft(office, id).await);
    let mut fields = vec![("hash", hash.as_str())];
    fields.extend(languages.iter().map(|language| ("language", *language)));
    office.owner.post(&format!("{own}/publish"), &fields).await
}

async fn sign(office: &mut Office, own: &str, language: &str) {
    let fields = [("language", language), ("reviewer", "Rosa Reviewer"), ("read", "on")];
    let page = office.owner.post(&format!("{own}/sign"), &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
}

async fn published(office: &Office, id: &str) -> Vec<versions::Version> {
    versions::all(&office.state.store, id).await.expect("versions")
}

#[tokio::test]
async fn publishing_waits_for_signatures_words_and_a_second_key_holder() {
    let (mut office, own, id) = with_survey().await;
    let refused = publish(&mut office, &own, &id, &["en", "es"]).await;
    assert!(refused.says("role=\"alert\""));
    assert!(refused.says("nobody has read and signed") && refused.says("second person must hold"), "{}", refused.body);
    let told = refused.body.split("role=\"alert\"").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("a list");
    assert_eq!((told.matches("Spanish").count(), told.matches("English").count()), (1, 1), "each named once: {told}");
    for way in [format!("href=\"{own}#sign\""), format!("href=\"{}#holder\"", office.page("settings"))] {
        assert!(told.contains(&way), "{way}: {told}");
    }

    let none = publish(&mut office, &own, &id, &[]).await;
    assert!(none.says("Choose at least one language") && none.says("nobody has read and signed"), "{}", none.body);

    sign(&mut office, &own, "en").await;
    sign(&mut office, &own, "es").await;
    let refused = publish(&mut office, &own, &id, &["en", "es"]).await;
    assert!(refused.says("second person must hold") && !refused.says("nobody has read"), "{}", refused.body);
    assert!(published(&office, &id).await.is_empty());

    office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let done = publish(&mut office, &own, &id, &["en", "es"]).await;
    assert!(done.says("Published."), "{}", done.body);
    let all = published(&office, &id).await;
    assert_eq!((all.len(), all[0].number), (1, 1));
    assert_eq!(all[0].languages.0, ["en", "es"]);
}

#[tokio::test]
async fn a_changed_word_needs_a_new_signature_and_a_missing_one_stops_its_language_only() {
    let (mut office, own, id) = with_survey().await;
    office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    sign(&mut office, &own, "en").await;
    sign(&mut office, &own, "es").await;
    let words = format!("{own}/words");
    office.owner.post(&words, &[("language", "es"), ("part", "front"), ("word.title", "")]).await;
    let refused = publish(&mut office, &own, &id, &["en", "es"]).await;
    assert!(refused.says("Spanish: one text of the instrument is missing"), "{}", refused.body);
    assert!(refused.says(&format!("href=\"{own}/words?language=es\"")), "{}", refused.body);
    let unsigned =
        office.owner.post(&format!("{own}/sign"), &[("language", "es"), ("reviewer", "R"), ("read", "on")]).await;
    assert!(unsigned.says("role=\"alert\""), "incomplete words cannot be signed");
    office.owner.post(&words, &[("language", "es"), ("part", "front"), ("word.title", "Su casa")]).await;
    let refused = publish(&mut office, &own, &id, &["es"]).await;
    assert!(refused.says("nobody has read and signed"), "{}", refused.body);
    assert!(publish(&mut office, &own, &id, &["en"]).await.says("Published."), "English was not touched");
}

#[tokio::test]
async fn a_translation_is_read_again_when_the_words_that_it_translates_change() {
    let (mut office, own, id) = with_survey().await;
    office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    sign(&mut office, &own, "en").await;
    sign(&mut office, &own, "es").await;
    let words = format!("{own}/words");
    office.owner.post(&words, &[("language", "en"), ("part", "front"), ("word.title", "Where you sleep")]).await;
    sign(&mut office, &own, "en").await;
    let refused = publish(&mut office, &own, &id, &["en", "es"]).await;
    assert!(
        refused.says("Spanish: nobody has read and signed") && !refused.says("English: nobody"),
        "{}",
        refused.body
    );
    sign(&mut office, &own, "es").await;
    assert!(publish(&mut office, &own, &id, &["en", "es"]).await.says("Published."));
}

#[tokio::test]
async fn whoever_opens_another_part_keeps_what_was_typed_and_the_preview_names_what_it_leaves_out() {
    let (mut office, own, id) = with_survey().await;
    let typed = [("language", "en"), ("part", "front"), ("word.title", "Where you sleep"), ("go", "looking")];
    let page = office.owner.post(&format!("{own}/words"), &typed).await;
    assert!(page.address.contains("part=looking") && page.says("value=\"places\""), "{}", page.address);
    assert!(draft(&office, &id).await.contains("Where you sleep"), "it was saved");
    let shown = office.owner.get(&format!("{own}/preview?language=en&page=3")).await;
    assert!(shown.says("Asked only after other answers") && shown.says("how long did it take"), "{}", shown.body);
    assert!(shown.says("Only if “The last time you looked, did you get a place?” is not “No”"), "{}", shown.body);
    let whole = office.owner.get(&format!("{own}/preview?language=es&page=1")).await;
    assert!(!whole.says("Asked only after other answers"), "control: nothing there depends on anything");
}

#[tokio::test]
async fn an_instrument_is_removed_only_after_the_box_that_says_so() {
    let (mut office, own, id) = with_survey().await;
    let page = office.owner.get(&own).await;
    assert!(page.says("I am sure: remove survivor-housing"), "{}", page.body);
    let pressed = office.owner.post(&format!("{own}/remove"), &[]).await;
    assert!(pressed.says("Please tick that you are sure."), "{}", pressed.body);
    let found = instruments::find(&office.state.store, &office.study, &id).await.expect("looked up");
    assert!(found.is_some(), "one press does nothing");
    assert!(office.owner.post(&format!("{own}/remove"), &[("sure", "on")]).await.says("Removed."));
}

#[tokio::test]
async fn a_hint_and_other_words_that_are_not_there_yet_are_added_in_the_browser() {
    let (mut office, own, id) = with_survey().await;
    let before = ::instruments::parse(&draft(&office, &id).await).expect("sound");
    let bare = before.questions().find(|one| one.hint.is_none() && !one.text.0.is_empty()).expect("one without a hint");
    let section =
        before.sections.iter().find(|one| one.questions.iter().any(|inner| inner.id == bare.id)).expect("its part");
    let page = office.owner.get(&format!("{own}/words?language=en&part={}", section.id)).await;
    let name = format!("word.question.{}.hint", bare.id);
    assert!(page.says("Add a hint") && page.says(&format!("name=\"{name}\"")), "{}", page.body);
    let fields = [("language", "en"), ("part", section.id.as_str()), (name.as_str(), "A room counts too.")];
    assert!(office.owner.post(&format!("{own}/words"), &fields).await.says("Saved."));
    let after = ::instruments::parse(&draft(&office, &id).await).expect("sound");
    let hint = after.questions().find(|one| one.id == bare.id).and_then(|one| one.hint.clone()).expect("a hint");
    assert_eq!(hint.get("en"), "A room counts too.");
    let desk = office.owner.get(&own).await;
    assert!(desk.says("one is missing"), "the other language now lacks it: {}", desk.body);
    let spanish = office.owner.get(&format!("{own}/words?language=es&part={}", section.id)).await;
    assert!(spanish.says("A room counts too.") && !spanish.says("Add a hint"), "{}", spanish.body);
}

#[tokio::test]
async fn a_serious_finding_stops_publishing() {
    let (mut office, own, id) = with_survey().await;
    office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    let store = &office.state.store;
    let before = instruments::find(store, &office.study, &id).await.unwrap().unwrap();
    let broken = before.draft.replacen("kind = \"single\"", "kind = \"single\"\nshow_if = \"${nothing} = 'x'\"", 1);
    assert_ne!(broken, before.draft);
    instruments::save(store, &before, &broken).await.unwrap();
    sign(&mut office, &own, "en").await;
    let refused = publish(&mut office, &own, &id, &["en"]).await;
    assert!(refused.says("role=\"alert\""));
    assert!(refused.says("nothing"), "it names the reference: {}", refused.body);
    assert!(published(&office, &id).await.is_empty());
}

#[tokio::test]
async fn a_published_version_stays_as_it_is_and_is_named_by_its_text() {
    let (mut office, own, id) = with_survey().await;
    office.colleague("Ravi Researcher", Role::Researcher, &keys()).await;
    sign(&mut office, &own, "en").await;
    publish(&mut office, &own, &id, &["en"]).await;
    let first = published(&office, &id).await.remove(0);
    assert_eq!(first.hash, ::instruments::hash(&first.toml));
    publish(&mut office, &own, &id, &["en"]).await;
    assert_eq!(published(&office, &id).await, std::slice::from_ref(&first), "the same text is the same version");

    office.owner.post(&format!("{own}/words"), &[("language", "en"), ("part", "front"), ("word.title", "Home")]).await;
    let history = office.owner.get(&format!("{own}/versions")).await;
    assert!(history.says("Reworded"), "{}", history.body);
    sign(&mut office, &own, "en").await;
    publish(&mut office, &own, &id, &["en"]).await;
    let all = published(&office, &id).await;
    assert_eq!((all.len(), all[0].number), (2, 2));
    assert_eq!(all[1], first);
}

#[tokio::test]
async fn broken_files_are_refused_with_their_line_and_change_nothing() {
    let (mut office, own, id) = with_survey().await;
    let before = draft(&office, &id).await;
    let broken = before.replacen("audience = ", "audience == ", 1);
    let refused = upload(&mut office.owner, &format!("{own}/toml"), "survey.toml", broken.as_bytes()).await;
    assert!(refused.says("role=\"alert\""));
    assert!(refused.says("line "), "{}", refused.body);
    let other = before.replacen("id = \"survivor-housing\"", "id = \"another\"", 1);
    let refused = upload(&mut office.owner, &format!("{own}/toml"), "survey.toml", other.as_bytes()).await;
    assert!(refused.says("role=\"alert\""));
    let refused = upload(&mut office.owner, &format!("{own}/toml"), "x", b"\xff\xfe\x00").await;
    assert!(refused.says("role=\"alert\""));
    assert_eq!(draft(&office, &id).await, before);
}

#[tokio::test]
async fn a_translator_s_sheet_goes_out_and_comes_back_or_changes_nothing() {
    let (mut office, own, id) = with_survey().await;
    let page = office.owner.post(&format!("{own}/language"), &[("language", "ht")]).await;
    assert!(page.says("ht"), "{}", page.body);
    let sheet = download(&office.owner, &format!("{own}/sheet/ht")).await;
    let before = draft(&office, &id).await;

    let broken = fill(&sheet, |sheet, row| sheet == "instrument" && row == 2);
    let refused = upload(&mut office.owner, &format!("{own}/sheet/ht"), "ht.xlsx", &broken).await;
    assert!(refused.says("role=\"alert\""));
    assert!(refused.says("instrument") && refused.says("B3"), "sheet and cell are named: {}", refused.body);
    assert_eq!(draft(&office, &id).await, before);

    let done = upload(&mut office.owner, &format!("{own}/sheet/ht"), "ht.xlsx", &fill(&sheet, |_, _| false)).await;
    assert!(done.says("were taken in"), "{}", done.body);
    let parsed = ::instruments::parse(&draft(&office, &id).await).expect("sound");
    assert!(::instruments::words(&parsed).iter().all(|word| !word.texts.has("en") || word.texts.has("ht")));
    let desk = office.owner.get(&own).await;
    let row = desk.body.split("<code>ht</code>").nth(1).expect("a row").split("</tr>").next().unwrap();
    assert_eq!(row.matches("complete").count(), 2, "instrument and interface: {row}");
    sign(&mut office, &own, "ht").await;
}

/// The sheet with every word translated; rows for which `spoil` holds have their source words changed.
fn fill(sheet: &[u8], spoil: impl Fn(&str, usize) -> bool) -> Vec<u8> {
    let mut file: Xlsx<_> = Xlsx::new(std::io::Cursor::new(sheet.to_vec())).expect("a spreadsheet");
    let mut filled = Workbook::new();
    for name in file.sheet_names() {
        let drawn = filled.add_worksheet();
        drawn.set_name(&name).expect("a name");
        for (row, cells) in file.worksheet_range(&name).expect("a sheet").rows().enumerate() {
            let mut texts: Vec<String> = cells.iter().map(ToString::to_string).collect();
            if row > 0 {
                texts[2] = texts[1].clone();
            }
            if spoil(&name, row) {
                texts[1].push('!');
            }
            for (column, text) in texts.iter().enumerate() {
                drawn.write_string(row as u32, column as u16, text).expect("written");
            }
        }
    }
    filled.save_to_buffer().expect("a file")
}

async fn download(browser: &Browser, address: &str) -> Vec<u8> {
    let request = Request::get(address)
        .header(header::HOST, "127.0.0.1:42001")
        .header(header::COOKIE, browser.cookie.clone().expect("signed in"))
        .body(Body::empty())
        .expect("a request");
    let response = browser.plane().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    to_bytes(response.into_body(), usize::MAX).await.expect("a file").to_vec()
}

async fn upload(browser: &mut Browser, address: &str, name: &str, bytes: &[u8]) -> platform::Answered {
    let mut body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend(bytes);
    body.extend(b"\r\n--edge--\r\n");
    let first = browser.post_raw(address, "multipart/form-data; boundary=edge", body).await;
    let next = first.location().expect("led on");
    browser.get(&next).await
}
