import { cursorInstant, cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import type { Facts } from '#kernel/problem.ts'
import { Problem } from '#kernel/problem.ts'
import type { Reading, Who, Writing } from '#kernel/slice.ts'
import * as api from './api.ts'

export type NewNotice = {
  /** The message key `notice.<type>` of any slice's messages: `case.assigned`. */
  type: string
  facts?: Facts
  subjectId?: string | null
  /** A listener runs at least once: the same key is told once. */
  onceKey?: string | null
}

/** Tells a member something, in the transaction that knows it; nobody is told what they did themselves. */
export async function notify(
  ctx: Writing,
  memberId: string,
  { type, facts = {}, subjectId = null, onceKey = null }: NewNotice,
): Promise<void> {
  if (memberId === ctx.who.memberId) return
  const id = newId()
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('notice')
    .values({ id, memberId, at: ctx.now, type, facts: JSON.stringify(facts), subjectId, onceKey })
    .onConflict(on => on.columns(['workspaceId', 'memberId', 'onceKey']).where('onceKey', 'is not', null).doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows) await ctx.announce(api.noticeGiven, { memberId, type }, { subjectId: id })
}

/** Every admin who is here and did not do it. */
export async function tellAdmins(ctx: Writing, notice: NewNotice): Promise<void> {
  const admins = await ctx.tx.selectFrom('member').select('id').where('role', '=', 'admin').where('endedAt', 'is', null).execute()
  for (const { id } of admins) await notify(ctx, id, notice)
}

/** @throws Problem 403 for a key: notices are a person's */
function memberId({ memberId }: Who): string {
  if (!memberId) throw new Problem('forbidden', 403)
  return memberId
}

export async function listNotices({ db, who }: Reading, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = cursor ? cursorValues(cursor, 2) : null
  const mine = memberId(who)
  const rows = await db
    .selectFrom('notice')
    .select(['id', 'at', 'type', 'facts', 'subjectId', 'readAt'])
    .where('memberId', '=', mine)
    .$if(after !== null, query => {
      const [at, id] = [cursorInstant(after![0]), String(after![1])]
      return query.where(eb => eb.or([eb('at', '<', at), eb.and([eb('at', '=', at), eb('id', '<', id)])]))
    })
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.map(row => ({ ...row, facts: row.facts as unknown as Facts }))
  return { ...page(items, limit, row => [row.at, row.id]), unread: await unread(db, mine) }
}

async function unread(db: Reading['db'], mine: string): Promise<number> {
  const { n } = await db
    .selectFrom('notice')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('memberId', '=', mine)
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export async function readNotices({ tx, who, now }: Writing, { ids }: { ids?: string[] | undefined }) {
  const { numUpdatedRows } = await tx
    .updateTable('notice')
    .set({ readAt: now })
    .where('memberId', '=', memberId(who))
    .where('readAt', 'is', null)
    .$if(ids !== undefined, query => query.where('id', 'in', ids!.length > 0 ? ids! : ['00000000-0000-0000-0000-000000000000']))
    .executeTakeFirst()
  return { count: Number(numUpdatedRows) }
}
