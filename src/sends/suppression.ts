import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { suppressionChanged } from './api.ts'
import { addressKeyOf } from './judging.ts'
import { kindOf } from './people.ts'
import type { Suppression } from './suppression-api.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>
type Reason = Suppression['reason']
type Given = { kind: 'email' | 'phone'; value: string; reason: Reason; note?: string | null; participantId?: string | null }

/** The newest first. */
export async function listSuppressed({ db }: Reading, { q, reason, cursor, limit }: In<typeof api.listSuppressed>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const rows = await db
    .selectFrom('suppression')
    .select(['id', 'kind', 'value', 'reason', 'note', 'at'])
    .$if(q !== undefined, query => query.where(sql<boolean>`position(lower(${q}) in lower(value)) > 0`))
    .$if(reason !== undefined, query => query.where('reason', '=', reason!))
    .$if(after !== null, query => query.where(sql<boolean>`(at, id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.at, row.id])
  return { items: items.map(row => ({ ...row, reason: row.reason as Reason })), next }
}

/** Puts an address on the list; one that is there stays with its first reason, but that a person's own no is the last word. @returns its id */
export async function suppress(ctx: Writing, { kind, value, reason, note = null, participantId = null }: Given): Promise<string> {
  const normal = addressKeyOf(kind, value)
  const { id } = await ctx.tx
    .insertInto('suppression')
    .values({ id: newId(), kind, value: value.trim(), normal, reason, note, at: ctx.now, byMember: ctx.who.memberId, participantId })
    .onConflict(on =>
      on.columns(['workspaceId', 'kind', 'normal']).doUpdateSet({
        reason: sql`case when excluded.reason in ('unsubscribed', 'complained') then excluded.reason else suppression.reason end`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.announce(suppressionChanged, { reason, count: 1, added: true }, { subjectId: id, detail: { value } })
  return id
}

/** Pasted addresses, one a line or with commas between. */
export async function addSuppression(ctx: Writing, { text, note }: In<typeof api.addSuppression>) {
  const given = [
    ...new Set(
      text
        .split(/[\s,;<>"]+/)
        .map(one => one.trim())
        .filter(Boolean),
    ),
  ]
  const right = given.filter(isAddress)
  for (const value of right) await suppress(ctx, { kind: kindOf(value), value, reason: 'by-hand', note: note || null })
  return { added: right.length, wrong: given.filter(one => !isAddress(one)).slice(0, 100) }
}

/** Looks enough like an address that the list can hold it. */
export const isAddress = (text: string): boolean =>
  /^[^\s@<>",;:\\]+@[^\s@<>",;:\\.]+(\.[^\s@<>",;:\\.]+)+$/.test(text) || /^\+?[\d().-]{6,20}$/.test(text)

/** May be asked again; an address that had bounced is believed in again. */
export async function removeSuppression(ctx: Writing, { id }: { id: string }) {
  const row = await ctx.tx
    .deleteFrom('suppression')
    .where('id', '=', id)
    .returning(['kind', 'value', 'normal', 'reason'])
    .executeTakeFirstOrThrow(() => notFound('suppression'))
  if (row.reason === 'bounced')
    await ctx.tx.updateTable('contactWay').set({ bouncedAt: null }).where('kind', '=', row.kind).where('normal', '=', row.normal).execute()
  await ctx.announce(
    suppressionChanged,
    { reason: row.reason, count: 1, added: false },
    { subjectId: id, detail: { value: row.value, reason: row.reason } },
  )
  return { id }
}

export const restoreSuppression = async (ctx: Writing, given: In<typeof api.restoreSuppression>) => ({ id: await suppress(ctx, given) })
