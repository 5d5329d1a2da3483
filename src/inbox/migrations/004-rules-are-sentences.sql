-- The threshold of each scale becomes the first rules: known ids, one a scale (see src/rules/rules.ts).
alter table rule no force row level security;
alter table case_rule no force row level security;
insert into case_rule (workspace_id, id, name, sort, conditions, actions, enabled)
select r.workspace_id, usual.id::uuid, '', 0,
  jsonb_build_array(jsonb_build_object('kind', 'score', 'scale', r.scale, 'from', usual.least, 'to', coalesce(r.threshold, usual.unhappy))),
  '[{"kind": "open"}]', r.enabled
from rule r join (values
  ('nps', '00000000-0000-7000-8000-0000000000b0', 0, 6), ('csat', '00000000-0000-7000-8000-0000000000b1', 1, 2),
  ('ces', '00000000-0000-7000-8000-0000000000b2', 1, 3), ('stars', '00000000-0000-7000-8000-0000000000b3', 1, 2),
  ('ten', '00000000-0000-7000-8000-0000000000b4', 1, 4), ('thumbs', '00000000-0000-7000-8000-0000000000b5', 0, 0),
  ('hundred', '00000000-0000-7000-8000-0000000000b6', 0, 33)) as usual(scale, id, least, unhappy) using (scale)
on conflict do nothing;
alter table case_rule force row level security;
drop table rule;

-- When a customer's silence is long enough for a rule, counted from our last words.
alter table customer_case add column silent_at timestamptz;
