-- Who let whom into a study, or gave them its key: neither counts as the other's second person, for files, releases and
-- the last day.

create table brought (
    study_id text not null references studies (id),
    person_id text not null references people (id),    -- who came
    brought_by text not null references people (id),   -- who invited them, gave them the key or a code for a new passphrase
    primary key (study_id, person_id, brought_by)
) without rowid;

alter table invitations add column invited_by text not null default '';  -- a person's id

-- Keys that were given before stand in the record by name.
insert into brought (study_id, person_id, brought_by)
    select distinct audit.study_id, people.id, audit.person_id from audit
    join people on people.name = audit.object
    join people as givers on givers.id = audit.person_id
    join studies on studies.id = audit.study_id
    where audit.action = 'grant' and people.id <> audit.person_id;
