-- Several processes work on one database: what one of them lets go from memory, all the others let go, too.

alter table heads add column anew bigint not null default 0;   -- how often that was asked for: locked, named anew, a key taken away
