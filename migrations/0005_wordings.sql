-- What coordinators say about wordings that changed between versions: whether answers before and after may be compared.

create table wordings (
    instrument_id text not null references instruments (id),
    from_hash text not null,               -- the version before
    to_hash text not null,                 -- the version after
    unit text not null,                    -- the part that changed: a question, a row, a scale
    class text not null,                   -- cosmetic, reworded, options
    person_id text not null,
    confirmed_on text not null,            -- a date
    primary key (instrument_id, from_hash, to_hash, unit)
) without rowid;
