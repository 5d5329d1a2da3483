-- What one person waits for (a reply, a password link) never stands behind what thousands get at once.
-- A mail may leave from an address of its own, and by a mail server of that sender's own.
alter table mail
  add column many boolean not null default false,
  add column from_address text,
  add column sender_id uuid;
drop index mail_due;
create index mail_due on mail (many, try_at) where state = 'waiting';
grant select (many, sender_id) on mail to sabai_finder;
