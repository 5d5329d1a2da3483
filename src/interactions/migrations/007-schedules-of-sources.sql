-- Opening hours as a source keeps them: for comparing what it reckons within them with what we do. Nothing of ours goes by them.
create table source_schedule (
  workspace_id uuid not null default sabai_workspace() references workspace,
  source text not null,
  schedule_key text not null,
  name text not null,
  -- As the source names it, and in the names of the world; null where we do not know it.
  zone_there text not null,
  zone text,
  -- Minutes since Sunday's midnight, from and to.
  intervals int[] not null,
  holidays date[] not null default '{}',
  changed_at timestamptz not null,
  primary key (workspace_id, source, schedule_key)
);
select sabai_tenant('source_schedule');
