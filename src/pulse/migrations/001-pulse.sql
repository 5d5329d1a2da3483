-- What we ask ourselves, wave by wave. The schema itself knows of no answer whose it is: an answer has a random id and no time, language, address
-- or event; nothing refers from it to a person, and nothing about a person refers to it. When a wave closes its figures are frozen and the answers deleted.
create table pulse_wave (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  opened_at timestamptz not null,
  closes_at timestamptz not null,
  closed_at timestamptz,
  items text[] not null,
  -- How many were invited.
  asked int not null,
  -- Both are written once, when it closes.
  results jsonb,
  comments jsonb,
  primary key (workspace_id, id)
);
create index pulse_wave_list on pulse_wave (workspace_id, opened_at desc, id desc);
create unique index pulse_wave_open on pulse_wave (workspace_id) where closed_at is null;
select sabai_tenant('pulse_wave');

-- So that nobody answers twice. The token is made of the member's id and the installation's secret, which is not in the database: whose a row is,
-- the database cannot say. When it was used is not kept; all rows of a wave are written anew, in random order, whenever one is used.
create table pulse_token (
  workspace_id uuid not null default sabai_workspace(),
  token_hash bytea not null,
  wave_id uuid not null,
  team_id uuid,
  used boolean not null default false,
  primary key (workspace_id, token_hash),
  foreign key (workspace_id, wave_id) references pulse_wave (workspace_id, id) on delete cascade
);
create index pulse_token_wave on pulse_token (workspace_id, wave_id);
create index pulse_token_hash on pulse_token (token_hash);
select sabai_tenant('pulse_token');
select sabai_findable('pulse_token', 'workspace_id, token_hash');

-- Until the wave closes. All rows of a wave are written anew, with new ids and in random order, whenever one is added.
create table pulse_answer (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null default gen_random_uuid(),
  wave_id uuid not null,
  team_id uuid,
  enps smallint not null check (enps between 0 and 10),
  items smallint[] not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, wave_id) references pulse_wave (workspace_id, id) on delete cascade
);
create index pulse_answer_wave on pulse_answer (workspace_id, wave_id);
select sabai_tenant('pulse_answer');

-- Apart from the scores and without a team.
create table pulse_comment (
  workspace_id uuid not null default sabai_workspace(),
  id uuid not null default gen_random_uuid(),
  wave_id uuid not null,
  words text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, wave_id) references pulse_wave (workspace_id, id) on delete cascade
);
create index pulse_comment_wave on pulse_comment (workspace_id, wave_id);
select sabai_tenant('pulse_comment');

create table pulse_schedule (
  workspace_id uuid not null default sabai_workspace() references workspace,
  -- Null: by hand only.
  every_days int check (every_days between 7 and 366),
  open_days int not null check (open_days between 1 and 30),
  next_at timestamptz,
  primary key (workspace_id)
);
select sabai_tenant('pulse_schedule');
