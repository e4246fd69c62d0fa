-- Minutes without a request after which what a person has unlocked is locked again: from 5 to 60.

alter table people add column idle_minutes bigint not null default 15;
