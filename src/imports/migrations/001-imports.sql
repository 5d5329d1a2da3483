-- A file brought in, or about to be. at_row is the last row whose fate is stored: a job begun again goes on after it.
create table import (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  importer text not null,
  state text not null check (state in ('draft', 'checking', 'ready', 'running', 'cancelled', 'done', 'undoing', 'undone', 'failed')),
  file_id uuid not null,
  choices jsonb not null,
  found jsonb not null,
  mapping jsonb not null,
  settings jsonb not null,
  at_row int not null default 0,
  read int not null default 0,
  added int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  refused int not null default 0,
  removed int not null default 0,
  kept int not null default 0,
  kept_list jsonb not null default '[]',
  problem jsonb,
  stop_asked_at timestamptz,
  created_at timestamptz not null,
  by_member uuid,
  started_at timestamptz,
  ended_at timestamptz,
  undone_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, file_id) references file
);
create index import_list on import (workspace_id, created_at desc, id desc);
create index import_file on import (workspace_id, file_id);
select sabai_tenant('import');

-- Why a cell was not taken; a row may have several.
create table import_refused (
  workspace_id uuid not null default sabai_workspace(),
  import_id uuid not null,
  row int not null,
  part int not null,
  field text not null,
  value text not null,
  reason text not null,
  primary key (workspace_id, import_id, row, part),
  foreign key (workspace_id, import_id) references import on delete cascade
);
select sabai_tenant('import_refused');
