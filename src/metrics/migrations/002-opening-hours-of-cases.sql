-- What a helpdesk says of a case in opening hours stands beside its facts, and counts on their days.
create function mark_case_worked() returns trigger language plpgsql as $$
begin
  if not exists (select from metric_edge) then return null; end if;
  with fact as (select c.workspace_id, c.created_at, c.first_solved_at, c.last_solved_at from changed_rows w
    join case_fact c on c.workspace_id = w.workspace_id and c.source = w.source and c.case_key = w.case_key),
    told as (select workspace_id, unnest(array[created_at, first_solved_at, last_solved_at]) as at from fact)
  insert into metric_mark (workspace_id, source, from_on, to_on, facts)
  select e.workspace_id, 'case_fact', (t.at at time zone e.zone)::date, (t.at at time zone e.zone)::date, count(*)
  from told t join metric_edge e on e.workspace_id = t.workspace_id and t.at < e.marks_until group by 1, 3;
  return null;
end $$;
create trigger mark_added after insert on case_worked referencing new table as changed_rows for each statement execute function mark_case_worked();
create trigger mark_changed after update on case_worked referencing new table as changed_rows for each statement execute function mark_case_worked();
create trigger mark_removed after delete on case_worked referencing old table as changed_rows for each statement execute function mark_case_worked();
