-- Up to which reception the champion has been told of unhappy words that nobody was assigned to answer.
create table voice_watch (
  workspace_id uuid not null default sabai_workspace() references workspace,
  told_up_to timestamptz not null,
  primary key (workspace_id)
);
select sabai_tenant('voice_watch');
