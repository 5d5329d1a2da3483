-- One person's answers to one version of a survey. No reference to workspace and survey: both are read before, and many responses share a commit.
create table response (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  survey_id uuid not null,
  version int not null,
  link_id uuid,
  channel text not null,
  -- Where it came from: the product itself, or the service it was brought in from with its key there.
  source text not null default 'sabai',
  row_key bytea,
  import_id uuid,
  language text not null,
  answers jsonb not null,
  -- The first score that was asked and answered, and its scale: figures read these.
  score numeric,
  scale text,
  scale_min numeric,
  scale_max numeric,
  mood smallint check (mood between -1 and 1),
  comment text not null default '',
  customer_id uuid,
  account_id uuid,
  member_id uuid,
  case_id uuid,
  topic_id uuid,
  -- Hidden properties, and what another service told that has no place here: kept, not lost.
  properties jsonb not null default '{}',
  test boolean not null default false,
  started_at timestamptz,
  responded_at timestamptz not null,
  changed_at timestamptz not null,
  completed_at timestamptz,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete set null (customer_id),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete set null (account_id),
  foreign key (workspace_id, topic_id) references topic (workspace_id, id) on delete set null (topic_id)
);
create unique index response_row on response (workspace_id, source, row_key) where row_key is not null;
create index response_survey on response (workspace_id, survey_id, responded_at desc, id desc);
create index response_newest on response (workspace_id, responded_at desc, id desc);
create index response_changed on response (workspace_id, changed_at, id);
create index response_link on response (workspace_id, link_id) where link_id is not null;
create index response_customer on response (workspace_id, customer_id, responded_at desc, id desc) where customer_id is not null;
create index response_account on response (workspace_id, account_id, responded_at desc) where account_id is not null;
create index response_topic on response (workspace_id, topic_id, responded_at desc) where topic_id is not null;
create index response_import on response (workspace_id, import_id, id) where import_id is not null;
select sabai_tenant('response');
