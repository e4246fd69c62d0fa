-- Releases by two people: who touched what one says, who vouches for a reviewer from outside, and on which answers it was
-- planned.

create table release_authors (             -- everybody who chose or changed what it says: none of them approves it
    release_id text not null references releases (id) on delete cascade,
    person_id text not null,
    primary key (release_id, person_id)
) without rowid;

insert into release_authors select id, made_by from releases;

alter table reviewers add column invited_by text not null default '';  -- a person's id
alter table releases add column invited_by text;                       -- who invited the reviewer from outside that decided

create table collection_heads (            -- how often the answers of a collection changed
    collection_id text primary key references collections (id) on delete cascade,
    responses bigint not null              -- responses that arrived or went; never numbers one
) without rowid;

insert into collection_heads select id, 0 from collections;

-- PostgreSQL: the same three as `create function … returns trigger` (listed substitution).
create trigger heads_of_collections after insert on collections begin
    insert into collection_heads (collection_id, responses) values (new.id, 0);
end;
create trigger collection_heads_of_arrivals after insert on responses begin
    update collection_heads set responses = responses + 1 where collection_id = new.collection_id;
end;
create trigger collection_heads_of_departures after delete on responses begin
    update collection_heads set responses = responses + 1 where collection_id = old.collection_id;
end;

create table release_grounds (             -- the answers that a release was planned on
    release_id text not null references releases (id) on delete cascade,
    collection_id text not null,
    responses bigint not null,             -- the collection's head then
    primary key (release_id, collection_id)
) without rowid;
