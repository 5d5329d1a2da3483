import { sql } from 'kysely'
import { notify, visibleTo } from '#directory/index.ts'
import { isFresh } from '#inbox/index.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import { heardOf, mustBeVoice } from './hearing.ts'
import * as api from './hearing-api.ts'

const DAY = 86_400_000

/** A colleague knows whom good words are about. @throws Problem 409 `voice.not-praise` */
export async function praise(ctx: Writing, { id, memberId }: { id: string; memberId: string }) {
  const voice = await mustBeVoice(ctx.tx, id)
  if (voice.mood === -1) throw new Problem('voice.not-praise')
  const member = await ctx.tx.selectFrom('member').select('id').where('id', '=', memberId).where('endedAt', 'is', null).executeTakeFirst()
  if (!member) throw notFound('member')
  await praised(ctx, { feedbackId: id, memberId, saidAt: voice.saidAt, byMember: ctx.who.memberId })
  return (await heardOf(ctx, [id])).get(id)!
}

/** Good words that came in and are news: who had handled it, or replied or owns the case, hears of them. Once for each voice. */
export async function praiseFrom(ctx: Writing, { feedbackIds }: { feedbackIds: string[] }): Promise<void> {
  const rows = await ctx.tx
    .selectFrom('feedback')
    .select(['id', 'memberId', 'saidAt'])
    .where('id', '=', sql<string>`any(${feedbackIds}::uuid[])`)
    .where('mood', '=', 1)
    .where('text', '<>', '')
    .where('memberId', 'is not', null)
    .where(isFresh())
    .execute()
  for (const { id, memberId, saidAt } of rows) await praised(ctx, { feedbackId: id, memberId: memberId!, saidAt, byMember: null })
}

type Praised = { feedbackId: string; memberId: string; saidAt: Date; byMember: string | null }

async function praised(ctx: Writing, row: Praised): Promise<void> {
  const { numInsertedOrUpdatedRows } = await ctx.tx
    .insertInto('voicePraise')
    .values({ ...row, at: ctx.now })
    .onConflict(on => on.doNothing())
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows) return
  await notify(ctx, row.memberId, { type: 'voice.praised', subjectId: row.feedbackId, onceKey: `praise ${row.feedbackId}` })
  await ctx.announce(api.voicePraised, { feedbackId: row.feedbackId, memberId: row.memberId }, { subjectId: row.feedbackId })
}

/** Everybody's own; of others, whose figures one may see. By name, never ranked. */
export async function praises(ctx: Reading, { days }: { days: number }) {
  const since = new Date(ctx.now.getTime() - days * DAY)
  const { members } = await visibleTo(ctx)
  const { rows } = await sql<{ id: string; name: string; count: number }>`
    select member.id, member.name, counted.count from (
      select member_id, count(*)::int as count from voice_praise where workspace_id = sabai_workspace() and said_at >= ${since} group by 1) counted
    join member on member.workspace_id = sabai_workspace() and member.id = counted.member_id order by member.name`.execute(ctx.db as never)
  const seen = rows.filter(row => members === 'all' || members.includes(row.id) || row.id === ctx.who.memberId)
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    mine: rows.find(row => row.id === ctx.who.memberId)?.count ?? 0,
    items: seen.map(({ id, name, count }) => ({ member: { id, name }, count })),
  }
}
