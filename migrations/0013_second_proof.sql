-- A second proof beside the passphrase: passkeys, an authenticator app, spare codes. And what signing in with it needs.

create table passkeys (
    id text primary key,
    person_id text not null references people (id),
    party text not null,                   -- the name of the host that it is for: a browser shows it to no other
    credential blob not null unique,       -- what the device calls it
    public_key blob not null,              -- as the device gave it (COSE)
    counter bigint not null,               -- signatures so far, where the device counts
    name text not null,                    -- what its owner calls it
    made_on text not null,
    wrapped_private_key blob               -- the person's key under a secret of the device; null where it unlocks nothing
) without rowid;

create index passkeys_of on passkeys (person_id);

create table authenticators (
    person_id text primary key references people (id),
    sealed blob not null,                  -- the secret shared with the app, under a key of the installation
    last_step bigint not null,             -- of the last code that was taken: none is taken twice
    active boolean not null                -- false until a first code was typed
) without rowid;

create table spare_codes (
    code_hash blob primary key,
    person_id text not null references people (id)
) without rowid;

create index spare_codes_of on spare_codes (person_id);

-- Somebody typed name and passphrase, and has not shown the second proof yet. Never a session.
create table sign_ins (
    token_hash blob primary key,           -- SHA-256 of the cookie's token
    person_id text not null references people (id),
    next text not null,                    -- the page that signing in leads to
    expires_at bigint not null             -- unix seconds
) without rowid;

-- What a device was asked to sign, once.
create table challenges (
    challenge blob primary key,
    token_hash blob not null,              -- of the browser that was asked
    purpose text not null,
    expires_at bigint not null             -- unix seconds
) without rowid;

alter table sessions add column confirmed_at bigint not null default 0;   -- when all proofs were last asked anew

alter table people add column wrong_codes bigint not null default 0;      -- one after another
alter table people add column codes_from bigint not null default 0;       -- unix seconds; no code is taken before
alter table people add column proof_reset_by text;                        -- who took the second proof away …
alter table people add column proof_reset_on text;                        -- … when, until the person has read it
