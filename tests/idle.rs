//! A researcher answers the telephone in the middle of a form, and the study locks as soon as she chose.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

mod office;
mod platform;

use office::{Office, keys};
use platform::{Answered, PASSPHRASE};
use server::access::Role;
use server::store::sql;

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
    let made = office.owner.post(&new, &[("name", "A door that locks")]).await;
    assert!(made.address.contains("done=code-made"), "{}: {}", made.address, made.body);
}
