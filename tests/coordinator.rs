//! A coordinator runs collections: waves, sites, links, codes, rosters; opening, extending, closing.

mod office;
mod platform;

use axum::http::StatusCode;
use office::{Office, keys};
use platform::{Answered, Browser, Platform};
use server::access::Role;
use server::library;
use server::seal::codes::{Kind, hash, read};
use server::store::collections::{self, State};
use server::store::{instruments, links, roster, sites, sql, versions, waves};

#[tokio::test]
async fn every_route_of_both_planes_has_one_handler() {
    // Two handlers for one address would stop the program at its start.
    let platform = Platform::start().await;
    platform.colleague();
    platform.respondent();
}

/// Publishes a shipped instrument and prepares a collection of it through the pages; says the collection's id.
async fn prepare(office: &mut Office, name: &str) -> String {
    let (store, study) = (office.state.store.clone(), office.study.clone());
    let source = library::find(name).expect("shipped").source;
    let instrument = instruments::add(&store, &study, name, source).await.expect("added");
    let mut change = store.write().await.expect("a transaction");
    let languages = ::instruments::parse(source).expect("a file").languages;
    versions::publish(&mut change, &instrument, source, &languages, "2026-11-22").await.expect("published");
    change.commit().await.expect("kept");
    let wave = [("name", "2026"), ("starts_on", "2026-06-01")];
    office.owner.post(&office.page("waves"), &wave).await;
    office.owner.post(&office.page("sites"), &[("names", "North\nSouth\n")]).await;
    let wave = waves::all(&store, &study).await.expect("waves").remove(0).id;
    let site = sites::all(&store, &study).await.expect("sites").remove(0).id;
    let fields = [("instrument", instrument.as_str()), ("wave", &wave), ("purpose", "real"), ("site", &site)];
    let page = office.owner.post(&office.page("collections"), &fields).await;
    assert!(page.says("Prepared."), "{}", page.body);
    collections::all(&store, &study).await.expect("collections").remove(0).id
}

async fn collection(office: &Office, id: &str) -> collections::Collection {
    collections::by_id(&office.state.store, id).await.expect("looked up").expect("there")
}

async fn post(office: &mut Office, id: &str, verb: &str, fields: &[(&str, &str)]) -> Answered {
    let own = office.page(&format!("collections/{id}"));
    office.owner.page = Some(own.clone());
    office.owner.post(&format!("{own}/{verb}"), fields).await
}

/// Whether the form came back with the reason why it was not accepted.
fn refused(page: &Answered) -> bool {
    page.says("role=\"alert\"")
}

#[tokio::test]
async fn a_collection_opens_is_extended_and_closes() {
    let mut office = Office::open().await;
    let id = prepare(&mut office, "survivor-housing").await;
    assert_eq!(collection(&office, &id).await.state, State::Prepared);
    let past = post(&mut office, &id, "open", &[("closes_on", "2020-01-01")]).await;
    assert!(refused(&past));
    assert!(post(&mut office, &id, "open", &[("closes_on", "2099-01-01")]).await.says("It takes answers now."));
    post(&mut office, &id, "extend", &[("closes_on", "2099-06-01")]).await;
    assert_eq!(collection(&office, &id).await.closes_on.as_deref(), Some("2099-06-01"));
    assert!(post(&mut office, &id, "close", &[]).await.says("It takes no answers now."));
    let unread = post(&mut office, &id, "stragglers", &[]).await;
    assert!(refused(&unread), "only after the warning");
}

#[tokio::test]
async fn what_endangers_survivors_is_refused_in_settings() {
    let mut office = Office::open().await;
    let id = prepare(&mut office, "survivor-housing").await;
    for (name, value) in [("roster", "on"), ("arrival", "straight"), ("keep_hours", "1")] {
        let before = collection(&office, &id).await.settings;
        let mut fields = vec![(name, value)];
        if name != "keep_hours" {
            fields.push(("keep_hours", "24"));
        }
        assert!(refused(&post(&mut office, &id, "settings", &fields).await), "{name}");
        assert_eq!(collection(&office, &id).await.settings, before);
    }
    let roster = office.owner.get(&office.page(&format!("collections/{id}/roster"))).await;
    assert_eq!(roster.status, StatusCode::NOT_FOUND);
    let taken = post(&mut office, &id, "settings", &[("keep_hours", "48"), ("kiosk", "on")]).await;
    assert!(taken.says("Saved."), "{}", taken.body);
    assert!(collection(&office, &id).await.settings.kiosk);
}

fn slips(page: &str) -> Vec<String> {
    let codes = page.split("class=\"code\">").skip(1);
    codes.map(|rest| rest.split('<').next().expect("a code").to_owned()).collect()
}

#[tokio::test]
async fn a_sheet_of_codes_is_shown_once_and_only_hashes_are_kept() {
    let mut office = Office::open().await;
    let id = prepare(&mut office, "survivor-housing").await;
    let site = sites::all(&office.state.store, &office.study).await.unwrap().remove(0).id;
    post(&mut office, &id, "links", &[("site", &site), ("mode", "code"), ("invited", "12")]).await;
    let all = links::all(&office.state.store, &id).await.unwrap();
    let word = all.iter().find(|link| link.mode == links::Mode::Code).expect("a link").word.clone();
    assert_eq!(all.iter().find(|link| link.word == word).unwrap().invited, Some(12));

    let sheet = post(&mut office, &id, &format!("links/{word}/codes"), &[("count", "12")]).await;
    let codes = slips(&sheet.body);
    let different: std::collections::BTreeSet<_> = codes.iter().collect();
    assert_eq!((codes.len(), different.len()), (12, 12), "{}", sheet.body);
    for (start, end) in [("lang=\"en\">Open ", " and type:"), ("lang=\"es\">Abra ", " y escriba:")] {
        assert_eq!((sheet.body.matches(start).count(), sheet.body.matches(end).count()), (12, 12), "{start}{end}");
    }
    let texts = office.owner.get(&office.page(&format!("collections/{id}/texts"))).await;
    assert_eq!(texts.body.matches("the link that asks for a code</summary>").count(), 1, "{}", texts.body);
    let poster = office.owner.get(&office.page(&format!("collections/{id}/links/{word}/poster"))).await;
    let back = format!("href=\"{}\"", office.page(&format!("collections/{id}")));
    assert!(poster.says(&back), "a way back: {}", poster.body);
    const KNOWN: &str = "select count(*) from codes where code_hash = $1 and link_word = $2 and not spent";
    for code in &codes {
        let plain = read(Kind::SingleUse, code).expect("a code as it is typed");
        let hashed = hash(&office.state.installation, Kind::SingleUse, &plain);
        let known: i64 =
            sql::query_scalar(KNOWN).bind(hashed).bind(&word).fetch_one(&office.state.store.pool).await.unwrap();
        assert_eq!(known, 1);
        assert!(!disk_holds(&office, &plain) && !disk_holds(&office, code), "{code} stands in a file");
    }
    assert!(disk_holds(&office, &word), "control: what is kept in clear is found");
    let again = office.owner.get(&sheet.address).await;
    assert!(slips(&again.body).is_empty() && again.says("shown before"), "{}", again.body);
    let open = all.iter().find(|link| link.mode == links::Mode::Open).expect("a link").word.clone();
    assert!(refused(&post(&mut office, &id, &format!("links/{open}/codes"), &[("count", "3")]).await));
}

fn disk_holds(office: &Office, words: &str) -> bool {
    let files = std::fs::read_dir(&office.folder).expect("the folder").flatten();
    files
        .filter_map(|file| std::fs::read(file.path()).ok())
        .any(|bytes| bytes.windows(words.len()).any(|window| window == words.as_bytes()))
}

#[tokio::test]
async fn a_link_has_one_code_for_all_which_is_shown_once_and_made_anew() {
    let mut office = Office::open().await;
    let id = prepare(&mut office, "survivor-housing").await;
    let site = sites::all(&office.state.store, &office.study).await.unwrap().remove(0).id;
    let added = post(&mut office, &id, "links", &[("site", &site), ("mode", "shared")]).await;
    assert!(added.says("Only with one code that all share") && added.says("Make the code"), "{}", added.body);
    let all = links::all(&office.state.store, &id).await.unwrap();
    let word = all.iter().find(|link| link.mode == links::Mode::Shared).expect("a link").word.clone();
    let mut made = Vec::new();
    for _ in 0..2 {
        let sheet = post(&mut office, &id, &format!("links/{word}/codes"), &[]).await;
        assert!(sheet.says("The code that all share"), "{}", sheet.body);
        made.extend(slips(&sheet.body));
        let again = office.owner.get(&sheet.address).await;
        assert!(slips(&again.body).is_empty() && again.says("shown before"), "{}", again.body);
    }
    assert!(made.len() == 2 && made[0] != made[1], "{made:?}");
    let kept: i64 = sql::query_scalar("select count(*) from codes where link_word = $1")
        .bind(&word)
        .fetch_one(&office.state.store.pool)
        .await
        .unwrap();
    assert_eq!(kept, 1, "the one before is gone");
    assert!(made.iter().all(|code| !disk_holds(&office, code)), "it lies nowhere in clear");
    assert!(office.owner.get(&office.page(&format!("collections/{id}"))).await.says("Make a new code"));
    let poster = office.owner.get(&office.page(&format!("collections/{id}/links/{word}/poster"))).await;
    assert!(poster.says("Whoever invited you can tell you."), "{}", poster.body);
    let texts = office.owner.get(&office.page(&format!("collections/{id}/texts"))).await;
    assert!(texts.says("It is the same for everyone who is invited"), "{}", texts.body);
}

#[tokio::test]
async fn organizations_are_invited_with_a_code_each_where_professionals_are_asked() {
    let mut office = Office::open().await;
    let id = prepare(&mut office, "housing-provider").await;
    post(&mut office, &id, "settings", &[("keep_hours", "24"), ("roster", "on")]).await;
    let names = [("names", "Harbor House\nRiver Home\n")];
    assert!(refused(&post(&mut office, &id, "roster", &names).await), "no link asks for a code yet");
    let site = sites::all(&office.state.store, &office.study).await.unwrap().remove(0).id;
    post(&mut office, &id, "links", &[("site", &site), ("mode", "code")]).await;
    let page = post(&mut office, &id, "roster", &names).await;
    let codes = slips(&page.body);
    assert_eq!(codes.len(), 2, "{}", page.body);
    let entries = roster::all(&office.state.store, &id).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["Harbor House", "River Home"]);
    let plain = read(Kind::SingleUse, &codes[0]).expect("a code");
    let hashed = hash(&office.state.installation, Kind::SingleUse, &plain);
    let owner = roster::organisation_of(&office.state.store, &hashed).await.unwrap();
    assert!(entries.iter().any(|entry| Some(&entry.organisation_id) == owner.as_ref()));
    let mark = format!("roster/{}", entries[1].organisation_id);
    assert!(post(&mut office, &id, &mark, &[("state", "refused")]).await.says("refused"));
    let twice = post(&mut office, &id, "roster", &names).await;
    assert!(slips(&twice.body).is_empty(), "invited once only");
    post(&mut office, &id, "open", &[("closes_on", "")]).await;
    let word = links::all(&office.state.store, &id).await.unwrap().remove(0).word;
    let mut invited = Browser::new(server::http::respond_plane(&office.state), "127.0.0.1:42000");
    let welcome = invited.get(&format!("/s/{word}")).await;
    assert!(welcome.says("Your organization was invited by name. We note that it answered"), "{}", welcome.body);
    post(&mut office, &id, "settings", &[("keep_hours", "24")]).await;
    assert!(!invited.get(&format!("/s/{word}")).await.says("invited by name"), "control");
}

#[tokio::test]
async fn the_next_wave_has_the_same_collections_with_fresh_links_and_nothing_open() {
    let mut office = Office::open().await;
    let id = prepare(&mut office, "survivor-housing").await;
    post(&mut office, &id, "open", &[("closes_on", "")]).await;
    let wave = waves::all(&office.state.store, &office.study).await.unwrap().remove(0).id;
    let next = [("name", "2028"), ("starts_on", "2028-06-01"), ("checked", "on")];
    let page = office.owner.post(&office.page(&format!("waves/{wave}/clone")), &next).await;
    assert!(page.says("2028"), "{}", page.body);
    let all = collections::all(&office.state.store, &office.study).await.unwrap();
    let fresh = all.iter().find(|one| one.id != id).expect("a second collection");
    assert_eq!(fresh.state, State::Prepared);
    let (old, new) = (
        links::all(&office.state.store, &id).await.unwrap(),
        links::all(&office.state.store, &fresh.id).await.unwrap(),
    );
    assert_eq!(old[0].site_id, new[0].site_id);
    assert_ne!(old[0].word, new[0].word);
    assert_eq!(new[0].invited, None);
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_never_said_to_be_saved() {
    let mut office = Office::open().await;
    let id = prepare(&mut office, "housing-provider").await;
    post(&mut office, &id, "settings", &[("keep_hours", "24"), ("roster", "on")]).await;
    let own = format!("collections/{id}");
    let nobody = "00000000-0000-4000-8000-000000000000";
    let forms: &[(String, &[(&str, &str)])] = &[
        (format!("waves/{nobody}"), &[("name", "2030"), ("starts_on", "2030-01-01")]),
        (format!("waves/{nobody}/clone"), &[("name", "2030"), ("starts_on", "2030-01-01")]),
        (format!("sites/{nobody}"), &[("name", "Nowhere")]),
        ("people/cancel".into(), &[("invitation", nobody)]),
        (format!("people/{nobody}/role"), &[("role", "reader")]),
        (format!("people/{nobody}/key"), &[]),
        (format!("people/{nobody}/restore"), &[]),
        (format!("people/{nobody}/remove"), &[]),
        (format!("{own}/roster/{nobody}"), &[("state", "refused")]),
        (format!("{own}/version"), &[("hash", nobody)]),
        (format!("{own}/links/nowhere"), &[("invited", "3")]),
        (format!("{own}/links/nowhere/codes"), &[("count", "3")]),
        (format!("collections/{nobody}/settings"), &[("keep_hours", "24")]),
        (format!("collections/{nobody}/open"), &[]),
        (format!("collections/{nobody}/extend"), &[]),
        (format!("collections/{nobody}/close"), &[]),
        (format!("collections/{nobody}/stragglers"), &[("warned", "on")]),
        (format!("collections/{nobody}/links"), &[("mode", "open")]),
        (format!("collections/{nobody}/roster"), &[("names", "Harbor House")]),
        (format!("instruments/{nobody}/publish"), &[]),
        (format!("instruments/{nobody}/sign"), &[("read", "on")]),
        (format!("instruments/{nobody}/words"), &[("language", "en")]),
        (format!("instruments/{nobody}/language"), &[("language", "fr")]),
        (format!("instruments/{nobody}/remove"), &[]),
        ("instruments/add".into(), &[("name", "no-such-instrument")]),
        (format!("results/danger/{nobody}"), &[("action", "called")]),
        (format!("import/undo/{nobody}"), &[]),
    ];
    for (form, fields) in forms {
        let answered = office.owner.post_only(&office.page(form), fields).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{form}: {:?}", answered.location());
    }
    office.owner.page = Some(office.page("import"));
    let gone = office.owner.post(&office.page(&format!("import/preview/{nobody}")), &[("do", "import")]).await;
    assert!(gone.says("role=\"alert\"") && gone.says("The file is not in memory any more"), "{}", gone.body);
    let made = office.owner.post_only("/studies", &[("name", "Other"), ("instrument", "no-such-instrument")]).await;
    assert_eq!(made.status, StatusCode::NOT_FOUND);
    assert!(!office.owner.get("/studies").await.says("Other"), "half of it is not made either");
}

#[tokio::test]
async fn a_collection_with_an_unknown_site_is_not_half_made() {
    let mut office = Office::open().await;
    let id = prepare(&mut office, "survivor-housing").await;
    let old = collection(&office, &id).await;
    let fields =
        [("instrument", old.instrument_id.as_str()), ("wave", &old.wave_id), ("purpose", "real"), ("site", "x")];
    let refused = office.owner.post_only(&office.page("collections"), &fields).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(collections::all(&office.state.store, &office.study).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_published_instrument_is_offered_first_and_chosen() {
    let mut office = Office::open().await;
    prepare(&mut office, "survivor-housing").await;
    office.owner.post(&office.page("instruments/add"), &[("name", "housing-advocate")]).await;
    let board = office.owner.get(&office.page("collections")).await;
    let list = board.body.split("name=\"instrument\"").nth(1).and_then(|rest| rest.split("</select>").next()).unwrap();
    let options: Vec<&str> = list.split("<option").skip(1).collect();
    assert_eq!(options.len(), 2);
    assert!(options[0].contains("Housing survey") && !options[0].contains("rehearsal only"), "{list}");
    assert!(options[1].contains("rehearsal only"), "{list}");
}

#[tokio::test]
async fn reminders_name_the_last_day_and_nothing_is_printed_for_an_address_of_this_machine_without_a_warning() {
    let mut office = Office::open().await;
    let id = prepare(&mut office, "housing-provider").await;
    let own = office.page(&format!("collections/{id}"));
    let open = office.owner.get(&format!("{own}/texts")).await;
    assert!(open.says("is still open.") && !open.says("is open until"), "{}", open.body);
    post(&mut office, &id, "open", &[("closes_on", "2099-12-01")]).await;
    let texts = office.owner.get(&format!("{own}/texts")).await;
    assert!(
        texts.says("is open until December 1, 2099.") && texts.says("Please answer by December 1, 2099"),
        "{}",
        texts.body
    );
    let word = links::all(&office.state.store, &id).await.unwrap().remove(0).word;
    for page in [texts, office.owner.get(&format!("{own}/links/{word}/poster")).await] {
        assert!(page.says("opens on this machine only"), "{}", page.body);
    }
}

#[tokio::test]
async fn readers_and_strangers_run_nothing() {
    let mut office = Office::open().await;
    let id = prepare(&mut office, "survivor-housing").await;
    let keys = keys();
    let (_, mut reader) = office.colleague("Rita Reader", Role::Reader, &keys).await;
    let mut stranger = office.stranger(&keys).await;
    let own = office.page(&format!("collections/{id}"));
    assert_eq!(reader.get(&own).await.status, StatusCode::OK);
    assert_eq!(stranger.get(&own).await.status, StatusCode::NOT_FOUND);
    for verb in ["open", "close", "extend", "settings", "links", "stragglers", "version", "roster"] {
        let address = format!("{own}/{verb}");
        assert_eq!(reader.post_only(&address, &[("keep_hours", "24")]).await.status, StatusCode::FORBIDDEN, "{verb}");
        assert_eq!(stranger.post_only(&address, &[]).await.status, StatusCode::NOT_FOUND, "{verb}");
    }
    assert_eq!(collection(&office, &id).await.state, State::Prepared);
}
