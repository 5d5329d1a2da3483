-- Two cases of one customer that are one matter. What moved and how both stood is kept, so that they can be split again.
create table case_merge (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  case_id uuid not null,
  into_id uuid not null,
  feedback_ids uuid[] not null,
  entry_ids uuid[] not null,
  -- State, due time and lateness: of the merged one, and of the other before and after.
  stood jsonb not null,
  at timestamptz not null,
  undone_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete cascade,
  foreign key (workspace_id, into_id) references customer_case (workspace_id, id) on delete cascade
);
create unique index case_merge_case on case_merge (workspace_id, case_id) where undone_at is null;
create index case_merge_case_all on case_merge (workspace_id, case_id);
create index case_merge_into on case_merge (workspace_id, into_id);
select sabai_tenant('case_merge');
