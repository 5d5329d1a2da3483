-- A screen in the hall: whoever has the link sees it. A new link makes the old one useless.
create table wall (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  language text not null,
  version int not null default 1,
  created_at timestamptz not null,
  by_member uuid,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
select sabai_tenant('wall');

-- How often a member gets the digest; who has chosen nothing gets none.
create table digest_choice (
  workspace_id uuid not null default sabai_workspace() references workspace,
  member_id uuid not null,
  every text not null check (every in ('day', 'week', 'never')),
  told_at timestamptz not null,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
select sabai_tenant('digest_choice');

-- A channel of the company's own chat. The address is a secret: whoever has it may post there.
create table channel (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  shape text not null check (shape in ('slack', 'teams', 'mattermost', 'signed')),
  -- Sealed.
  url text not null,
  secret text,
  host text not null,
  language text not null,
  about text[] not null,
  created_at timestamptz not null,
  by_member uuid,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
select sabai_tenant('channel');

create table channel_post (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  channel_id uuid not null,
  -- The event it tells of: once for each channel.
  event_id uuid not null,
  body text not null,
  at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'discarded')),
  try_at timestamptz,
  attempts int not null default 0,
  problem text,
  primary key (workspace_id, id),
  unique (workspace_id, channel_id, event_id),
  foreign key (workspace_id, channel_id) references channel (workspace_id, id) on delete cascade
);
create index channel_post_due on channel_post (workspace_id, channel_id, try_at) where state = 'waiting';
create index channel_post_list on channel_post (workspace_id, channel_id, at desc);
select sabai_tenant('channel_post');
