-- A machine wrote it (away, received, undeliverable): it stands in the case, and is no contact of a customer's.
alter table case_entry add column automatic boolean not null default false;
