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
