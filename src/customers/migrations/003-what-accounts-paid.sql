-- What an account paid a month, from which day on: the account itself only knows what it pays now.
create table account_revenue (
  workspace_id uuid not null default sabai_workspace(),
  account_id uuid not null,
  from_on date not null,
  monthly_revenue numeric(16, 2),
  currency text,
  primary key (workspace_id, account_id, from_on),
  foreign key (workspace_id, account_id) references account (workspace_id, id) on delete cascade
);
select sabai_tenant('account_revenue');
