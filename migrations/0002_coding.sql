-- Researchers' work on words: transcripts, a sealed log of what was done, and erasable rows of words.

create table heads (                       -- how often a study's words changed: what an unlocked study compares itself with
    study_id text primary key references studies (id),
    responses bigint not null,             -- responses that arrived or went; never numbers one
    events bigint not null                 -- position of the newest event
) without rowid;

insert into heads (study_id, responses, events) select id, 0, 0 from studies;

-- PostgreSQL: the same three as `create function … returns trigger` (listed substitution).
create trigger heads_of_studies after insert on studies begin
    insert into heads (study_id, responses, events) values (new.id, 0, 0);
end;
create trigger heads_of_arrivals after insert on responses begin
    update heads set responses = responses + 1
        where study_id = (select study_id from collections where id = new.collection_id);
end;
create trigger heads_of_departures after delete on responses begin
    update heads set responses = responses + 1
        where study_id = (select study_id from collections where id = old.collection_id);
end;

create table sources (                     -- transcripts
    id text primary key,
    study_id text not null references studies (id),
    sealed blob not null                   -- server::coding::source::Source
) without rowid;
create index sources_by_study on sources (study_id);

create table events (                      -- what researchers did, in order; no words inside
    study_id text not null references studies (id),
    position bigint not null,
    sealed blob not null,                  -- server::coding::event::Event
    primary key (study_id, position)
) without rowid;

create table texts (                       -- words that events point to: code names, memos, examples, quotes
    id text primary key,
    study_id text not null references studies (id),
    response_id text references responses (id) on delete cascade,  -- whose words they repeat, so that they go along
    source_id text references sources (id) on delete cascade,
    sealed blob not null
) without rowid;
create index texts_by_study on texts (study_id);
create index texts_by_response on texts (response_id);
create index texts_by_source on texts (source_id);

create table unsaved (                     -- what somebody was writing when the study locked, sealed to its public key
    id text primary key,
    study_id text not null references studies (id),
    person_id text not null references people (id),
    response_id text references responses (id) on delete cascade,  -- whose words it may repeat, so that it goes along
    source_id text references sources (id) on delete cascade,
    sealed blob not null
) without rowid;
create index unsaved_by_person on unsaved (study_id, person_id);
create index unsaved_by_response on unsaved (response_id);
create index unsaved_by_source on unsaved (source_id);
