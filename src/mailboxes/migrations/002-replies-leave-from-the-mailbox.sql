-- A reply leaves from the address that the customer wrote to: by the installation's mail server where it may send for that domain, or by the mailbox's own.
alter table mailbox
  -- What else comes into it, such as sales@ beside help@.
  add column other_addresses text[] not null default '{}',
  -- Where replies to what came by no mail leave from, unless a team has a mailbox of its own.
  add column usual boolean not null default false,
  add column smtp_host text,
  add column smtp_port int check (smtp_port between 1 and 65535),
  add column smtp_secure boolean not null default true,
  add column smtp_username text,
  add column smtp_password text,
  add column send_problem text,
  add column send_problem_said text,
  add column send_problem_at timestamptz,
  -- Whoever writes something new is told at once that it has arrived.
  add column acknowledge boolean not null default false,
  -- The server whose word about a sender is believed (authserv-id of RFC 8601); and the one that was seen last.
  add column trusted_server text,
  add column seen_server text,
  add check ((smtp_host is null) = (smtp_port is null) and (smtp_host is null) = (smtp_username is null) and (smtp_host is null) = (smtp_password is null));
create unique index mailbox_usual on mailbox (workspace_id) where usual and archived_at is null;

-- The mailbox that a team writes from: who reports to this manager.
create table mailbox_team (
  workspace_id uuid not null default sabai_workspace() references workspace,
  manager_id uuid not null,
  mailbox_id uuid not null,
  primary key (workspace_id, manager_id),
  foreign key (workspace_id, manager_id) references member (workspace_id, id),
  foreign key (workspace_id, mailbox_id) references mailbox (workspace_id, id) on delete cascade
);
create index mailbox_team_mailbox on mailbox_team (workspace_id, mailbox_id);
select sabai_tenant('mailbox_team');
