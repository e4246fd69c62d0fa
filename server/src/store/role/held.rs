//! The rights that a role has, as the catalogue of PostgreSQL tells them: its own, those of everybody, those of roles that
//! it belongs to. All that is neither a column of a table nor a function of ours is told as well, since none of it is on the list.

use std::collections::BTreeSet;

use super::super::sql::{self, Pool};

/// Rights on tables, column by column; a right on a table as a whole covers columns to come and those of the server.
const TABLES: &str = "with tables as (
    select c.oid, case when n.nspname = current_schema() then '' else n.nspname || '.' end || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'f'))
    select verb || ' ' || name || '.' || attname from tables
    join pg_attribute on attrelid = tables.oid and attnum > 0 and not attisdropped
    cross join (values ('select'), ('insert'), ('update'), ('references')) as verbs (verb)
    where has_column_privilege($1::name, tables.oid, attnum, verb)
    union all select verb || ' ' || name || '.*' from tables
    cross join (values ('select'), ('insert'), ('update'), ('references')) as verbs (verb)
    where has_table_privilege($1::name, tables.oid, verb)
    union all select verb || ' ' || name from tables
    cross join (values ('delete'), ('truncate'), ('trigger')) as verbs (verb)
    where has_table_privilege($1::name, tables.oid, verb)";

/// What else somebody could do with a database, or become.
const AROUND: &str = "select 'use ' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_'
    and case c.relkind when 'S' then has_sequence_privilege($1::name, c.oid, 'usage,select,update') else false end
    union all select 'call ' || p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and has_schema_privilege($1::name, n.oid, 'usage') and has_function_privilege($1::name, p.oid, 'execute')
    union all select 'create in ' || nspname from pg_namespace
    where nspname !~ '^pg_' and has_schema_privilege($1::name, oid, 'create')
    union all select verb || ' in the database' from (values ('create'), ('temporary')) as verbs (verb)
    where has_database_privilege($1::name, current_database(), verb)
    union all select 'be superuser' from pg_roles where rolname = $1::name and rolsuper
    union all select 'make roles' from pg_roles where rolname = $1::name and rolcreaterole
    union all select 'make databases' from pg_roles where rolname = $1::name and rolcreatedb
    union all select 'replicate' from pg_roles where rolname = $1::name and rolreplication
    union all select 'pass by row security' from pg_roles where rolname = $1::name and rolbypassrls
    union all select 'be ' || other.rolname from pg_auth_members
    join pg_roles me on me.oid = member join pg_roles other on other.oid = roleid where me.rolname = $1::name";

/// All rights that a role has. The schema and the database themselves may be entered.
pub(super) async fn all(pool: &Pool, role: &str) -> sqlx::Result<BTreeSet<String>> {
    let tables: Vec<String> = sql::query_scalar(TABLES).bind(role).fetch_all(pool).await?;
    let around: Vec<String> = sql::query_scalar(AROUND).bind(role).fetch_all(pool).await?;
    Ok(tables.into_iter().chain(around).collect())
}
