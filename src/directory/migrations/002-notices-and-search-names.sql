-- The name as the search reads it (one form for all spellings), made by the application.
alter table member add column name_key text not null default '';

-- What a member should know: an assignment, a mention, a case that grows late.
create table notice (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  member_id uuid not null,
  at timestamptz not null,
  type text not null,
  facts jsonb not null default '{}',
  subject_id uuid,
  once_key text,
  read_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index notice_list on notice (workspace_id, member_id, at desc, id desc);
create index notice_unread on notice (workspace_id, member_id) where read_at is null;
create unique index notice_once on notice (workspace_id, member_id, once_key) where once_key is not null;
select sabai_tenant('notice');

create index mail_waiting on mail (workspace_id, at, id) where state = 'waiting';
