-- Why something happened: chosen when a case is resolved, so that the same cause can be seen again.
create table cause (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  name text not null,
  -- The form in which two spellings of one name meet.
  search_key text not null,
  topic_id uuid,
  created_at timestamptz not null,
  by_member uuid,
  archived_at timestamptz,
  merged_into uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, topic_id) references topic (workspace_id, id) on delete set null (topic_id),
  foreign key (workspace_id, merged_into) references cause (workspace_id, id)
);
create index cause_topic on cause (workspace_id, topic_id) where topic_id is not null;
create index cause_merged on cause (workspace_id, merged_into) where merged_into is not null;
create unique index cause_name on cause (workspace_id, search_key) where merged_into is null;
select sabai_tenant('cause');

-- From which score on a case opens by itself; a scale without a row has its usual threshold and is on.
create table rule (
  workspace_id uuid not null default sabai_workspace() references workspace,
  scale text not null,
  threshold numeric,
  enabled boolean not null default true,
  primary key (workspace_id, scale)
);
select sabai_tenant('rule');

-- The last number given to a case. Its row lock also makes two openings for one customer queue up, so that they become one case.
create table case_counter (
  workspace_id uuid not null default sabai_workspace() references workspace,
  last int not null,
  primary key (workspace_id)
);
select sabai_tenant('case_counter');

-- One matter to be solved for one customer ("case" is a reserved word in SQL). The owner is never nobody.
create table customer_case (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  number int not null,
  state text not null default 'open' check (state in ('open', 'replied', 'resolved')),
  customer_id uuid,
  account_id uuid,
  author text,
  topic_id uuid,
  owner_id uuid not null,
  channel text,
  language text not null default 'und',
  -- The first words, so that a list reads one table.
  words text not null,
  said_at timestamptz not null,
  score numeric,
  scale text,
  scale_min numeric,
  scale_max numeric,
  mood smallint check (mood between -1 and 1),
  opened_by text not null check (opened_by in ('rule', 'member')),
  opened_by_member uuid,
  opened_at timestamptz not null,
  -- Until when the customer must have heard from us; the clock runs while the state is open.
  due_at timestamptz not null,
  first_replied_at timestamptz,
  first_replied_by uuid,
  replied_at timestamptz,
  late_at timestamptz,
  late_to uuid,
  late_told_at timestamptz,
  resolved_at timestamptz,
  resolved_by uuid,
  -- The state to go back to when resolving is undone.
  state_before text,
  cause_id uuid,
  done text,
  reopened int not null default 0,
  -- When a member first did something here: what nobody has worked on may go with its import.
  worked_at timestamptz,
  last_activity_at timestamptz not null,
  merged_into uuid,
  search_key text not null default '',
  grams tsvector,
  primary key (workspace_id, id),
  unique (workspace_id, number),
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete set null (customer_id),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete set null (account_id),
  foreign key (workspace_id, topic_id) references topic (workspace_id, id) on delete set null (topic_id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id),
  foreign key (workspace_id, cause_id) references cause (workspace_id, id),
  foreign key (workspace_id, merged_into) references customer_case (workspace_id, id)
);
create index customer_case_due on customer_case (workspace_id, due_at, id) include (state, owner_id) where state <> 'resolved';
create index customer_case_owner_due on customer_case (workspace_id, owner_id, due_at, id) include (state) where state <> 'resolved';
create index customer_case_newest on customer_case (workspace_id, opened_at desc, id desc);
create index customer_case_owner_newest on customer_case (workspace_id, owner_id, opened_at desc, id desc);
create index customer_case_customer on customer_case (workspace_id, customer_id, opened_at desc, id desc) where customer_id is not null;
create index customer_case_account on customer_case (workspace_id, account_id, opened_at desc, id desc) where account_id is not null;
create index customer_case_merged on customer_case (workspace_id, merged_into) where merged_into is not null;
create index customer_case_topic on customer_case (workspace_id, topic_id, opened_at desc, id desc) where topic_id is not null;
create index customer_case_cause on customer_case (workspace_id, cause_id, resolved_at desc) where cause_id is not null;
create index customer_case_untold on customer_case (workspace_id, late_to) where late_to is not null and late_told_at is null;
create index customer_case_unindexed on customer_case (workspace_id, id) where grams is null;
create index customer_case_grams on customer_case using gin (grams) where grams is not null;
select sabai_tenant('customer_case');
select sabai_findable('customer_case', 'workspace_id, id, opened_at, due_at, state, search_key, grams');

-- What is written in a case: replies to the customer and notes among ourselves. Changes are events.
create table case_entry (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('message', 'note')),
  direction text check (direction in ('in', 'out')),
  member_id uuid,
  at timestamptz not null,
  text text not null,
  language text not null default 'und',
  to_address text,
  mail_id uuid,
  message_id text,
  edited_at timestamptz,
  removed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id) on delete cascade
);
create index case_entry_case on case_entry (workspace_id, case_id, at, id);
select sabai_tenant('case_entry');

-- Anything a customer said. A row is itself by its source and its key there: the same file twice adds nothing.
-- No reference to workspace: it is checked when the transaction begins, and a million rows need not ask again.
create table feedback (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  source text not null,
  row_key bytea not null,
  import_id uuid,
  customer_id uuid,
  account_id uuid,
  author text,
  -- Who had handled it, where the source knows.
  member_id uuid,
  topic_id uuid,
  channel text,
  language text not null default 'und',
  text text not null default '',
  search_key text not null default '',
  -- Null until it is indexed, which large imports do behind.
  grams tsvector,
  score numeric,
  scale text,
  scale_min numeric,
  scale_max numeric,
  mood smallint check (mood between -1 and 1),
  said_at timestamptz not null,
  said_at_known boolean not null default true,
  received_at timestamptz not null,
  case_id uuid,
  -- Whether a rule brought it into its case: only these count in "answered within 24 hours".
  by_rule boolean not null default false,
  -- The first reply to the customer after it was received.
  replied_at timestamptz,
  replied_by uuid,
  primary key (workspace_id, id),
  -- Taking back an import of customers takes back who said it, not what was said.
  foreign key (workspace_id, customer_id) references customer (workspace_id, id) on delete set null (customer_id),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete set null (account_id),
  foreign key (workspace_id, topic_id) references topic (workspace_id, id) on delete set null (topic_id),
  foreign key (workspace_id, case_id) references customer_case (workspace_id, id)
);
create unique index feedback_row on feedback (workspace_id, source, row_key);
create index feedback_said on feedback (workspace_id, said_at desc, id desc);
create index feedback_import on feedback (workspace_id, import_id, id) where import_id is not null;
create index feedback_customer on feedback (workspace_id, customer_id, said_at desc, id desc) where customer_id is not null;
create index feedback_account on feedback (workspace_id, account_id, said_at desc, id desc) where account_id is not null;
create index feedback_topic on feedback (workspace_id, topic_id, said_at desc, id desc) where topic_id is not null;
create index feedback_case on feedback (workspace_id, case_id, said_at) where case_id is not null;
create index feedback_ruled on feedback (workspace_id, received_at) where by_rule;
create index feedback_unindexed on feedback (workspace_id, id) where grams is null;
create index feedback_grams on feedback using gin (grams) where grams is not null;
select sabai_tenant('feedback');
select sabai_findable('feedback', 'workspace_id, id, said_at, search_key, grams');

-- Searches go on from a place in their list, and give `most` matches at most: the caller goes on where they stopped.
-- As in sabai_searchable: run as the finder, because row-level security keeps @@ and LIKE from their index. It keeps the planner from its
-- statistics too, so the choice is made here: what is common is found by looking at the newest rows; only if that was not enough, by the grams.
create function sabai_search_inbox(tenant text, latest text) returns void language plpgsql as $$
declare
  name text := 'search_' || tenant;
begin
  execute format($f$
    create function %1$I(asked uuid, query text, pattern text, before_at timestamptz, before_id uuid, most int)
      returns table (id uuid, at timestamptz) language plpgsql stable security definer
      set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $body$
    declare
      found int;
    begin
      if asked is distinct from sabai_workspace() then
        raise exception 'search in another workspace' using errcode = '42501';
      end if;
      return query select recent.id, recent.at from (
          select row.id, row.%2$I as at, row.search_key, row.grams is not null as findable from %3$I as row
          where row.workspace_id = asked and (before_at is null or (row.%2$I, row.id) < (before_at, before_id))
          order by row.%2$I desc, row.id desc limit 5000) as recent
        where recent.findable and recent.search_key like pattern limit most;
      get diagnostics found = row_count;
      if found = most then return; end if;
      return query select row.id, row.%2$I from %3$I as row
        where row.workspace_id = asked and row.grams @@ query::tsquery and row.search_key like pattern
          and (before_at is null or (row.%2$I, row.id) < (before_at, before_id))
        order by row.%2$I desc, row.id desc offset found limit most - found;
    end $body$ $f$, name, latest, tenant);
  execute format('revoke all on function %I from public', name);
  execute format('grant execute on function %I to sabai_app', name);
  grant create on schema public to sabai_finder;
  execute format('alter function %I owner to sabai_finder', name);
  revoke create on schema public from sabai_finder;
end $$;
select sabai_search_inbox('feedback', 'said_at');
select sabai_search_inbox('customer_case', 'opened_at');
