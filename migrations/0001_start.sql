-- The schema. Types are those both engines know: text, bigint, boolean, blob (bytea on PostgreSQL, substituted).
-- No column on the respondent side tells a time of day, an address or a device.

create table installation (
    name text primary key,                 -- 'recovery-key': what new studies and backups are sealed to
    value blob not null
) without rowid;

create table people (
    id text primary key,
    name text not null,
    sign_in_name text not null unique,     -- the name in small letters
    sign_in_hash text not null,            -- argon2id of the passphrase, for signing in
    public_key blob not null,              -- X25519
    wrapped_private_key blob not null,     -- under a key made from the passphrase (another salt)
    installation_owner boolean not null,   -- may invite people and create studies
    active boolean not null
) without rowid;

create table invitations (
    code_hash blob primary key,            -- of a code said or printed, never sent by us
    id text not null unique,
    study_id text references studies (id), -- joining a study, in this role …
    role text not null,
    person_id text references people (id), -- … or new keys for this person
    for_whom text not null,
    expires_on text not null               -- a date
) without rowid;

create table sessions (
    token_hash blob primary key,           -- SHA-256 of the cookie's token
    person_id text not null references people (id),
    unlocked blob,                         -- JSON of study keys, wrapped under a key that only the cookie holds
    expires_at bigint not null,            -- unix seconds
    active_at bigint not null              -- unix seconds; studies lock when nobody is there
) without rowid;

create table studies (
    id text primary key,
    name text not null,
    time_zone text not null,
    smallest_cell bigint not null,
    exit_address text not null,            -- where "leave" leads
    respond_title text not null,           -- the one bland title
    recovery_public_key blob not null,
    second_holder_refused text             -- why there is no second key holder, if somebody said so
) without rowid;

create table members (
    study_id text not null references studies (id),
    person_id text not null references people (id),
    role text not null,                    -- owner, coordinator, researcher, coder, reader
    primary key (study_id, person_id)
) without rowid;

create table study_keys (
    study_id text not null references studies (id),
    generation bigint not null,
    public_key blob not null,
    sealed_data_key blob not null,         -- symmetric key for re-sealing, sealed to public_key
    primary key (study_id, generation)
) without rowid;

create table grants (
    study_id text not null references studies (id),
    generation bigint not null,
    holder text not null,                  -- person id, or 'recovery'
    sealed_key blob not null,              -- study private key, sealed to the holder's public key
    primary key (study_id, generation, holder)
) without rowid;

create table instruments (
    id text primary key,
    study_id text not null references studies (id),
    name text not null,                    -- the id in its file: survivor-housing
    draft text not null,                   -- TOML being worked on
    unique (study_id, name)
) without rowid;

create table versions (
    hash text not null,                    -- SHA-256 of the TOML, hex
    instrument_id text not null references instruments (id),
    toml text not null,
    languages text not null,               -- the published ones, separated by spaces
    published_on text not null,            -- a date
    number bigint not null,                -- 1, 2, 3 … within the instrument
    primary key (instrument_id, hash)
) without rowid;

create table reviews (                     -- a named person read a translation and answers for it
    subject text not null,                 -- 'interface' or an instrument id
    language text not null,
    content_hash text not null,            -- of the words that were read
    reviewer text not null,
    reviewed_on text not null,
    primary key (subject, language, content_hash)
) without rowid;

create table words (                       -- interface words of a deployment, over the shipped ones
    language text not null,
    key text not null,
    text text not null,
    primary key (language, key)
) without rowid;

create table waves (
    id text primary key,
    study_id text not null references studies (id),
    name text not null,
    starts_on text not null,
    position bigint not null
) without rowid;

create table sites (
    id text primary key,
    study_id text not null references studies (id),
    name text not null
) without rowid;

create table collections (
    id text primary key,
    study_id text not null references studies (id),
    wave_id text not null references waves (id),
    instrument_id text not null references instruments (id),
    version_hash text not null,            -- the version given to new respondents
    rehearsal boolean not null,
    state text not null,                   -- open, closed
    was_closed boolean not null default false, -- its first end moved all that waited; later ones move batches only
    closes_on text,                        -- a date
    settings text not null                 -- JSON: server::store::collections::Settings
) without rowid;

create table links (
    word text primary key,                 -- a plain word that tells nothing: /s/<word>
    collection_id text not null references collections (id),
    site_id text not null references sites (id),
    invited bigint,                        -- null: open link, not known
    mode text not null                     -- open, code
) without rowid;

create table codes (
    code_hash blob primary key,            -- keyed hash of a single-use code
    link_word text not null references links (word),
    draft_id blob,                         -- the draft that holds it
    spent boolean not null
) without rowid;

create table drafts (
    id blob primary key,                   -- made from the secret in the cookie, one way
    link_word text not null references links (word),
    version_hash text not null,
    sealed blob not null,
    expires_at bigint not null             -- unix seconds, rounded up to the hour
) without rowid;

create table resumes (
    code_hash blob primary key,            -- keyed hash of a resume code
    wrapped_secret blob not null,          -- the draft's secret under a key made from the code
    expires_at bigint not null
) without rowid;

create table pending (
    id text primary key,
    collection_id text not null references collections (id),
    site_id text not null references sites (id),
    withdraw_hash blob unique,
    submission_key blob not null,
    sealed blob not null
) without rowid;

create table responses (
    id text primary key,
    collection_id text not null references collections (id),
    site_id text not null references sites (id),
    withdraw_hash blob unique,
    submission_key blob not null,
    sealed blob not null
) without rowid;
create index responses_by_collection on responses (collection_id);

create table submissions (                 -- outlives the response, so a late retry neither doubles nor revives it
    submission_key blob primary key,
    collection_id text not null
) without rowid;

create table organisations (               -- opt-in roster, professional instruments only
    id text primary key,
    study_id text not null references studies (id),
    name text not null,
    unique (study_id, name)
) without rowid;

create table roster (
    collection_id text not null references collections (id),
    organisation_id text not null references organisations (id),
    state text not null,                   -- invited, answered, refused
    code_hash blob,                        -- its single-use code
    primary key (collection_id, organisation_id)
) without rowid;

create table help_lines (
    id text primary key,
    study_id text not null references studies (id),
    position bigint not null,
    name text not null,                    -- JSON: text by language
    call text not null,
    message text not null,
    checked_on text not null
) without rowid;

create table listings (                    -- the opt-in listing form for the resource guide; not linked to answers
    id text primary key,
    study_id text not null references studies (id),
    sealed blob not null
) without rowid;

create table imports (
    id text primary key,
    study_id text not null references studies (id),
    instrument_id text not null references instruments (id),
    file_hash blob not null,               -- SHA-256 over the study's id and the file: the same file twice is noticed
    rows bigint not null,
    imported_on text not null,             -- a date
    undone boolean not null
) without rowid;

create table import_rows (
    import_id text not null references imports (id),
    response_id text not null references responses (id) on delete cascade,
    primary key (import_id, response_id)
) without rowid;
create index import_rows_by_response on import_rows (response_id);

create table flags (                       -- answers that tell of danger, marked by a person
    id text primary key,
    study_id text not null references studies (id),
    response_id text not null references responses (id) on delete cascade,
    sealed blob not null                   -- key of the answer, note, action taken
) without rowid;
create index flags_by_response on flags (response_id);

create table audit (
    position bigint primary key,
    study_id text,
    hash blob not null,                    -- SHA-256 over the previous hash and this row
    day text not null,
    person_id text not null,
    action text not null,
    object text not null
);
