-- What a telephone system wrote of its queues, line by line: a call is made of its lines, again whenever more of them are known.
create table queue_line (
  workspace_id uuid not null default sabai_workspace() references workspace,
  source text not null,
  -- Made of the line itself: however often it is read, in whichever file, it is one.
  line_key bytea not null,
  at timestamptz not null,
  -- Null where it is about somebody's shift.
  call_key text,
  queue text,
  agent text,
  event text not null,
  rest text not null,
  import_id uuid,
  primary key (workspace_id, source, line_key)
);
create index queue_line_call on queue_line (workspace_id, source, call_key) where call_key is not null;
create index queue_line_agent on queue_line (workspace_id, source, agent, at) where call_key is null;
create index queue_line_import on queue_line (workspace_id, import_id) where import_id is not null;
select sabai_tenant('queue_line');

-- A file that is read as it grows, and how far it is. Which file that is, its inode and its first bytes say: names move when logs are rotated.
create table followed_file (
  workspace_id uuid not null default sabai_workspace() references workspace,
  source text not null,
  path text not null,
  inode text not null,
  begins bytea not null,
  bytes_read bigint not null,
  lines int not null,
  refused int not null,
  moved_at timestamptz not null,
  primary key (workspace_id, source, path)
);
select sabai_tenant('followed_file');
