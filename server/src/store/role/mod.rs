//! The role of the respondent plane in PostgreSQL: it reads what is published, puts drafts and answers in, and comes at one
//! that is there only by what its person brings along (`by_key.sql`). `rights` is the closed list, `held` what a role really
//! has.
//!
//! The owner of the schema grants what is on the list and takes all else away ([`settle`]), at each start, after the
//! migrations. A plane whose role has other rights than these does not start ([`check`]). Which process opens the database
//! as whom is said in `opening`.

mod held;
mod opening;
mod rights;

use std::collections::BTreeSet;
use std::fmt;

use sqlx::AssertSqlSafe;

use super::sql::{self, Pool};
use super::{disk, postgres};
use crate::{Error, Result};

pub use opening::{fits, name, open, open_beside, stores};
pub use rights::{RIGHTS, Right, Verb};

/// What a role may do that is not on the list, and what it may not do that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Rights too many.
    pub more: BTreeSet<String>,
    /// Rights too few.
    pub fewer: BTreeSet<String>,
}

/// So many rights are named of those too many and too few; who is superuser has them all.
const NAMED: usize = 5;

impl Difference {
    /// Whether a role has exactly the rights of the list.
    pub fn is_none(&self) -> bool {
        self.more.is_empty() && self.fewer.is_empty()
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |sign: &str, rights: &BTreeSet<String>| {
            let first: Vec<_> = rights.iter().take(NAMED).map(|right| format!("{sign}{right}")).collect();
            let rest = (rights.len() > NAMED).then(|| format!("{sign}{} others", rights.len() - NAMED));
            first.into_iter().chain(rest).collect::<Vec<_>>()
        };
        to.write_str(&[named("+", &self.more), named("−", &self.fewer)].concat().join(", "))
    }
}

/// How the rights of a role differ from the list.
pub async fn difference(pool: &Pool, role: &str) -> Result<Difference> {
    let held = held::all(pool, role).await.map_err(|error| disk::explain(&error))?;
    let listed = rights::all();
    Ok(Difference {
        more: held.difference(&listed).cloned().collect(),
        fewer: listed.difference(&held).cloned().collect(),
    })
}

/// Fails with `respond-rights` where the role that this pool speaks as has other rights than those of the list.
pub async fn check(pool: &Pool) -> Result<()> {
    const ME: &str = "select rolname::text from pg_roles where rolname = current_user";
    let me: String = sql::query_scalar(ME).fetch_one(pool).await.map_err(|error| disk::explain(&error))?;
    refuse(difference(pool, &me).await?)
}

fn refuse(found: Difference) -> Result<()> {
    if found.is_none() { Ok(()) } else { Err(Error::Invalid("respond-rights", found.to_string())) }
}

/// Gives a role the rights of the list and takes all others away, as the owner of the schema; where it has exactly these,
/// nothing is touched. Also what everybody may do goes, now and in tables to come. The role itself is made by whoever
/// looks after the server, since whoever may make roles may do too much.
pub async fn settle(pool: &Pool, role: &str) -> Result<()> {
    is_another(pool, role).await?;
    if difference(pool, role).await?.is_none() {
        return Ok(());
    }
    grant(pool, role).await.map_err(|error| disk::explain(&error))?;
    refuse(difference(pool, role).await?)
}

/// `respond-role-missing` where there is no such role, `respond-role-owner` where it owns the tables or may become who
/// does: it would take its own rights away.
async fn is_another(pool: &Pool, role: &str) -> Result<()> {
    const THERE: &str = "select exists (select 1 from pg_roles where rolname = $1::name)";
    const OWNER: &str = "select exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = current_schema() and c.relkind = 'r' and pg_has_role($1::name, c.relowner, 'member'))";
    if !ask(pool, THERE, role).await? {
        return Err(Error::Invalid("respond-role-missing", role.to_owned()));
    }
    if ask(pool, OWNER, role).await? {
        return Err(Error::Invalid("respond-role-owner", role.to_owned()));
    }
    Ok(())
}

async fn ask(pool: &Pool, question: &'static str, role: &str) -> Result<bool> {
    sql::query_scalar(question).bind(role).fetch_one(pool).await.map_err(|error| disk::explain(&error))
}

/// Alone, so that of several processes that start together one grants after the other, and no table is rewritten meanwhile.
async fn grant(pool: &Pool, role: &str) -> sqlx::Result<()> {
    const NAMES: &str = "select pg_catalog.quote_ident($1::text), pg_catalog.quote_ident(current_schema()::text),
        pg_catalog.quote_ident(current_database()::text)";
    let mut to = pool.begin().await?;
    postgres::alone(&mut to).await?;
    let (role, schema, database): (String, String, String) = sql::query_as(NAMES).bind(role).fetch_one(&mut to).await?;
    // A grant takes no bound values: these names were quoted by the server, the rest is ours.
    sql::script(AssertSqlSafe(statements(&role, &schema, &database)), &mut to).await?;
    to.commit().await
}

fn statements(role: &str, schema: &str, database: &str) -> String {
    let mut text = format!(
        "revoke all on all tables in schema {schema} from public, {role};
        revoke all on all sequences in schema {schema} from public, {role};
        revoke all on all routines in schema {schema} from public, {role};
        revoke create on schema {schema} from public, {role};
        revoke create, temporary on database {database} from public, {role};
        alter default privileges revoke all on tables from public, {role};
        alter default privileges revoke all on sequences from public, {role};
        alter default privileges revoke all on routines from public, {role};
        grant connect on database {database} to {role};
        grant usage on schema {schema} to {role};"
    );
    for right in RIGHTS {
        text += &format!("grant {} to {role};", right.clause());
    }
    text
}

#[cfg(test)]
mod tests {
    //! An operator reads why the respondent plane does not start.

    use super::*;

    #[test]
    fn what_differs_is_named_and_a_long_list_cut() {
        let rights = |count: usize| (0..count).map(|number| format!("select t.c{number}")).collect();
        let few = Difference { more: rights(1), fewer: ["insert drafts.id".to_owned()].into() };
        assert_eq!(few.to_string(), "+select t.c0, −insert drafts.id");
        let many = Difference { more: rights(9), ..Difference::default() };
        assert!(many.to_string().ends_with("+select t.c4, +4 others"), "{many}");
        assert!(refuse(Difference::default()).is_ok() && refuse(many).is_err());
    }
}
