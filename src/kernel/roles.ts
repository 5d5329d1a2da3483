import type { Pool } from './database.ts'

/**
 * The two roles that all work is done under: `sabai_app` inside one workspace, `sabai_finder` to find what is due in which.
 * Neither logs in, owns or bypasses anything. Made here when we may; else the start refuses with the SQL to run.
 * @throws Error with that SQL in its message
 */
export async function ensureRoles(pool: Pool): Promise<void> {
  const missing = await problems(pool)
  if (missing.length === 0) return
  await pool.query(repair(await loginName(pool), await version(pool))).catch(() => {})
  const left = await problems(pool)
  if (left.length > 0) throw new Error(refusal(left, await loginName(pool), await version(pool)))
}

const loginName = async (pool: Pool) => (await pool.query<{ name: string }>('select quote_ident(session_user) as name')).rows[0]!.name
const version = async (pool: Pool) =>
  Number((await pool.query<{ v: string }>("select current_setting('server_version_num') as v")).rows[0]!.v)

const repair = (login: string, version: number) => `do $$ begin
  if not exists (select from pg_roles where rolname = 'sabai_app') then create role sabai_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'sabai_finder') then create role sabai_finder nologin; end if;
  grant sabai_app, sabai_finder to ${login}${version >= 160000 ? ' with inherit false, set true' : ''};
end $$`

const refusal = (found: string[], login: string, version: number) =>
  `The database is not ready: ${found.join('; ')}.\nRun this once as its administrator, then start again:\n\n${repair(login, version)};\nalter role ${login} nosuperuser nobypassrls;\nalter role sabai_app nosuperuser nobypassrls;\nalter role sabai_finder nosuperuser nobypassrls;\n`

/** What keeps row-level security from holding, in words. */
async function problems(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ problem: string }>(`
    select 'the role ' || name || ' is missing' as problem from unnest(array['sabai_app', 'sabai_finder']) name
      where not exists (select from pg_roles where rolname = name)
    union all
    select 'the role ' || rolname || case when rolsuper then ' is a superuser' else ' bypasses row-level security' end from pg_roles
      where rolname in ('sabai_app', 'sabai_finder', session_user) and (rolsuper or rolbypassrls)
    union all
    select 'the role ' || rolname || ' owns tables' from pg_roles
      where rolname in ('sabai_app', 'sabai_finder') and exists (select from pg_class c where c.relowner = pg_roles.oid and c.relkind in ('r', 'p'))
    union all
    select session_user || ' may not act as ' || rolname from pg_roles
      where rolname in ('sabai_app', 'sabai_finder') and not pg_has_role(session_user, rolname, 'member')`)
  return rows.map(row => row.problem)
}
