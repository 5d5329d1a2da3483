-- Customers by what is known of them, under a name. Who they are is looked up each time.
create table segment (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  filter jsonb not null,
  created_at timestamptz not null,
  created_by uuid,
  changed_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create index segment_list on segment (workspace_id, created_at desc, id desc);
select sabai_tenant('segment');

-- How often anybody may be asked, across all surveys and channels.
create table frequency (
  workspace_id uuid not null default sabai_workspace() references workspace,
  rules jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid,
  primary key (workspace_id)
);
select sabai_tenant('frequency');

-- Another's server that brings a link to people by SMS, LINE or what it knows. The secret is sealed; it signs what we send.
create table gateway (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  url text not null,
  -- Which of a customer's contact ways it needs.
  way text not null check (way in ('phone', 'line', 'whatsapp', 'other')),
  secret text not null,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create index gateway_list on gateway (workspace_id, created_at desc, id desc);
select sabai_tenant('gateway');

-- A survey on its way to people: once to a list, or by itself after something happened.
create table send (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  survey_id uuid not null,
  kind text not null check (kind in ('list', 'case', 'schedule', 'api', 'delighted')),
  name text not null,
  channel text not null check (channel in ('email', 'webhook', 'link')),
  gateway_id uuid,
  -- Once: draft, waiting for its time, sending, sent, cancelled. By itself: on, off.
  state text not null check (state in ('draft', 'waiting', 'sending', 'sent', 'cancelled', 'on', 'off')),
  segment_id uuid,
  -- Whom: what the segment said when it began, or a filter of its own.
  filter jsonb,
  -- People a minute; null: as fast as it goes.
  per_minute int check (per_minute > 0),
  delay_minutes int not null default 0 check (delay_minutes >= 0),
  every_days int check (every_days > 0),
  hold_out_percent int not null default 0 check (hold_out_percent between 0 and 90),
  -- The last day whose people were chosen.
  chosen_on date,
  -- When the next day's people are chosen.
  next_day_at timestamptz,
  reminders int not null default 0 check (reminders between 0 and 3),
  remind_after_days int not null default 3 check (remind_after_days > 0),
  send_at timestamptz,
  -- People are chosen in order of their ids: so far; and whether that is done.
  chosen_up_to uuid,
  chosen_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null,
  created_by uuid,
  changed_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, survey_id) references survey (workspace_id, id) on delete cascade,
  foreign key (workspace_id, segment_id) references segment (workspace_id, id),
  foreign key (workspace_id, gateway_id) references gateway (workspace_id, id)
);
create index send_list on send (workspace_id, created_at desc, id desc);
create index send_survey on send (workspace_id, survey_id, created_at desc, id desc);
create index send_segment on send (workspace_id, segment_id) where segment_id is not null;
create index send_gateway on send (workspace_id, gateway_id) where gateway_id is not null;
create index send_on on send (workspace_id, kind) where state = 'on';
-- What programs ask for belongs together by survey and channel.
create unique index send_of_program on send (workspace_id, survey_id, kind, channel) where kind in ('api', 'delighted');
select sabai_tenant('send');

-- One person in one send. Never twice: by the person, and (asked) by the address, which two may share.
create table participant (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  send_id uuid not null,
  survey_id uuid not null,
  customer_id uuid not null,
  -- Empty in a send to a list; the case, the round or the request where one person may be asked again.
  occasion text not null default '',
  channel text not null,
  address text,
  address_key text,
  contact_way_id uuid,
  language text,
  link_id uuid,
  case_id uuid,
  member_id uuid,
  topic_id uuid,
  properties jsonb not null default '{}',
  planned_at timestamptz not null,
  due_at timestamptz not null,
  asked_at timestamptz,
  delivered_at timestamptz,
  opened_at timestamptz,
  answered_at timestamptz,
  bounced_at timestamptz,
  soft_bounces int not null default 0,
  unsubscribed_at timestamptz,
  cancelled_at timestamptz,
  excluded_at timestamptz,
  -- The rule that forbade it, and from when on it would not have.
  excluded_by text,
  free_at timestamptz,
  reminded int not null default 0,
  remind_at timestamptz,
  state text not null generated always as (
    case
      when unsubscribed_at is not null then 'unsubscribed'
      when answered_at is not null then 'answered'
      when bounced_at is not null then 'bounced'
      when opened_at is not null then 'opened'
      when delivered_at is not null then 'delivered'
      when asked_at is not null then 'asked'
      when excluded_at is not null then 'excluded'
      when cancelled_at is not null then 'cancelled'
      else 'planned'
    end) stored,
  primary key (workspace_id, id),
  unique (workspace_id, send_id, customer_id, occasion),
  foreign key (workspace_id, send_id) references send (workspace_id, id) on delete cascade,
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete cascade
);
create unique index participant_address on participant (workspace_id, send_id, occasion, address_key) where asked_at is not null;
create index participant_due on participant (workspace_id, send_id, due_at, id) where asked_at is null and excluded_at is null and cancelled_at is null;
create index participant_list on participant (workspace_id, send_id, id);
create index participant_state on participant (workspace_id, send_id, state, id);
create index participant_customer on participant (workspace_id, customer_id, asked_at desc);
create index participant_link on participant (workspace_id, link_id) where link_id is not null;
create index participant_case on participant (workspace_id, case_id) where case_id is not null;
create index participant_remind on participant (workspace_id, send_id, remind_at, id) where remind_at is not null;
select sabai_tenant('participant');

-- Each time that a person was asked, reminders too: what the frequency rules look at.
create table asking (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  participant_id uuid not null,
  customer_id uuid not null,
  survey_kind text not null,
  at timestamptz not null,
  reminder boolean not null default false,
  mail_id uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, participant_id) references participant (workspace_id, id) on delete cascade,
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete cascade
);
create index asking_customer on asking (workspace_id, customer_id, at desc);
create index asking_participant on asking (workspace_id, participant_id, at);
create index asking_mail on asking (workspace_id, mail_id) where mail_id is not null;
select sabai_tenant('asking');

-- Addresses that get no survey any more.
create table suppression (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  kind text not null,
  value text not null,
  normal text not null,
  reason text not null check (reason in ('unsubscribed', 'bounced', 'complained', 'by-hand')),
  note text,
  at timestamptz not null,
  by_member uuid,
  participant_id uuid,
  primary key (workspace_id, id),
  unique (workspace_id, kind, normal)
);
create index suppression_list on suppression (workspace_id, at desc, id desc);
select sabai_tenant('suppression');

-- What mail servers said of mails that they could not deliver; each report once.
create table bounce (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  report bytea not null,
  mail_id uuid not null,
  participant_id uuid,
  address text not null,
  kind text not null check (kind in ('hard', 'soft', 'complaint')),
  status text,
  said text,
  at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, report)
);
create index bounce_address on bounce (workspace_id, address, at desc);
create index bounce_list on bounce (workspace_id, at desc, id desc);
select sabai_tenant('bounce');

-- What a gateway is told, at least once, under the same id.
create table push (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  gateway_id uuid not null,
  participant_id uuid not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'expired', 'discarded')),
  try_at timestamptz,
  attempts int not null default 0,
  problem text,
  sent_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, gateway_id) references gateway (workspace_id, id) on delete cascade,
  foreign key (workspace_id, participant_id) references participant (workspace_id, id) on delete cascade
);
create index push_due on push (workspace_id, gateway_id, try_at) where state = 'waiting';
create index push_list on push (workspace_id, gateway_id, at desc, id desc);
create index push_participant on push (workspace_id, participant_id);
select sabai_tenant('push');
