import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Db, Gathering, Reading, Tx, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { type Mailbox, mailboxChanged } from './api.ts'
import { tried } from './trying.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

const rows = (db: Db | Tx) =>
  (db as Tx)
    .selectFrom('mailbox')
    .select(['id', 'name', 'address', 'host', 'port', 'secure', 'username', 'answers', 'pausedAt', 'archivedAt', 'createdAt'])
    .select(['readAt', 'problem', 'problemSaid', 'problemAt'])

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]
const shown = ({ createdAt: _, ...row }: Row) => ({
  ...row,
  answers: row.answers as Mailbox['answers'],
  problem: row.problem as Mailbox['problem'],
})

export async function listMailboxes({ db }: Reading, { archived = false, cursor, limit }: In<typeof api.listMailboxes>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const found = await rows(db)
    .where('archivedAt', archived ? 'is not' : 'is', null)
    .$if(after !== null, query => query.where(sql<boolean>`(created_at, id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(found, limit, row => [row.createdAt, row.id])
  return { items: items.map(shown), next }
}

/** @throws Problem 400 when another mailbox has this address */
async function mustBeFree(tx: Tx, address: string, id: string | null) {
  const other = await tx
    .selectFrom('mailbox')
    .select('id')
    .where(sql<boolean>`lower(address) = ${address.toLowerCase()}`)
    .where('archivedAt', 'is', null)
    .$if(id !== null, query => query.where('id', '<>', id!))
    .executeTakeFirst()
  if (other) throw wrong('address', 'already-exists')
}

export async function addMailbox(ctx: Writing, { password, ...input }: In<typeof api.addMailbox>) {
  await mustBeFree(ctx.tx, input.address, null)
  const id = newId()
  await ctx.tx
    .insertInto('mailbox')
    .values({ ...input, id, password: ctx.site.seal(password), createdAt: ctx.now, changedAt: ctx.now })
    .execute()
  await ctx.announce(mailboxChanged, { mailboxId: id, fields: ['added'] }, { subjectId: id, detail: { address: input.address } })
  return one(ctx, id)
}

/** A kept password goes only where it was given for: another server or another user needs it anew. */
export async function changeMailbox(ctx: Writing, { id, password, paused, archived, ...change }: In<typeof api.changeMailbox>) {
  const before = await ctx.tx.selectFrom('mailbox').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!before) throw notFound('mailbox')
  const moved = (['host', 'port', 'secure', 'username'] as const).some(key => change[key] !== undefined && change[key] !== before[key])
  if (moved && password === undefined) throw wrong('password', 'required')
  if (archived !== true) await mustBeFree(ctx.tx, change.address ?? before.address, id)
  const elsewhere = change.host !== undefined && (change.host !== before.host || (change.username ?? before.username) !== before.username)
  await ctx.tx
    .updateTable('mailbox')
    .set({
      ...change,
      changedAt: ctx.now,
      problem: null,
      problemSaid: null,
      ...(password !== undefined && { password: ctx.site.seal(password) }),
      ...(paused !== undefined && { pausedAt: paused ? ctx.now : null }),
      ...(archived !== undefined && { archivedAt: archived ? ctx.now : null }),
      ...(elsewhere && { validity: null, uid: null }),
    })
    .where('id', '=', id)
    .execute()
  const fields = Object.entries({ ...change, password, paused, archived }).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  await ctx.announce(mailboxChanged, { mailboxId: id, fields }, { subjectId: id, detail: change })
  return one(ctx, id)
}

const one = async ({ tx }: Writing, id: string) => shown(await rows(tx).where('id', '=', id).executeTakeFirstOrThrow())

export async function tryMailboxAgain(ctx: Gathering, { id }: { id: string }) {
  const kept = await ctx.read(({ db }) => db.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirst())
  if (!kept) throw notFound('mailbox')
  return tried(ctx.site, { ...kept, password: ctx.site.unseal(kept.password) })
}
