-- What an import changed of customers and accounts that were there: an undo gives back what nobody has changed since.
create table imported_change (
  workspace_id uuid not null default sabai_workspace() references workspace,
  import_id uuid not null,
  kind text not null check (kind in ('customer', 'account')),
  subject_id uuid not null,
  -- The fields of the table, by their names, before the import and after it.
  before jsonb not null,
  after jsonb not null,
  primary key (workspace_id, import_id, kind, subject_id)
);
select sabai_tenant('imported_change');
