//! Codes of an app and spare codes: each counts once, few are tried, none lies in clear.

use server::store::sql;

use crate::office::Office;
use crate::platform::Canaries;
use crate::scene::{acts, alter, confirm, send, set_up, types_passphrase};

const SECOND: &str = "/sign-in/second";

#[tokio::test(flavor = "multi_thread")]
async fn the_passphrase_alone_is_no_session_and_each_code_counts_once() {
    let mut office = Office::open().await;
    let (plain, _) = types_passphrase(&office, "Olive Owner").await;
    assert!(plain.clone().get("/studies").await.says("Shore"), "control: without a second proof it is enough");
    let (app, spare) = set_up(&mut office.owner).await;
    assert_eq!(spare.len(), 10);

    let (mut olive, page) = types_passphrase(&office, "Olive Owner").await;
    assert_eq!(page.address, SECOND);
    assert!(page.says("The six digits that your app shows") && !page.says("data-ask"), "{}", page.body);
    for address in ["/studies", "/account", &office.page("overview")] {
        assert!(olive.get(address).await.address.starts_with("/sign-in"), "{address}: half a sign-in opens nothing");
    }
    let used = send(&mut olive, SECOND, SECOND, &[("code", &app.used)]).await;
    assert!(used.says("or was used before"), "the code that turned it on: {}", used.body);
    let wrong = send(&mut olive, SECOND, SECOND, &[("code", &app.wrong())]).await;
    assert!(wrong.says("That code is not right"), "{}", wrong.body);
    let old = send(&mut olive, SECOND, SECOND, &[("code", &app.code(-3))]).await;
    assert!(old.says("That code is not right"), "a minute and a half late");

    let code = app.code(1);
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let entered = send(&mut olive, SECOND, SECOND, &[("code", &spaced)]).await;
    assert!(entered.address == "/studies" && entered.says("Shore"), "{}: {}", entered.address, entered.body);
    let (mut again, _) = types_passphrase(&office, "Olive Owner").await;
    let replayed = send(&mut again, SECOND, SECOND, &[("code", &code)]).await;
    assert!(replayed.says("or was used before"), "the same code in another browser");
    let earlier = send(&mut again, SECOND, SECOND, &[("code", &app.code(0))]).await;
    assert!(earlier.says("or was used before"), "one that is older than the last that counted");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_code_sent_by_many_at_once_lets_one_in() {
    let mut office = Office::open().await;
    let (app, _) = set_up(&mut office.owner).await;
    let mut racers = Vec::new();
    for _ in 0..6 {
        racers.push(types_passphrase(&office, "Olive Owner").await.0);
    }
    let code = app.code(1);
    let racing = racers.into_iter().map(|mut racer| {
        let code = code.clone();
        tokio::spawn(async move { racer.post_only(SECOND, &[("code", &code)]).await.location() })
    });
    let mut entered = 0;
    for racer in racing.collect::<Vec<_>>() {
        entered += usize::from(racer.await.unwrap().is_some_and(|next| next == "/studies"));
    }
    assert_eq!(entered, 1);
    assert!(!acts(&office).await.contains(&"codes-paused".to_owned()), "a right code sent again is no wrong one");
    assert_eq!(wrong_codes(&office).await, 0);
    let (mut thief, _) = types_passphrase(&office, "Olive Owner").await;
    send(&mut thief, SECOND, SECOND, &[("code", &app.wrong())]).await;
    assert_eq!(wrong_codes(&office).await, 1, "control: one that is nobody's counts");
}

async fn wrong_codes(office: &Office) -> i64 {
    let count = sql::query_scalar("select cast(sum(wrong_codes) as bigint) from people");
    count.fetch_one(&office.state.store.pool).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_was_ahead_once_shuts_nobody_out() {
    let mut office = Office::open().await;
    let (app, _) = set_up(&mut office.owner).await;
    let (mut olive, _) = types_passphrase(&office, "Olive Owner").await;
    alter(&office, "update authenticators set last_step = last_step + 10").await;
    let refused = send(&mut olive, SECOND, SECOND, &[("code", &app.code(1))]).await;
    assert!(refused.says("or was used before"), "control: {}", refused.body);
    alter(&office, "update authenticators set last_step = last_step + 1000").await;
    alter(&office, "update people set codes_from = codes_from + 4000000000").await;
    let entered = send(&mut olive, SECOND, SECOND, &[("code", &app.code(1))]).await;
    assert_eq!(entered.address, "/studies", "{}", entered.body);
    let (mut again, _) = types_passphrase(&office, "Olive Owner").await;
    let replayed = send(&mut again, SECOND, SECOND, &[("code", &app.code(1))]).await;
    assert!(replayed.says("or was used before"), "and each counts once: {}", replayed.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_five_wrong_codes_none_of_the_app_is_taken_for_a_while_and_spare_ones_are() {
    let mut office = Office::open().await;
    let (app, spare) = set_up(&mut office.owner).await;
    for _ in 0..6 {
        let (mut olive, _) = types_passphrase(&office, "Olive Owner").await;
        assert!(send(&mut olive, SECOND, SECOND, &[("code", " ")]).await.says("Please type the code first."));
    }
    assert_ne!(acts(&office).await[0], "codes-paused", "an empty field is no wrong code");
    for _ in 0..5 {
        let (mut thief, _) = types_passphrase(&office, "Olive Owner").await;
        assert!(send(&mut thief, SECOND, SECOND, &[("code", &app.wrong())]).await.says("not right"));
    }
    assert_eq!(acts(&office).await[0], "codes-paused");
    let (mut olive, _) = types_passphrase(&office, "Olive Owner").await;
    let paused = send(&mut olive, SECOND, SECOND, &[("code", &app.code(1))]).await;
    assert!(
        paused.says("For 15 minutes none of the app is taken")
            && paused.says("waiting is all it needs")
            && !paused.says("passkey still is"),
        "{}",
        paused.body
    );
    for _ in 0..6 {
        let wrong = send(&mut olive, SECOND, SECOND, &[("code", "4K7-XQ2-MN8")]).await;
        assert!(wrong.says("That code is not right"), "{}", wrong.body);
    }
    let entered = send(&mut olive, SECOND, SECOND, &[("code", &spare[0])]).await;
    assert!(entered.address.starts_with("/studies?done=spare-left"), "whoever knows the passphrase keeps nobody out");
    let (mut olive, _) = types_passphrase(&office, "Olive Owner").await;
    assert!(send(&mut olive, SECOND, SECOND, &[("code", &app.code(1))]).await.says("none of the app"), "still");
    alter(&office, "update people set codes_from = codes_from - 901").await;
    let entered = send(&mut olive, SECOND, SECOND, &[("code", &app.code(1))]).await;
    assert_eq!(entered.address, "/studies", "a quarter of an hour later, and the code was not spent meanwhile");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spare_code_stands_in_once_and_new_ones_replace_the_old() {
    let mut office = Office::open().await;
    let (_, spare) = set_up(&mut office.owner).await;
    let typed = spare[3].to_lowercase().replace('-', " ");
    let (mut olive, _) = types_passphrase(&office, "Olive Owner").await;
    let entered = send(&mut olive, SECOND, SECOND, &[("code", &typed)]).await;
    assert!(entered.says("with a spare code. 9 are left."), "as it is said: {}", entered.body);
    assert_eq!(acts(&office).await[0], "spare-code");
    let (mut again, _) = types_passphrase(&office, "Olive Owner").await;
    assert!(send(&mut again, SECOND, SECOND, &[("code", &spare[3])]).await.says("or was used before"));
    let page = office.owner.get("/account").await;
    assert!(page.says("9 are left.") && !page.says(&spare[4]), "{}", page.body);
    let made = office.owner.post("/account/spare", &[]).await;
    let new = crate::scene::spare(&made.body);
    assert_eq!((new.len(), acts(&office).await[0].as_str()), (10, "new-spare-codes"));
    assert!(!office.owner.get(&made.address).await.says(&new[0]), "shown once");
    assert!(send(&mut again, SECOND, SECOND, &[("code", &spare[5])]).await.says("not right"), "an old one");
    let entered = send(&mut again, SECOND, SECOND, &[("code", &new[5])]).await;
    assert!(entered.address.starts_with("/studies?done=spare-left"), "{}", entered.address);
    assert!(made.says("For http://127.0.0.1:42001, made on"), "they stand with their address on the paper");
    let printed = made.body.split("<div class=\"no-print\">").next().unwrap().split("<h1").nth(1).unwrap();
    assert!(printed.contains(&new[0]) && !printed.contains("Olive"), "and without a name: {printed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_of_an_app_and_no_spare_code_lies_in_clear() {
    let mut office = Office::open().await;
    let (app, spare) = set_up(&mut office.owner).await;
    let canaries = Canaries::default();
    for code in &spare {
        canaries.code(code);
        canaries.code(&code.replace('-', ""));
    }
    assert_eq!(canaries.found(&office.folder), Vec::<String>::new());
    let holds = |bytes: &[u8]| {
        let files = std::fs::read_dir(&office.folder).unwrap().flatten();
        let mut files = files.map(|file| std::fs::read(file.path()).unwrap_or_default());
        files.any(|file| file.windows(bytes.len()).any(|window| window == bytes))
    };
    assert!(!holds(&app.secret), "the secret of the app");
    assert!(holds(b"new-spare-codes"), "control: what lies in clear is found");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_counts_only_after_its_first_code_and_its_secret_is_shown_no_more() {
    let mut office = Office::open().await;
    confirm(&mut office.owner).await;
    let page = office.owner.post("/account/authenticator/new", &[]).await;
    assert!(page.says("<svg"), "{}", page.body);
    let (_, half) = types_passphrase(&office, "Olive Owner").await;
    assert_eq!(half.address, "/studies", "nobody is shut out by a picture");
    let app = crate::app::App::read(&page.body);
    let place = "/account/authenticator";
    assert!(send(&mut office.owner, place, place, &[("code", &app.wrong())]).await.says("not the code of now"));
    assert!(send(&mut office.owner, place, place, &[("code", &app.code(0))]).await.says("Your spare codes"));
    assert_eq!(office.owner.get(place).await.address, "/account", "the secret is shown no more");
    let off = "/account/authenticator/off";
    let unsure = send(&mut office.owner, "/account", off, &[]).await;
    assert!(unsure.says("Please tick that you are sure.") && unsure.says("asks for nothing but my passphrase"));
    let off = send(&mut office.owner, "/account", off, &[("sure", "on")]).await;
    assert!(off.says("The authenticator app is off. Signing in asks for nothing but"), "{}", off.body);
    assert!(!off.says("Spare codes"), "{}", off.body);
    let (_, page) = types_passphrase(&office, "Olive Owner").await;
    assert_eq!(page.address, "/studies");
    assert_eq!(acts(&office).await[..2], ["authenticator-off", "new-spare-codes"]);
}
