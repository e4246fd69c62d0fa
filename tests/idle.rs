//! A researcher answers the telephone in the middle of a form, and the study locks as soon as she chose.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod office;
mod platform;

use office::{Office, keys};
use platform::{Answered, Browser, PASSPHRASE};
use server::access::Role;
use server::store::{sessions, sql};

async fn away(office: &Office, seconds: i64) {
    const AWAY: &str = "update sessions set active_at = active_at - $1";
    let mut to = office.state.store.write().await.unwrap();
    sql::query(AWAY).bind(seconds).execute(&mut *to).await.unwrap();
    to.commit().await.unwrap();
}

async fn choose(office: &mut Office, minutes: &str) -> Answered {
    office.owner.page = Some("/account".into());
    let answered = office.owner.post("/account/idle", &[("minutes", minutes)]).await;
    office.owner.page = None;
    answered
}

#[tokio::test]
async fn a_study_locks_after_as_many_minutes_as_its_reader_chose_and_each_page_says_so() {
    let mut office = Office::open().await;
    let (overview, unlock) = (office.page("overview"), office.page("unlock"));
    for (chosen, minutes) in [(None, 15), (Some("5"), 5), (Some("60"), 60)] {
        if let Some(chosen) = chosen {
            let page = choose(&mut office, chosen).await;
            assert!(page.says("Kept, from now on.") && page.says(&format!("value=\"{minutes}\"")), "{}", page.body);
        }
        let page = office.owner.get(&overview).await;
        assert!(page.says(&format!("Locks after {minutes} minutes without a click.")), "{}", page.body);
        let warns = format!("data-after=\"{}\"", minutes * 60 - 180);
        assert!(page.says(&warns) && page.says("What you are writing is not lost"), "two minutes before, or three");
        let over = format!("data-until=\"{}\"", minutes * 60);
        assert!(page.says(&over) && page.says("It is locked now") && !page.says("nobody clicks"), "{}", page.body);
        away(&office, minutes * 60 - 30).await;
        assert!(office.owner.get(&overview).await.says("Locks after"), "control: not yet");
        away(&office, minutes * 60 + 1).await;
        let page = office.owner.get(&overview).await;
        assert!(!page.says("Locks after") && !page.says("data-after"), "locked: nothing to warn of");
        assert!(office.owner.post(&unlock, &[("passphrase", PASSPHRASE)]).await.says("Unlocked"));
    }
}

#[tokio::test]
async fn nobody_leaves_a_study_open_for_hours_or_is_locked_out_of_their_own_typing() {
    let mut office = Office::open().await;
    for minutes in ["4", "61", "-15", "many", ""] {
        let refused = choose(&mut office, minutes).await;
        assert!(refused.says("Choose from 5 to 60 minutes."), "{minutes}: {}", refused.body);
    }
    let overview = office.page("overview");
    assert!(office.owner.get(&overview).await.says("Locks after 15 minutes"), "as before");
}

/// Her passphrase is looked at for half a second; meanwhile a colleague takes a key away.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_locked_while_another_study_is_being_unlocked_stays_locked() {
    let mut office = Office::open().await;
    let made = office.owner.post("/studies", &[("name", "Tide"), ("time-zone", "America/Chicago")]).await;
    let other = made.address.split('/').nth(2).expect("a study").to_owned();
    let (store, codebook) = (office.state.store.clone(), office.page("coding/codebook"));
    let olive: String = sql::query_scalar("select id from people").fetch_one(&store.pool).await.unwrap();
    for locks in [false, true] {
        office.owner.post(&format!("/studies/{other}/lock"), &[]).await;
        assert_eq!(office.owner.get(&codebook).await.address, codebook, "control: it is open");
        // Nobody else writes, so the one that unlocks has read her session and waits.
        let mut to = store.write().await.unwrap();
        let meanwhile = async {
            tokio::time::sleep(std::time::Duration::from_secs(3)).await;
            if locks {
                sessions::lock_all(&mut to, &olive).await.unwrap();
            }
            to.commit().await.unwrap();
        };
        let address = format!("/studies/{other}/unlock");
        let fields = [("passphrase", PASSPHRASE)];
        let (unlocked, ()) = tokio::join!(office.owner.post(&address, &fields), meanwhile);
        assert!(unlocked.says("Unlocked"), "{}", unlocked.body);
        let page = office.owner.get(&codebook).await;
        assert_eq!(page.address.contains("/unlock"), locks, "{}", page.address);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrives_after_the_study_locked_is_there_again_after_unlocking() {
    let mut office = Office::open().await;
    let (_, mut rosa) = office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let (new, unlock) = (office.page("coding/codebook/new"), office.page("unlock"));
    away(&office, 901).await;
    office.owner.page = Some(new.clone());
    let led = office.owner.post(&new, &[("name", "A door that locks"), ("definition", "Of one's own")]).await;
    assert!(led.address.starts_with(&format!("{unlock}?next=")), "{}", led.address);
    let next = led.body.split("name=\"next\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let next = next.replace("&amp;", "&");
    let back = office.owner.post(&unlock, &[("passphrase", PASSPHRASE), ("next", next.as_str())]).await;
    assert!(back.address.starts_with(&format!("{new}?again=")), "{}", back.address);
    assert!(back.says("so it is not saved yet") && back.says("A door that locks"), "{}", back.body);
    assert!(back.says("Of one"), "every field");
    rosa.post(&unlock, &[("passphrase", PASSPHRASE)]).await;
    let hers = rosa.get(&back.address).await;
    assert!(hers.status.is_success() && !hers.says("A door that locks"), "for the same browser only");
    assert!(hers.says("What was typed in it is gone") && !back.says("is gone"), "{}", hers.body);
    let made = office.owner.post(&new, &[("name", "A door that locks")]).await;
    assert!(made.address.contains("done=code-made"), "{}: {}", made.address, made.body);
}

/// Unlocks, from wherever a locked study led.
async fn unlocks(office: &mut Office, led: &Answered) -> Answered {
    let next = led.body.split("name=\"next\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let (next, unlock) = (next.replace("&amp;", "&"), office.page("unlock"));
    office.owner.post(&unlock, &[("passphrase", PASSPHRASE), ("next", next.as_str())]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_that_was_being_changed_is_there_again_in_its_own_form_and_unfolded() {
    let mut office = Office::open().await;
    let (codebook, memo) = (office.page("coding/codebook"), office.page("coding/codebook/memo"));
    office.owner.page = Some(codebook.clone());
    let kept = office.owner.post(&memo, &[("memo", ""), ("code", ""), ("words", "Read twice.")]).await;
    let id = kept.body.split("id=\"words-").find_map(|rest| rest.split('"').next().filter(|id| id.len() == 32));
    let id = id.unwrap().to_owned();
    for (memo_id, said) in [(id.as_str(), "Read three times."), ("", "A new one.")] {
        away(&office, 901).await;
        let led = office.owner.post(&memo, &[("memo", memo_id), ("code", ""), ("words", said)]).await;
        let back = unlocks(&mut office, &led).await;
        let own = if memo_id.is_empty() { "words-new".to_owned() } else { format!("words-{memo_id}") };
        assert_eq!(back.element(&own), said, "{}", back.body);
        assert!(back.says(&format!("href=\"#{own}\"")), "the notice leads there");
        let before = back.body.split(&format!("id=\"{own}\"")).next().unwrap().rsplit("<details").next().unwrap();
        assert!(before.starts_with(" open"), "{before}");
        assert_eq!(back.body.matches("<details open").count(), 1, "control: nothing else is unfolded");
    }
    assert!(office.owner.get(&codebook).await.says("Read twice."), "control: nothing was saved");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_that_found_the_study_locked_is_led_back_to_as_well() {
    let mut office = Office::open().await;
    let (nora, _) = office.colleague("Nora Newcomer", Role::Researcher, &keys()).await;
    let (people, form) = (office.page("people"), office.page(&format!("people/{}/key", nora.id)));
    let mut to = office.state.store.write().await.unwrap();
    sql::query("delete from grants where holder = $1").bind(&nora.id).execute(&mut *to).await.unwrap();
    to.commit().await.unwrap();
    away(&office, 901).await;
    office.owner.page = Some(people);
    let led = office.owner.post(&form, &[]).await;
    let back = unlocks(&mut office, &led).await;
    assert!(back.says("so nothing was done yet") && back.says("href=\"#sent-form\""), "{}", back.body);
    let given = office.owner.post(&form, &[]).await;
    assert!(given.says("The key is given."), "control: {}", given.body);
}

async fn ends(office: &Office) {
    let mut to = office.state.store.write().await.unwrap();
    sql::query("update sessions set expires_at = active_at - 1000").execute(&mut *to).await.unwrap();
    to.commit().await.unwrap();
}

/// Signs in where a form of an ended session led.
async fn signs_in(browser: &mut Browser, led: &Answered, name: &str) -> Answered {
    let next = led.body.split("name=\"next\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let (next, page) = (next.replace("&amp;", "&"), browser.page.take());
    let fields = [("name", name), ("passphrase", PASSPHRASE), ("next", next.as_str())];
    let answered = browser.post("/sign-in", &fields).await;
    browser.page = page;
    answered
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrives_after_the_session_ended_is_there_again_for_the_same_person_and_nobody_else() {
    let mut office = Office::open().await;
    office.colleague("Rosa Researcher", Role::Researcher, &keys()).await;
    let new = office.page("coding/codebook/new");
    office.owner.page = Some(new.clone());
    for (name, there) in [("Olive Owner", true), ("Rosa Researcher", false)] {
        ends(&office).await;
        let led = office.owner.post(&new, &[("name", "A door that locks"), ("definition", "One’s own")]).await;
        assert!(led.address.starts_with("/sign-in?") && led.says("so it is not done yet"), "{}", led.body);
        let page = signs_in(&mut office.owner, &led, name).await;
        let page = unlocks(&mut office, &page).await;
        assert_eq!(page.says("A door that locks"), there, "{name}: {}", page.body);
        assert_eq!(page.says("Your session had ended before this arrived"), there, "{name}");
    }
    office.owner.cookie = None;
    let led = office.owner.post(&new, &[("name", "A door that locks")]).await;
    assert!(led.says("so nothing was done") && led.says("name=\"passphrase\""), "whose it was is not known: told");
}
