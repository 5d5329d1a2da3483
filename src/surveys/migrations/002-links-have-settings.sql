-- How a door behaves, apart from what comes along with an answer: when a widget opens.
alter table survey_link add column settings jsonb not null default '{}';
