import { sql } from 'kysely'
import type { Reading } from '#kernel/slice.ts'
import { loadCandidates } from './owners.ts'

type Column = 'language' | 'channel' | 'source' | 'scale'

/** For filters and pickers: what occurs among the newest, and who may own a case. */
export async function inboxChoices(ctx: Reading) {
  const { db } = ctx
  const members = await loadCandidates(ctx)
  const names = new Map((await db.selectFrom('member').select(['id', 'name']).execute()).map(row => [row.id, row.name]))
  const values = async (column: Column) => (await newest(column).execute(db as never)).rows.map(row => row.value)
  return {
    owners: members
      .filter(member => ['rep', 'manager', 'head', 'admin'].includes(member.role))
      .map(({ id, languages, available, open }) => ({ id, name: names.get(id) ?? '', languages: [...languages], available, open }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    languages: await values('language'),
    channels: await values('channel'),
    sources: await values('source'),
    scales: await values('scale'),
  }
}

const newest = (column: Column) => sql<{ value: string }>`
  select distinct ${sql.ref(column)} as value from
    (select ${sql.ref(column)} from feedback where workspace_id = sabai_workspace() order by said_at desc, id desc limit 20000) newest
  where ${sql.ref(column)} is not null order by 1 limit 100`
