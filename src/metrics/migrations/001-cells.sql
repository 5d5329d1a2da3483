-- Figures are kept by the day for days that are over: what such a day gives to a metric, at a level, perhaps cut. They are nothing but a memory of what
-- the facts say: whatever is not here, or no longer right, is asked of the facts. An export leaves these tables out.

-- Up to where days are closed. Facts before marks_until leave a mark when they come, change or go; a day is closed (closed_on) when every transaction
-- that may not have known so has ended (barrier).
create table metric_edge (
  workspace_id uuid not null default sabai_workspace() references workspace,
  zone text not null,
  marks_until timestamptz not null,
  marks_until_on date not null,
  barrier bigint,
  closed_on date,
  next_at timestamptz not null,
  primary key (workspace_id)
);
select sabai_tenant('metric_edge');
select sabai_findable('metric_edge', 'workspace_id, closed_on, marks_until_on, next_at');

-- What was asked for, and from which day: only that is kept.
create table metric_cube (
  workspace_id uuid not null default sabai_workspace() references workspace,
  metric text not null,
  version int not null,
  level text not null,
  cut text not null,
  from_on date not null,
  -- From where to where every closed day has had a cell.
  built_from_on date,
  built_to_on date,
  asked_on date not null,
  primary key (workspace_id, metric, version, level, cut)
);
select sabai_tenant('metric_cube');
select sabai_findable('metric_cube', 'workspace_id, from_on, built_from_on');

-- `seen`: the snapshot it was made in. It is right as long as no mark over its day is of a transaction that this does not hold.
-- `age`: how many days after, as far as that changes what may be judged.
create table metric_cell (
  workspace_id uuid not null default sabai_workspace(),
  metric text not null,
  version int not null,
  level text not null,
  cut text not null,
  on_day date not null,
  age smallint not null,
  seen text not null,
  groups json not null,
  primary key (workspace_id, metric, version, level, cut, on_day)
);
select sabai_tenant('metric_cell');

create table metric_mark (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null default gen_random_uuid(),
  source text not null,
  from_on date not null,
  to_on date not null,
  facts int not null,
  by_transaction bigint not null default pg_current_xact_id()::text::bigint,
  primary key (workspace_id, id)
);
select sabai_tenant('metric_mark');
select sabai_findable('metric_mark', 'workspace_id');

-- Marks the days of what a statement added, changed (in one of these columns) or took away, one mark a day, or one for all where they are many.
-- `ends`: the newest row is until when we know who came again; so the one before the first that changed is marked too.
create function sabai_watch(tenant text, instants text[], columns text[], ends boolean default false) returns void language plpgsql as $make$
declare
  cols text := 'workspace_id, ' || array_to_string(instants || columns, ', ');
  ats text := 'array[' || array_to_string(instants, ', ') || ']';
  before text := '';
  mark text;
begin
  if ends then
    before := format($q$ union all select f.workspace_id, (select t.%2$I from %1$I t where t.workspace_id = f.workspace_id and t.%2$I < f.first_at
      order by t.%2$I desc limit 1) from (select workspace_id, min(%2$I) as first_at from changed group by workspace_id) f $q$, tenant, instants[1]);
  end if;
  mark := format($q$, told as (select workspace_id, unnest(%s) as at from changed %s),
    day as (select e.workspace_id, (t.at at time zone e.zone)::date as on_day, count(*) as facts from told t
      join metric_edge e on e.workspace_id = t.workspace_id and t.at < e.marks_until group by 1, 2),
    many as (select workspace_id, count(*) > 40 as so from day group by workspace_id)
    insert into metric_mark (workspace_id, source, from_on, to_on, facts)
    select d.workspace_id, %L, min(d.on_day), max(d.on_day), sum(d.facts) from day d join many m on m.workspace_id = d.workspace_id
    group by d.workspace_id, case when m.so then null else d.on_day end $q$, ats, before, tenant);
  execute format($q$
    create function %1$I() returns trigger language plpgsql as $t$
    begin
      if not exists (select from metric_edge) then return null; end if;
      if tg_op = 'INSERT' then with changed as (select %2$s from new_rows) %3$s;
      elsif tg_op = 'DELETE' then with changed as (select %2$s from old_rows) %3$s;
      else with changed as ((select %2$s from old_rows except all select %2$s from new_rows)
        union all (select %2$s from new_rows except all select %2$s from old_rows)) %3$s;
      end if;
      return null;
    end $t$ $q$, 'mark_' || tenant, cols, mark);
  execute format('create trigger mark_added after insert on %I referencing new table as new_rows for each statement execute function %I()', tenant, 'mark_' || tenant);
  execute format('create trigger mark_removed after delete on %I referencing old table as old_rows for each statement execute function %I()', tenant, 'mark_' || tenant);
  execute format('create trigger mark_changed after update on %I referencing old table as old_rows new table as new_rows for each statement execute function %I()',
    tenant, 'mark_' || tenant);
end $make$;

select sabai_watch('interaction', '{entered_at}', '{id, kind, direction, outcome, wait_seconds, talk_seconds, held_seconds, wrap_up_seconds, member_id, handler_id,
  customer_id, caller, case_id, topic_id, language, resolved, removed_at}', true);
select sabai_watch('case_fact', '{created_at, first_solved_at, last_solved_at}', '{source, case_key, first_replied_at, solver_id, first_solver_id, replier_id, reopens,
  touches, assignments, customer_id, topic_id, channel, language, case_id}');
select sabai_watch('feedback', '{said_at, received_at}', '{id, member_id, topic_id, channel, language, score, scale, scale_min, scale_max, case_id, by_rule, replied_at,
  replied_by}');
select sabai_watch('time_log', '{started_at}', '{id, ended_at, productive_seconds, member_id, handler_id, removed_at}');
select sabai_watch('article_view', '{viewed_at}', '{id, topic_id, language, seconds, then_contact, removed_at}');

-- Whoever owns a case now, feedback that nobody has replied to is theirs.
create function mark_owner() returns trigger language plpgsql as $$
begin
  insert into metric_mark (workspace_id, source, from_on, to_on, facts)
  select e.workspace_id, 'feedback', (f.received_at at time zone e.zone)::date, (f.received_at at time zone e.zone)::date, count(*)
  from new_rows n join old_rows o on o.workspace_id = n.workspace_id and o.id = n.id and o.owner_id is distinct from n.owner_id
  join metric_edge e on e.workspace_id = n.workspace_id
  join feedback f on f.workspace_id = n.workspace_id and f.case_id = n.id and f.received_at < e.marks_until
  group by 1, 3;
  return null;
end $$;
create trigger mark_owner after update on customer_case referencing old table as old_rows new table as new_rows for each statement execute function mark_owner();

-- A place in the tree that began, ended or was another: the figures of managers of just that time. A first place counts for all time before it too.
create function mark_place() returns trigger language plpgsql as $$
begin
  if not exists (select from metric_edge) then return null; end if;
  if tg_op = 'DELETE' then
    insert into metric_mark (workspace_id, source, from_on, to_on, facts)
    select distinct e.workspace_id, 'member_place', '-infinity'::date, e.marks_until_on, 1 from old_rows o join metric_edge e on e.workspace_id = o.workspace_id;
  elsif tg_op = 'INSERT' then
    insert into metric_mark (workspace_id, source, from_on, to_on, facts)
    select e.workspace_id, 'member_place', (case when exists (select from member_place p where p.workspace_id = n.workspace_id and p.member_id = n.member_id
        and p.from_at < n.from_at) then n.from_at else '-infinity' end at time zone e.zone)::date,
      (least(n.until_at, e.marks_until) at time zone e.zone)::date, 1
    from new_rows n join metric_edge e on e.workspace_id = n.workspace_id
    where n.from_at < e.marks_until or not exists (select from member_place p where p.workspace_id = n.workspace_id and p.member_id = n.member_id
        and p.from_at < n.from_at);
  else
    insert into metric_mark (workspace_id, source, from_on, to_on, facts)
    select e.workspace_id, 'member_place', (c.from_at at time zone e.zone)::date, (least(c.until_at, e.marks_until) at time zone e.zone)::date, 1
    from (select n.workspace_id,
        case when n.manager_id is distinct from o.manager_id then '-infinity' else least(coalesce(n.until_at, 'infinity'), coalesce(o.until_at, 'infinity')) end as from_at,
        greatest(coalesce(n.until_at, 'infinity'), coalesce(o.until_at, 'infinity')) as until_at
      from new_rows n left join old_rows o on o.workspace_id = n.workspace_id and o.member_id = n.member_id and o.from_at = n.from_at
      where o.member_id is null or (n.manager_id, n.until_at) is distinct from (o.manager_id, o.until_at)) c
    join metric_edge e on e.workspace_id = c.workspace_id where c.from_at < e.marks_until;
  end if;
  return null;
end $$;
create trigger mark_added after insert on member_place referencing new table as new_rows for each statement execute function mark_place();
create trigger mark_removed after delete on member_place referencing old table as old_rows for each statement execute function mark_place();
create trigger mark_changed after update on member_place referencing old table as old_rows new table as new_rows for each statement execute function mark_place();
