-- Which promise holds for a case, since when its clocks run, and what has happened on the way. Times of before stand as they were.
alter table customer_case
  add column priority text not null default 'normal' check (priority in ('urgent', 'normal', 'low')),
  add column policy_id uuid,
  add column first_due_at timestamptz,
  -- Since when the customer waits for the reply that is due.
  add column waits_from_at timestamptz,
  -- A time that a person agreed with the customer: no policy moves it.
  add column due_agreed boolean not null default false,
  add column warn_at timestamptz,
  add column warned_at timestamptz,
  add column escalated smallint not null default 0,
  add column escalate_at timestamptz,
  -- The clock of resolving stands still while we wait for the customer: what it has run already, and since when it runs again.
  add column resolve_spent_minutes numeric not null default 0,
  add column resolve_from_at timestamptz,
  add column resolve_due_at timestamptz,
  add column resolve_late_at timestamptz,
  -- In a team's queue until then: anybody of the team may take it, afterwards it is its manager's.
  add column queued_until timestamptz,
  -- Why this owner: the reason's key and what it speaks of.
  add column owner_why jsonb,
  -- The rule that opened it.
  add column rule_id uuid;

-- Whoever was chosen last, for taking turns.
create index customer_case_owner_opened on customer_case (workspace_id, owner_id, opened_at desc);
