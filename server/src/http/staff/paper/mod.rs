//! Paper: an instrument to print, and a quick way to key in what came back on it. How a typed line becomes an answer is
//! in `lines`; storing goes the same way as for a respondent: sealed at once, by the one writer.

mod lines;

use std::sync::Arc;

use ::instruments::{Answers, Instrument};
use axum::extract::{self, Path};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::{Around, Fields, Member};
use crate::access::Action;
use crate::http::State;
use crate::http::respond::link_code;
use crate::http::staff::routes::Routes;
use crate::seal::envelope;
use crate::seal::payload::{self, FORMAT, associated};
use crate::store::collections::{self, Arrival, Collection};
use crate::store::help_lines::{self, HelpLine};
use crate::store::submit::Submission;
use crate::store::{grants, instruments, links, sites, versions};
use crate::{Error, Result, chance};

pub use lines::{Line, Part, Takes, fields, parts, question};

/// An instrument to print.
#[derive(Clone, Debug)]
pub struct Print {
    /// What is printed.
    pub instrument: Arc<Instrument>,
    /// Its language.
    pub language: String,
    /// Help lines of the study.
    pub help: Vec<HelpLine>,
}

/// The page for keying answers in.
#[derive(Clone, Debug)]
pub struct Keying {
    /// The questionnaire.
    pub instrument: Arc<Instrument>,
    /// The language of the paper.
    pub language: String,
    /// Languages of the papers, to choose from.
    pub languages: Vec<String>,
    /// Sites with a link of this collection: id and name.
    pub sites: Vec<(String, String)>,
    /// The site of the paper before, so that a pile is keyed without choosing again.
    pub site: String,
    /// Where the form goes.
    pub action: String,
    /// One for each form, so that sending twice stores once.
    pub once: String,
    /// Every line to key.
    pub parts: Vec<Part>,
}

/// What `app` draws for this area.
pub trait Pages: Send + Sync {
    /// An instrument on paper.
    fn print(&self, view: &Print) -> String;
    /// The page for keying.
    fn keying(&self, around: &Around, view: &Keying) -> String;
}

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/instruments/{id}/paper/{language}", Action::SeeStudy, print_draft)
        .get("/studies/{study}/collections/{id}/paper/{language}", Action::SeeStudy, print_version)
        .get("/studies/{study}/collections/{id}/key", Action::KeyPaper, show)
        .post("/studies/{study}/collections/{id}/key", Action::KeyPaper, take)
}

type Three = Path<(String, String, String)>;
type Two = Path<(String, String)>;

/// `GET …/instruments/{id}/paper/{language}`: the text as it is being worked on.
async fn print_draft(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    Path((_, id, language)): Three,
) -> Result<Response> {
    member.may(Action::SeeStudy)?;
    let found = instruments::find(&state.store, &member.study.id, &id).await?.ok_or(Error::NotFound)?;
    let instrument = ::instruments::parse(&found.draft).map_err(Error::Problems)?;
    print(&state, &member, instrument, language).await
}

/// `GET …/collections/{id}/paper/{language}`: the published version that the collection gives out.
async fn print_version(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    Path((_, id, language)): Three,
) -> Result<Response> {
    member.may(Action::SeeStudy)?;
    let collection = find(&state, &member, &id).await?;
    print(&state, &member, version(&state, &collection).await?, language).await
}

async fn print(state: &State, member: &Member, instrument: Instrument, language: String) -> Result<Response> {
    if !instrument.languages.contains(&language) {
        return Err(Error::NotFound);
    }
    let help = help_lines::list(&state.store, &member.study.id).await?;
    Ok(Html(state.staff_pages.print(&Print { instrument: Arc::new(instrument), language, help })).into_response())
}

/// `GET …/collections/{id}/key`
async fn show(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    around: Around,
    Path((_, id)): Two,
    extract::Query(asked): extract::Query<std::collections::BTreeMap<String, String>>,
) -> Result<Response> {
    member.may(Action::KeyPaper)?;
    let collection = find(&state, &member, &id).await?;
    let instrument = Arc::new(version(&state, &collection).await?);
    let wanted = asked.get("language").filter(|wanted| instrument.languages.contains(wanted));
    let language = wanted.or(instrument.languages.first()).cloned().unwrap_or_default();
    let view = Keying {
        parts: parts(&instrument, &language),
        languages: instrument.languages.clone(),
        sites: places(&state, &member, &collection).await?,
        site: asked.get("site").cloned().unwrap_or_default(),
        action: address(&member, &collection),
        once: chance::id(),
        language,
        instrument,
    };
    Ok(Html(state.staff_pages.keying(&around, &view)).into_response())
}

/// `POST …/collections/{id}/key`
async fn take(
    extract::State(state): extract::State<Arc<State>>,
    member: Member,
    Path((_, id)): Two,
    typed: Fields,
) -> Result<Redirect> {
    member.may(Action::KeyPaper)?;
    let collection = find(&state, &member, &id).await?;
    let instrument = version(&state, &collection).await?;
    let language = instrument.languages.iter().find(|tag| *tag == typed.get("_language")).cloned();
    let language = language.ok_or(Error::Invalid("language-unknown", typed.get("_language").to_owned()))?;
    let places = places(&state, &member, &collection).await?;
    let (site, _) = places
        .into_iter()
        .find(|(site, _)| site == typed.get("_site"))
        .ok_or(Error::Invalid("paper-site", String::new()))?;
    let answers = read(&instrument, &language, &typed)?;
    store(
        &state,
        &member,
        &collection,
        &instrument,
        Paper { answers, language: language.clone(), site: site.clone(), once: typed.get("_once") },
    )
    .await?;
    Ok(Redirect::to(&format!("{}?site={site}&language={language}&done=keyed", address(&member, &collection))))
}

fn address(member: &Member, collection: &Collection) -> String {
    format!("/studies/{}/collections/{}/key", member.study.id, collection.id)
}

async fn find(state: &State, member: &Member, id: &str) -> Result<Collection> {
    collections::find(&state.store, &member.study.id, id).await?.ok_or(Error::NotFound)
}

async fn version(state: &State, collection: &Collection) -> Result<Instrument> {
    let found = versions::find(&state.store, &collection.instrument_id, &collection.version_hash).await?;
    ::instruments::parse(&found.ok_or(Error::NotFound)?.toml).map_err(Error::Problems)
}

/// Sites that have a link of this collection.
async fn places(state: &State, member: &Member, collection: &Collection) -> Result<Vec<(String, String)>> {
    let used = links::all(&state.store, &collection.id).await?;
    let all = sites::all(&state.store, &member.study.id).await?;
    let here = all.into_iter().filter(|site| used.iter().any(|link| link.site_id == site.id));
    Ok(here.map(|site| (site.id, site.name)).collect())
}

/// The answers of one paper, read by the same rules as a respondent's pages.
fn read(instrument: &Instrument, language: &str, typed: &Fields) -> Result<Answers> {
    let parts = parts(instrument, language);
    let fields = fields(&parts, &typed.0);
    let sections: Vec<_> = (0..instrument.sections.len()).collect();
    let reading = ::instruments::read_pages(instrument, &sections, &fields, &lines::rounds(instrument, &fields));
    // A question that the route leaves out may still be marked on the paper: that is no fault of the typist.
    let problems: Vec<_> = reading.problems.into_iter().filter(|problem| problem.code != "forged-field").collect();
    if problems.is_empty() {
        Ok(::instruments::complete(instrument, &reading.answers))
    } else {
        Err(Error::Problems(problems))
    }
}

struct Paper<'a> {
    answers: Answers,
    language: String,
    site: String,
    once: &'a str,
}

async fn store(
    state: &State,
    member: &Member,
    collection: &Collection,
    instrument: &Instrument,
    paper: Paper<'_>,
) -> Result<()> {
    if collection.state == collections::State::Prepared || !chance::is_id(paper.once) {
        return Err(Error::Conflict("not-open"));
    }
    let response_id = chance::id();
    let week = member.study.today().iso_week_date();
    let response = payload::Response {
        format: FORMAT,
        version_hash: collection.version_hash.clone(),
        language: paper.language,
        week: format!("{}-W{:02}", week.year(), week.week()),
        mode: "paper".to_owned(),
        link: link_code(instrument, &paper.answers),
        answers: paper.answers,
        ..payload::Response::default()
    };
    let (generation, key) = grants::sealing_key(&state.store, &member.study.id).await?;
    let bound = associated(&member.study.id, &collection.id, &response_id);
    let submission = Submission {
        sealed: envelope::seal(&key, generation, &bound, &zeroize::Zeroizing::new(response.to_padded_bytes())),
        response_id,
        collection_id: collection.id.clone(),
        site_id: paper.site,
        withdraw_hash: None,
        submission_key: format!("paper {}", paper.once).into_bytes(),
        draft_id: None,
        organisation: None,
        straight: collection.rehearsal || collection.settings.arrival == Arrival::Straight,
    };
    state.writer.submit(submission).await.map(|_| ())
}
