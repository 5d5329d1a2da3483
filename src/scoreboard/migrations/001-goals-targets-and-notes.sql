-- The pair to steer by: one figure of satisfaction and one of productivity, always shown together. A new choice is a new row; the newest counts.
create table scoreboard_goal (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  satisfaction text not null,
  productivity text not null,
  chosen_by uuid,
  chosen_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, chosen_by) references member (workspace_id, id)
);
create index scoreboard_goal_newest on scoreboard_goal (workspace_id, chosen_at desc, id desc);
create index scoreboard_goal_by on scoreboard_goal (workspace_id, chosen_by);
select sabai_tenant('scoreboard_goal');

-- What is aimed at, in the metric's own unit (a share as 0–1).
create table metric_target (
  workspace_id uuid not null default sabai_workspace() references workspace,
  metric text not null,
  value double precision not null,
  set_by uuid,
  set_at timestamptz not null,
  primary key (workspace_id, metric),
  foreign key (workspace_id, set_by) references member (workspace_id, id)
);
create index metric_target_by on metric_target (workspace_id, set_by);
select sabai_tenant('metric_target');

-- What happened on a day that a line may bend at: a release, a move, a strike. Without a metric it stands on every one.
create table metric_note (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  metric text,
  on_day date not null,
  words text not null,
  written_by uuid,
  written_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, written_by) references member (workspace_id, id)
);
create index metric_note_day on metric_note (workspace_id, on_day) where removed_at is null;
create index metric_note_by on metric_note (workspace_id, written_by);
select sabai_tenant('metric_note');
