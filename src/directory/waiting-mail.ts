import type { z } from 'zod'
import { cursorInstant, cursorValues, page } from '#kernel/cursor.ts'
import { Problem } from '#kernel/problem.ts'
import type { Language, Reading, Writing } from '#kernel/slice.ts'
import * as api from './api.ts'

type Listing = z.output<typeof api.listMail.input>

/** What waits, failed or went. A mail that will hold a link shows its subject only: the link does not exist yet. */
export async function listMail({ db, site }: Reading, { cursor, limit, state }: Listing) {
  const after = cursor ? cursorValues(cursor, 2) : null
  const rows = await db
    .selectFrom('mail')
    .select(['id', 'at', 'purpose', 'state', 'toAddress as to', 'subject', 'text', 'language', 'expiresAt', 'tryAt', 'attempts', 'problem'])
    .where('state', '=', state)
    .$if(after !== null, query => {
      const [at, id] = [cursorInstant(after![0]), String(after![1])]
      return query.where(eb => eb.or([eb('at', '<', at), eb.and([eb('at', '=', at), eb('id', '<', id)])]))
    })
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.map(row => ({ ...row, state, language: row.language as Language, held: isHeld(row) }))
  return { ...page(items, limit, row => [row.at, row.id]), ...(await count(db)), sendsMail: site.sendsMail }
}

const isHeld = ({ state, tryAt, expiresAt }: { state: string; tryAt: Date | null; expiresAt: Date }) =>
  state === 'waiting' && tryAt?.getTime() === expiresAt.getTime()

async function count(db: Reading['db']) {
  const counted = await db
    .selectFrom('mail')
    .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.countAll<number>().filterWhereRef('tryAt', '=', 'expiresAt').as('held')])
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return { waiting: Number(counted.waiting), held: Number(counted.held) }
}

/** One that is just being carried to the mail server is left to who carries it, or it would go twice. */
const waiting = ({ tx, now }: Writing, ids: string[] | undefined) =>
  tx
    .updateTable('mail')
    .where('state', '=', 'waiting')
    .where(eb => eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<=', now)]))
    .$if(ids !== undefined, query => query.where('id', 'in', ids!.length > 0 ? ids! : ['00000000-0000-0000-0000-000000000000']))

/** @throws Problem `mail.no-smtp` when there is nothing to send it with */
export async function sendWaitingMail(ctx: Writing, { ids }: { ids?: string[] | undefined }) {
  if (!ctx.site.sendsMail) throw new Problem('mail.no-smtp', 409)
  const { numUpdatedRows } = await waiting(ctx, ids).set({ tryAt: ctx.now }).executeTakeFirst()
  return counted(ctx, api.mailSent, numUpdatedRows)
}

/** It stays in the list of the discarded, and goes to nobody. */
export async function discardWaitingMail(ctx: Writing, { ids }: { ids?: string[] | undefined }) {
  const { numUpdatedRows } = await waiting(ctx, ids).set({ state: 'discarded', tryAt: null }).executeTakeFirst()
  return counted(ctx, api.mailDiscarded, numUpdatedRows)
}

async function counted(ctx: Writing, event: typeof api.mailSent, rows: bigint) {
  const count = Number(rows)
  if (count > 0) await ctx.announce(event, { count }, { subjectId: ctx.workspace.id })
  return { count }
}
