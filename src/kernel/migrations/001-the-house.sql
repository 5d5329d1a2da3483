-- The workspace of the running transaction; null outside one, so that a forgotten workspace finds nothing.
create function sabai_workspace() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('sabai.workspace', true), '')::uuid $$;

-- Fences a table: rows of other workspaces do not exist, not even for the table's owner.
create function sabai_tenant(tenant text) returns void language plpgsql as $$
begin
  execute format('alter table %I enable row level security', tenant);
  execute format('alter table %I force row level security', tenant);
  execute format('create policy tenant on %I using (workspace_id = sabai_workspace()) with check (workspace_id = sabai_workspace())', tenant);
  execute format('grant select, insert, update, delete on %I to sabai_app', tenant);
end $$;

-- Lets the finder look across workspaces: to find what is due, never to change it. Columns are named, so that nothing personal is among them by accident.
create function sabai_findable(tenant text, columns text) returns void language plpgsql as $$
begin
  execute format('create policy finder on %I for select to sabai_finder using (true)', tenant);
  execute format('grant select (%s) on %I to sabai_finder', columns, tenant);
end $$;

create table workspace (
  id uuid primary key,
  number int generated always as identity unique,
  name text not null,
  language text not null,
  zone text not null,
  -- {"periods": [{"days": [1..7], "from": "08:00", "to": "17:00"}], "holidays": ["2026-04-14"]}
  working_hours jsonb not null,
  settings jsonb not null default '{}',
  sample boolean not null default false,
  created_at timestamptz not null,
  archived_at timestamptz
);
alter table workspace enable row level security;
alter table workspace force row level security;
create policy tenant on workspace using (id = sabai_workspace()) with check (id = sabai_workspace());
create policy finder on workspace for select to sabai_finder using (true);
grant select, insert, update on workspace to sabai_app;
grant select on workspace to sabai_finder;

-- Timeline, audit log, outbox and webhook source in one. try_at is null once every listener has had it.
create table event (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  at timestamptz not null,
  type text not null,
  actor_kind text not null,
  actor_id uuid,
  subject_id uuid not null,
  customer_id uuid,
  facts jsonb not null,
  awaiting text[] not null default '{}',
  try_at timestamptz,
  attempts smallint not null default 0,
  problem text,
  primary key (workspace_id, id, at)
) partition by range (at);
create table event_other partition of event default;
create index event_subject on event (workspace_id, subject_id, at desc, id desc);
create index event_customer on event (workspace_id, customer_id, at desc, id desc) where customer_id is not null;
create index event_log on event (workspace_id, at desc, id desc);
create index event_undelivered on event (try_at) where try_at is not null;
select sabai_tenant('event');
select sabai_findable('event', 'workspace_id, id, at, try_at');

-- Makes the partitions of the months from one day to another; months that already have rows elsewhere stay where they are.
create function sabai_event_months(first date, last date) returns void language plpgsql as $$
declare month date := date_trunc('month', first);
begin
  while month <= last loop
    begin
      execute format('create table if not exists %I partition of event for values from (%L) to (%L)',
        'event_' || to_char(month, 'YYYY_MM'), month::timestamptz, (month + interval '1 month')::timestamptz);
    exception when check_violation then null;
    end;
    month := month + interval '1 month';
  end loop;
end $$;

-- Changed values, names and texts of an event: erasable without touching the log.
create table event_detail (
  workspace_id uuid not null default sabai_workspace(),
  event_id uuid not null,
  detail jsonb not null,
  primary key (workspace_id, event_id)
);
select sabai_tenant('event_detail');

-- A moment at which something must happen exactly once.
create table clock (
  workspace_id uuid not null default sabai_workspace() references workspace,
  kind text not null,
  subject_id uuid not null,
  generation int not null,
  due_at timestamptz not null,
  fired_at timestamptz,
  stopped_at timestamptz,
  primary key (workspace_id, kind, subject_id, generation)
);
create unique index clock_running on clock (workspace_id, kind, subject_id) where fired_at is null and stopped_at is null;
create index clock_due on clock (due_at) where fired_at is null and stopped_at is null;
select sabai_tenant('clock');
select sabai_findable('clock', 'workspace_id, kind, subject_id, generation, due_at, fired_at, stopped_at');

-- Mail: written in the transaction that wants it, sent after. Sign-in mails hold no token: it is made when the mail goes.
create table mail (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  at timestamptz not null,
  purpose text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'expired', 'discarded')),
  to_address text not null,
  to_name text,
  from_name text,
  reply_to text,
  subject text not null,
  text text,
  html text,
  language text not null,
  message_id text not null,
  in_reply_to text,
  thread text[] not null default '{}',
  subject_id uuid,
  customer_id uuid,
  member_id uuid,
  expires_at timestamptz not null,
  try_at timestamptz,
  attempts smallint not null default 0,
  sent_at timestamptz,
  problem text,
  primary key (workspace_id, id)
);
create index mail_list on mail (workspace_id, at desc, id desc);
create index mail_subject on mail (workspace_id, subject_id, at) where subject_id is not null;
create index mail_due on mail (try_at) where state = 'waiting';
select sabai_tenant('mail');
select sabai_findable('mail', 'workspace_id, id, state, try_at, expires_at');

-- Files are kept in parts of 1 MB: one transaction, one backup, one erasure.
create table file (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  sha256 bytea not null,
  at timestamptz not null,
  by_member uuid,
  primary key (workspace_id, id)
);
create table file_part (
  workspace_id uuid not null default sabai_workspace(),
  file_id uuid not null,
  part int not null,
  bytes bytea not null,
  primary key (workspace_id, file_id, part),
  foreign key (workspace_id, file_id) references file on delete cascade
);
select sabai_tenant('file');
select sabai_tenant('file_part');

-- A repeated request with the same Idempotency-Key answers what the first one answered.
create table idempotency (
  workspace_id uuid not null default sabai_workspace() references workspace,
  actor_id uuid not null,
  key text not null,
  fingerprint text not null,
  at timestamptz not null,
  answer jsonb not null,
  primary key (workspace_id, actor_id, key)
);
select sabai_tenant('idempotency');

-- Attempts of strangers (sign-in, reset, first run), by whatever they are counted by; no workspace is known yet.
create table attempt (
  bucket text not null,
  window_start timestamptz not null,
  count int not null,
  primary key (bucket, window_start)
);
grant select, insert, update, delete on attempt to sabai_finder;
