-- What others reach, with all that says whether it can be held against a figure of ours. Nothing of it is shown beside a figure unless somebody chose so.
create table benchmark (
  workspace_id uuid not null default sabai_workspace() references workspace,
  id uuid not null,
  kind text not null check (kind in ('published', 'competitor')),
  -- Whose figure it is: a company, an industry.
  name text not null,
  metric text not null,
  metric_version int not null,
  scale text not null,
  method text not null,
  value double precision not null,
  -- How many answers or contacts, and how far single ones lie from each other: without them nothing can be tested.
  n int,
  deviation double precision,
  industry text not null,
  region text not null,
  year int not null,
  source_url text not null,
  licence text not null,
  shown boolean not null default false,
  import_id uuid,
  written_by uuid,
  written_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, written_by) references member (workspace_id, id)
);
create unique index benchmark_itself on benchmark (workspace_id, metric, name, industry, region, year) where removed_at is null;
create index benchmark_by on benchmark (workspace_id, written_by);
create index benchmark_import on benchmark (workspace_id, import_id) where import_id is not null;
select sabai_tenant('benchmark');
