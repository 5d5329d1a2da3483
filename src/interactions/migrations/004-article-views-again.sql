-- The same page once more by the same reader within half a minute: a refresh, not another reading.
alter table article_view add column again boolean not null default false;
create index article_view_visitor on article_view (workspace_id, source, visitor, viewed_at) where visitor is not null;
