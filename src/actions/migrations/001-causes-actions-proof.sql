-- Causes form a tree: a row says which one stands under which.
create table cause_place (
  workspace_id uuid not null default sabai_workspace() references workspace,
  cause_id uuid not null,
  parent_id uuid not null,
  primary key (workspace_id, cause_id),
  foreign key (workspace_id, cause_id) references cause (workspace_id, id),
  foreign key (workspace_id, parent_id) references cause (workspace_id, id),
  check (cause_id <> parent_id)
);
create index cause_place_parent on cause_place (workspace_id, parent_id);
select sabai_tenant('cause_place');

-- "Why did it happen?" asked of every answer again: the lines of one case, the last of which leads to its cause.
create table case_why (
  workspace_id uuid not null default sabai_workspace() references workspace,
  case_id uuid not null,
  position smallint not null check (position between 1 and 5),
  text text not null,
  by_member uuid,
  at timestamptz not null,
  primary key (workspace_id, case_id, position),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete cascade
);
select sabai_tenant('case_why');

-- How often each cause was met in a time, without reading the cases themselves.
create index customer_case_caused on customer_case (workspace_id, opened_at) include (cause_id, customer_id, account_id)
  where cause_id is not null and merged_into is null;

-- What is done so that it does not happen again.
create table action (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  what text not null,
  kind text not null check (kind in ('product', 'process', 'training', 'people', 'information')),
  state text not null default 'planned' check (state in ('planned', 'doing', 'done', 'checked')),
  owner_id uuid not null,
  due_on date not null,
  -- So many days after it is done we look whether the cause still comes back.
  check_after_days int not null default 56 check (check_after_days between 7 and 365),
  check_on date,
  created_at timestamptz not null,
  by_member uuid,
  changed_at timestamptz not null,
  started_at timestamptz,
  done_at timestamptz,
  checked_at timestamptz,
  -- The verdict of the last look, and when the cause came back although it had been proved.
  verdict text check (verdict in ('gone', 'less', 'unclear', 'more', 'early')),
  relapsed_at timestamptz,
  relapses int not null default 0,
  overdue_at timestamptz,
  overdue_told_at timestamptz,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id)
);
create index action_board on action (workspace_id, state, due_on, id) where archived_at is null;
create index action_owner on action (workspace_id, owner_id, due_on, id);
select sabai_tenant('action');

create table action_cause (
  workspace_id uuid not null default sabai_workspace() references workspace,
  action_id uuid not null,
  cause_id uuid not null,
  primary key (workspace_id, action_id, cause_id),
  foreign key (workspace_id, action_id) references action (workspace_id, id) on delete cascade,
  foreign key (workspace_id, cause_id) references cause (workspace_id, id)
);
create index action_cause_cause on action_cause (workspace_id, cause_id);
select sabai_tenant('action_cause');

-- One look at the recurrence, as the numbers stood then: it is not counted anew when late facts come.
create table proof (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  action_id uuid not null,
  at timestamptz not null,
  done_at timestamptz not null,
  verdict text not null check (verdict in ('gone', 'less', 'unclear', 'more', 'early')),
  -- What the rates are held against.
  basis text not null check (basis in ('interactions', 'cases')),
  before_count int not null,
  before_exposure float8 not null,
  after_count int not null,
  after_exposure float8 not null,
  ratio float8,
  low float8,
  high float8,
  dispersion float8 not null,
  -- Of the cases since it was done, how many have their cause.
  known_share float8 not null,
  weeks jsonb not null,
  relapse boolean not null default false,
  primary key (workspace_id, id),
  foreign key (workspace_id, action_id) references action (workspace_id, id) on delete cascade
);
create index proof_action on proof (workspace_id, action_id, at desc, id desc);
select sabai_tenant('proof');
