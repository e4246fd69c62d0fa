-- Imports are told apart by the name of their file, and leave nothing behind when they are undone.

alter table imports add column file text not null default ''; -- as staff know it; never a path

create table import_made (                 -- what an import had to make, so that undoing it can take it away
    import_id text not null references imports (id),
    noun text not null,                    -- wave, site, collection
    made_id text not null,
    primary key (import_id, noun, made_id)
) without rowid;
