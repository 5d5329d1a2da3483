import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { judge, type Question, type Verdict } from './judging.ts'
import { whomOf } from './people.ts'
import { everybody, filterOf, findSegment } from './segments.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>
const AT_ONCE = 2_000
/** More than these are not looked at one by one before they are asked. */
const MOST = 50_000

async function questionOf(ctx: Reading, id: string) {
  const send = await ctx.db
    .selectFrom('send')
    .innerJoin('survey', 'survey.id', 'send.surveyId')
    .leftJoin('gateway', 'gateway.id', 'send.gatewayId')
    .select(['send.id', 'send.channel', 'send.segmentId', 'send.filter', 'send.state', 'survey.kind', 'gateway.way'])
    .where('send.id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('send'))
  const filter =
    send.state === 'draft' && send.segmentId
      ? (await findSegment(ctx, send.segmentId)).filter
      : send.filter === null
        ? null
        : filterOf(send.filter)
  const way = send.channel === 'email' ? 'email' : (send.way as Question['way'])
  // Nobody is meant until a segment or a list was chosen.
  const nobody = filter === null && send.segmentId === null
  const { where } = await whomOf(ctx, filter ?? everybody)
  return { question: { sendId: id, surveyKind: send.kind, way }, where: nobody ? sql<boolean>`false` : where }
}

/** All that are meant, judged in the order in which they will be asked. Who would be excluded as the second at an address is so here too. */
async function* judged(ctx: Reading, id: string): AsyncGenerator<Verdict[]> {
  const { question, where } = await questionOf(ctx, id)
  const seen = new Set<string>()
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{
      id: string
    }>`select customer.id from customer where ${where} and customer.id > ${after}::uuid order by customer.id limit ${AT_ONCE}`.execute(
      ctx.db as never,
    )
    const verdicts = await judge(
      ctx,
      question,
      rows.map(row => ({ customerId: row.id, occasion: '' })),
    )
    yield verdicts.map(one => sameAsBefore(one, seen))
    if (rows.length < AT_ONCE) return
    after = rows.at(-1)!.id
  }
}

function sameAsBefore(one: Verdict, seen: Set<string>): Verdict {
  if (one.excludedBy || !one.addressKey) return one
  if (seen.has(one.addressKey)) return { ...one, excludedBy: 'same-address' }
  seen.add(one.addressKey)
  return one
}

export async function previewSend(ctx: Reading, { id }: { id: string }) {
  const { where } = await questionOf(ctx, id)
  const counted = await sql<{ count: string }>`select count(*) as count from customer where ${where}`.execute(ctx.db as never)
  const excluded: Record<string, number> = {}
  let examined = 0
  for await (const verdicts of judged(ctx, id)) {
    for (const { excludedBy } of verdicts) if (excludedBy) excluded[excludedBy] = (excluded[excludedBy] ?? 0) + 1
    examined += verdicts.length
    if (examined >= MOST) break
  }
  const not = Object.values(excluded).reduce((sum, one) => sum + one, 0)
  return { people: Number(counted.rows[0]!.count), asked: examined - not, excluded, examined }
}

export async function previewPeople(ctx: Reading, { id, why, cursor, limit }: In<typeof api.previewPeople>) {
  const after = cursor === undefined ? null : String(cursorValues(cursor, 1)[0])
  const found: Verdict[] = []
  for await (const verdicts of judged(ctx, id)) {
    found.push(
      ...verdicts.filter(one => (why === undefined || (one.excludedBy ?? 'asked') === why) && (after === null || one.customerId > after)),
    )
    if (found.length > limit) break
  }
  const { items, next } = page(found.slice(0, limit + 1), limit, row => [row.customerId])
  const accounts = await accountsOf(ctx, items)
  return {
    items: items.map(({ customerId, name, accountId, address, excludedBy, freeAt }) => ({
      id: customerId,
      name,
      account: (accountId && accounts.get(accountId)) || null,
      address,
      excludedBy,
      freeAt,
    })),
    next,
  }
}

async function accountsOf({ db }: Reading, verdicts: readonly Verdict[]): Promise<Map<string, string>> {
  const ids = verdicts.flatMap(one => one.accountId ?? [])
  const rows = await db.selectFrom('account').select(['id', 'name']).where('id', '=', sql<string>`any(${ids}::uuid[])`).execute()
  return new Map(rows.map(row => [row.id, row.name]))
}
