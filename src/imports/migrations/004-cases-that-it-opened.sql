-- How many cases the rules opened from its rows, behind its end.
alter table import add opened int not null default 0;
