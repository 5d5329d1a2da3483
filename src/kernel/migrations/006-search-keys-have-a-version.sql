-- Which version of the search keys a workspace's rows have; those of before are made anew once.
alter table workspace add search_version int not null default 0;

-- How far the making anew has come, table by table; gone when all are done.
create table search_again (
  workspace_id uuid not null default sabai_workspace() references workspace,
  subject text not null,
  version int not null,
  after_id uuid,
  done boolean not null default false,
  primary key (workspace_id, subject)
);
select sabai_tenant('search_again');
