//! How a study joins its waves: a choice for each audience, and cards with word codes to print. What is chosen is kept;
//! the codes of cards never are.

use std::sync::Arc;

use ::instruments::{Audience, Instrument, Kind};
use axum::extract::{self, Query};
use axum::response::{Html, Redirect};

use super::{Around, Fields, Member};
use crate::access::Action;
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::linking::card::{self, Card};
use crate::linking::{LEAST_ELEMENTS, Way};
use crate::store::{audit, imports, instruments, linking, versions};
use crate::{Error, Result};

type Shared = extract::State<Arc<State>>;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Linking {
    /// Who looks.
    pub member: Member,
    /// One for each audience.
    pub groups: Vec<Group>,
}

/// One audience.
#[derive(Clone, Debug)]
pub struct Group {
    /// Who is asked.
    pub audience: Audience,
    /// How their waves are joined.
    pub way: Way,
    /// What they are asked.
    pub instruments: Vec<Asked>,
}

/// One instrument.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its title.
    pub title: String,
    /// The code that it asks for.
    pub code: Coded,
    /// Whether earlier answers were brought into it: these may carry codes of their own.
    pub imported: bool,
}

/// The code that an instrument asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coded {
    /// None.
    Nothing,
    /// The words of a card.
    Card,
    /// So many elements.
    Elements(usize),
}

/// Cards to print.
#[derive(Clone, Debug)]
pub struct Cards {
    /// Their language.
    pub language: String,
    /// Language of those who print them.
    pub staff_language: String,
    /// One each, in an order that tells nothing.
    pub cards: Vec<Card>,
    /// Where the choice is made.
    pub back: String,
}

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// How waves are joined.
    fn linking(&self, around: &Around, view: &Linking) -> String;
    /// Cards to cut out.
    fn cards(&self, view: &Cards) -> String;
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/linking", Action::ChangeSettings, show)
        .post("/studies/{study}/linking", Action::ChangeSettings, choose)
        .get("/studies/{study}/linking/cards", Action::RunCollections, print)
}

const AUDIENCES: [Audience; 3] = [Audience::Survivors, Audience::Professionals, Audience::Community];

/// `GET …/linking`
async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::ChangeSettings)?;
    let mut groups = Vec::new();
    for audience in AUDIENCES {
        let way = linking::way(&state.store, &member.study.id, audience).await?;
        let instruments = asked(&state, &member, audience, &around.language).await?;
        groups.push(Group { audience, way, instruments });
    }
    Ok(Html(state.staff_pages.linking(&around, &Linking { member, groups })))
}

/// `POST …/linking`
async fn choose(state: Shared, member: Member, fields: Fields) -> Result<Redirect> {
    member.may(Action::ChangeSettings)?;
    let audience = AUDIENCES.into_iter().find(|audience| linking::name(*audience) == fields.get("audience"));
    let (Some(audience), Some(way)) = (audience, Way::named(fields.get("way"))) else {
        return Err(Error::Invalid("linking-unknown", String::new()));
    };
    check(&asked(&state, &member, audience, "en").await?, audience, way)?;
    let mut to = state.store.write().await?;
    linking::choose(&mut to, &member.study.id, audience, way).await?;
    let said = format!("{}: {}", linking::name(audience), way.name());
    audit::append(&mut to, Some(&member.study.id), &member.person.id, "choose-linking", &said).await?;
    to.commit().await?;
    Ok(Redirect::to(&format!("/studies/{}/linking?done=saved", member.study.id)))
}

/// Refuses a way for which no instrument has the question.
fn check(asked: &[Asked], audience: Audience, way: Way) -> Result<()> {
    let (fits, code): (fn(&Asked) -> bool, _) = match way {
        Way::Nothing => return Ok(()),
        Way::Cards => (|asked| asked.imported || asked.code == Coded::Card, "linking-needs-card"),
        Way::Codes => (
            |asked| asked.imported || matches!(asked.code, Coded::Elements(count) if count >= LEAST_ELEMENTS),
            "linking-needs-elements",
        ),
    };
    let is_possible = asked.iter().any(fits);
    if is_possible { Ok(()) } else { Err(Error::Invalid(code, linking::name(audience).to_owned())) }
}

/// What an audience is asked: the newest published version of each instrument, or its draft.
async fn asked(state: &State, member: &Member, audience: Audience, language: &str) -> Result<Vec<Asked>> {
    let imports = imports::all(&state.store, &member.study.id).await?;
    let mut asked = Vec::new();
    for instrument in instruments::all(&state.store, &member.study.id).await? {
        let newest = versions::all(&state.store, &instrument.id).await?.into_iter().next();
        let text = newest.map_or(instrument.draft, |version| version.toml);
        let Ok(parsed) = ::instruments::parse(&text) else { continue };
        if parsed.audience == audience {
            let imported = imports.iter().any(|import| import.instrument_id == instrument.id && !import.undone);
            asked.push(Asked { title: parsed.title.get(language).to_owned(), code: coded(&parsed), imported });
        }
    }
    Ok(asked)
}

fn coded(instrument: &Instrument) -> Coded {
    match instrument.questions().find(|question| question.kind == Kind::LinkCode) {
        None => Coded::Nothing,
        Some(question) if question.elements.is_empty() => Coded::Card,
        Some(question) => Coded::Elements(question.elements.len()),
    }
}

/// `GET …/linking/cards`: other cards each time; nothing is changed by looking.
async fn print(
    state: Shared,
    around: Around,
    member: Member,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Html<String>> {
    member.may(Action::RunCollections)?;
    let query = Fields(query);
    let wrong = || Error::Invalid("cards-count", card::FEWEST.to_string());
    let count: usize = query.get("count").trim().parse().map_err(|_| wrong())?;
    if !(card::FEWEST..=card::MOST).contains(&count) {
        return Err(wrong());
    }
    let language = card::LANGUAGES.into_iter().find(|tag| *tag == query.get("language")).unwrap_or("en");
    let view = Cards {
        cards: card::make(language, count),
        language: language.to_owned(),
        staff_language: around.language,
        back: format!("/studies/{}/linking", member.study.id),
    };
    Ok(Html(state.staff_pages.cards(&view)))
}

#[cfg(test)]
mod tests {
    //! A coordinator chooses how waves are joined before the question is there.

    use super::*;

    fn asked(code: Coded, imported: bool) -> Asked {
        Asked { title: "Before and after".into(), code, imported }
    }

    #[test]
    fn a_way_needs_its_question_and_joining_nothing_needs_none() {
        let survivors = Audience::Survivors;
        assert!(check(&[], survivors, Way::Nothing).is_ok());
        for (code, way, possible) in [
            (Coded::Card, Way::Cards, true),
            (Coded::Card, Way::Codes, false),
            (Coded::Elements(6), Way::Codes, true),
            (Coded::Elements(4), Way::Codes, false),
            (Coded::Elements(6), Way::Cards, false),
            (Coded::Nothing, Way::Cards, false),
        ] {
            assert_eq!(check(&[asked(code, false)], survivors, way).is_ok(), possible, "{code:?} {way:?}");
        }
        assert!(check(&[asked(Coded::Nothing, true)], survivors, Way::Cards).is_ok(), "a file may bring codes");
        assert!(matches!(check(&[], survivors, Way::Cards), Err(Error::Invalid("linking-needs-card", _))));
    }
}
