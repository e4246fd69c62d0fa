//! Studies and what holds for the whole of one. Keys are in `grants`, people in `members`, help lines in `help_lines`.

use super::accounts::Person;
use super::grants::{self, StudyKeys};
use super::{Store, members, sql};
use crate::access::Role;
use crate::seal::PublicKey;
use crate::{Error, Result, chance, name};

/// One piece of research.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Study {
    /// Never changes.
    pub id: String,
    /// For staff; respondents see only `respond_title`.
    pub name: String,
    /// Decides which day it is: `America/Chicago`.
    pub time_zone: String,
    /// The smallest count that is not marked, for professionals and the community; never below 5.
    pub smallest_cell: i64,
    /// Where "leave" leads.
    pub exit_address: String,
    /// The one bland title of every respondent page.
    pub respond_title: String,
    /// Why there is no second key holder, if somebody said so.
    pub second_holder_refused: Option<String>,
}

/// The smallest count shown of professionals and the community, at least.
pub const SMALLEST: i64 = 5;
/// The smallest count shown of survivors and clients, at least.
pub const SMALLEST_OF_SURVIVORS: i64 = 11;

type Row = (String, String, String, i64, String, String, Option<String>);

impl Study {
    fn read((id, name, time_zone, smallest_cell, exit_address, respond_title, second_holder_refused): Row) -> Self {
        Self { id, name, time_zone, smallest_cell, exit_address, respond_title, second_holder_refused }
    }

    /// The smallest count that may be shown plainly for an audience.
    pub fn smallest_cell_of(&self, audience: instruments::Audience) -> i64 {
        match audience {
            instruments::Audience::Survivors => self.smallest_cell.max(SMALLEST_OF_SURVIVORS),
            _ => self.smallest_cell.max(SMALLEST),
        }
    }

    /// Today, where the study is.
    pub fn today(&self) -> jiff::civil::Date {
        chance::today(&self.time_zone)
    }

    /// The study as typed, or what is wrong with it.
    pub fn checked(mut self) -> Result<Self> {
        self.name = name::checked(&self.name, "study-name-missing")?;
        self.respond_title = name::checked(&self.respond_title, "title-missing")?;
        self.exit_address = self.exit_address.trim().to_owned();
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            return Err(Error::Invalid("time-zone-unknown", self.time_zone));
        }
        if self.smallest_cell < SMALLEST {
            return Err(Error::Invalid("smallest-cell-low", SMALLEST.to_string()));
        }
        if !is_web_address(&self.exit_address) {
            return Err(Error::Invalid("exit-address-wrong", self.exit_address));
        }
        Ok(self)
    }
}

/// Only whole addresses of the web, so that "leave" can never be made to run a script or stay here.
fn is_web_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !host.is_empty()
        && text.len() <= 300
        && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`'))
}

/// Makes a study with its first key, held by its owner and the recovery kit.
pub async fn make(
    to: &mut sql::Connection,
    name: &str,
    time_zone: &str,
    owner: &Person,
    recovery: &PublicKey,
) -> Result<(Study, StudyKeys)> {
    const MAKE: &str = "insert into studies (id, name, time_zone, smallest_cell, exit_address, respond_title, \
                        recovery_public_key, second_holder_refused) values ($1, $2, $3, $4, $5, $6, $7, null)";
    let study = fresh(name, time_zone).checked()?;
    sql::query(MAKE)
        .bind(&study.id)
        .bind(&study.name)
        .bind(&study.time_zone)
        .bind(study.smallest_cell)
        .bind(&study.exit_address)
        .bind(&study.respond_title)
        .bind(&recovery.as_bytes()[..])
        .execute(&mut *to)
        .await?;
    let keys = grants::begin(&mut *to, &study.id, recovery).await?;
    members::put(&mut *to, &study.id, &owner.id, Role::Owner).await?;
    grants::give(&mut *to, &study.id, &keys, &owner.id, &owner.public_key).await?;
    Ok((study, keys))
}

fn fresh(name: &str, time_zone: &str) -> Study {
    Study {
        id: chance::id(),
        name: name.to_owned(),
        time_zone: time_zone.to_owned(),
        smallest_cell: SMALLEST,
        exit_address: "https://www.weather.gov/".to_owned(),
        respond_title: "Questions".to_owned(),
        second_holder_refused: None,
    }
}

const COLUMNS: &str =
    "select id, name, time_zone, smallest_cell, exit_address, respond_title, second_holder_refused from studies";

/// A study by id.
pub async fn find(store: &Store, id: &str) -> Result<Option<Study>> {
    let row: Option<Row> = sql::query_as(sqlx::AssertSqlSafe(format!("{COLUMNS} where id = $1")))
        .bind(id)
        .fetch_optional(&store.pool)
        .await?;
    Ok(row.map(Study::read))
}

/// Every study, for the recovery kit.
pub async fn all(from: &mut sql::Connection) -> Result<Vec<Study>> {
    let rows: Vec<Row> =
        sql::query_as(sqlx::AssertSqlSafe(format!("{COLUMNS} order by name, id"))).fetch_all(from).await?;
    Ok(rows.into_iter().map(Study::read).collect())
}

/// What the keys of a study are sealed to from now on, beside the people who hold them.
pub(super) async fn seal_to_kit(to: &mut sql::Connection, study: &str, kit: &PublicKey) -> Result<()> {
    const SEAL: &str = "update studies set recovery_public_key = $2 where id = $1";
    sql::query(SEAL).bind(study).bind(&kit.as_bytes()[..]).execute(to).await?;
    Ok(())
}

/// Keeps what was changed (checked by [`Study::checked`]).
pub async fn change(to: &mut sql::Connection, study: &Study) -> Result<()> {
    const CHANGE: &str = "update studies set name = $2, time_zone = $3, smallest_cell = $4, exit_address = $5, \
                          respond_title = $6, second_holder_refused = $7 where id = $1";
    sql::query(CHANGE)
        .bind(&study.id)
        .bind(&study.name)
        .bind(&study.time_zone)
        .bind(study.smallest_cell)
        .bind(&study.exit_address)
        .bind(&study.respond_title)
        .bind(&study.second_holder_refused)
        .execute(to)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    //! A coordinator types a study's settings.

    use super::*;

    #[test]
    fn the_exit_leads_to_a_whole_web_address_only() {
        assert!(is_web_address("https://www.weather.gov/"));
        for wrong in ["javascript:alert(1)", "//weather.gov", "https://", "/leave", "https://a\"b", "data:text/html,x"]
        {
            assert!(!is_web_address(wrong), "{wrong}");
        }
    }

    #[test]
    fn design_4_8_the_smallest_cell_is_never_below_five_and_eleven_for_survivors() {
        let study = fresh("Housing", "America/Chicago");
        assert_eq!(study.smallest_cell_of(instruments::Audience::Professionals), 5);
        assert_eq!(study.smallest_cell_of(instruments::Audience::Survivors), 11);
        let low = Study { smallest_cell: 4, ..study.clone() };
        assert!(matches!(low.checked(), Err(Error::Invalid("smallest-cell-low", _))));
        assert!(matches!(
            Study { time_zone: "Mars/Base".into(), ..study }.checked(),
            Err(Error::Invalid("time-zone-unknown", _))
        ));
    }
}
