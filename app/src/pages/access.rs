//! The table of who may do what, drawn from the one in `server::access`.

use leptos::prelude::*;
use server::access::{self, Action, Role};

use crate::language::Language;

/// Each action with the roles that may do it.
pub fn table(words: &Language) -> impl IntoView + use<> {
    let heads: Vec<_> = Role::ALL.iter().map(|role| view! { <th scope="col">{role_name(words, *role)}</th> }).collect();
    let rows: Vec<_> = Action::all().map(|action| row(words, action)).collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby="access-caption">
            <table class="access">
                <caption id="access-caption">{words.say("access-caption")}</caption>
                <thead><tr><th scope="col">{words.say("access-action")}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(words: &Language, action: Action) -> impl IntoView + use<> {
    let cells: Vec<_> = Role::ALL
        .iter()
        .map(|role| match access::allows(*role, action) {
            true => view! { <td class="yes">{words.say("access-yes")}</td> },
            false => view! { <td class="no">{words.say("access-no")}</td> },
        })
        .collect();
    view! { <tr><th scope="row">{words.say(&format!("action-{}", action.name()))}</th>{cells}</tr> }
}

/// What a role is called.
pub fn role_name(words: &Language, role: Role) -> String {
    words.say(&format!("role-{}", role.name()))
}
