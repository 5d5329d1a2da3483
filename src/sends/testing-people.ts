import { sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'

/** So many customers with an address each: `p0@people.example`, … */
export async function addPeople({ tx, now }: Writing, count: number, domain = 'people.example'): Promise<void> {
  await sql`insert into customer (id, name, name_key, languages, search_key, created_at)
      select gen_random_uuid(), 'Person ' || n || ' of ' || ${domain}, ${domain} || n, '{lo}', '', ${now} from generate_series(0, ${count - 1}::int) n`.execute(
    tx,
  )
  await sql`insert into contact_way (id, customer_id, kind, value, normal, created_at)
      select gen_random_uuid(), id, 'email', 'p' || substr(name_key, ${domain.length + 1}::int) || '@' || ${domain}, 'p' || substr(name_key, ${domain.length + 1}::int) || '@' || ${domain}, ${now}
      from customer where workspace_id = sabai_workspace() and name_key like ${`${domain}%`}`.execute(tx)
}
