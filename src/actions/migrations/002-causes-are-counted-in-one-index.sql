-- How many cases were opened in a time, and which causes they met, without reading the cases themselves.
create index customer_case_opened on customer_case (workspace_id, opened_at) include (cause_id, customer_id, account_id) where merged_into is null;
drop index customer_case_caused;
