-- Releases: what leaves the house, chosen, planned, approved by a second person, frozen. Until it is released everything
-- in it lies sealed; a released page and its files lie in clear and never change.

create table releases (
    id text primary key,
    study_id text not null references studies (id),
    state text not null,                   -- draft, proposed, refused, released
    made_by text not null,                 -- a person's id
    made_on text not null,                 -- a date
    choice blob not null,                  -- server::release::Choice, under the study's data key
    outlook blob,                          -- what is hidden and why: server::release::Plan, under the data key
    figures blob,                          -- server::disclosure::plan::Release, hidden counts among them, under the data key
    document blob,                         -- server::report::Document, under the release's own key
    own_key blob,                          -- that key, under the data key
    beside bigint not null default 0,      -- how many releases it was planned beside
    corrects text references releases (id),
    decided_by text,                       -- a person's id, or the name of a reviewer from outside
    decided_on text,
    reason blob,                           -- why it was refused, under the release's own key
    word text unique,                      -- its public address
    position bigint                        -- order among the released ones of the study
) without rowid;
create index releases_by_study on releases (study_id);

create table release_words (               -- words of people that a release repeats: where they are gone, it does not go out
    release_id text not null references releases (id) on delete cascade,
    quote_id text not null,
    text_id text not null,
    primary key (release_id, quote_id)
) without rowid;

create table reviewers (                   -- somebody outside who may look at one draft, by a code
    release_id text primary key references releases (id) on delete cascade,
    name text not null,
    code_hash blob not null unique,
    own_key blob not null,                 -- the release's key, under a key that only the code gives
    expires_on text not null
) without rowid;

create table reviewer_visits (             -- a code that was typed, for the browser that typed it
    token_hash blob primary key,
    release_id text not null references releases (id) on delete cascade,
    own_key blob not null,                 -- under a key that only the cookie gives
    expires_at bigint not null
) without rowid;

create table release_files (               -- the page and the files, in clear
    release_id text not null references releases (id),
    name text not null,                    -- empty for the page
    kind text not null,                    -- media type
    bytes blob not null,
    primary key (release_id, name)
) without rowid;

-- PostgreSQL: the same as `create function … returns trigger` that raise an exception (listed substitution).
create trigger releases_stay before update on releases when old.state = 'released' begin
    select raise(abort, 'a release never changes');
end;
create trigger releases_remain before delete on releases when old.state = 'released' begin
    select raise(abort, 'a release never changes');
end;
create trigger release_files_stay before update on release_files begin
    select raise(abort, 'a release never changes');
end;
create trigger release_files_remain before delete on release_files begin
    select raise(abort, 'a release never changes');
end;
create trigger release_files_end before insert on release_files
    when (select state from releases where id = new.release_id) = 'released' begin
    select raise(abort, 'a release never changes');
end;

-- What somebody took back is not approved afterwards: what was worked out with it goes, and so do invitations to look
-- at it. Nothing that is released is touched.
-- PostgreSQL: the same as `create function … returns trigger` (listed substitution).
create trigger releases_of_departures after delete on responses begin
    delete from reviewer_visits where release_id in (select id from releases where state in ('draft', 'proposed')
        and study_id = (select study_id from collections where id = old.collection_id));
    delete from reviewers where release_id in (select id from releases where state in ('draft', 'proposed')
        and study_id = (select study_id from collections where id = old.collection_id));
    update releases set state = 'draft', outlook = null, figures = null, document = null, own_key = null
        where (state = 'proposed' or (state = 'draft' and document is not null))
        and study_id = (select study_id from collections where id = old.collection_id);
end;
