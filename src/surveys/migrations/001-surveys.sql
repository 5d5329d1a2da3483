-- The questions. What is being written is the draft; what is answered is a version, which never changes.
create table survey (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  -- What its main score is: lists and figures of one kind belong together.
  kind text not null,
  state text not null default 'draft' check (state in ('draft', 'open', 'closed')),
  -- {"definition": …, "words": {language: {key: text}}}
  draft jsonb not null,
  -- Counts every saving of the draft: who saves over somebody else's is told.
  revision int not null default 1,
  -- The version being asked; 0 before the first.
  version int not null default 0,
  -- Where the widget may stand, whether answers without a person are taken, the page of results that everyone may read.
  settings jsonb not null default '{}',
  topic_id uuid,
  created_at timestamptz not null,
  created_by uuid,
  changed_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, topic_id) references topic (workspace_id, id) on delete set null (topic_id)
);
create index survey_list on survey (workspace_id, created_at desc, id desc);
create index survey_topic on survey (workspace_id, topic_id) where topic_id is not null;
select sabai_tenant('survey');

create table survey_version (
  workspace_id uuid not null default sabai_workspace(),
  survey_id uuid not null,
  version int not null,
  content jsonb not null,
  at timestamptz not null,
  by_member uuid,
  primary key (workspace_id, survey_id, version),
  foreign key (workspace_id, survey_id) references survey (workspace_id, id) on delete cascade
);
select sabai_tenant('survey_version');

-- A door to a survey: one that many use (link, QR, widget), or one person's own, bound to survey and customer.
-- The token is made anew from the id and the installation's secret wherever it is shown; here is only its hash.
create table survey_link (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  survey_id uuid not null,
  channel text not null,
  token_hash bytea not null,
  name text,
  language text,
  customer_id uuid,
  account_id uuid,
  -- Whom and what the answer is about.
  member_id uuid,
  case_id uuid,
  topic_id uuid,
  -- The send that made it, and anything else that comes along with an answer.
  send_id uuid,
  properties jsonb not null default '{}',
  -- Answers through it are tests.
  test boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz,
  closed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, survey_id) references survey (workspace_id, id) on delete cascade,
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete cascade
);
create index survey_link_token on survey_link (token_hash);
create index survey_link_survey on survey_link (workspace_id, survey_id, created_at desc, id desc) where customer_id is null;
create index survey_link_customer on survey_link (workspace_id, customer_id) where customer_id is not null;
create index survey_link_of_survey on survey_link (workspace_id, survey_id, id);
select sabai_tenant('survey_link');
select sabai_findable('survey_link', 'workspace_id, id, token_hash');
