-- What the respondent plane does on PostgreSQL with rows that are not for everybody to see: only by what the person in front
-- of it brings along (the id of a draft from a cookie, the hash of a code), never by looking around. Each does what the
-- statement of SQLite beside which its call stands does, with the rights of the schema's owner; the role of the plane has no
-- right on these tables but to put rows in. So it can neither list nor count nor sort nor empty them, and learns nothing
-- from plans and estimates either. Part of migration 18: whatever changes comes with a later migration.

-- Drafts.
create function by_key_draft(bytea) returns table (link_word text, version_hash text, sealed bytea, expires_at bigint)
    language plpgsql stable rows 1 security definer set search_path from current as $$
begin
    return query select d.link_word, d.version_hash, d.sealed, d.expires_at from drafts d where d.id = $1;
end;
$$;
create function by_key_save_draft(bytea, bytea, bigint) returns setof boolean
    language plpgsql rows 1 security definer set search_path from current as $$
begin
    return query update drafts set sealed = $1 where id = $2 and expires_at > $3 returning true;
end;
$$;
create function by_key_drop_draft(bytea) returns setof boolean
    language plpgsql rows 1 security definer set search_path from current as $$
begin
    return query delete from drafts where id = $1 returning true;
end;
$$;
create function by_key_free_draft(bytea, bigint) returns setof boolean
    language plpgsql rows 1 security definer set search_path from current as $$
begin
    return query delete from drafts where id = $1 and (length(sealed) = 0 or expires_at <= $2) returning true;
end;
$$;
create function by_key_resume(bytea, bigint) returns setof bytea
    language plpgsql stable rows 1 security definer set search_path from current as $$
begin
    return query select wrapped_secret from resumes where code_hash = $1 and expires_at > $2;
end;
$$;

-- Codes that begin a draft.
create function by_key_code(bytea, text) returns table (is_spent boolean, held_by bytea)
    language plpgsql stable rows 1 security definer set search_path from current as $$
begin
    return query select spent, draft_id from codes where code_hash = $1 and link_word = $2;
end;
$$;
create function by_key_take_code(bytea, bytea, boolean, bytea) returns setof boolean
    language plpgsql rows 1 security definer set search_path from current as $$
begin
    return query update codes set spent = true, draft_id = $1
        where code_hash = $2 and spent = $3 and draft_id is not distinct from $4 returning true;
end;
$$;
create function by_key_free_code(bytea) returns setof boolean
    language plpgsql rows 1 security definer set search_path from current as $$
begin
    return query update codes set spent = false, draft_id = null where draft_id = $1 returning true;
end;
$$;
create function by_key_code_of(bytea) returns setof bytea
    language plpgsql stable rows 1 security definer set search_path from current as $$
begin
    return query select code_hash from codes where draft_id = $1;
end;
$$;
create function by_key_shared_code(text) returns setof bytea
    language plpgsql stable rows 1 security definer set search_path from current as $$
begin
    return query select c.code_hash from codes c join links l on l.word = c.link_word
        where c.link_word = $1 and l.mode = 'shared';
end;
$$;

-- Organisations that are invited by name.
create function by_key_organisation(bytea) returns setof text
    language plpgsql stable rows 1 security definer set search_path from current as $$
begin
    return query select organisation_id from roster where code_hash = $1;
end;
$$;
create function by_key_answered(text, text) returns setof boolean
    language plpgsql rows 1 security definer set search_path from current as $$
begin
    return query update roster set state = 'answered' where collection_id = $1 and organisation_id = $2 returning true;
end;
$$;

-- Answers: where they were sent to, by the key of the submission; what is kept and taken back, by the hash of a code.
create function by_key_sent(bytea) returns setof text
    language plpgsql stable rows 1 security definer set search_path from current as $$
begin
    return query select collection_id from submissions where submission_key = $1;
end;
$$;
create function by_key_kept(bytea) returns setof text
    language plpgsql stable rows 1 security definer set search_path from current as $$
begin
    return query select collection_id from pending where withdraw_hash = $1
        union all select collection_id from responses where withdraw_hash = $1;
end;
$$;
create function by_key_count_withdrawal(bytea) returns setof boolean
    language plpgsql rows 1 security definer set search_path from current as $$
begin
    return query update holds set withdrawals = withdrawals + 1 where ended_on is null and study_id in
        (select study_id from collections where id in (select by_key_kept($1))) returning true;
end;
$$;
create function by_key_drop_waiting(bytea) returns setof boolean
    language plpgsql rows 1 security definer set search_path from current as $$
begin
    return query delete from pending where withdraw_hash = $1 returning true;
end;
$$;
create function by_key_drop_arrived(bytea) returns setof boolean
    language plpgsql rows 1 security definer set search_path from current as $$
begin
    return query delete from responses where withdraw_hash = $1 returning true;
end;
$$;

-- Nobody is given them but by the list of rights.
revoke all on function by_key_draft(bytea), by_key_save_draft(bytea, bytea, bigint), by_key_drop_draft(bytea),
    by_key_free_draft(bytea, bigint), by_key_resume(bytea, bigint), by_key_code(bytea, text),
    by_key_take_code(bytea, bytea, boolean, bytea), by_key_free_code(bytea), by_key_code_of(bytea),
    by_key_shared_code(text), by_key_organisation(bytea), by_key_answered(text, text), by_key_sent(bytea),
    by_key_kept(bytea), by_key_count_withdrawal(bytea), by_key_drop_waiting(bytea), by_key_drop_arrived(bytea)
    from public;
