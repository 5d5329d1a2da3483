-- A record that contradicts another, or the clock. It is kept, counts nowhere, and waits for a person to decide.
create table doubt (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  kind text not null check (kind in ('future', 'backwards', 'told-twice', 'overlapping-shift', 'account-twice')),
  subject text not null check (subject in ('interaction', 'time-log', 'account')),
  subject_id uuid not null,
  -- The one that it contradicts.
  other_id uuid,
  source text not null,
  -- When it is said to have happened.
  at timestamptz not null,
  found_at timestamptz not null,
  decision text check (decision in ('count', 'leave-out')),
  decided_at timestamptz,
  decided_by uuid,
  primary key (workspace_id, id),
  unique (workspace_id, subject_id, kind)
);
create index doubt_open on doubt (workspace_id, kind, at, id) where decision is null;
create index doubt_decided on doubt (workspace_id, kind, at, id) where decision is not null;
create index doubt_at on doubt (workspace_id, subject, at);
create index doubt_other on doubt (workspace_id, other_id) where other_id is not null;
select sabai_tenant('doubt');

-- The caller as two sources would spell them alike: the last digits of a number, else in lower case.
alter table interaction add column caller_key text;
create index interaction_caller on interaction (workspace_id, caller_key, entered_at) where caller_key is not null;
create index time_log_handler on time_log (workspace_id, handler_id, started_at) where handler_id is not null;
