import { sql } from 'kysely'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import { whomOf } from './people.ts'
import { everybody, filterOf } from './segments.ts'
import type { SendRow } from './sending.ts'

/** Ids of customers that a send means. */
export async function choose(
  ctx: Writing,
  send: Pick<SendRow, 'filter'>,
  { after, most, also = sql`true` }: { after: string | null; most: number; also?: ReturnType<typeof sql> },
): Promise<string[]> {
  const { where } = await whomOf(ctx, send.filter === null ? everybody : filterOf(send.filter))
  const beyond = after ? sql`customer.id > ${after}::uuid` : sql`true`
  const { rows } = await sql<{
    id: string
  }>`select customer.id from customer where ${where} and ${beyond} and ${also} order by customer.id limit ${most}`.execute(ctx.tx)
  return rows.map(row => row.id)
}

/** Makes participants of customers; who is one already (for this occasion) stays as they are. @returns how many are new */
export async function plan(
  { tx, now }: Writing,
  { id, surveyId, channel }: Pick<SendRow, 'id' | 'surveyId' | 'channel'>,
  customerIds: readonly string[],
  { occasion, dueAt }: { occasion: string; dueAt: Date },
): Promise<number> {
  if (customerIds.length === 0) return 0
  const ids = customerIds.map(() => newId())
  const made = await sql`insert into participant (id, send_id, survey_id, customer_id, occasion, channel, planned_at, due_at)
    select one.id, ${id}::uuid, ${surveyId}::uuid, one.customer_id, ${occasion}, ${channel}, ${now}, ${dueAt}
    from unnest(${ids}::uuid[], ${customerIds}::uuid[]) as one (id, customer_id) on conflict do nothing`.execute(tx)
  return Number(made.numAffectedRows ?? 0)
}
