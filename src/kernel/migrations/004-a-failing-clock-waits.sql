-- A clock whose effect fails waits longer each time, so that it never stands before the others that are due.
alter table clock add column attempts smallint not null default 0, add column try_at timestamptz;
drop index clock_due;
create index clock_due on clock (coalesce(try_at, due_at)) where fired_at is null and stopped_at is null;
grant select (try_at) on clock to sabai_finder;
