-- What one is writing in a case, kept while it is not sent.
create table draft (
  workspace_id uuid not null default sabai_workspace() references workspace,
  case_id uuid not null,
  member_id uuid not null,
  text text not null,
  to_address text,
  cc text[] not null default '{}',
  changed_at timestamptz not null,
  primary key (workspace_id, case_id, member_id),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index draft_member on draft (workspace_id, member_id, changed_at);
select sabai_tenant('draft');

-- A message that is not on its way yet: until its time it can be taken back. Sent, undone or failed, and only one of them.
create table held_message (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  case_id uuid not null,
  member_id uuid not null,
  text text not null,
  to_address text,
  cc text[] not null,
  file_ids uuid[] not null,
  resolution jsonb,
  written_at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'held' check (state in ('held', 'sent', 'undone', 'failed')),
  problem text,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index held_message_case on held_message (workspace_id, case_id) where state = 'held';
create index held_message_case_all on held_message (workspace_id, case_id);
create index held_message_member on held_message (workspace_id, member_id);
select sabai_tenant('held_message');

-- Files on their way out: of a draft until `sent_in` says which message took them along.
create table attachment (
  workspace_id uuid not null default sabai_workspace() references workspace,
  file_id uuid not null,
  case_id uuid not null,
  member_id uuid not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  warning text,
  at timestamptz not null,
  sent_in uuid,
  primary key (workspace_id, file_id),
  foreign key (workspace_id, file_id) references file (workspace_id, id),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index attachment_case on attachment (workspace_id, case_id, at);
create index attachment_member on attachment (workspace_id, member_id);
select sabai_tenant('attachment');

-- Words that are written again and again, in each language, with places for names: {{customer}}.
create table reply_template (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  texts jsonb not null,
  changed_at timestamptz not null,
  by_member uuid,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create index reply_template_name on reply_template (workspace_id, name, id);
select sabai_tenant('reply_template');

-- How a member signs; without a row by name and company.
create table reply_signature (
  workspace_id uuid not null default sabai_workspace() references workspace,
  member_id uuid not null,
  text text not null,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
select sabai_tenant('reply_signature');

-- Who is looking at a case now, and who writes.
create table case_presence (
  workspace_id uuid not null default sabai_workspace() references workspace,
  case_id uuid not null,
  member_id uuid not null,
  writing boolean not null,
  seen_at timestamptz not null,
  primary key (workspace_id, case_id, member_id),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index case_presence_member on case_presence (workspace_id, member_id);
select sabai_tenant('case_presence');

-- Who was named in a note; told once.
create table mention (
  workspace_id uuid not null default sabai_workspace() references workspace,
  entry_id uuid not null,
  member_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, entry_id, member_id),
  foreign key (workspace_id, entry_id) references case_entry (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index mention_member on mention (workspace_id, member_id, at);
select sabai_tenant('mention');

-- What may be given to a customer without asking: by role and month, in money or in gestures.
create table allowance (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  role text not null check (role in ('rep', 'manager', 'head')),
  kind text not null check (kind in ('amount', 'gesture')),
  name text not null,
  -- In the smallest step of the currency's usual writing (units, not cents); a gesture counts one each.
  most_once numeric not null check (most_once > 0),
  most_monthly numeric not null check (most_monthly > 0),
  currency text,
  archived_at timestamptz,
  changed_at timestamptz not null,
  primary key (workspace_id, id)
);
create index allowance_role on allowance (workspace_id, role) where archived_at is null;
select sabai_tenant('allowance');

-- What was given in a case, or asked for.
create table goodwill (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  case_id uuid not null,
  customer_id uuid,
  allowance_id uuid not null,
  member_id uuid not null,
  amount numeric not null check (amount > 0),
  why text not null,
  at timestamptz not null,
  state text not null check (state in ('given', 'asked', 'declined', 'taken-back')),
  -- Who was asked, and who decided.
  asked_of uuid,
  decided_by uuid,
  decided_at timestamptz,
  decision text,
  -- What came of it, once the case is resolved.
  outcome text check (outcome in ('kept', 'came-back', 'unknown')),
  primary key (workspace_id, id),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete cascade,
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete set null (customer_id),
  foreign key (workspace_id, allowance_id) references allowance (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index goodwill_case on goodwill (workspace_id, case_id, at);
create index goodwill_member on goodwill (workspace_id, member_id, allowance_id, at);
create index goodwill_customer on goodwill (workspace_id, customer_id) where customer_id is not null;
create index goodwill_allowance on goodwill (workspace_id, allowance_id);
create index goodwill_asked on goodwill (workspace_id, asked_of, at) where state = 'asked';
select sabai_tenant('goodwill');
