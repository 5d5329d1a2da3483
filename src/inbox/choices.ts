import { sql } from 'kysely'
import type { Reading } from '#kernel/slice.ts'
import { loadCandidates } from './owners.ts'

type Column = 'language' | 'channel' | 'source' | 'scale'

/** For filters and pickers: what occurs among the newest, and who may own a case. */
export async function inboxChoices(ctx: Reading) {
  const { db } = ctx
  const members = await loadCandidates(ctx)
  const names = new Map((await db.selectFrom('member').select(['id', 'name']).execute()).map(row => [row.id, row.name]))
  const { rows } = await newest.execute(db as never)
  const values = (column: Column) => [...new Set(rows.flatMap(row => row[column] ?? []))].sort().slice(0, MOST)
  return {
    owners: members
      .filter(member => ['rep', 'manager', 'head', 'admin'].includes(member.role))
      .map(({ id, languages, available, open }) => ({ id, name: names.get(id) ?? '', languages: [...languages], available, open }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    languages: values('language'),
    channels: values('channel'),
    sources: values('source'),
    scales: values('scale'),
  }
}

const MOST = 100

/** All four in one walk along the newest: they occur in few combinations. */
const newest = sql<Record<Column, string | null>>`select distinct language, channel, source, scale from
  (select language, channel, source, scale from feedback where workspace_id = sabai_workspace() order by said_at desc, id desc limit 20000) newest`
