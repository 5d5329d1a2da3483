-- Which mails belong to which case, both ways: an answer finds its case by them, and a reply refers to them.
create table case_thread (
  workspace_id uuid not null default sabai_workspace() references workspace,
  message_id text not null,
  case_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, message_id),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete cascade
);
create index case_thread_case on case_thread (workspace_id, case_id, at);
-- The fence is lifted for its owner, for this one statement of all workspaces.
alter table case_entry no force row level security;
insert into case_thread (workspace_id, message_id, case_id, at)
  select workspace_id, message_id, case_id, at from case_entry where message_id is not null on conflict do nothing;
alter table case_entry force row level security;
select sabai_tenant('case_thread');

-- What the customer called it, and the mailbox that brought it.
alter table customer_case add subject text, add mailbox_id uuid,
  add foreign key (workspace_id, mailbox_id) references mailbox (workspace_id, id) on delete set null (mailbox_id);
create index customer_case_mailbox on customer_case (workspace_id, mailbox_id) where mailbox_id is not null;

-- Who wrote what came in, and who else got what went out.
alter table case_entry add from_address text, add from_name text, add cc text[] not null default '{}';
create index case_entry_mail on case_entry (workspace_id, mail_id) where mail_id is not null;
