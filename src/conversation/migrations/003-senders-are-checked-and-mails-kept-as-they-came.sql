-- What the mailbox's own server said about a letter's sender (RFC 8601). Not verified: its address proves nothing.
alter table letter
  add column sender text not null default 'unknown' check (sender in ('verified', 'unverified', 'unknown')),
  add column sender_said text,
  -- Longer than we take: how long it was, and only its beginning is here.
  add column whole_bytes bigint,
  -- As it came, for as long as the company wants it.
  add column raw_file_id uuid,
  add foreign key (workspace_id, raw_file_id) references file (workspace_id, id) on delete set null (raw_file_id);
create index letter_raw on letter (workspace_id, at) where raw_file_id is not null;
create index letter_raw_file on letter (workspace_id, raw_file_id) where raw_file_id is not null;

alter table conversation_rule
  add column raw_days int not null default 30 check (raw_days between 0 and 3650);

-- Who was told that their mail has arrived: one a matter and day.
create table acknowledgement (
  workspace_id uuid not null default sabai_workspace() references workspace,
  case_id uuid not null,
  on_day date not null,
  letter_id uuid not null,
  address text not null,
  at timestamptz not null,
  primary key (workspace_id, case_id, on_day),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete cascade,
  foreign key (workspace_id, letter_id) references letter (workspace_id, id) on delete cascade
);
create index acknowledgement_letter on acknowledgement (workspace_id, letter_id);
create index acknowledgement_address on acknowledgement (workspace_id, address, at);
select sabai_tenant('acknowledgement');

create index attachment_open on attachment (workspace_id, at) where sent_in is null;
