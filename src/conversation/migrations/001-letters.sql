-- A mail that came in, as we read it: what was written, what was quoted, what it became. None is left out, whatever it is.
create table letter (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  mailbox_id uuid,
  -- The same mail by two ways, or read again after a crash, is one.
  row_key bytea not null,
  kind text not null,
  at timestamptz not null,
  sent_at timestamptz,
  from_address text not null,
  from_name text,
  to_addresses text[] not null,
  cc text[] not null,
  subject text not null,
  message_id text,
  own text not null,
  signature text not null,
  quoted text not null,
  html text,
  language text not null,
  case_id uuid,
  feedback_id uuid,
  entry_id uuid,
  -- Set aside by its kind, and looked at: nothing more to do.
  seen_at timestamptz,
  seen_by uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, mailbox_id) references mailbox (workspace_id, id) on delete set null (mailbox_id),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete set null (case_id),
  foreign key (workspace_id, feedback_id) references feedback (workspace_id, id) on delete set null (feedback_id)
);
create unique index letter_row on letter (workspace_id, row_key);
create index letter_case on letter (workspace_id, case_id, at) where case_id is not null;
create index letter_feedback on letter (workspace_id, feedback_id) where feedback_id is not null;
create index letter_mailbox on letter (workspace_id, mailbox_id) where mailbox_id is not null;
create index letter_aside on letter (workspace_id, at desc, id desc) where case_id is null and seen_at is null;
create index letter_from on letter (workspace_id, from_address, at);
select sabai_tenant('letter');

create table letter_file (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  letter_id uuid not null,
  nth int not null,
  file_id uuid not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  cid text,
  inline boolean not null,
  warning text,
  primary key (workspace_id, id),
  foreign key (workspace_id, letter_id) references letter (workspace_id, id) on delete cascade,
  foreign key (workspace_id, file_id) references file (workspace_id, id)
);
create index letter_file_letter on letter_file (workspace_id, letter_id, nth);
create index letter_file_file on letter_file (workspace_id, file_id);
select sabai_tenant('letter_file');

-- How the conversation goes in this company; one row, and none means the usual.
create table conversation_rule (
  workspace_id uuid not null default sabai_workspace() references workspace,
  reopen_days int not null default 14 check (reopen_days between 0 and 365),
  primary key (workspace_id)
);
select sabai_tenant('conversation_rule');
