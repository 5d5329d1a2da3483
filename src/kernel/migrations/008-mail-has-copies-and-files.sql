-- A reply goes to several people, with files, and comes back to an address that we read.
alter table mail
  add cc text[] not null default '{}',
  add file_ids uuid[] not null default '{}',
  add comes_in boolean not null default false;
