-- Shares of the population that are known from elsewhere, for a closed question of a collection or for its sites. They are
-- public figures, so they lie in clear; they go with their collection and with their study.

create table population_margins (
    collection_id text not null references collections (id) on delete cascade,
    key text not null,                     -- a question's key, or 'sites'
    source text not null,                  -- where the figures come from, as it is named on the page
    person_id text not null,
    kept_on text not null,                 -- a date
    study_id text not null references studies (id) on delete cascade,
    primary key (collection_id, key)
) without rowid;

create table population_shares (
    collection_id text not null,
    key text not null,
    code text not null,                    -- of the option, or a site's id
    share double precision not null,       -- of 1; those of a margin add up to 1
    primary key (collection_id, key, code),
    foreign key (collection_id, key) references population_margins (collection_id, key) on delete cascade
) without rowid;
