-- Search that finds any part of a word in any script: code-point trigrams of a search key in a tsvector, then LIKE for exactness.
-- The application makes both (core/text: searchKey, indexGrams); what is indexed behind a large import is made here, set by set.

create function sabai_base36(number int) returns text language plpgsql immutable strict parallel safe as $$
declare
  rest int := number;
  written text := '';
begin
  loop
    written := substr('0123456789abcdefghijklmnopqrstuvwxyz', rest % 36 + 1, 1) || written;
    rest := rest / 36;
    exit when rest = 0;
  end loop;
  return written;
end $$;

-- The same grams as core/text/grams.ts `indexGrams`: at every code point the three that begin there, at the end two and then one.
-- One walk over the letters: an element of an array of texts is found by counting from its start, so asking for each by its number is quadratic.
create function sabai_grams(key text, number int) returns tsvector language plpgsql immutable strict parallel safe as $$
declare
  prefix text := sabai_base36(number) || ':';
begin
  return (select array_to_tsvector(coalesce(array_agg(prefix || letter || next || after_next), '{}')) from (
    select letter, lead(letter, 1, '') over walk as next, lead(letter, 2, '') over walk as after_next
    from unnest(string_to_array(key, null)) with ordinality as letters (letter, at) window walk as (order by at)) as grams);
end $$;

-- Makes `search_<table>(workspace, tsquery, like pattern, most)` for a fenced table with columns `id`, `search_key text` and `grams tsvector`.
-- Row-level security keeps leaky operators (@@, LIKE) from their index; this function is run as the finder, who sees every row, and
-- so it refuses any workspace but the transaction's. `latest` names a column to take the newest by when there are more than `most`.
create function sabai_searchable(tenant text, latest text default null) returns void language plpgsql as $$
declare
  name text := 'search_' || tenant;
begin
  execute format('create index %I on %I using gin (grams)', tenant || '_grams', tenant);
  if not exists (select from pg_policies where tablename = tenant and policyname = 'finder') then
    execute format('create policy finder on %I for select to sabai_finder using (true)', tenant);
  end if;
  execute format('grant select (%s) on %I to sabai_finder', concat_ws(', ', 'workspace_id', 'id', 'search_key', 'grams', quote_ident(latest)), tenant);
  execute format($f$
    create function %I(asked uuid, query text, pattern text, most int) returns table (id uuid) language plpgsql stable security definer
      set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $body$
    begin
      if asked is distinct from sabai_workspace() then
        raise exception 'search in another workspace' using errcode = '42501';
      end if;
      return query select row.id from %I as row
        where row.workspace_id = asked and row.grams @@ query::tsquery and row.search_key like pattern %s limit most;
    end $body$ $f$, name, tenant, case when latest is null then '' else format('order by row.%I desc, row.id desc', latest) end);
  execute format('revoke all on function %I from public', name);
  execute format('grant execute on function %I to sabai_app', name);
  grant create on schema public to sabai_finder;
  execute format('alter function %I owner to sabai_finder', name);
  revoke create on schema public from sabai_finder;
end $$;
