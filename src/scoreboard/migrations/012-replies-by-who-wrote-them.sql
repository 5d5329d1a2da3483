-- What one writes to customers, beside what the others write: the newest replies of each.
create index case_entry_replies on case_entry (workspace_id, member_id, at) where kind = 'message' and direction = 'out' and removed_at is null;
