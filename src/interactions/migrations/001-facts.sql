-- The name by which a source calls whoever handled something. Which member that is, is found by address, id there or name; else a person decides.
-- Until then the figures show the name itself: nothing is dropped because somebody is not in the directory.
create table handler (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  source text not null,
  name text not null,
  name_key text not null,
  member_id uuid,
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  primary key (workspace_id, id),
  unique (workspace_id, source, name_key),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index handler_member on handler (workspace_id, member_id) where member_id is not null;
create index handler_undecided on handler (workspace_id, source, name) where member_id is null;
select sabai_tenant('handler');

-- One contact. Its source and id there make it itself: the same again corrects it. Seconds are whole or fractions as the source counts them.
create table interaction (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  source text not null,
  external_id text not null,
  kind text not null check (kind in ('call', 'chat', 'email', 'visit', 'message')),
  direction text not null default 'in' check (direction in ('in', 'out')),
  queue text,
  -- When the customer began to wait for us (a queue, an unanswered mail); out: when we began.
  entered_at timestamptz not null,
  connected_at timestamptz,
  ended_at timestamptz,
  -- answered and abandoned were offered to us; menu: gone before any queue; phantom: a test, a fault of the line; waiting: nothing known yet.
  outcome text not null check (outcome in ('answered', 'abandoned', 'menu', 'phantom', 'waiting')),
  wait_seconds numeric,
  talk_seconds numeric,
  held_seconds numeric,
  wrap_up_seconds numeric,
  transfers int not null default 0,
  handler_id uuid,
  member_id uuid,
  customer_id uuid,
  account_id uuid,
  -- The customer as the source calls them, where no customer is known: who called again can still be told.
  caller text,
  case_id uuid,
  topic_id uuid,
  language text,
  -- The number or page that it came from.
  tracking text,
  -- Whether it settled the matter, where the source says so.
  resolved boolean,
  import_id uuid,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, source, external_id),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete set null (customer_id),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete set null (account_id),
  foreign key (workspace_id, topic_id) references topic (workspace_id, id) on delete set null (topic_id)
);
create index interaction_at on interaction (workspace_id, entered_at, id);
create index interaction_member on interaction (workspace_id, member_id, entered_at) where member_id is not null;
create index interaction_handler on interaction (workspace_id, handler_id, entered_at) where handler_id is not null;
create index interaction_customer on interaction (workspace_id, customer_id, entered_at) where customer_id is not null;
create index interaction_account on interaction (workspace_id, account_id, entered_at) where account_id is not null;
create index interaction_topic on interaction (workspace_id, topic_id, entered_at) where topic_id is not null;
create index interaction_case on interaction (workspace_id, case_id, entered_at) where case_id is not null;
create index interaction_import on interaction (workspace_id, import_id, id) where import_id is not null;
select sabai_tenant('interaction');

-- What happened to a case, ours or one of another helpdesk; case_fact is made of it, again whenever more becomes known.
create table case_event (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  source text not null,
  row_key bytea not null,
  case_key text not null,
  at timestamptz not null,
  kind text not null check (kind in ('created', 'replied', 'solved', 'reopened', 'assigned', 'touched', 'closed')),
  handler_id uuid,
  member_id uuid,
  import_id uuid,
  primary key (workspace_id, id),
  unique (workspace_id, source, row_key)
);
create index case_event_case on case_event (workspace_id, source, case_key, at);
create index case_event_import on case_event (workspace_id, import_id, id) where import_id is not null;
select sabai_tenant('case_event');

create table case_fact (
  workspace_id uuid not null default sabai_workspace(),
  source text not null,
  case_key text not null,
  -- The case of ours, where it is one.
  case_id uuid,
  title text,
  customer_id uuid,
  account_id uuid,
  topic_id uuid,
  channel text,
  language text,
  created_at timestamptz not null,
  first_replied_at timestamptz,
  first_solved_at timestamptz,
  last_solved_at timestamptz,
  -- Who set the final solved, the first one, and who replied first.
  solver_id uuid,
  first_solver_id uuid,
  replier_id uuid,
  solves int not null,
  reopens int not null,
  touches int not null,
  assignments int not null,
  primary key (workspace_id, source, case_key),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete set null (customer_id),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete set null (account_id),
  foreign key (workspace_id, topic_id) references topic (workspace_id, id) on delete set null (topic_id)
);
create index case_fact_created on case_fact (workspace_id, created_at);
create index case_fact_solved on case_fact (workspace_id, last_solved_at) where last_solved_at is not null;
create index case_fact_customer on case_fact (workspace_id, customer_id, created_at) where customer_id is not null;
create index case_fact_account on case_fact (workspace_id, account_id, created_at) where account_id is not null;
create index case_fact_topic on case_fact (workspace_id, topic_id, created_at) where topic_id is not null;
select sabai_tenant('case_fact');

-- When a member was logged in, and how much of it calls could come in (null: not told).
create table time_log (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  source text not null,
  external_id text not null,
  handler_id uuid,
  member_id uuid,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  productive_seconds numeric,
  import_id uuid,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, source, external_id),
  check (ended_at >= started_at)
);
create index time_log_at on time_log (workspace_id, started_at);
create index time_log_member on time_log (workspace_id, member_id, started_at) where member_id is not null;
create index time_log_import on time_log (workspace_id, import_id, id) where import_id is not null;
select sabai_tenant('time_log');

-- One reading of a help article. Null seconds: unknown (a server's log does not tell the last page's), not nought.
create table article_view (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  source text not null,
  external_id text not null,
  article text not null,
  visitor text,
  customer_id uuid,
  language text,
  viewed_at timestamptz not null,
  seconds numeric,
  topic_id uuid,
  -- What the reader did straight after: nothing we know of, or contacted us all the same.
  then_contact text,
  import_id uuid,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, source, external_id),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete set null (customer_id),
  foreign key (workspace_id, topic_id) references topic (workspace_id, id) on delete set null (topic_id)
);
create index article_view_at on article_view (workspace_id, viewed_at, id);
create index article_view_article on article_view (workspace_id, article, viewed_at);
create index article_view_customer on article_view (workspace_id, customer_id, viewed_at) where customer_id is not null;
create index article_view_topic on article_view (workspace_id, topic_id, viewed_at) where topic_id is not null;
create index article_view_import on article_view (workspace_id, import_id, id) where import_id is not null;
select sabai_tenant('article_view');
