import { sql } from 'kysely'
import type { z } from 'zod'
import { cut } from '#core/text/graphemes.ts'
import { cursorValues, page } from '#kernel/cursor.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Reading, Tx, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { letterTaken } from './api.ts'
import { openKept } from './becoming.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

/** Letters that became nothing, because a machine, a colleague or nobody wrote them; the newest first. */
export async function listAside({ db }: Reading, { cursor, limit }: In<typeof api.listAside>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await db
    .selectFrom('letter')
    .select(['id', 'kind', 'at', 'fromAddress', 'fromName', 'subject', 'own', 'language'])
    .where('caseId', 'is', null)
    .where('seenAt', 'is', null)
    .$if(after !== null, query => query.where(sql<boolean>`(at, id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.at, row.id])
  return { items: items.map(({ own, kind, ...row }) => ({ ...row, kind: kind as 'mail', words: cut(own, 300) })), next }
}

const take = async (tx: Tx, id: string) => {
  const letter = await tx.selectFrom('letter').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!letter) throw notFound('letter')
  if (letter.caseId) throw new Problem('letter.has-case')
  return letter
}

/** Somebody sees that it is a customer's after all. */
export async function openAside(ctx: Writing, { id }: { id: string }) {
  const letter = await take(ctx.tx, id)
  if (letter.fromAddress === '') throw new Problem('letter.no-sender')
  const became = await openKept(ctx, { ...letter, wroteTo: null })
  await ctx.tx.updateTable('letter').set(became).where('id', '=', id).execute()
  await ctx.announce(letterTaken, { letterId: id, kind: letter.kind as 'mail', caseId: became.caseId }, { subjectId: id })
  return { caseId: became.caseId }
}

/** Looked at: it need not stand in the list. The same with `seen: false` brings it back. */
export async function seeAside(ctx: Writing, { id, seen }: { id: string; seen: boolean }) {
  const letter = await take(ctx.tx, id)
  await ctx.tx
    .updateTable('letter')
    .set({ seenAt: seen ? ctx.now : null, seenBy: seen ? ctx.who.memberId : null })
    .where('id', '=', id)
    .execute()
  await ctx.announce(letterTaken, { letterId: id, kind: letter.kind as 'mail', caseId: null }, { subjectId: id })
  return {}
}
