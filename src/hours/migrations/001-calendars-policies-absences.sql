-- When a team works: several periods a day, in a zone of its own. The workspace's own hours are the workspace's; these are the others.
create table calendar (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  zone text not null,
  periods jsonb not null,
  -- Whose public holidays are days off (ISO 3166), and those of one of its regions.
  country text,
  region text,
  own_days jsonb not null default '[]',
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
select sabai_tenant('calendar');

-- What we promise to whom. Looked through in their order; the usual one (a known id, last) is there without a row.
create table policy (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  sort int not null,
  conditions jsonb not null default '{}',
  first_reply_minutes int not null check (first_reply_minutes > 0),
  next_reply_minutes int not null check (next_reply_minutes > 0),
  resolve_minutes int check (resolve_minutes > 0),
  warn_minutes int check (warn_minutes > 0),
  escalate_minutes int[] not null default '{}',
  hours text not null check (hours in ('all', 'workspace', 'calendar')),
  calendar_id uuid,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, calendar_id) references calendar (workspace_id, id),
  check ((hours = 'calendar') = (calendar_id is not null))
);
create index policy_calendar on policy (workspace_id, calendar_id) where calendar_id is not null;
select sabai_tenant('policy');

-- Who will be away, and from when to when: known before it begins.
create table absence (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  member_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  reason text not null default '',
  by_member uuid,
  created_at timestamptz not null,
  began_at timestamptz,
  cancelled_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id),
  check (from_at < until_at)
);
create index absence_member on absence (workspace_id, member_id, until_at);
create index absence_until on absence (workspace_id, until_at, id) where cancelled_at is null;
select sabai_tenant('absence');

-- By which calendar a member works; without a row by the workspace's hours.
create table member_calendar (
  workspace_id uuid not null default sabai_workspace() references workspace,
  member_id uuid not null,
  calendar_id uuid not null,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id),
  foreign key (workspace_id, calendar_id) references calendar (workspace_id, id)
);
create index member_calendar_calendar on member_calendar (workspace_id, calendar_id);
select sabai_tenant('member_calendar');
