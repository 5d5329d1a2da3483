import { sql } from 'kysely'
import { difference } from '#core/measures/difference.ts'
import { estimate } from '#core/measures/share.ts'
import { type Used, used, type Written } from '#core/text/used.ts'
import type { Reading } from '#kernel/slice.ts'
import { rangeOf } from '#metrics/index.ts'
import type { Differences } from './people-api.ts'
import type { Days } from './periods.ts'

type Row = Differences['rows'][number]

/** So many of one's newest replies are read, and so many of each of the others: of all of them alike, however much each writes. */
const OWN = 400
const EACH = 60
const PEERS = 100
/** Shares of fewer replies say nothing. */
const FEWEST = 20

/** Words and links in one's replies to customers, as shares of the replies, beside the others'. */
export async function byWriting(ctx: Reading, id: string, days: Days): Promise<Row[]> {
  const texts = await replies(ctx, id, days)
  const own = texts.filter(one => one.own).length
  const peers = texts.length - own
  return own < FEWEST || peers < FEWEST ? [] : used(texts).flatMap(one => rowOf(one, own, peers))
}

function rowOf({ kind, key, own, peers }: Used, mine: number, theirs: number): Row[] {
  const [a, b] = [estimate({ hits: own, total: mine })!, estimate({ hits: peers, total: theirs })!]
  const change = difference(a, b)
  return change ? [{ kind, key, name: null, unit: 'share', better: null, own: { n: mine, ...a }, peers: { n: theirs, ...b }, change }] : []
}

async function replies(ctx: Reading, id: string, days: Days): Promise<Written[]> {
  const { workspaceId, from, to } = rangeOf(ctx, days)
  const newest = (
    most: number,
  ) => sql`select e.text, e.language from case_entry e where e.workspace_id = ${workspaceId} and e.member_id = m.id
    and e.kind = 'message' and e.direction = 'out' and e.removed_at is null and e.at >= ${from} and e.at < ${to} order by e.at desc limit ${most}`
  const { rows } = await sql<Written>`
    select t.text, t.language, true as own from member m, lateral (${newest(OWN)}) t where m.workspace_id = ${workspaceId} and m.id = ${id}::uuid
    union all
    select t.text, t.language, false as own from (select id from member where workspace_id = ${workspaceId} and role = 'rep' and ended_at is null
      and id <> ${id}::uuid order by id limit ${PEERS}) m, lateral (${newest(EACH)}) t`.execute(ctx.db as never)
  return rows
}
