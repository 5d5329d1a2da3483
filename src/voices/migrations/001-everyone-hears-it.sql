-- Who read a voice first, and how many have: one row a voice, so that what nobody has read can be found.
create table voice_read (
  workspace_id uuid not null default sabai_workspace(),
  feedback_id uuid not null,
  first_by uuid not null,
  first_at timestamptz not null,
  readers int not null default 1,
  primary key (workspace_id, feedback_id),
  foreign key (workspace_id, feedback_id) references feedback (workspace_id, id) on delete cascade
);
select sabai_tenant('voice_read');

create table voice_reaction (
  workspace_id uuid not null default sabai_workspace(),
  feedback_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('heart', 'sad', 'too')),
  at timestamptz not null,
  primary key (workspace_id, feedback_id, member_id, kind),
  foreign key (workspace_id, feedback_id) references feedback (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index voice_reaction_member on voice_reaction (workspace_id, member_id);
select sabai_tenant('voice_reaction');

create table voice_comment (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null,
  feedback_id uuid not null,
  member_id uuid not null,
  text text not null,
  at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, feedback_id) references feedback (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index voice_comment_voice on voice_comment (workspace_id, feedback_id, at, id);
create index voice_comment_member on voice_comment (workspace_id, member_id);
select sabai_tenant('voice_comment');

create table voice_bookmark (
  workspace_id uuid not null default sabai_workspace(),
  member_id uuid not null,
  feedback_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, member_id, feedback_id),
  foreign key (workspace_id, feedback_id) references feedback (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index voice_bookmark_voice on voice_bookmark (workspace_id, feedback_id);
select sabai_tenant('voice_bookmark');

-- Good words and whom they are about: told to them, and counted.
create table voice_praise (
  workspace_id uuid not null default sabai_workspace(),
  feedback_id uuid not null,
  member_id uuid not null,
  said_at timestamptz not null,
  at timestamptz not null,
  -- Null: the source knew who had handled it.
  by_member uuid,
  primary key (workspace_id, feedback_id, member_id),
  foreign key (workspace_id, feedback_id) references feedback (workspace_id, id) on delete cascade,
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index voice_praise_member on voice_praise (workspace_id, member_id, said_at desc);
create index voice_praise_said on voice_praise (workspace_id, said_at);
select sabai_tenant('voice_praise');

-- A filter of the feed that one wants to be told of.
create table voice_subscription (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  member_id uuid not null,
  name text not null,
  filter jsonb not null,
  by text not null check (by in ('notice', 'mail')),
  created_at timestamptz not null,
  -- Up to when it has been told of; a mail comes at most once an hour.
  told_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index voice_subscription_member on voice_subscription (workspace_id, member_id, created_at);
select sabai_tenant('voice_subscription');

-- Unhappy words that nobody has been assigned to answer.
create index feedback_unassigned on feedback (workspace_id, received_at) where case_id is null and mood = -1 and text <> '';
