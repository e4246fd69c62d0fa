//! Named organisations that are invited, for professional instruments that opt in. That survivors' collections have
//! none is decided by [`super::collections::Settings::check`] and again in [`invite`].

use super::collections::Collection;
use super::links::{self, Link, Mode};
use super::{Store, codes, sql};
use crate::seal::codes::{Installation, Kind, hash, new_code};
use crate::{Error, Result, chance};

/// An organisation of a study; the same in every wave, so that its answers can be paired.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Organisation {
    /// Random id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// An organisation in one collection.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// The organisation.
    pub organisation_id: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: State,
}

/// Where an organisation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has a code.
    Invited,
    /// It answered.
    Answered,
    /// It said no.
    Refused,
    /// It closed for good.
    Closed,
}

impl State {
    /// How it is stored, and the last part of its word's key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Closed => "closed",
        }
    }
}

impl From<String> for State {
    fn from(text: String) -> Self {
        match text.as_str() {
            "answered" => Self::Answered,
            "refused" => Self::Refused,
            "closed" => Self::Closed,
            _ => Self::Invited,
        }
    }
}

/// All organisations of a study, by name.
pub async fn organisations(store: &Store, study: &str) -> Result<Vec<Organisation>> {
    const ALL: &str = "select id, name from organisations where study_id = $1 order by name";
    Ok(sql::query_as(ALL).bind(study).fetch_all(&store.pool).await?)
}

/// The roster of a collection, by name.
pub async fn all(store: &Store, collection: &str) -> Result<Vec<Entry>> {
    const ALL: &str = "select r.organisation_id, o.name, r.state from roster r
        join organisations o on o.id = r.organisation_id where r.collection_id = $1 order by o.name";
    Ok(sql::query_as(ALL).bind(collection).fetch_all(&store.pool).await?)
}

/// Invites an organisation by name through a link that asks for codes, and gives its code, once.
pub async fn invite(
    store: &Store,
    at: &Installation,
    collection: &Collection,
    link: &Link,
    name: &str,
) -> Result<String> {
    const ADD: &str =
        "insert into organisations (id, study_id, name) values ($1, $2, $3) on conflict (study_id, name) do nothing";
    const FIND: &str = "select id from organisations where study_id = $1 and name = $2";
    const INVITE: &str =
        "insert into roster (collection_id, organisation_id, state, code_hash) values ($1, $2, 'invited', $3)";
    if !collection.settings.roster {
        return Err(Error::Invalid("roster-refused", String::new()));
    }
    if link.mode != Mode::Code || link.collection_id != collection.id {
        return Err(Error::Invalid("roster-link", link.word.clone()));
    }
    let code = new_code(Kind::SingleUse);
    let kept = hash(at, Kind::SingleUse, &code);
    let study = &collection.study_id;
    let mut transaction = store.write().await?;
    sql::query(ADD).bind(chance::id()).bind(study).bind(name).execute(&mut *transaction).await?;
    let organisation: String = sql::query_scalar(FIND).bind(study).bind(name).fetch_one(&mut *transaction).await?;
    let invited =
        sql::query(INVITE).bind(&collection.id).bind(&organisation).bind(&kept).execute(&mut *transaction).await;
    invited.map_err(|error| super::unique(error, Error::Conflict("organisation-invited")))?;
    codes::keep(&mut transaction, &link.word, &kept).await?;
    transaction.commit().await?;
    Ok(code)
}

/// Records that an organisation said no, or that it is invited after all; not found where the roster has none like it
/// that could still say so.
pub async fn mark(store: &Store, collection: &str, organisation: &str, state: State) -> Result<()> {
    const MARK: &str =
        "update roster set state = $1 where collection_id = $2 and organisation_id = $3 and state <> 'answered'";
    super::found(store.change(sql::query(MARK).bind(state.name()).bind(collection).bind(organisation)).await?)
}

/// The organisation whose code this is, if a roster has it: it is kept inside the seal of the answer, to pair waves.
pub async fn organisation_of(store: &Store, code_hash: &[u8]) -> Result<Option<String>> {
    const FIND: sql::Text =
        sql::each("select organisation_id from roster where code_hash = $1", "select by_key_organisation($1)");
    Ok(sql::query_scalar(FIND).bind(code_hash).fetch_optional(&store.pool).await?)
}

/// Records that an organisation answered, in the transaction that stores its answer.
pub async fn answered(connection: &mut sql::Connection, collection: &str, organisation: &str) -> sqlx::Result<()> {
    const ANSWERED: sql::Text = sql::each(
        "update roster set state = 'answered' where collection_id = $1 and organisation_id = $2",
        "select by_key_answered($1, $2)",
    );
    sql::query(ANSWERED).bind(collection).bind(organisation).execute(connection).await?;
    Ok(())
}

/// A link of the collection that asks for codes, if there is one.
pub async fn door(store: &Store, collection: &str) -> Result<Option<Link>> {
    Ok(links::all(store, collection).await?.into_iter().find(|link| link.mode == Mode::Code))
}
