-- Words of SQLite that statements of tests use, for databases of tests on PostgreSQL. The program's own statements are
-- tried without them (tests/databases.rs).
create schema words;
create domain words.blob as bytea;

create function words.bytes(bit) returns bytea language sql immutable as $$
    select coalesce(string_agg(set_byte('\x00'::bytea, 0, substring($1 from i for 8)::bit(8)::integer), ''::bytea
        order by i), ''::bytea) from generate_series(1, length($1), 8) i
$$;
create cast (bit as bytea) with function words.bytes(bit) as implicit;

create function words.letters(text) returns bytea language sql immutable as $$ select convert_to($1, 'UTF8') $$;
create cast (text as bytea) with function words.letters(text);
-- Texts of PostgreSQL hold no zero: in its place stands a one.
create function words.words(bytea) returns text language sql immutable as $$
    select convert_from(decode(regexp_replace(encode($1, 'hex'), '^((..)*)00', '\101'), 'hex'), 'UTF8')
$$;
create cast (bytea as text) with function words.words(bytea);

create function words.zeroblob(integer) returns bytea language sql immutable as $$
    select decode(repeat('00', $1), 'hex')
$$;
create function words.hex(bytea) returns text language sql immutable as $$ select upper(encode($1, 'hex')) $$;
create function words.quote(anyelement) returns text language sql stable as $$
    select case when $1 is null then 'NULL'
        when pg_typeof($1) = 'bytea'::regtype then 'X''' || upper(substr(format('%s', $1), 3)) || ''''
        else quote_literal(format('%s', $1)) end
$$;

create view words.sqlite_master as select relname::text as name, 'table' as type from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace;
create function words.pragma_table_info(text) returns table (name text) language sql stable as $$
    select attname::text from pg_attribute
        where attrelid = to_regclass('public.' || $1) and attnum > 0 and not attisdropped order by attnum
$$;
