-- Raw files by two people: who may take them out on whose word, for what, until which day. And what tells quickly whether
-- a reading stands in the record of the day already.

create table approvals (
    id text primary key,
    study_id text not null references studies (id) on delete cascade,
    person_id text not null references people (id),    -- who may take files
    approved_by text not null references people (id),  -- somebody else
    purpose text not null,                             -- what for, in the approver's words: never about a participant
    begins_on text not null,                           -- a date in the study's time zone
    ends_on text not null                              -- the last day
) without rowid;

create index approvals_of on approvals (study_id, person_id);

create index audit_of_days on audit (study_id, day, person_id);
