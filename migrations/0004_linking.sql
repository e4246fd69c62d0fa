-- How a study joins its waves, and the key under which codes are compared.

create table linking_keys (
    study_id text primary key references studies (id),
    sealed blob not null                   -- 32 bytes under a data key; its envelope names the generation, which is kept for ever
) without rowid;

create table linking_ways (
    study_id text not null references studies (id),
    audience text not null,                -- survivors, professionals, community
    way text not null,                     -- none, cards, codes
    primary key (study_id, audience)
) without rowid;
