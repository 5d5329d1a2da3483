-- What other products tell of their users, one row an event; a message is itself by its id, however often it is sent.
create table tracked_event (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  message_id text not null,
  type text not null check (type in ('track', 'page', 'screen', 'identify', 'group', 'alias')),
  name text,
  at timestamptz not null,
  -- `u:` and their id there, or `a:` and the id of somebody not yet known.
  person_key text not null,
  customer_id uuid,
  told jsonb not null,
  received_at timestamptz not null,
  primary key (workspace_id, message_id),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete set null (customer_id)
);
create index tracked_event_customer on tracked_event (workspace_id, customer_id, at, id) where customer_id is not null;
create index tracked_event_unknown on tracked_event (workspace_id, person_key) where customer_id is null;
select sabai_tenant('tracked_event');

-- Which customer an id of theirs is.
create table tracked_person (
  workspace_id uuid not null default sabai_workspace() references workspace,
  person_key text not null,
  customer_id uuid not null,
  primary key (workspace_id, person_key),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete cascade
);
create index tracked_person_customer on tracked_person (workspace_id, customer_id);
select sabai_tenant('tracked_person');

-- What a source says of a customer beside what we keep of everybody; the newest word counts.
create table customer_trait (
  workspace_id uuid not null default sabai_workspace() references workspace,
  customer_id uuid not null,
  source text not null,
  key text not null,
  value jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, customer_id, source, key),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete cascade
);
select sabai_tenant('customer_trait');

-- One row a batch, so that batches that come at once do not wait for each other.
create table tracked_batch (
  workspace_id uuid not null default sabai_workspace(),
  at timestamptz not null,
  id uuid not null,
  accepted int not null,
  repeated int not null,
  refused int not null,
  primary key (workspace_id, at, id)
);
select sabai_tenant('tracked_batch');

create table tracked_refusal (
  workspace_id uuid not null default sabai_workspace() references workspace,
  at timestamptz not null,
  id uuid not null,
  reason text not null,
  begins text not null,
  primary key (workspace_id, at, id)
);
select sabai_tenant('tracked_refusal');
