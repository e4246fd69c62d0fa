-- Until when the answers of a study are kept, who said so and who confirmed it, and legal holds that stop the purge. The
-- respondent plane reads dates and whether a hold stands, and counts what is taken back meanwhile; nothing else.

create table retention (
    study_id text not null references studies (id),
    state text not null,                   -- proposed, running, done: one of each at most
    keep_until text not null,              -- the last day, where the study is
    copies_days bigint not null,           -- days for which backups are kept after it, as respondents are told
    set_by text not null,                  -- a person's id
    set_on text not null,                  -- a date
    confirmed_by text,                     -- somebody else's id
    confirmed_on text,
    answered bigint not null default 0,    -- how many had sent answers when it was confirmed: later ones were told the day
    purged_on text,
    primary key (study_id, state)
) without rowid;

create table holds (
    id text primary key,
    study_id text not null references studies (id),
    set_by text not null,                  -- a person's id
    set_on text not null,                  -- a date
    reason text not null,
    ended_by text,
    ended_on text,
    ended_reason text,
    withdrawals bigint not null default 0, -- answers taken back meanwhile; never whose or when
    flagged bigint not null default 0      -- how many of them counsel is told of: brought up to date at night
) without rowid;
create unique index holds_standing on holds (study_id) where ended_on is null;

-- After a purge an unlocked study in memory begins anew, whichever process holds it.
alter table heads add column purges bigint not null default 0;
