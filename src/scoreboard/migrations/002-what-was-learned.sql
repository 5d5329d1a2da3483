-- What was learned from a member who does well: a conversation's note, or an invitation to sit beside them.
create table learned (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  kind text not null check (kind in ('talk', 'shadowing')),
  from_id uuid not null,
  guest_id uuid,
  on_day date,
  words text not null,
  written_by uuid,
  written_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, from_id) references member (workspace_id, id),
  foreign key (workspace_id, guest_id) references member (workspace_id, id),
  foreign key (workspace_id, written_by) references member (workspace_id, id),
  check ((kind = 'shadowing') = (guest_id is not null and on_day is not null))
);
create index learned_from on learned (workspace_id, from_id, written_at desc, id desc);
create index learned_guest on learned (workspace_id, guest_id);
create index learned_by on learned (workspace_id, written_by);
select sabai_tenant('learned');
