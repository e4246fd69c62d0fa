//! A respondent is in danger: somebody takes the phone, the server, the database, or sends forms that no page made.

mod platform;

use platform::{Platform, Scene};
use server::http::respond::ROUTES;
use server::store::collections::Settings;
use server::store::links::Mode;
use server::store::sql;
use server::{chance, store::drafts};

const CANARY: &str = "blue heron over the canal";
const KINDS: &str = include_str!("fixtures/every_kind.toml");

fn kinds() -> Scene {
    Scene { toml: KINDS.to_owned(), ..Scene::default() }
}

/// Begins and answers up to the page with the long text, which holds the canary.
async fn tell(browser: &mut platform::Browser, word: &str) -> platform::Answered {
    browser.post(&format!("/s/{word}"), &[("_go", "begin")]).await;
    browser.post("/s/1", &[("role", "manager")]).await;
    browser.post("/s/2", &[]).await;
    browser.post("/s/3", &[("story", CANARY)]).await
}

/// A release that is out, at `/r/tide`.
async fn publish(platform: &Platform) {
    let (pool, study) = (&platform.state.store.pool, &platform.study.id);
    const RELEASE: &str = "insert into releases (id, study_id, state, made_by, made_on, choice, word) \
                           values ('one', $1, 'proposed', 'owner', '2026-01-01', x'00', 'tide')";
    sql::query(RELEASE).bind(study).execute(pool).await.expect("a release");
    const FILE: &str = "insert into release_files (release_id, name, kind, bytes) values ('one', $1, $2, x'61')";
    for (name, kind) in [("", "text/html; charset=utf-8"), ("data.csv", "text/csv; charset=utf-8")] {
        sql::query(FILE).bind(name).bind(kind).execute(pool).await.expect("a file");
    }
    sql::query("update releases set state = 'released'").execute(pool).await.expect("out");
}

#[tokio::test]
async fn design_4_1_the_list_of_routes_is_closed() {
    let known: Vec<_> = ROUTES.iter().map(|(path, methods)| (*path, methods.to_vec())).collect();
    let expected = [
        ("/s/{place}", vec!["GET", "POST"]),
        ("/leave", vec!["GET"]),
        ("/withdraw", vec!["GET", "POST"]),
        ("/r/{word}", vec!["GET"]),
        ("/r/{word}/{file}", vec!["GET"]),
        ("/robots.txt", vec!["GET"]),
        ("/a/{name}", vec!["GET"]),
    ];
    assert_eq!(known, expected);
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    publish(&platform).await;
    for (path, methods) in ROUTES {
        let address = path.replace("{place}", &open.word).replace("{word}", "tide").replace("{file}", "data.csv");
        let address = address.replace("/a/{name}", &server::http::assets::address("app.css"));
        assert_ne!(browser.get_only(&address).await.status, 404, "{address}");
        let posted = browser.post_only(&address, &[]).await.status;
        assert_eq!(posted == 303, methods.contains(&"POST"), "{address} {posted}");
    }
    for path in
        ["/", "/s", "/sign-in", "/studies", "/first-start", "/s/a/b", "/a/staff.css", "/a/loader.js", "/api", "/.env"]
    {
        assert_eq!(browser.get_only(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn design_4_2_a_form_is_never_answered_by_a_page() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    let word = format!("/s/{}", open.word);
    let forms: [(&str, &[(&str, &str)]); 11] = [
        (&word, &[("_language", "es")]),
        ("/s/1", &[("role", "manager")]),
        (&word, &[("_go", "begin")]),
        ("/s/1", &[("beds_free", "many")]),
        ("/s/1", &[("no-such-question", "x")]),
        ("/s/1", &[("role", "manager"), ("_language", "es")]),
        ("/s/77", &[]),
        ("/s/nobody", &[]),
        ("/withdraw", &[("_code", "wrong")]),
        ("/withdraw", &[("_language", "es")]),
        ("/s/1", &[("role", "no-such-option")]),
    ];
    for (address, fields) in forms {
        let answered = browser.post_only(address, fields).await;
        assert_eq!((answered.status.as_u16(), answered.body.as_str()), (303, ""), "{address} {fields:?}");
    }
    let large = format!("story={}", "x".repeat(300_000)).into_bytes();
    let answered = browser.post_raw("/s/1", "application/x-www-form-urlencoded", large).await;
    assert_eq!((answered.status.as_u16(), answered.body.as_str()), (303, ""));
    assert!(
        browser.get("/s/1").await.says("más largo de lo que podemos recibir"),
        "the page that it came from says why"
    );
}

#[tokio::test]
async fn leaving_works_from_every_page_and_takes_the_key_away() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    let review = browser.go_through(&open.word, &[("/s/1", &[("housing_now", "motel")])]).await;
    for page in
        [format!("/s/{}", open.word), "/s/1".into(), "/s/5".into(), review, "/withdraw".into(), "/s/nobody".into()]
    {
        let page = browser.get(&page).await;
        let first = page.body.find("href=\"/leave\"").expect("the exit is there");
        let body = page.body.find("<body").unwrap();
        let before = &page.body[body..first];
        assert_eq!(before.matches("<a ").count(), 1, "it is the first in tab order: {before}");
        assert!(!["<button", "<summary", "<input", "<select"].iter().any(|other| before.contains(other)), "{before}");
    }
    let left = browser.get_only("/leave").await;
    assert_eq!((left.status.as_u16(), left.location().as_deref()), (303, Some("https://www.weather.gov/")));
    assert!(browser.cookie.is_none());
    let back = browser.get("/s/1").await;
    assert!(back.status == 410 && !back.chosen("motel"));
}

#[tokio::test]
async fn design_4_3_leaving_works_when_the_database_does_not() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    platform.state.store.pool.close().await;
    let broken = browser.get("/s/1").await;
    assert!(broken.status.is_server_error() && broken.says("Leave now"), "control");
    let left = browser.get_only("/leave").await;
    assert_eq!(left.location().as_deref(), Some("https://www.weather.gov/"));
    assert!(browser.cookie.is_none());
}

#[tokio::test]
async fn design_4_6_nothing_that_was_answered_lies_in_clear_on_the_disk() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    tell(&mut browser, &open.word).await;
    assert!(browser.get("/s/3").await.says(CANARY), "control: the draft holds it");
    assert!(platform.disk_holds("every-kind"), "control: what is not sealed is found");
    assert!(!platform.disk_holds(CANARY));
    let review = browser.post("/s/4", &[]).await.address;
    browser.post(&review, &[("_go", "send"), ("_want-code", "yes")]).await;
    let responses = platform.responses(&open.collection.id).await;
    assert_eq!(responses[0].answers["story"], instruments::Answer::Text(CANARY.into()), "control");
    assert!(!platform.disk_holds(CANARY));
}

#[tokio::test]
async fn a_clear_text_that_is_left_in_any_file_is_found_when_a_test_ends() {
    let (platform, open) = Platform::with(Scene { mode: Mode::Code, ..kinds() }).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin"), ("_code", &open.codes[0])]).await;
    browser.post("/s/1", &[("role", "manager")]).await;
    browser.post("/s/2", &[]).await;
    browser.post("/s/3", &[("story", CANARY)]).await;
    let look = || platform.canaries.found(&platform.folder);
    assert_eq!(look(), [""; 0], "control: nothing lies there by itself");
    let forgotten = platform.folder.join("forgotten.txt");
    for words in [CANARY, platform::PASSPHRASE, open.codes[1].as_str()] {
        std::fs::write(&forgotten, format!("\u{0}\u{1}{words}\u{2}")).expect("written");
        assert_eq!(look(), [format!("“{words}” in forgotten.txt")]);
    }
    std::fs::remove_file(&forgotten).expect("gone");
}

#[tokio::test]
async fn the_cookie_is_one_and_plain_and_dies_with_the_browser() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    assert!(
        browser.get_only(&format!("/s/{}", open.word)).await.headers.get("set-cookie").is_none(),
        "none before consent"
    );
    let begun = browser.post_only(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    let lines: Vec<_> = begun.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    let [line] = lines[..] else { panic!("one cookie") };
    let mut reader = platform.respondent();
    let spanish = reader.post_only(&format!("/s/{}", open.word), &[("_language", "es")]).await;
    let chosen = spanish.headers["set-cookie"].to_str().unwrap();
    assert!(chosen.starts_with("s=.es.") && !chosen.contains("Max-Age"), "a language is kept as long: {chosen}");
    assert!(line.contains("HttpOnly") && line.contains("SameSite=Strict") && line.contains("Path=/"));
    assert!(!line.contains("Max-Age") && !line.contains("Expires"));
}

#[tokio::test]
async fn no_page_has_a_script_or_lets_itself_be_kept() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    let review = browser.go_through(&open.word, &[]).await;
    for page in
        [format!("/s/{}", open.word), "/s/1".into(), "/s/5".into(), review, "/withdraw".into(), "/nothing".into()]
    {
        let page = browser.get(&page).await;
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src"), "{}", page.address);
        assert_eq!(page.headers["cache-control"], "no-store");
        assert!(!page.says("<script") && !page.says(" style=\"") && !page.says("onclick"));
        assert!(page.says("<title>Questions</title>") || page.says("<title>Preguntas</title>"));
    }
}

#[tokio::test]
async fn every_form_and_control_forgets_what_was_typed() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    let mut pages = vec![browser.get(&format!("/s/{}", open.word)).await, browser.get("/withdraw").await];
    let review = browser.go_through(&open.word, &[("/s/1", &[("role", "manager"), ("has_beds", "yes")])]).await;
    for address in ["/s/1", "/s/2", "/s/3", "/s/4", &review] {
        pages.push(browser.get(address).await);
    }
    for page in pages {
        for tag in page
            .body
            .split('<')
            .filter(|tag| ["form", "input", "select", "textarea"].iter().any(|name| tag.starts_with(name)))
        {
            assert!(tag.contains("autocomplete=\"off\""), "{}: {tag}", page.address);
            let typed = tag.starts_with("textarea") || tag.contains("type=\"text\"");
            assert!(
                !typed || tag.contains("spellcheck=\"false\"") && tag.contains("autocorrect=\"off\""),
                "{}: {tag}",
                page.address
            );
        }
    }
}

#[tokio::test]
async fn forged_fields_are_refused_and_the_rest_is_kept() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    for forged in
        [("ease", "5"), ("rooms_twice", "9"), ("skipped-part.ratings", "yes"), ("skip-part", "words"), ("x", "y")]
    {
        let page = browser.post("/s/1", &[("role", "manager"), forged]).await;
        assert!(page.address == "/s/1" && page.says("did not belong to it"), "{forged:?}");
        assert!(page.chosen("manager"), "{forged:?}");
    }
    assert_eq!(browser.post("/s/1", &[("role", "manager")]).await.address, "/s/2");
}

#[tokio::test]
async fn answers_to_questions_that_were_not_shown_are_refused() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    let page = browser.post("/s/1", &[("role", "manager"), ("has_beds", "no"), ("beds_free", "4")]).await;
    assert!(page.address == "/s/1" && page.says("did not belong to it"));
    browser.post("/s/1", &[("role", "manager"), ("has_beds", "no")]).await;
    for page in ["/s/2", "/s/3", "/s/4"] {
        browser.post(page, &[]).await;
    }
    browser.post("/s/5", &[("_go", "send")]).await;
    let answers = &platform.responses(&open.collection.id).await[0].answers;
    assert_eq!(answers["beds_free"], instruments::Answer::Missing(instruments::MissingReason::NotAsked));
}

#[tokio::test]
async fn odd_characters_and_long_words_are_said_and_nothing_is_cut() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    tell(&mut browser, &open.word).await;
    let nul = browser.post("/s/3", &[("story", "be\0fore")]).await;
    assert!(nul.address == "/s/3" && nul.says("A few signs could not be kept") && nul.says("before"));
    let surrogate =
        browser.post_raw("/s/3", "application/x-www-form-urlencoded", b"story=%ED%A0%80word".to_vec()).await;
    assert_eq!(surrogate.location().as_deref(), Some("/s/3"));
    let long = "é".repeat(201);
    let page = browser.post("/s/3", &[("story", &long)]).await;
    assert!(page.says(&long) && page.says("by 1"), "what was typed stays");
}

#[tokio::test]
async fn what_is_no_form_gets_a_plain_answer() {
    let (platform, open) = Platform::with(kinds()).await;
    let mut browser = platform.respondent();
    tell(&mut browser, &open.word).await;
    for kind in ["application/json", "multipart/form-data; boundary=x", "text/plain", ""] {
        let answered = browser.post_raw("/s/3", kind, b"{}".to_vec()).await;
        assert!(answered.status == 415 && answered.says("That did not work"), "{kind}");
        assert!(answered.says("Nothing was lost") && answered.says("href=\"/s/3\""), "it leads back to the page");
        assert!(answered.headers.get("set-cookie").is_none());
    }
    let foreign = browser.post_from_elsewhere("/s/3", &[("story", "forged")]).await;
    assert!(foreign.status == 403 && foreign.says("That did not work") && foreign.says("href=\"/s/3\""));
    assert!(foreign.headers.get("set-cookie").is_none());
    browser.post("/s/3", &[("_language", "es"), ("story", CANARY)]).await;
    let spanish = browser.post_raw("/s/3", "text/plain", Vec::new()).await;
    assert!(spanish.says("Eso no funcionó"), "in the language of the pages");
    assert!(browser.get("/s/3").await.says(CANARY), "nothing was lost");
}

#[tokio::test]
async fn an_expired_draft_is_gone_and_the_page_says_so() {
    let (platform, open) = Platform::with(Scene { mode: Mode::Code, ..Scene::default() }).await;
    let mut browser = platform.respondent();
    let word = format!("/s/{}", open.word);
    browser.post(&word, &[("_go", "begin"), ("_code", &open.codes[0])]).await;
    assert_eq!(browser.post("/s/1", &[("housing_now", "motel")]).await.address, "/s/2", "control");
    sql::query("update drafts set expires_at = $1")
        .bind(chance::now())
        .execute(&platform.state.store.pool)
        .await
        .unwrap();
    let mut late = browser.clone();
    let gone = browser.get("/s/2").await;
    assert!(gone.status == 410 && gone.says("There is nothing here"));
    let told = ["answers", "sent", "Leave now”", "/withdraw"].into_iter().find(|words| gone.says(words));
    assert_eq!(told, None, "whoever presses \"back\" learns nothing of what was done before");
    assert!(browser.cookie.as_deref().is_some_and(|cookie| cookie.starts_with("s=.")), "the useless key is gone");
    assert!(gone.says(&format!("href=\"{word}\"")), "it leads to the start");
    assert_eq!(late.post("/s/2", &[("types_used", "voucher")]).await.status, 410);
    let again = platform.respondent().post(&word, &[("_go", "begin"), ("_code", &open.codes[0])]).await;
    assert_eq!(again.address, "/s/1", "the code is free again");
}

#[tokio::test]
async fn drafts_end_on_the_hour_and_live_as_long_as_is_said() {
    let end = drafts::expiry(24);
    assert_eq!(end % 3600, 0);
    assert!((24 * 3600..25 * 3600).contains(&(end - chance::now())));
}

#[tokio::test]
async fn a_code_is_spent_when_it_is_typed_and_forgives_a_double_tap() {
    let (platform, open) = Platform::with(Scene { mode: Mode::Code, ..Scene::default() }).await;
    let word = format!("/s/{}", open.word);
    let mut browser = platform.respondent();
    assert!(browser.post(&word, &[("_go", "begin"), ("_code", "")]).await.says("not one of our codes"));
    assert!(!platform.respondent().get(&word).await.says("aria-invalid"), "control: nothing was typed");
    let wrong = browser.post(&word, &[("_go", "begin"), ("_code", "4K7-XQ2-MN8")]).await;
    assert_eq!(wrong.body.matches("not one of our codes").count(), 2, "at the top and at the field: {}", wrong.body);
    let field = wrong.body.split('<').find(|tag| tag.contains("id=\"code\"")).expect("the field");
    assert!(field.contains("aria-describedby=\"code-hint code-problem\"") && field.contains("aria-invalid=\"true\""));
    assert!(wrong.body.contains("id=\"code-problem\"") && wrong.body.contains("href=\"#code\""), "{}", wrong.body);
    let typed = server::seal::codes::show(&open.codes[0]).to_lowercase().replace('-', " ");
    let mut double = browser.clone();
    assert_eq!(browser.post(&word, &[("_go", "begin"), ("_code", &typed)]).await.address, "/s/1");
    assert_eq!(double.post(&word, &[("_go", "begin"), ("_code", &typed)]).await.address, "/s/1");
    double.post("/s/1", &[("housing_now", "motel")]).await;
    let mut stranger = platform.respondent();
    assert!(stranger.post(&word, &[("_go", "begin"), ("_code", &typed)]).await.says("This code has been used"));
    let review = double.go_through(&open.word, &[]).await;
    double.post(&review, &[("_go", "send")]).await;
    assert!(stranger.post(&word, &[("_go", "begin"), ("_code", &typed)]).await.says("This code has been used"));
    assert_eq!(platform.responses(&open.collection.id).await.len(), 1);
}

#[tokio::test]
async fn a_resume_code_opens_only_what_comes_after() {
    let settings = Settings { resume_code: true, ..Settings::default() };
    let (platform, open) = Platform::with(Scene { settings, ..kinds() }).await;
    let mut browser = platform.respondent();
    browser.post(&format!("/s/{}", open.word), &[("_go", "begin")]).await;
    browser.post("/s/1", &[("role", "manager")]).await;
    browser.post("/s/2", &[]).await;
    browser.post("/s/3", &[("story", CANARY)]).await;
    let page = browser.post("/s/4", &[("houses.1.rooms", "7"), ("_go", "resume")]).await;
    let code = page.element("resume-code");
    let mut other = platform.respondent();
    let wrong = other.post(&format!("/s/{}", open.word), &[("_go", "resume"), ("_resume", "nonsense")]).await;
    assert_eq!(wrong.body.matches("does not open anything").count(), 2, "at the top and at the field: {}", wrong.body);
    assert!(wrong.says("aria-describedby=\"resume-problem\"") && wrong.says("href=\"#resume\""), "{}", wrong.body);
    let resumed = other.post(&format!("/s/{}", open.word), &[("_go", "resume"), ("_resume", &code)]).await;
    assert!(resumed.says("Look at your answers"), "{} {}", resumed.address, resumed.body);
    for address in ["/s/1", "/s/2", "/s/3", "/s/4", "/s/5"] {
        let page = other.get(address).await;
        assert!(!page.says(CANARY) && !page.says("value=\"7\"") && !page.chosen("manager"), "{address}");
    }
    assert!(other.post("/s/5", &[("_go", "send")]).await.says("Thank you"));
    let answers = &platform.responses(&open.collection.id).await[0].answers;
    assert_eq!(answers["story"], instruments::Answer::Text(CANARY.into()));
}

#[tokio::test]
async fn what_is_promised_of_unsent_answers_and_of_reports_is_no_more_than_is_true() {
    let (platform, open) = Platform::with(Scene::default()).await;
    let promises = [
        ("en", "anyone who holds this phone can open it. “Leave now” makes it gone at once.", "but never a name."),
        (
            "es",
            "quien tenga este teléfono lo puede abrir. Con “Salir ya” se borra de inmediato.",
            "pero nunca un nombre.",
        ),
    ];
    for (language, kept, reports) in promises {
        let mut her = platform.respondent();
        her.language = language;
        let welcome = her.get(&format!("/s/{}", open.word)).await;
        assert!(welcome.says(kept) && welcome.says("href=\"sms:988\""), "{}", welcome.body);
        assert!(her.get("/withdraw").await.says(reports), "{language}");
    }
}

#[tokio::test]
async fn survivors_are_reminded_to_leave_names_out_and_others_are_not() {
    for (scene, page, survivors) in [(Scene::default(), "/s/9", true), (kinds(), "/s/3", false)] {
        let (platform, open) = Platform::with(scene).await;
        let mut browser = platform.respondent();
        let role: (&str, &[(&str, &str)]) = ("/s/1", &[("role", "manager")]);
        let review = browser.go_through(&open.word, if survivors { &[] } else { std::slice::from_ref(&role) }).await;
        let asked = browser.get(page).await;
        assert!(asked.says("Up to "), "control: {}", asked.body);
        assert_eq!(asked.says("Please do not write names or places."), survivors);
        let thanks = browser.post(&review, &[("_go", "send")]).await;
        assert!(thanks.says("Thank you"), "control: {}", thanks.body);
        assert_eq!(thanks.says("take a slow breath"), survivors);
    }
}

#[tokio::test]
async fn places_of_a_ranking_are_counted_and_not_taken_for_homes() {
    let (platform, open) = Platform::with(Scene::default()).await;
    for (language, first, third) in [("en", "First", "Third"), ("es", "Primero", "Tercero")] {
        let mut her = platform.respondent();
        her.language = language;
        her.go_through(&open.word, &[]).await;
        let page = her.get("/s/8").await;
        for place in [first, third] {
            assert!(page.says(&format!(">{place}</label>")), "{place}: {}", page.body);
        }
    }
}

#[tokio::test]
async fn an_address_that_is_no_text_leads_to_the_page_that_says_so() {
    let (platform, _) = Platform::with(Scene::default()).await;
    let mut browser = platform.respondent();
    for wrong in [browser.get("/s/%ff").await, browser.post_only("/s/%ff", &[("_go", "begin")]).await] {
        assert_eq!(wrong.status, 404);
        assert!(wrong.says("There is nothing at this address") && wrong.says("/leave"), "{}", wrong.body);
    }
    assert_eq!(browser.get("/a/%ff").await.status, 404);
}
