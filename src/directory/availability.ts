import { Problem, wrong } from '#kernel/problem.ts'
import type { Writing } from '#kernel/slice.ts'
import * as api from './api.ts'
import { find } from './members.ts'
import { peopleBelow } from './sight.ts'

/** Who is away gets no new cases. Oneself, one's team at any depth, or anyone for who manages people. */
export async function setAvailability(
  ctx: Writing,
  { id, available, awayUntil }: { id: string; available: boolean; awayUntil: Date | null },
): Promise<void> {
  await find(ctx, id)
  if (!(await mine(ctx, id))) throw new Problem('forbidden', 403)
  if (awayUntil && awayUntil <= ctx.now) throw wrong('awayUntil', 'past')
  const state = { available, awayUntil: available ? null : awayUntil }
  await ctx.tx.updateTable('member').set(state).where('id', '=', id).execute()
  await ctx.announce(api.memberAvailability, { memberId: id, ...state }, { subjectId: id })
}

async function mine(ctx: Writing, id: string): Promise<boolean> {
  const { who } = ctx
  if (who.memberId === id || who.may('directory.people')) return true
  return who.role === 'manager' && who.memberId !== null && (await peopleBelow(ctx, who.memberId)).includes(id)
}
