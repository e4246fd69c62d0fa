//! Sending: the answers are completed, sealed to the study, and stored by the one writer. The thank-you page is only
//! reached after that transaction is durable.

use axum::response::Response;
use instruments::{Answer, Answers, Instrument, Kind};

use super::cookie::Cookie;
use super::draft::Draft;
use super::form::Form;
use super::thanks;
use super::visit::{self, Visit, address};
use crate::seal::payload::{FORMAT, Response as Payload, associated};
use crate::seal::{codes, envelope};
use crate::store::collections::Arrival;
use crate::store::doors;
use crate::store::drafts;
use crate::store::grants;
use crate::store::roster;
use crate::store::submit::{Outcome, Submission};
use crate::{Result, chance};

const MODES: [&str; 3] = ["alone", "with_help", "phone"];

/// Stores a draft's answers, once. Where it went in the meantime the page says so, and nothing is stored.
pub async fn send(visit: &Visit, draft: &Draft, form: &Form) -> Result<Response> {
    let (state, door) = (&visit.state, &visit.door);
    let organisation = organisation(visit, draft).await?;
    let response_id = chance::id();
    let payload = Payload { organisation: organisation.clone(), ..payload(visit, draft, form) };
    let (generation, key) = grants::sealing_key(&state.store, &door.study_id).await?;
    let bound = associated(&door.study_id, &door.collection_id, &response_id);
    let wanted = form.own("_want-code").is_some() && !door.settings.kiosk && !door.rehearsal;
    let submission = Submission {
        sealed: envelope::seal(&key, generation, &bound, &zeroize::Zeroizing::new(payload.to_padded_bytes())),
        response_id,
        collection_id: door.collection_id.clone(),
        site_id: door.site_id.clone(),
        withdraw_hash: wanted
            .then(|| codes::hash(&state.installation, codes::Kind::Withdraw, &draft.secret.withdraw_code())),
        submission_key: draft.secret.submission_key(),
        draft_id: Some(draft.secret.id()),
        organisation,
        straight: door.rehearsal || door.settings.arrival == Arrival::Straight,
    };
    if state.writer.submit(submission).await? == Outcome::Gone {
        return Ok(visit::go_on(&address(visit.review())));
    }
    state.known.drop_unsaved(&draft.secret.id());
    let cookie = thanks::cookie_after(visit);
    Ok(visit::go(state, &address(visit.review() + 1), &cookie))
}

fn payload(visit: &Visit, draft: &Draft, form: &Form) -> Payload {
    let week = chance::today(&visit.door.time_zone).iso_week_date();
    let answers = instruments::complete(&visit.instrument, &draft.content.answers);
    Payload {
        format: FORMAT,
        version_hash: draft.door.version_hash.clone(),
        language: visit.language.clone(),
        week: format!("{}-W{:02}", week.year(), week.week()),
        mode: mode(visit, form).to_owned(),
        link: link_code(&visit.instrument, &answers),
        answers,
        ..Payload::default()
    }
}

fn mode(visit: &Visit, form: &Form) -> &'static str {
    let said = form.own("_mode").and_then(|said| MODES.into_iter().find(|mode| *mode == said));
    if visit.door.settings.kiosk { "kiosk" } else { said.unwrap_or("not_said") }
}

/// The link code as it was built: its elements in order, or the word from a card.
pub fn link_code(instrument: &Instrument, answers: &Answers) -> Option<String> {
    let asked = instrument.questions().find(|question| question.kind == Kind::LinkCode)?;
    let typed = |key: String| match answers.get(&key) {
        // A bar stands between elements; typed by somebody, it would make one element two.
        Some(Answer::Text(text)) => text.trim().to_lowercase().replace('|', " "),
        _ => String::new(),
    };
    let parts: Vec<_> = asked.keys().into_iter().map(|(key, _)| typed(key)).collect();
    parts.iter().any(|part| !part.is_empty()).then(|| parts.join("|"))
}

/// The organisation whose code began this draft, where a roster invites named organisations.
async fn organisation(visit: &Visit, draft: &Draft) -> Result<Option<String>> {
    if !visit.door.settings.roster {
        return Ok(None);
    }
    match drafts::code_of(&visit.state.store, &draft.secret.id()).await? {
        Some(code) => roster::organisation_of(&visit.state.store, &code).await,
        None => Ok(None),
    }
}

/// Whether this cookie is of somebody whose answers were sent.
pub async fn was_sent(visit: &crate::http::State, cookie: &Cookie) -> Result<Option<doors::Door>> {
    match &cookie.secret {
        Some(secret) => doors::sent(&visit.store, &secret.submission_key()).await,
        None => Ok(None),
    }
}
