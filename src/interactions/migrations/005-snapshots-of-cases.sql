-- Seconds within working hours, as a source tells them: it has taken the closed hours out already, nobody may do so again.
create table case_worked (
  workspace_id uuid not null default sabai_workspace(),
  source text not null,
  case_key text not null,
  reply_seconds numeric,
  first_solve_seconds numeric,
  solve_seconds numeric,
  import_id uuid,
  changed_at timestamptz not null,
  primary key (workspace_id, source, case_key)
);
create index case_worked_import on case_worked (workspace_id, import_id) where import_id is not null;
select sabai_tenant('case_worked');

-- Told by what the source says of the case as a whole; what it tells step by step is better and takes its place.
alter table case_event add column snapshot boolean not null default false;

-- How far each stream of another service has been read.
create table pull (
  workspace_id uuid not null default sabai_workspace() references workspace,
  source text not null,
  stream text not null,
  cursor text not null,
  moved_at timestamptz not null,
  primary key (workspace_id, source, stream)
);
select sabai_tenant('pull');
