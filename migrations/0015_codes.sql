-- Codes are looked up by their link (its one shared code at every try, how many were made) and by the draft that holds
-- one (whoever leaves gives it back). Both would read every code of the installation.

create index codes_by_link on codes (link_word);
create index codes_by_draft on codes (draft_id);
