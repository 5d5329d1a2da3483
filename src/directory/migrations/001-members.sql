-- An employee in one workspace; the user (identity) may be a member of several. Null user: invited, not yet here.
create table member (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  user_id uuid,
  name text not null,
  email text not null,
  language text not null,
  languages text[] not null default '{}',
  skills text[] not null default '{}',
  role text not null check (role in ('rep', 'manager', 'head', 'champion', 'viewer', 'admin')),
  manager_id uuid,
  available boolean not null default true,
  away_until timestamptz,
  import_id uuid,
  external_id text,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, manager_id) references member (workspace_id, id)
);
create unique index member_user on member (workspace_id, user_id) where user_id is not null;
create unique index member_email on member (workspace_id, lower(email)) where ended_at is null;
create index member_name on member (workspace_id, name collate "und-x-icu", id);
create index member_manager on member (workspace_id, manager_id);
create index member_of_user on member (user_id) where user_id is not null;
select sabai_tenant('member');
select sabai_findable('member', 'workspace_id, id, user_id, role, language, name, ended_at');

-- Role and place in the reporting tree over time: a figure belongs to the team the member was in then. member.role and member.manager_id are the newest.
create table member_place (
  workspace_id uuid not null default sabai_workspace(),
  member_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz,
  role text not null,
  manager_id uuid,
  primary key (workspace_id, member_id, from_at),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create unique index member_place_now on member_place (workspace_id, member_id) where until_at is null;
create index member_place_manager on member_place (workspace_id, manager_id, from_at);
select sabai_tenant('member_place');

create table invitation (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  member_id uuid not null,
  token_hash bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  by_member uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create unique index invitation_token on invitation (token_hash) where token_hash is not null;
create index invitation_member on invitation (workspace_id, member_id, created_at);
select sabai_tenant('invitation');
select sabai_findable('invitation', 'workspace_id, id, member_id, token_hash, expires_at, accepted_at, revoked_at');

create table api_key (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  scopes text[] not null,
  hash bytea not null,
  hint text not null,
  created_at timestamptz not null,
  by_member uuid,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
create unique index api_key_hash on api_key (hash);
select sabai_tenant('api_key');
select sabai_findable('api_key', 'workspace_id, id, scopes, hash, revoked_at, last_used_at');
