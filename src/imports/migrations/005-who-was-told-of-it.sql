-- Of how many of its rows colleagues and channels were told, because they had only just been said.
alter table import add told int not null default 0;
