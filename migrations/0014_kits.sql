-- Kits of the installation: in how many sheets each was printed and since when, and the public halves of those before, so
-- that a sheet of an old kit is told from a foreign one. What new keys and backups are sealed to stands in installation.

create table kits (
    public_key blob primary key,
    sheets bigint not null,                -- 1 for the safe, or 3 of which two open
    made_on text,                          -- a date (UTC); null where it was made before this was written down
    ended_on text                          -- when a new kit took its place
) without rowid;

insert into kits (public_key, sheets, made_on, ended_on)
    select value, 1, (select min(day) from audit where action = 'begin'), null
    from installation where name = 'recovery-key';
