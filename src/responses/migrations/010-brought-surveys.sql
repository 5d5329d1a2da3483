-- Surveys made for what was brought in from another service: one for each of its surveys and scales, so that scales are never mixed.
-- `origin` is the service's own id or name of the survey; '' where it told none.
create table brought_survey (
  workspace_id uuid not null default sabai_workspace() references workspace,
  source text not null,
  origin text not null,
  -- Of its main score; '' where it has none.
  scale text not null,
  survey_id uuid not null,
  primary key (workspace_id, source, origin, scale),
  foreign key (workspace_id, survey_id) references survey (workspace_id, id) on delete cascade
);
create index brought_survey_survey on brought_survey (workspace_id, survey_id);
select sabai_tenant('brought_survey');
