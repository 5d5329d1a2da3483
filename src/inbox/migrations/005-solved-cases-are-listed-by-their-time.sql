-- Lists in the order of time left that show solved cases too: there are a hundred of those to one that is open.
create index customer_case_by_due on customer_case (workspace_id, due_at, id) where merged_into is null;
