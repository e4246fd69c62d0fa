//! The rights that a role has, as the catalogue of PostgreSQL tells them: its own, those of everybody, those of roles that
//! it belongs to. All that is neither a column of a table nor a function of ours is told as well, since none of it is on the
//! list; of what the server brings along, what somebody gave beyond the first day of a server.

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
    union all select 'create in ' || nspname from pg_namespace where has_schema_privilege($1::name, oid, 'create')
    union all select 'create in ' || spcname from pg_tablespace where has_tablespace_privilege($1::name, oid, 'create')
    union all select 'use ' || srvname from pg_foreign_server where has_server_privilege($1::name, oid, 'usage')
    union all select verb || ' in the database' from (values ('create'), ('temporary')) as verbs (verb)
    where has_database_privilege($1::name, current_database(), verb)
    union all select 'be superuser' from pg_roles where rolname = $1::name and rolsuper
    union all select 'make roles' from pg_roles where rolname = $1::name and rolcreaterole
    union all select 'make databases' from pg_roles where rolname = $1::name and rolcreatedb
    union all select 'replicate' from pg_roles where rolname = $1::name and rolreplication
    union all select 'pass by row security' from pg_roles where rolname = $1::name and rolbypassrls
    union all select 'be ' || other.rolname from pg_auth_members
    join pg_roles me on me.oid = member join pg_roles other on other.oid = roleid where me.rolname = $1::name";

/// What somebody gave of what belongs to the server itself (`pg_authid`, `pg_read_file`) or to others as large objects. A
/// server gives everybody much of that on its first day, and remembers what (not of `information_schema`, where everybody
/// reads what is theirs).
const OF_THE_SERVER: &str = "with me as (select oid from pg_roles where rolname = $1::name), given as (
    select c.tableoid as class, c.oid as object, 0 as place, c.relname::text as name, c.relacl as acl,
    acldefault(case c.relkind when 'S' then 's' else 'r' end::\"char\", c.relowner) as first, c.relnamespace as space
    from pg_class c
    union all select c.tableoid, c.oid, a.attnum, c.relname || '.' || a.attname, a.attacl,
    acldefault('c', c.relowner), c.relnamespace from pg_attribute a join pg_class c on c.oid = a.attrelid
    union all select p.tableoid, p.oid, 0, p.oid::regprocedure::text, p.proacl, acldefault('f', p.proowner), p.pronamespace
    from pg_proc p)
    select lower(got.privilege_type) || ' ' || name from given join pg_namespace n on n.oid = space
    cross join lateral aclexplode(acl) as got
    where (n.nspname ~ '^pg_' or n.nspname = 'information_schema') and got.grantee in (select 0 union all select oid from me)
    and not (n.nspname = 'information_schema' and got.grantee = 0 and got.privilege_type = 'SELECT')
    and not exists (select 1 from aclexplode(coalesce((select initprivs from pg_init_privs
    where classoid = class and objoid = object and objsubid = place), first)) as had
    where had.grantee = got.grantee and had.privilege_type = got.privilege_type)
    union all select lower(got.privilege_type) || ' large object ' || o.oid from pg_largeobject_metadata o
    cross join lateral aclexplode(lomacl) as got
    where got.grantee in (select 0 union all select oid from me) and lomowner not in (select oid from me)";

/// Settings of the server that it may change though it is not superuser; servers before 15 know no such right.
const SETTINGS: &str = "select verb || ' ' || parname from pg_parameter_acl
    cross join (values ('set'), ('alter system')) as verbs (verb) where has_parameter_privilege($1::name, parname, verb)";

/// Whether the server knows such rights.
const HAS_SETTINGS: &str = "select to_regclass('pg_catalog.pg_parameter_acl') is not null";

/// All rights that a role has. The schema and the database themselves may be entered.
pub(super) async fn all(pool: &Pool, role: &str) -> sqlx::Result<BTreeSet<String>> {
    let mut all = BTreeSet::new();
    for question in [TABLES, AROUND, OF_THE_SERVER] {
        all.extend(sql::query_scalar::<String>(question).bind(role).fetch_all(pool).await?);
    }
    if sql::query_scalar(HAS_SETTINGS).fetch_one(pool).await? {
        all.extend(sql::query_scalar::<String>(SETTINGS).bind(role).fetch_all(pool).await?);
    }
    Ok(all)
}
