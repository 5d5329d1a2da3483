-- The name without what companies hang on it and without marks: `LP Coffee Co., Ltd.` and `lp coffee` are one company in two places.
create function sabai_bare_name(name_key text) returns text language sql immutable parallel safe as $$
  select regexp_replace(regexp_replace(name_key,
    '(บริษัท|จำกัด|\(มหาชน\)|มหาชน|ບໍລິສັດ|ຈຳກັດ|ក្រុមហ៊ុន|\m(co|company|ltd|limited|inc|incorporated|corp|corporation|llc|gmbh|plc|pcl|sarl|sa|sole)\M)', '', 'g'), '[[:space:][:punct:]]+', '', 'g')
$$;
alter table account add column bare_name text generated always as (nullif(sabai_bare_name(name_key), '')) stored;
create index account_bare_name on account (workspace_id, bare_name) where archived_at is null and merged_into is null;
