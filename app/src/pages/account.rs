//! One's own account: name and check letters, the second proof, passphrase, how long one may be away.

use leptos::prelude::*;
use server::exchange::qr;
use server::http::staff::account::{Account, Confirm, Pages};
use server::http::staff::people::key_letters;
use server::http::staff::{Around, Person};
use server::store::authenticators::{Setting, State};
use server::store::passkeys::Passkey;
use server::store::second::Second;

use super::{StaffPages, sign_in};
use crate::components::days::days;
use crate::components::form::{Field, button, sure_button};
use crate::components::passkey;
use crate::language::Language;
use crate::shell;

impl Pages for StaffPages {
    fn account(&self, around: &Around, view: &Account) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("account-title"), || {
            // Only the codes are printed, without a name beside them.
            let codes = spare_codes(&words, around, &view.printed);
            let rest = if codes.is_some() { "no-print" } else { "" };
            view! {
                <h1 class=rest>{words.say("account-title")}</h1>
                {codes}
                <div class=rest>
                    {who(&words, &view.person)}
                    <h2 id="second">{words.say("second-title")}</h2>
                    {second(&words, view)}
                    <h2>{words.say("account-passphrase")}</h2>
                    {passphrase(&words, view)}
                    <h2>{words.say("account-idle")}</h2>
                    {idle(&words, around)}
                </div>
            }
        })
    }

    fn confirm(&self, around: &Around, view: &Confirm) -> String {
        let words = Language::of(&around.language);
        let next = view.next.clone();
        shell::page(around, "", &words.say("confirm-title"), || {
            view! {
                <h1>{words.say("confirm-title")}</h1>
                <p>{words.say("confirm-lead")}</p>
                <form method="post" action="/account/confirm" class="narrow">
                    <input type="hidden" name="next" value=next />
                    {Field::passphrase("passphrase", words.say("passphrase"), "current-password").view()}
                    {proofs(&words, &view.second, view.ask.as_deref())}
                </form>
            }
        })
    }

    fn new_passkey(&self, around: &Around, ask: Option<&str>) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("passkey-add"), || {
            view! {
                <p><a href="/account#second">"‹ " {words.say("account-title")}</a></p>
                <h1>{words.say("passkey-add")}</h1>
                <p>{words.say("passkey-add-lead")}</p>
                {match ask {
                    Some(ask) => add_form(&words, around, ask).into_any(),
                    None => view! { <p class="notice">{words.say("passkey-nameless")}</p> }.into_any(),
                }}
            }
        })
    }

    fn unlocking_passkey(&self, around: &Around, passkey: &Passkey, ask: Option<&str>) -> String {
        let words = Language::of(&around.language);
        shell::page(around, "", &words.say("passkey-unlocks-title"), || {
            view! {
                <p><a href="/account#second">"‹ " {words.say("account-title")}</a></p>
                <h1>{words.say("passkey-unlocks-title")}</h1>
                <p>{words.with("passkey-unlocks-lead", &[("name", passkey.name.clone())])}</p>
                <p>{words.say("passkey-unlocks-note")}</p>
                {match ask {
                    Some(ask) => unlocks_form(&words, passkey, ask).into_any(),
                    None => view! { <p class="notice">{words.say("passkey-nameless")}</p> }.into_any(),
                }}
            }
        })
    }

    fn authenticator(&self, around: &Around, setting: &Setting) -> String {
        let words = Language::of(&around.language);
        // An address too long for a picture is left to be typed.
        let picture = qr::svg(&setting.address).ok();
        let picture = picture.map(|svg| view! { <div class="qr" role="img" aria-label=words.say("authenticator-picture") inner_html=svg></div> });
        let code = Field::text("code", words.say("authenticator-code")).hint(words.say("authenticator-code-hint"));
        shell::page(around, "", &words.say("authenticator-title"), || {
            view! {
                <p><a href="/account#second">"‹ " {words.say("account-title")}</a></p>
                <h1>{words.say("authenticator-title")}</h1>
                <p>{words.say("authenticator-lead")}</p>
                {picture}
                <p>{words.say("authenticator-letters")}</p>
                <p class="code">{letters(&setting.letters)}</p>
                <form method="post" action="/account/authenticator" class="narrow" autocomplete="off">
                    {code.autocomplete("one-time-code").view()}
                    <button>{words.say("authenticator-do")}</button>
                </form>
            }
        })
    }
}

/// Groups of four, as they are typed off.
fn letters(all: &str) -> String {
    let all: Vec<char> = all.chars().collect();
    all.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn who(words: &Language, person: &Person) -> impl IntoView + use<> {
    let letters = words.with("key-letters", &[("letters", key_letters(&person.public_key))]);
    view! {
        <p>{words.with("account-name", &[("name", person.name.clone())])}</p>
        <p>{letters} " " {words.say("account-letters")}</p>
    }
}

/// The old one and a new one; where there is a second proof, after all proofs were given anew.
fn passphrase(words: &Language, view: &Account) -> AnyView {
    if view.second.is_asked() && !view.confirmed {
        let anew = words.say("account-passphrase-confirm");
        return view! { <p><a href="/account/confirm?next=%2Faccount">{anew}</a></p> }.into_any();
    }
    let old = Field::passphrase("old-passphrase", words.say("passphrase-old"), "current-password");
    view! {
        <p>{words.say("account-passphrase-ends")}</p>
        <form method="post" action="/account" class="narrow">
            {old.view()}
            {sign_in::new_passphrase(words)}
            <button>{words.say("account-do")}</button>
        </form>
    }
    .into_any()
}

fn idle(words: &Language, around: &Around) -> impl IntoView + use<> {
    let idle = Field::number("minutes", words.say("account-idle-minutes"));
    let idle = idle.value(around.typed("minutes", &around.idle.to_string())).hint(words.say("account-idle-hint"));
    view! {
        <form method="post" action="/account/idle" class="narrow">
            {idle.view()}
            <button>{words.say("account-idle-do")}</button>
        </form>
    }
}

/// Spare codes that were just made: shown once, as they are printed.
fn spare_codes(words: &Language, around: &Around, (address, day): &(String, String)) -> Option<impl IntoView + use<>> {
    let codes = around.typed("spare", "");
    if codes.is_empty() || !around.again.code.is_empty() {
        return None;
    }
    let codes: Vec<_> = codes.split(' ').map(|code| view! { <li class="code">{code.to_owned()}</li> }).collect();
    let of = words.with("spare-of", &[("address", address.clone()), ("day", day.clone())]);
    Some(view! {
        <section class="notice" role="status">
            <h2>{words.say("spare-title")}</h2>
            <p>{words.say("spare-lead")}</p>
            <ul class="plain">{codes}</ul>
            <p>{days(of)}</p>
            <p class="no-print">{words.say("spare-once")} " " {words.say("spare-print")}</p>
        </section>
    })
}

/// What there is beside the passphrase, and after all proofs were given anew, what can be done about it.
fn second(words: &Language, view: &Account) -> impl IntoView + use<> {
    let second = &view.second;
    let state = words.say(if second.is_asked() { "second-asked" } else { "second-not-asked" });
    let rows: Vec<_> = second.passkeys.iter().map(|one| own_passkey(words, one, view)).collect();
    let list = (!rows.is_empty()).then(|| view! { <ul class="cards">{rows}</ul> });
    let anew = (!view.confirmed && second.is_asked()).then(|| {
        view! { <p><a href="/account/confirm?next=%2Faccount">{words.say("confirm-first")}</a></p> }
    });
    view! {
        <p>{words.say("second-lead")}</p>
        <p>{state}</p>
        {anew}
        <h3>{words.say("passkeys-title")}</h3>
        <p>{words.say("passkeys-lead")}</p>
        {list}
        <p><a class="button quiet" href="/account/passkeys/new">{words.say("passkey-add")}</a></p>
        <h3>{words.say("authenticator-title")}</h3>
        {app(words, view)}
        {spare(words, view)}
    }
}

fn own_passkey(words: &Language, one: &Passkey, view: &Account) -> impl IntoView + use<> {
    let base = format!("/account/passkeys/{}", one.id);
    let made = words.with("passkey-made", &[("day", one.made_on.clone()), ("party", one.party.clone())]);
    let unlocks = match one.unlocks {
        true => view! { <p>{words.say("passkey-unlocks")}</p> }.into_any(),
        false => {
            let address = format!("{base}/unlocks");
            let about = one.name.clone();
            view! { <p><a href=address>{words.say("passkey-unlocks-do")} <span class="sr">": " {about}</span></a></p> }
                .into_any()
        }
    };
    let last = view.second.passkeys.len() == 1 && view.second.authenticator != State::On;
    let sure = if last { "proofs-end-sure" } else { "passkey-remove-sure" };
    let sure = words.with(sure, &[("name", one.name.clone())]);
    let remove = view.confirmed.then(|| {
        let button = sure_button(format!("{base}/remove"), words.say("passkey-remove"), &one.name, sure);
        view! { <div class="apart">{button}</div> }
    });
    let name = Field::text("name", words.say("passkey-name")).id(&format!("f-name-{}", one.id)).value(one.name.clone());
    view! {
        <li>
            <h4>{one.name.clone()}</h4>
            <p class="hint">{made}</p>
            {unlocks}
            <details>
                <summary>{words.say("change")} <span class="sr">": " {one.name.clone()}</span></summary>
                <form method="post" action=format!("{base}/name") class="narrow">
                    {name.view()}
                    <button class="quiet">{words.say("save")}</button>
                </form>
                {remove}
            </details>
        </li>
    }
}

fn app(words: &Language, view: &Account) -> AnyView {
    if view.second.authenticator == State::On {
        let sure =
            words.say(if view.second.passkeys.is_empty() { "proofs-end-sure" } else { "authenticator-off-sure" });
        let label = words.say("authenticator-off");
        let about = words.say("authenticator-title");
        let off = view.confirmed.then(|| sure_button("/account/authenticator/off".into(), label, &about, sure));
        return view! { <p>{words.say("authenticator-is-on")}</p> {off} }.into_any();
    }
    view! {
        <p>{words.say("authenticator-is-off")}</p>
        {button("/account/authenticator/new".into(), words.say("authenticator-new"), "", &[])}
    }
    .into_any()
}

fn spare(words: &Language, view: &Account) -> Option<impl IntoView + use<>> {
    let left = words.with("spare-left", &[("count", view.second.spare.to_string())]);
    let new = button("/account/spare".into(), words.say("spare-new"), "", &[]);
    let hint = words.say("spare-new-hint");
    view.second.is_asked().then(|| {
        view! { <h3>{words.say("spare-heading")}</h3> <p>{left}</p> <p class="hint">{hint}</p> {new} }
    })
}

/// The second proof inside a form: a code where one can be typed, and the button of a passkey where one is for this
/// address. Whoever has none goes on with the passphrase.
pub(super) fn proofs(words: &Language, second: &Second, ask: Option<&str>) -> impl IntoView + use<> {
    let code = second.takes_codes().then(|| {
        let hint = match second.authenticator {
            State::On => "second-code-hint",
            State::Off | State::Shown => "second-spare-hint",
        };
        let field = Field::text("code", words.say("second-code")).hint(words.say(hint)).autocomplete("one-time-code");
        if ask.is_some() { field.optional().view().into_any() } else { field.view().into_any() }
    });
    let elsewhere = (ask.is_none() && !second.passkeys.is_empty()).then(|| {
        let parties: Vec<&str> = second.passkeys.iter().map(|one| one.party.as_str()).collect();
        let text = match &code {
            None => words.say("second-elsewhere"),
            Some(_) => words.with("second-elsewhere-code", &[("party", several(&parties))]),
        };
        view! { <p class="notice">{text}</p> }
    });
    let types = !second.is_asked() || code.is_some();
    // Beside a passkey, which is the better of the two, a code is the other way.
    let quiet = if ask.is_some() { "quiet" } else { "" };
    let go = types.then(|| view! { <button class=quiet>{words.say("second-do")}</button> });
    let or = (ask.is_some() && code.is_some()).then(|| view! { <p>{words.say("second-or-code")}</p> });
    let device = ask.map(|ask| passkey::button(words, words.say("passkey-use"), ask));
    view! { {device} {elsewhere} {or} {code} {go} }
}

/// Each once.
fn several(names: &[&str]) -> String {
    let each: std::collections::BTreeSet<&str> = names.iter().copied().collect();
    each.into_iter().collect::<Vec<_>>().join(", ")
}

fn add_form(words: &Language, around: &Around, ask: &str) -> impl IntoView + use<> {
    let name = Field::text("name", words.say("passkey-name")).hint(words.say("passkey-name-hint"));
    view! {
        <form method="post" action="/account/passkeys/new" class="narrow" autocomplete="off">
            {name.value(around.typed("name", "")).view()}
            {passkey::button(words, words.say("passkey-add-do"), ask)}
        </form>
    }
}

fn unlocks_form(words: &Language, passkey: &Passkey, ask: &str) -> impl IntoView + use<> {
    let action = format!("/account/passkeys/{}/unlocks", passkey.id);
    view! {
        <form method="post" action=action class="narrow">
            {Field::passphrase("passphrase", words.say("passphrase"), "current-password").view()}
            {passkey::button(words, words.say("passkey-unlocks-do"), ask)}
        </form>
    }
}
