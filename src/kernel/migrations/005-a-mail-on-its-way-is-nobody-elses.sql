-- Until when a process is carrying the mail to the mail server: meanwhile nobody sends it again or discards it.
alter table mail add column leased_until timestamptz;
