-- A question to a colleague that everybody may read, with the time by which it is answered.
create table ask (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  to_member uuid not null,
  by_member uuid not null,
  question text not null,
  -- What it is about: cases, action, cause, voice; and where that is seen.
  about text,
  about_id uuid,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  answer text,
  late_at timestamptz,
  withdrawn_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, to_member) references member (workspace_id, id),
  foreign key (workspace_id, by_member) references member (workspace_id, id)
);
create index ask_list on ask (workspace_id, asked_at desc, id desc);
create index ask_open on ask (workspace_id, due_at, id) where answered_at is null and withdrawn_at is null;
create index ask_to on ask (workspace_id, to_member, asked_at desc);
create index ask_by on ask (workspace_id, by_member);
select sabai_tenant('ask');

-- Promises that were broken.
create index customer_case_late_at on customer_case (workspace_id, late_at) include (owner_id) where late_at is not null;
