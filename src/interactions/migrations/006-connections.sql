-- Another service that we read from by itself, again and again. Its token is sealed with the installation's secret, which no backup holds; it is
-- gone when the connection is ended. How far each stream is read stands in `pull`, by the source's name: whoever connects again goes on there.
create table connection (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  kind text not null check (kind in ('zendesk')),
  source text not null,
  address text not null,
  email text not null,
  token text,
  takes text[] not null,
  every_minutes int not null check (every_minutes between 5 and 10080),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  paused_at timestamptz,
  ended_at timestamptz,
  -- The pull that is under way: only whoever holds this id may store a page.
  run_id uuid,
  begun_at timestamptz,
  moved_at timestamptz,
  -- The service has asked to be left alone until then.
  waits_until timestamptz,
  -- When everything that was there had been read.
  pulled_at timestamptz,
  stream text,
  read int not null default 0,
  added int not null default 0,
  changed int not null default 0,
  refused int not null default 0,
  -- Streams that the service has not got for this account, or does not show to this token.
  absent text[] not null default '{}',
  problem text,
  problem_said text,
  problem_at timestamptz,
  primary key (workspace_id, id),
  check ((token is null) = (ended_at is not null))
);
create unique index connection_source on connection (workspace_id, source) where ended_at is null;
create index connection_oldest on connection (workspace_id, created_at, id);
select sabai_tenant('connection');
