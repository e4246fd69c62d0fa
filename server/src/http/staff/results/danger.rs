//! Answers that tell of danger: somebody marks one, says why, and writes down what was done. Reading the list is
//! recorded like reading open answers.

use ::instruments::{Answer, Text};
use axum::extract::Path;
use axum::response::{Html, Redirect};

use super::words::{open_question, places};
use super::{Opened, Shared, reading};
use crate::access::Action;
use crate::http::staff::{Around, Fields, Member};
use crate::store::flags as stored;
use crate::store::{audit, collections};
use crate::workspace::flags::{self, Flag, Words};
use crate::{Error, Result};

/// Longest note.
const LONGEST: usize = 4_000;

/// The list.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Marks, those for which nothing was done yet first.
    pub flags: Vec<Marked>,
}

/// One marked answer.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The mark.
    pub flag: Flag,
    /// What was asked.
    pub question: Text,
    /// The words.
    pub text: String,
    /// Title of the instrument.
    pub title: Text,
    /// Name of the wave.
    pub wave: String,
    /// The site, where enough people answered.
    pub site: Option<String>,
}

/// The form that marks one answer.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Who looks.
    pub member: Member,
    /// Where the form is sent, and where the list of answers is.
    pub address: String,
    /// The list that the answer stands in.
    pub list: String,
    /// What was asked.
    pub question: Text,
    /// The words.
    pub text: String,
}

pub(super) async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::ReadAnswers)?;
    let keys = member.unlocked()?;
    let all = flags::all(&state.store, &member.study.id, keys).await?;
    if !all.is_empty() {
        reading(&state, &member, "danger").await?;
    }
    let mut marked = Vec::new();
    for collection in collections::all(&state.store, &member.study.id).await? {
        let opened = Opened::open(&state, &member, Action::ReadAnswers, &collection.id).await?;
        marked.extend(all.iter().filter_map(|flag| found(&opened, flag, &member)));
    }
    marked.sort_by_key(|marked| all.iter().position(|flag| flag.id == marked.flag.id));
    Ok(Html(state.staff_pages.danger(&around, &View { member, flags: marked })))
}

/// A marked answer, if it stands in this collection.
fn found(opened: &Opened, flag: &Flag, member: &Member) -> Option<Marked> {
    let table = opened.workspace.table(&opened.collection.id);
    let row = table.rows.iter().position(|row| row.id == flag.response)?;
    let smallest = member.study.smallest_cell_of(opened.instrument.audience);
    Some(Marked {
        question: open_question(&opened.instrument, &flag.words.key).unwrap_or_default(),
        text: text(opened, row, &flag.words.key).unwrap_or_default(),
        title: opened.instrument.title.clone(),
        wave: opened.wave.clone(),
        site: places(opened, smallest).remove(&*table.rows[row].site),
        flag: flag.clone(),
    })
}

fn text(opened: &Opened, row: usize, key: &str) -> Option<String> {
    match opened.workspace.table(&opened.collection.id).column(key).get(row)? {
        Answer::Text(text) => Some(text.clone()),
        _ => None,
    }
}

type Address = Path<(String, String, String, String)>;

pub(super) async fn ask(
    state: Shared,
    around: Around,
    member: Member,
    Path((study, collection, response, key)): Address,
) -> Result<Html<String>> {
    let opened = Opened::open(&state, &member, Action::ReadAnswers, &collection).await?;
    let table = opened.workspace.table(&opened.collection.id);
    let row = table.rows.iter().position(|row| row.id == response).ok_or(Error::NotFound)?;
    let text = text(&opened, row, &key).ok_or(Error::NotFound)?;
    let question = key.rsplit('.').next().unwrap_or_default();
    reading(&state, &member, &format!("{collection} {question}")).await?;
    let base = format!("/studies/{study}/results/{collection}");
    let view = Mark {
        question: open_question(&opened.instrument, &key).unwrap_or_default(),
        address: format!("{base}/mark/{response}/{key}"),
        list: format!("{base}/words/{question}"),
        text,
        member,
    };
    Ok(Html(state.staff_pages.mark(&around, &view)))
}

pub(super) async fn mark(
    state: Shared,
    member: Member,
    Path((study, collection, response, key)): Address,
    fields: Fields,
) -> Result<Redirect> {
    let opened = Opened::open(&state, &member, Action::ReadAnswers, &collection).await?;
    let row = opened.workspace.table(&opened.collection.id).rows.iter().position(|row| row.id == response);
    row.and_then(|row| text(&opened, row, &key)).ok_or(Error::NotFound)?;
    let words = Words {
        key,
        note: note(fields.get("note"))?,
        marked_by: member.person.name.clone(),
        marked_on: member.study.today().to_string(),
        ..Words::default()
    };
    let flag = flags::new(&study, &response, &words, member.unlocked()?)?;
    let mut transaction = state.store.write().await?;
    stored::put(&mut transaction, &study, &flag).await?;
    audit::append(&mut transaction, Some(&study), &member.person.id, "mark-danger", &flag.id).await?;
    transaction.commit().await?;
    Ok(Redirect::to(&format!("/studies/{study}/results/danger?done=answer-marked")))
}

pub(super) async fn act(
    state: Shared,
    member: Member,
    Path((study, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::ReadAnswers)?;
    let keys = member.unlocked()?;
    let flag = flags::find(&state.store, &study, &id, keys).await?;
    let words = Words {
        action: note(fields.required("action", "action-missing")?)?,
        acted_by: member.person.name.clone(),
        acted_on: member.study.today().to_string(),
        ..flag.words
    };
    let sealed = flags::seal(&study, &id, &words, keys)?;
    let mut transaction = state.store.write().await?;
    stored::change(&mut transaction, &study, &id, &sealed).await?;
    audit::append(&mut transaction, Some(&study), &member.person.id, "act-on-danger", &id).await?;
    transaction.commit().await?;
    Ok(Redirect::to(&format!("/studies/{study}/results/danger?done=action-recorded")))
}

fn note(typed: &str) -> Result<String> {
    let typed = typed.trim();
    if typed.chars().count() > LONGEST {
        Err(Error::Invalid("note-long", LONGEST.to_string()))
    } else {
        Ok(typed.to_owned())
    }
}
