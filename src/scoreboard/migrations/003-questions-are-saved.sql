-- A question to the figures under a name. It holds no answer: whoever opens it sees what is theirs to see.
create table saved_view (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  question jsonb not null,
  shared boolean not null,
  owner_id uuid not null,
  saved_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id)
);
create index saved_view_owner on saved_view (workspace_id, owner_id, name) where removed_at is null;
create index saved_view_shared on saved_view (workspace_id, name) where shared and removed_at is null;
create index saved_view_owners on saved_view (workspace_id, owner_id);
select sabai_tenant('saved_view');

-- Who gets its answer by mail, and how often; reckoned with that reader's eyes.
create table view_mail (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  view_id uuid not null,
  member_id uuid not null,
  every text not null check (every in ('week', 'month')),
  primary key (workspace_id, id),
  unique (workspace_id, view_id, member_id),
  foreign key (workspace_id, view_id) references saved_view (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index view_mail_member on view_mail (workspace_id, member_id);
select sabai_tenant('view_mail');
