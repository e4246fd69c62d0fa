//! Collections: one instrument in one wave, open or closed, with the settings that respondents meet.

use instruments::Audience;

use super::{Store, sql};
use crate::{Error, Result, chance};

/// One instrument in one wave.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Collection {
    /// Random id.
    pub id: String,
    /// Its study.
    pub study_id: String,
    /// Its wave.
    pub wave_id: String,
    /// Its instrument.
    pub instrument_id: String,
    /// The version given to new respondents.
    pub version_hash: String,
    /// For trying out: its answers never count.
    pub rehearsal: bool,
    /// Whether it takes answers.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Last day on which it takes answers.
    pub closes_on: Option<String>,
    /// What respondents meet.
    #[sqlx(try_from = "String")]
    pub settings: Settings,
}

/// Whether a collection takes answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not opened yet.
    Prepared,
    /// Takes answers.
    Open,
    /// Takes none any more.
    Closed,
}

impl State {
    /// How it is stored, and the last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

impl From<String> for State {
    fn from(text: String) -> Self {
        match text.as_str() {
            "open" => Self::Open,
            "prepared" => Self::Prepared,
            _ => Self::Closed,
        }
    }
}

/// How many sections a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// One page for each section.
    #[default]
    BySection,
    /// The whole instrument on one page.
    OnePage,
}

/// When a response may be seen and counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    /// With at least four others.
    #[default]
    Batched,
    /// At once; professionals only.
    Straight,
}

/// What respondents of a collection meet. A field that is not stored has its default, so that fields may be added.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Sections on a page.
    pub layout: Layout,
    /// When a response may be seen.
    pub arrival: Arrival,
    /// Whether a person may get a code to go on later.
    pub resume_code: bool,
    /// Whether the device is shared: it starts over after each person and shows no withdraw code.
    pub kiosk: bool,
    /// Hours for which an unfinished draft is kept.
    pub keep_hours: u32,
    /// Whether answers on paper are typed in.
    pub paper: bool,
    /// Whether named organisations are invited (professionals only).
    pub roster: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            layout: Layout::default(),
            arrival: Arrival::default(),
            resume_code: false,
            kiosk: false,
            keep_hours: 24,
            paper: false,
            roster: false,
        }
    }
}

impl TryFrom<String> for Settings {
    type Error = serde_json::Error;

    fn try_from(text: String) -> std::result::Result<Self, Self::Error> {
        serde_json::from_str(&text)
    }
}

impl Settings {
    /// Refuses what would endanger people of this audience.
    pub fn check(&self, audience: Audience) -> Result<()> {
        let professionals = audience == Audience::Professionals;
        match self {
            _ if !(2..=168).contains(&self.keep_hours) => {
                Err(Error::Invalid("keep-hours", self.keep_hours.to_string()))
            }
            _ if self.arrival == Arrival::Straight && !professionals => {
                Err(Error::Invalid("straight-arrival", String::new()))
            }
            _ if self.roster && !professionals => Err(Error::Invalid("roster-refused", String::new())),
            _ => Ok(()),
        }
    }
}

impl Collection {
    /// Whether it takes answers on this day.
    pub fn takes_answers(&self, today: jiff::civil::Date) -> bool {
        let last = self.closes_on.as_deref().and_then(|day| day.parse::<jiff::civil::Date>().ok());
        self.state == State::Open && last.is_none_or(|last| today <= last)
    }

    /// Whether its answers wait for company before staff see them.
    pub fn is_batched(&self) -> bool {
        !self.rehearsal && self.settings.arrival == Arrival::Batched
    }
}

/// All collections of a study.
pub async fn all(store: &Store, study: &str) -> Result<Vec<Collection>> {
    const ALL: &str = "select id, study_id, wave_id, instrument_id, version_hash, rehearsal, state, closes_on, settings
        from collections where study_id = $1 order by id";
    Ok(sql::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// One collection, whichever study it belongs to (for the respondent plane).
pub async fn by_id(store: &Store, id: &str) -> Result<Option<Collection>> {
    const BY_ID: &str =
        "select id, study_id, wave_id, instrument_id, version_hash, rehearsal, state, closes_on, settings
        from collections where id = $1";
    Ok(sql::query_as(BY_ID).bind(id).fetch_optional(&store.pool).await?)
}

/// One collection of a study.
pub async fn find(store: &Store, study: &str, id: &str) -> Result<Option<Collection>> {
    Ok(by_id(store, id).await?.filter(|collection| collection.study_id == study))
}

/// Keeps a new collection; its `id` is made here and said.
pub async fn add(store: &Store, new: &Collection) -> Result<String> {
    let id = chance::id();
    let mut transaction = store.write().await?;
    put(&mut transaction, &Collection { id: id.clone(), ..new.clone() }).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Keeps a new collection, inside a transaction and under the id that it has.
pub async fn put(to: &mut sql::Connection, new: &Collection) -> Result<()> {
    const ADD: &str = "insert into collections
        (id, study_id, wave_id, instrument_id, version_hash, rehearsal, state, closes_on, settings)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let query = sql::query(ADD).bind(&new.id).bind(&new.study_id).bind(&new.wave_id).bind(&new.instrument_id);
    let query = query.bind(&new.version_hash).bind(new.rehearsal).bind(new.state.name()).bind(&new.closes_on);
    query.bind(write(&new.settings)?).execute(to).await?;
    Ok(())
}

/// Keeps what may change of a collection: version, state, last day, settings.
pub async fn save(store: &Store, changed: &Collection) -> Result<()> {
    const SAVE: &str =
        "update collections set version_hash = $1, state = $2, closes_on = $3, settings = $4 where id = $5";
    let query = sql::query(SAVE).bind(&changed.version_hash).bind(changed.state.name()).bind(&changed.closes_on);
    super::found(store.change(query.bind(write(&changed.settings)?).bind(&changed.id)).await?)
}

/// How many responses of a collection may be seen, by site. It moves only when a batch does.
pub async fn counts(store: &Store, collection: &str) -> Result<Vec<(String, i64)>> {
    const COUNTS: &str = "select site_id, count(*) from responses where collection_id = $1 group by site_id";
    Ok(sql::query_as(COUNTS).bind(collection).fetch_all(&store.pool).await?)
}

fn write(settings: &Settings) -> Result<String> {
    serde_json::to_string(settings).map_err(|error| Error::internal("settings of a collection", error))
}

#[cfg(test)]
mod tests {
    //! A coordinator prepares a collection and asks for more than is safe.

    use super::*;

    #[test]
    fn a_roster_and_straight_arrival_are_for_professionals_only() {
        let roster = Settings { roster: true, ..Settings::default() };
        let straight = Settings { arrival: Arrival::Straight, ..Settings::default() };
        for settings in [roster, straight] {
            assert!(settings.check(Audience::Professionals).is_ok(), "control");
            assert!(settings.check(Audience::Survivors).is_err());
            assert!(settings.check(Audience::Community).is_err());
        }
    }

    #[test]
    fn drafts_are_kept_two_hours_at_least() {
        assert!(Settings { keep_hours: 1, ..Settings::default() }.check(Audience::Survivors).is_err());
        assert!(Settings { keep_hours: 2, ..Settings::default() }.check(Audience::Survivors).is_ok());
    }

    #[test]
    fn settings_written_by_an_older_version_are_read() {
        let read = Settings::try_from("{\"kiosk\":true}".to_owned()).unwrap();
        assert_eq!(read, Settings { kiosk: true, ..Settings::default() });
    }
}
