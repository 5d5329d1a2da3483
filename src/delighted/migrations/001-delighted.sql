-- For callers of Delighted, who change one host name. Which survey they mean, and what happens by itself.
create table delighted_settings (
  workspace_id uuid not null default sabai_workspace() references workspace,
  survey_id uuid,
  -- Autopilot: everybody who is in it is asked again after so many days.
  autopilot_on boolean not null default true,
  autopilot_days int not null default 90 check (autopilot_days between 1 and 3650),
  changed_at timestamptz not null,
  primary key (workspace_id),
  foreign key (workspace_id, survey_id) references survey (workspace_id, id) on delete set null (survey_id)
);
create index delighted_settings_survey on delighted_settings (workspace_id, survey_id) where survey_id is not null;
select sabai_tenant('delighted_settings');

-- What a caller told of a person that has no place of its own here.
create table delighted_person (
  workspace_id uuid not null default sabai_workspace() references workspace,
  customer_id uuid not null,
  properties jsonb not null default '{}',
  -- When they were asked by somebody else, as the caller says.
  sent_elsewhere_at timestamptz,
  primary key (workspace_id, customer_id),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete cascade
);
select sabai_tenant('delighted_person');

-- Who is in the autopilot.
create table delighted_membership (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  customer_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  properties jsonb not null default '{}',
  created_at timestamptz not null,
  changed_at timestamptz not null,
  next_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, channel, customer_id),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete cascade
);
create index delighted_membership_customer on delighted_membership (workspace_id, customer_id);
select sabai_tenant('delighted_membership');

-- Where their scripts want to be told, in their own shape.
create table delighted_webhook (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  url text not null,
  secret_sealed text not null,
  events text[] not null,
  created_at timestamptz not null,
  paused_at timestamptz,
  last_told_at timestamptz,
  last_failure text,
  primary key (workspace_id, id)
);
select sabai_tenant('delighted_webhook');
