create index case_fact_first_solved on case_fact (workspace_id, first_solved_at) where first_solved_at is not null;
