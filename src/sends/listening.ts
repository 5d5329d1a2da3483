import { sql } from 'kysely'
import type { z } from 'zod'
import { customerMerged, customerUnmerged } from '#customers/api.ts'
import { movedBy, recordMoved } from '#customers/index.ts'
import { caseReopened, caseResolved, caseUnresolved } from '#inbox/api.ts'
import { after, type Listener, type Writing } from '#kernel/slice.ts'
import { responseReceived, surveyOpened } from '#responses/api.ts'
import { caseGoesOn, caseWasResolved } from './after-case.ts'
import { participantsChanged } from './api.ts'

type Facts<E extends { facts: z.ZodType }> = z.output<E['facts']>
const tables = ['participant', 'asking'] as const

export const listeners: Listener[] = [
  after(responseReceived, 'sends.answered', answered),
  after(surveyOpened, 'sends.opened', opened),
  after(caseResolved, 'sends.after-case', caseWasResolved),
  after(caseUnresolved, 'sends.case-goes-on', caseGoesOn),
  after(caseReopened, 'sends.case-reopened', caseGoesOn),
  after(customerMerged, 'sends.customer-merged', follow),
  after(customerUnmerged, 'sends.customer-unmerged', followBack),
]

/** Who answered is reminded no more. */
async function answered(ctx: Writing, { linkId, testing, change }: Facts<typeof responseReceived>, { at }: { at: Date }) {
  if (!linkId || testing || change !== 'created') return
  const one = await ctx.tx
    .updateTable('participant')
    .set({ answeredAt: at, remindAt: null })
    .where('linkId', '=', linkId)
    .where('answeredAt', 'is', null)
    .returning(['id', 'sendId', 'customerId'])
    .executeTakeFirst()
  if (one)
    await ctx.announce(
      participantsChanged,
      { sendId: one.sendId, what: 'answered', count: 1 },
      { subjectId: one.id, customerId: one.customerId },
    )
}

/** The first time counts. */
async function opened(ctx: Writing, { linkId }: Facts<typeof surveyOpened>, { at }: { at: Date }) {
  const one = await ctx.tx
    .updateTable('participant')
    .set({ openedAt: at })
    .where('linkId', '=', linkId)
    .where('openedAt', 'is', null)
    .returning(['id', 'sendId', 'customerId'])
    .executeTakeFirst()
  if (one)
    await ctx.announce(
      participantsChanged,
      { sendId: one.sendId, what: 'opened', count: 1 },
      { subjectId: one.id, customerId: one.customerId },
    )
}

/** What was asked of one of two that are one was asked of the other; who was in a send as both stays in it as both. */
async function follow(ctx: Writing, { mergeId, loserId, winnerId }: Facts<typeof customerMerged>) {
  for (const table of tables) {
    const twice =
      table === 'participant'
        ? sql`and not exists (select from participant other where other.workspace_id = one.workspace_id and other.send_id = one.send_id
            and other.occasion = one.occasion and other.customer_id = ${winnerId})`
        : sql``
    const { rows } = await sql<{ id: string }>`update ${sql.table(table)} one set customer_id = ${winnerId}
      where one.workspace_id = sabai_workspace() and one.customer_id = ${loserId} ${twice} returning one.id`.execute(ctx.tx)
    await recordMoved(
      ctx,
      mergeId,
      table,
      rows.map(row => row.id),
    )
  }
}

async function followBack(ctx: Writing, { mergeId, loserId, winnerId }: Facts<typeof customerUnmerged>) {
  for (const table of tables) {
    const ids = await movedBy(ctx, mergeId, table)
    await sql`update ${sql.table(table)} set customer_id = ${loserId}
      where workspace_id = sabai_workspace() and id = any(${ids}::uuid[]) and customer_id = ${winnerId}`.execute(ctx.tx)
  }
}
