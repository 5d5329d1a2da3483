import type { z } from 'zod'
import { setClock } from '#kernel/clock.ts'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import * as api from './api.ts'
import { bulletinOf, TELL } from './bulletins.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

/** An entry of the timeline; its telling begins after the commit, in turns. */
export async function addUpdate(ctx: Writing, { id, state, words, tell }: In<typeof api.addUpdate>) {
  const before = await bulletinOf(ctx, id)
  const updateId = newId()
  await ctx.tx
    .insertInto('bulletinUpdate')
    .values({ id: updateId, bulletinId: id, at: ctx.now, byMember: ctx.who.memberId, state, words: JSON.stringify(words), tell })
    .execute()
  await ctx.tx
    .updateTable('bulletin')
    .set({ state, fixedAt: state === 'fixed' ? (before.fixedAt ?? ctx.now) : null })
    .where('id', '=', id)
    .execute()
  if (tell) await setClock(ctx, { kind: TELL, subjectId: updateId, dueAt: ctx.now })
  await ctx.announce(api.bulletinUpdated, { bulletinId: id, updateId, state, tell }, { subjectId: id })
  return { id: updateId }
}
