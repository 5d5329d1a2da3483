-- Mailboxes that a company's customers write to. The password is sealed with the installation's secret, which no backup holds.
create table mailbox (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  address text not null,
  host text not null,
  port int not null check (port between 1 and 65535),
  secure boolean not null,
  username text not null,
  password text not null,
  -- How a reply finds its case again: user+tag@host, tag@host (the mailbox takes every name of its host), or by its headers only.
  answers text not null check (answers in ('plus', 'catch-all', 'headers')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  paused_at timestamptz,
  archived_at timestamptz,
  -- How far it is read.
  validity text,
  uid bigint,
  read_at timestamptz,
  problem text,
  problem_said text,
  problem_at timestamptz,
  -- One process reads it at a time.
  leased_by uuid,
  leased_until timestamptz,
  primary key (workspace_id, id)
);
create unique index mailbox_address on mailbox (workspace_id, lower(address)) where archived_at is null;
create index mailbox_oldest on mailbox (workspace_id, created_at, id);
create index mailbox_read on mailbox (id) where archived_at is null and paused_at is null;
select sabai_tenant('mailbox');
select sabai_findable('mailbox', 'workspace_id, id, archived_at, paused_at, leased_by, leased_until');
