-- A report about a mail that came back names the mail, and nothing else.
create index mail_by_id on mail (id);
