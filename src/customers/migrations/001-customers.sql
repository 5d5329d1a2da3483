-- A customer organisation.
create table account (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  source text not null default 'sabai',
  external_id text,
  name text collate "und-x-icu" not null,
  -- The search key of the name alone: to find it again however it is spelled.
  name_key text not null,
  plan text,
  monthly_revenue numeric(16, 2),
  currency text,
  starts_on date,
  ends_on date,
  owner_id uuid,
  search_key text not null,
  -- Null until indexed: large imports index behind.
  grams tsvector,
  import_id uuid,
  created_at timestamptz not null,
  archived_at timestamptz,
  merged_into uuid,
  primary key (workspace_id, id),
  unique (workspace_id, source, external_id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id),
  foreign key (workspace_id, merged_into) references account (workspace_id, id)
);
create index account_by_name on account (workspace_id, name, id) where archived_at is null and merged_into is null;
create index account_name_key on account (workspace_id, name_key);
create index account_owner on account (workspace_id, owner_id, name, id) where owner_id is not null;
create index account_import on account (workspace_id, import_id) where import_id is not null;
create index account_merged on account (workspace_id, merged_into) where merged_into is not null;
create index account_archived on account (workspace_id, name, id) where archived_at is not null and merged_into is null;
create index account_unindexed on account (workspace_id, id) where grams is null;
select sabai_tenant('account');
select sabai_searchable('account');

-- A person at an account, or on their own.
create table customer (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  source text not null default 'sabai',
  external_id text,
  name text collate "und-x-icu" not null,
  name_key text not null,
  -- How to address them: Thai and Lao by the given name, Khmer by the whole one; nobody may guess it by splitting.
  call_as text,
  account_id uuid,
  -- The first is the preferred one.
  languages text[] not null default '{}',
  language text generated always as (languages[1]) stored,
  owner_id uuid,
  notes text,
  search_key text not null,
  grams tsvector,
  import_id uuid,
  created_at timestamptz not null,
  archived_at timestamptz,
  merged_into uuid,
  primary key (workspace_id, id),
  unique (workspace_id, source, external_id),
  foreign key (workspace_id, account_id) references account (workspace_id, id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id),
  foreign key (workspace_id, merged_into) references customer (workspace_id, id)
);
create index customer_by_name on customer (workspace_id, name, id) where archived_at is null and merged_into is null;
create index customer_name_key on customer (workspace_id, name_key);
create index customer_account on customer (workspace_id, account_id, name, id) where account_id is not null;
create index customer_owner on customer (workspace_id, owner_id, name, id) where owner_id is not null;
create index customer_language on customer (workspace_id, language, name, id) where archived_at is null and merged_into is null;
create index customer_import on customer (workspace_id, import_id) where import_id is not null;
create index customer_merged on customer (workspace_id, merged_into) where merged_into is not null;
create index customer_archived on customer (workspace_id, name, id) where archived_at is not null and merged_into is null;
create index customer_unindexed on customer (workspace_id, id) where grams is null;
select sabai_tenant('customer');
select sabai_searchable('customer');

-- Where a customer is reached. One address may belong to several customers (a shared office): shown, not forbidden.
create table contact_way (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('email', 'phone', 'line', 'whatsapp', 'other')),
  value text not null,
  -- What two spellings of one address share: lower case for e-mail, digits for a phone.
  normal text not null,
  preferred boolean not null default false,
  bounced_at timestamptz,
  import_id uuid,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, customer_id, kind, normal),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id)
);
create index contact_way_normal on contact_way (workspace_id, kind, normal);
create index contact_way_import on contact_way (workspace_id, import_id) where import_id is not null;
select sabai_tenant('contact_way');

-- Something a customer likes or needs, with where it comes from and whether they agreed that it is kept.
create table preference (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  customer_id uuid not null,
  text text not null,
  source text not null check (source in ('customer', 'seen', 'member')),
  consent text not null check (consent in ('given', 'not-asked', 'refused')),
  consent_at timestamptz,
  by_member uuid,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id)
);
create index preference_customer on preference (workspace_id, customer_id, created_at, id);
select sabai_tenant('preference');

-- What something is about: a tree.
create table topic (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  source text not null default 'sabai',
  external_id text,
  parent_id uuid,
  name text collate "und-x-icu" not null,
  name_key text not null,
  -- {"th": "…"}: the name in other languages.
  names jsonb not null default '{}',
  sort int not null default 0,
  import_id uuid,
  created_at timestamptz not null,
  archived_at timestamptz,
  merged_into uuid,
  primary key (workspace_id, id),
  unique (workspace_id, source, external_id),
  foreign key (workspace_id, parent_id) references topic (workspace_id, id),
  foreign key (workspace_id, merged_into) references topic (workspace_id, id)
);
-- Sisters have different names; an archived one gives its name free.
create unique index topic_sister on topic (workspace_id, parent_id, name_key) nulls not distinct where archived_at is null and merged_into is null;
create index topic_parent on topic (workspace_id, parent_id, sort, id);
create index topic_name_key on topic (workspace_id, name_key);
create index topic_merged on topic (workspace_id, merged_into) where merged_into is not null;
select sabai_tenant('topic');

-- Two that were one, joined: what moved is kept by row, so that it can be split again.
create table merge (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  kind text not null check (kind in ('account', 'customer', 'topic')),
  loser_id uuid not null,
  winner_id uuid not null,
  -- What the winner had empty and took from the loser: {"accountId": "…"}.
  filled jsonb not null default '{}',
  at timestamptz not null,
  by_member uuid,
  undone_at timestamptz,
  primary key (workspace_id, id)
);
create unique index merge_now on merge (workspace_id, kind, loser_id) where undone_at is null;
create index merge_winner on merge (workspace_id, winner_id, at);
select sabai_tenant('merge');

create table merge_moved (
  workspace_id uuid not null default sabai_workspace(),
  merge_id uuid not null,
  -- The table the row is in.
  what text not null,
  row_id uuid not null,
  primary key (workspace_id, merge_id, what, row_id),
  foreign key (workspace_id, merge_id) references merge (workspace_id, id)
);
select sabai_tenant('merge_moved');
