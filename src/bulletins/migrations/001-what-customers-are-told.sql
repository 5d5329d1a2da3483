-- What customers are told about: what we did about what they said, a gap that we fill by hand, an incident.
create table bulletin (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  kind text not null check (kind in ('did', 'gap', 'incident')),
  title text not null,
  -- Of a gap: what we do by hand until it is closed.
  workaround text not null default '',
  state text not null default 'open' check (state in ('open', 'watching', 'fixed')),
  owner_id uuid not null,
  action_id uuid,
  -- Whom it touches: causes, topics, accounts, a time, words.
  filter jsonb not null default '{}',
  created_at timestamptz not null,
  by_member uuid,
  began_at timestamptz not null,
  fixed_at timestamptz,
  public_at timestamptz,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id),
  foreign key (workspace_id, action_id) references action (workspace_id, id) on delete set null (action_id)
);
create index bulletin_list on bulletin (workspace_id, created_at desc, id desc);
create index bulletin_public on bulletin (workspace_id, public_at desc) where public_at is not null and archived_at is null;
create index bulletin_owner on bulletin (workspace_id, owner_id);
create index bulletin_action on bulletin (workspace_id, action_id) where action_id is not null;
select sabai_tenant('bulletin');

-- Who is affected: found by the filter, or added and taken out by a person.
create table bulletin_person (
  workspace_id uuid not null default sabai_workspace(),
  bulletin_id uuid not null,
  customer_id uuid not null,
  found_at timestamptz not null,
  by_member uuid,
  removed_at timestamptz,
  primary key (workspace_id, bulletin_id, customer_id),
  foreign key (workspace_id, bulletin_id) references bulletin (workspace_id, id) on delete cascade,
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete cascade
);
create index bulletin_person_customer on bulletin_person (workspace_id, customer_id);
select sabai_tenant('bulletin_person');

-- The timeline: each entry in the languages that it was written in; some are told by mail.
create table bulletin_update (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  bulletin_id uuid not null,
  at timestamptz not null,
  by_member uuid,
  state text not null check (state in ('open', 'watching', 'fixed')),
  words jsonb not null,
  tell boolean not null,
  told_up_to uuid,
  told_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, bulletin_id) references bulletin (workspace_id, id) on delete cascade
);
create index bulletin_update_list on bulletin_update (workspace_id, bulletin_id, at, id);
select sabai_tenant('bulletin_update');

-- One person told of one entry, or why not. Never twice.
create table telling (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  update_id uuid not null,
  bulletin_id uuid not null,
  customer_id uuid not null,
  at timestamptz not null,
  language text not null,
  address text,
  mail_id uuid,
  excluded_by text,
  primary key (workspace_id, id),
  unique (workspace_id, update_id, customer_id),
  foreign key (workspace_id, update_id) references bulletin_update (workspace_id, id) on delete cascade,
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete cascade
);
create index telling_customer on telling (workspace_id, customer_id, at desc);
create index telling_bulletin on telling (workspace_id, bulletin_id, customer_id);
select sabai_tenant('telling');
