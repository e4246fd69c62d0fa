//! Bringing earlier answers in: choose a file, see what it would bring, then do it; undo it as a whole. Between the
//! pages the file rests in memory, for the same browser and half an hour; nothing of it is written to disk in clear.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{self, Path};
use axum::http::HeaderMap;
use axum::response::{Html, Redirect};

use super::instruments as titles;
use super::{Around, Fields, Member, session, upload::Upload};
use crate::access::Action;
use crate::exchange::csv;
use crate::exchange::import::keep::{self, Destination, Effect};
use crate::exchange::import::{self, Column, Map, Plan, Target};
use crate::http::State;
use crate::http::staff::routes::Routes;
use crate::store::imports::{self, Import};
use crate::store::versions::Version;
use crate::store::{instruments, sites, versions, waves};
use crate::{Error, Result, chance, name};

type Shared = extract::State<Arc<State>>;

/// The page that chooses a file.
#[derive(Clone, Debug)]
pub struct View {
    /// Who looks.
    pub member: Member,
    /// Published instruments: id, title.
    pub instruments: Vec<(String, String)>,
    /// Names of waves.
    pub waves: Vec<String>,
    /// Names of sites.
    pub sites: Vec<String>,
    /// What came in before: title of the instrument, import.
    pub imports: Vec<(String, Import)>,
}

/// What a file would bring.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Who looks.
    pub member: Member,
    /// Names the file that rests in memory.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// Title of the instrument.
    pub instrument: String,
    /// The map as it was typed.
    pub map: String,
    /// Every column with its goal; empty while there are problems before columns are known.
    pub columns: Vec<(String, Goal)>,
    /// What it would do.
    pub effect: Option<Effect>,
    /// What is wrong.
    pub problems: Vec<::instruments::Problem>,
}

/// Where a column goes, in words of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// To a key, perhaps one option of it.
    Key(String),
    /// `wave`, `site`, `weight`, `link`, `dropped`.
    Special(&'static str),
    /// Left out and worked out again: from which questions.
    Calculated(String),
    /// Left out: what it looks like.
    Suspect(&'static str),
}

#[derive(Clone)]
struct Resting {
    id: String,
    until: i64,
    cookie: Option<Vec<u8>>,
    study: String,
    instrument: String,
    wave: String,
    site: String,
    file: String,
    bytes: Arc<Vec<u8>>,
    map: String,
}

const SECONDS: i64 = 30 * 60;
/// Files that rest for one browser at a time; its oldest makes room.
const MOST: usize = 4;
/// Bytes of all files that rest. A file for which there is no room is refused: nobody else's makes room for it.
const ROOM: usize = 256 << 20;

static RESTING: Mutex<Vec<Resting>> = Mutex::new(Vec::new());

fn rest(file: Resting) -> Result<()> {
    let mut resting = RESTING.lock().unwrap_or_else(PoisonError::into_inner);
    resting.retain(|kept| kept.until > chance::now() && kept.id != file.id);
    let own = |kept: &Resting| kept.cookie == file.cookie;
    let oldest = resting.iter().position(own).filter(|_| resting.iter().filter(|kept| own(kept)).count() >= MOST);
    if let Some(oldest) = oldest {
        resting.remove(oldest);
    }
    let held: usize = resting.iter().map(|kept| kept.bytes.len()).sum();
    if held + file.bytes.len() > ROOM {
        return Err(Error::Invalid("file-crowded", String::new()));
    }
    resting.push(file);
    Ok(())
}

fn recall(headers: &HeaderMap, study: &str, id: &str) -> Result<Resting> {
    let cookie = session::token(headers).map(|token| token.hash());
    let resting = RESTING.lock().unwrap_or_else(PoisonError::into_inner);
    let fits =
        |kept: &&Resting| kept.id == id && kept.study == study && kept.cookie == cookie && kept.until > chance::now();
    resting.iter().find(fits).cloned().ok_or(Error::Invalid("import-forgotten", String::new()))
}

fn forget(id: &str) {
    RESTING.lock().unwrap_or_else(PoisonError::into_inner).retain(|kept| kept.id != id);
}

/// The routes of this area.
pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/studies/{study}/import", Action::Import, show)
        .post("/studies/{study}/import", Action::Import, take)
        .get("/studies/{study}/import/preview/{id}", Action::Import, preview)
        .post("/studies/{study}/import/preview/{id}", Action::Import, decide)
        .post("/studies/{study}/import/undo/{id}", Action::Import, undo)
}

async fn show(state: Shared, around: Around, member: Member) -> Result<Html<String>> {
    member.may(Action::Import)?;
    let (store, study) = (&state.store, &member.study.id);
    let all = instruments::all(store, study).await?;
    let named = |draft: &instruments::Instrument| titles::title(draft, &around.language);
    let name = |id: &str| all.iter().find(|draft| draft.id == id).map(named).unwrap_or_default();
    let mut published = Vec::new();
    for instrument in &all {
        if !versions::all(store, &instrument.id).await?.is_empty() {
            published.push((instrument.id.clone(), named(instrument)));
        }
    }
    let earlier = imports::all(store, study).await?.into_iter();
    let view = View {
        instruments: published,
        waves: waves::all(store, study).await?.into_iter().map(|wave| wave.name).collect(),
        sites: sites::all(store, study).await?.into_iter().map(|site| site.name).collect(),
        imports: earlier.map(|import| (name(&import.instrument_id), import)).collect(),
        member,
    };
    Ok(Html(state.staff_pages.import_form(&around, &view)))
}

async fn take(member: Member, headers: HeaderMap, upload: Upload) -> Result<Redirect> {
    member.may(Action::Import)?;
    upload.check()?;
    let id = chance::id();
    let study = member.study.id;
    let named = |field: &str| match upload.get(field).trim() {
        "" => Ok(String::new()),
        typed => name::checked(typed, "name-missing"),
    };
    rest(Resting {
        id: id.clone(),
        until: chance::now() + SECONDS,
        cookie: session::token(&headers).map(|token| token.hash()),
        study: study.clone(),
        instrument: upload.get("instrument").trim().to_owned(),
        wave: named("wave")?,
        site: named("site")?,
        map: upload.get("map").to_owned(),
        file: upload.name,
        bytes: Arc::new(upload.bytes),
    })?;
    Ok(Redirect::to(&format!("/studies/{study}/import/preview/{id}")))
}

async fn preview(
    state: Shared,
    around: Around,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
) -> Result<Html<String>> {
    member.may(Action::Import)?;
    let resting = recall(&headers, &study, &id)?;
    let (draft, to) = destination(&state, &member, &resting).await?;
    let mut view = Preview {
        id,
        file: resting.file.clone(),
        instrument: titles::title(&draft, &around.language),
        map: resting.map.clone(),
        columns: Vec::new(),
        effect: None,
        problems: Vec::new(),
        member,
    };
    let (columns, plan) = read(resting.clone(), to.version.clone()).await?;
    view.columns = columns.iter().map(|column| (column.name.clone(), goal(&column.target))).collect();
    let foreseen = match plan {
        Ok(plan) => keep::foresee(&state.store, &to, &plan, &resting.bytes).await,
        Err(problems) => Err(Error::Problems(problems)),
    };
    match foreseen {
        Ok(effect) => view.effect = Some(effect),
        Err(Error::Problems(problems)) => view.problems = problems,
        Err(other) => return Err(other),
    }
    Ok(Html(state.staff_pages.import_preview(&around, &view)))
}

async fn decide(
    state: Shared,
    member: Member,
    headers: HeaderMap,
    Path((study, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect> {
    member.may(Action::Import)?;
    let mut resting = recall(&headers, &study, &id)?;
    if fields.get("do") != "import" {
        resting.map = fields.get("map").to_owned();
        rest(resting)?;
        return Ok(Redirect::to(&format!("/studies/{study}/import/preview/{id}")));
    }
    let (_, to) = destination(&state, &member, &resting).await?;
    let (_, plan) = read(resting.clone(), to.version.clone()).await?;
    let plan = plan.map_err(Error::Problems)?;
    keep::keep(&state.store, &to, plan, &resting.bytes).await?;
    forget(&id);
    Ok(Redirect::to(&format!("/studies/{study}/import?done=imported")))
}

async fn undo(state: Shared, member: Member, Path((study, id)): Path<(String, String)>) -> Result<Redirect> {
    member.may(Action::Import)?;
    keep::undo(&state.store, &study, &id, &member.person.id).await?;
    Ok(Redirect::to(&format!("/studies/{study}/import?done=import-undone")))
}

type Problems = Vec<::instruments::Problem>;

/// Reads the file with the map, where waiting is allowed. Columns are known even where rows are wrong.
async fn read(resting: Resting, version: Version) -> Result<(Vec<Column>, std::result::Result<Plan, Problems>)> {
    let work = move || {
        let read = || {
            let map = Map::parse(&resting.map)?;
            let sheet = csv::read_named(&resting.file, &resting.bytes)?;
            let instrument = ::instruments::parse(&version.toml)?;
            let columns = import::columns(&sheet, &map, &instrument)?;
            Ok((columns.clone(), import::fill(columns, &sheet, &map, &instrument, &version.hash)))
        };
        read().unwrap_or_else(|problems| (Vec::new(), Err(problems)))
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("reading a file", error))
}

/// The instrument, and where the answers go.
async fn destination(
    state: &State,
    member: &Member,
    resting: &Resting,
) -> Result<(instruments::Instrument, Destination)> {
    let instrument = instruments::find(&state.store, &member.study.id, &resting.instrument).await?;
    let instrument = instrument.ok_or(Error::Invalid("import-not-published", String::new()))?;
    let newest = versions::all(&state.store, &instrument.id).await?.into_iter().next();
    let named = |name: &str| Some(name.to_owned()).filter(|name| !name.is_empty());
    let to = Destination {
        study: member.study.clone(),
        version: newest.ok_or_else(|| Error::Invalid("import-not-published", instrument.name.clone()))?,
        wave: named(&resting.wave),
        site: named(&resting.site),
        person: member.person.id.clone(),
        file: resting.file.clone(),
    };
    Ok((instrument, to))
}

fn goal(target: &Target) -> Goal {
    match target {
        Target::Answer(slot) => Goal::Key(match &slot.part {
            import::Part::Whole => slot.key.clone(),
            import::Part::Option(option) => format!("{} · {option}", slot.key),
            import::Part::Place(place) => format!("{} · {place}", slot.key),
        }),
        Target::Wave => Goal::Special("wave"),
        Target::Site => Goal::Special("site"),
        Target::Weight => Goal::Special("weight"),
        Target::Link => Goal::Special("link"),
        Target::Dropped => Goal::Special("dropped"),
        Target::Calculated(from) if from.is_empty() => Goal::Special("dropped"),
        Target::Calculated(from) => Goal::Calculated(from.join(", ")),
        Target::Suspect(suspicion) => Goal::Suspect(suspicion.code()),
    }
}

#[cfg(test)]
mod tests {
    //! Colleagues look at files on the same day.

    use super::*;

    fn file(id: &str, browser: u8) -> Resting {
        let text = String::new;
        Resting {
            id: id.to_owned(),
            until: chance::now() + SECONDS,
            cookie: Some(vec![browser]),
            study: text(),
            instrument: text(),
            wave: text(),
            site: text(),
            file: text(),
            bytes: Arc::new(vec![0; 64]),
            map: text(),
        }
    }

    #[test]
    fn a_file_makes_room_for_another_of_the_same_browser_only() {
        let rests = |id: &str| RESTING.lock().unwrap().iter().any(|kept| kept.id == id);
        for browser in 0..20 {
            rest(file(&format!("colleague {browser}"), browser)).unwrap();
        }
        for number in 0..=MOST {
            rest(file(&format!("own {number}"), 99)).unwrap();
        }
        assert!((0..20).all(|browser| rests(&format!("colleague {browser}"))));
        assert!(!rests("own 0") && (1..=MOST).all(|number| rests(&format!("own {number}"))));
        let large = Resting { bytes: Arc::new(vec![0; ROOM]), ..file("large", 100) };
        assert!(matches!(rest(large), Err(Error::Invalid("file-crowded", _))));
        assert!(rests("colleague 0"), "nobody else's file went for it");
    }
}
