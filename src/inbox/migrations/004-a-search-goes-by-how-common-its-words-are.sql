-- The newest rows are walked as long as they promise to fill the page soon; what is rarer is asked of the grams, whose matches are then few.
-- With `most` matches wanted among n rows, walking costs most ÷ density steps and the grams density × n fetches, each dearer than a step by about
-- four: they cost the same at 2 × sqrt(most × n) steps. Before, words that 5,000 rows almost filled a page with cost a fetch for each of tens of
-- thousands of matches.
create function sabai_search_by_walk(tenant text, latest text) returns void language plpgsql as $$
declare
  name text := 'search_' || tenant;
begin
  execute format('drop function %I(uuid, text, text, timestamptz, uuid, int)', name);
  execute format($f$
    create function %1$I(asked uuid, query text, part text, before_at timestamptz, before_id uuid, most int)
      returns table (id uuid, at timestamptz) language plpgsql stable security definer
      set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $body$
    declare
      far float8 := 2 * sqrt(most * greatest((select reltuples from pg_class where oid = %3$L::regclass), 10000)::float8);
      step int := 500;
      walked int := 0;
      found int := 0;
      more int;
      ids uuid[];
      moments timestamptz[];
      hits boolean[];
    begin
      if asked is distinct from sabai_workspace() then
        raise exception 'search in another workspace' using errcode = '42501';
      end if;
      loop
        select array_agg(newest.id), array_agg(newest.at), array_agg(newest.hit) into ids, moments, hits from (
          select row.id, row.%2$I as at, row.grams is not null and strpos(row.search_key, part) > 0 as hit from %3$I as row
          where row.workspace_id = asked and (before_at is null or (row.%2$I, row.id) < (before_at, before_id))
          order by row.%2$I desc, row.id desc limit step) as newest;
        return query select one.id, one.at from unnest(ids, moments, hits) as one(id, at, hit) where one.hit limit most - found;
        get diagnostics more = row_count;
        found := found + more;
        exit when found = most or coalesce(cardinality(ids), 0) < step;
        walked := walked + step;
        before_at := moments[step];
        before_id := ids[step];
        if found = 0 or walked::float8 / found * most > far then
          return query select row.id, row.%2$I from %3$I as row
            where row.workspace_id = asked and row.grams @@ query::tsquery and strpos(row.search_key, part) > 0
              and (row.%2$I, row.id) < (before_at, before_id)
            order by row.%2$I desc, row.id desc limit most - found;
          exit;
        end if;
        step := least(greatest(walked::float8 / found * (most - found) * 1.2, 500), 4000)::int;
      end loop;
    end $body$ $f$, name, latest, tenant);
  execute format('revoke all on function %I from public', name);
  execute format('grant execute on function %I to sabai_app', name);
  grant create on schema public to sabai_finder;
  execute format('alter function %I owner to sabai_finder', name);
  revoke create on schema public from sabai_finder;
end $$;
select sabai_search_by_walk('feedback', 'said_at');
select sabai_search_by_walk('customer_case', 'opened_at');
drop function sabai_search_by_walk;
drop function sabai_search_inbox;
