-- Columns of an unlocked collection, sealed, so that the next unlocking need not open its responses one by one. Disposable:
-- what is missing is opened from the responses.

create table snapshots (
    collection_id text not null references collections (id) on delete cascade,
    number bigint not null,                -- parts hold rows in the order of random ids
    sealed blob not null,                  -- server::workspace::snapshot, under the study's data key
    primary key (collection_id, number)
) without rowid;

-- A response that goes takes the copy of its answers along.
-- PostgreSQL: the same as `create function … returns trigger`, with the rights of its owner (listed substitution).
create trigger snapshots_of_departures after delete on responses begin
    delete from snapshots where collection_id = old.collection_id;
end;
