import { sql } from 'kysely'
import { mustExist } from '#customers/index.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import type { Reading } from '#kernel/slice.ts'
import type { Refusal } from './told.ts'

const DAYS = 7
/** The names are those of the newest events: all of a week would be counted for seconds. */
const LOOKED_AT = 10_000

export async function status({ db, now, workspace }: Reading) {
  const from = new Date(now.getTime() - DAYS * 86_400_000)
  const sums = await db
    .selectFrom('trackedBatch')
    .select(({ fn }) => [
      fn.sum<number>('accepted').as('accepted'),
      fn.sum<number>('repeated').as('repeated'),
      fn.sum<number>('refused').as('refused'),
      fn.max('at').as('lastAt'),
    ])
    .where('at', '>=', from)
    .executeTakeFirstOrThrow()
  const { rows: names } = await sql<{ type: string; name: string | null; count: number }>`select type, name, count(*)::int as count from
    (select type, name from tracked_event where workspace_id = ${workspace.id} limit ${LOOKED_AT}) told group by 1, 2 order by 3 desc, 2 limit 20`.execute(
    db as never,
  )
  const whole = (value: number | string | null) => Number(value ?? 0)
  return { accepted: whole(sums.accepted), repeated: whole(sums.repeated), refused: whole(sums.refused), lastAt: sums.lastAt, names }
}

export async function refused({ db }: Reading, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await db
    .selectFrom('trackedRefusal')
    .select(['id', 'at', 'reason', 'begins'])
    .$if(after !== null, query => query.where(sql<boolean>`(at, id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return page(
    rows.map(row => ({ ...row, reason: row.reason as Refusal })),
    limit,
    row => [row.at, row.id],
  )
}

/** @throws Problem 404 for a customer of another workspace */
export async function traits({ db }: Reading, { id }: { id: string }) {
  await mustExist(db, 'customer', id)
  const items = await db
    .selectFrom('customerTrait')
    .select(['source', 'key', 'value', 'at'])
    .where('customerId', '=', id)
    .orderBy('source')
    .orderBy('key')
    .execute()
  return { items }
}
