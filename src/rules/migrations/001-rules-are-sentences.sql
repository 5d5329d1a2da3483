-- When, and then: looked at in their order, all that fit apply. The usual ones (known ids) are there without a row; a row of their id says otherwise.
create table case_rule (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  sort int not null,
  conditions jsonb not null,
  actions jsonb not null,
  enabled boolean not null default true,
  changed_at timestamptz,
  removed_at timestamptz,
  primary key (workspace_id, id)
);
select sabai_tenant('case_rule');

-- How owners are chosen; without a row the usual way.
create table routing (
  workspace_id uuid not null default sabai_workspace() references workspace,
  settings jsonb not null,
  changed_at timestamptz not null,
  primary key (workspace_id)
);
select sabai_tenant('routing');
