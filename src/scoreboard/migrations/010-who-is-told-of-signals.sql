-- Who wants to be told when a line leaves what it does by itself: once for each signal, and never but at their time of day.
create table metric_alert (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  member_id uuid not null,
  metric text not null,
  level text not null check (level in ('company', 'manager', 'member')),
  -- Whose: the workspace itself, a manager, a member.
  subject_id uuid not null,
  tell_at text not null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, member_id, metric, level, subject_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
select sabai_tenant('metric_alert');
