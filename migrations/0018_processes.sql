-- Several processes work on one database: what one of them lets go from memory, all the others let go, too.

alter table heads add column anew bigint not null default 0;   -- how often that was asked for: locked, named anew, a key taken away

-- What a page shows once to the browser that asked for it, whichever process answers: codes that were just made, the ticket
-- of a file. Sealed under a key that only the browser's cookie gives.
create table shown_once (
    id text primary key,
    token_hash blob not null,              -- SHA-256 of the cookie's token
    sealed blob not null,
    expires_at bigint not null             -- unix seconds
) without rowid;

-- What one process does at a time, and when it was done last. The role of respondents has no right to it.
create table duties (
    name text primary key,
    holder text not null default '',       -- a random name of whoever has it
    held_until bigint not null default 0,  -- unix seconds by the server's clock, like those below
    asked bigint not null default 0,       -- how often it was asked for
    answered bigint not null default 0,    -- up to which of these it was done
    asked_at bigint not null default 0,    -- since when one of these is not
    done_at bigint not null default 0      -- when all of it was done last; 0: not yet
) without rowid;
