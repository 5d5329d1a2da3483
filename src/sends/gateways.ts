import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { newId } from '#kernel/id.ts'
import { mustBePublic, NotPublic, postOutside } from '#kernel/outside.ts'
import { notFound, wrong } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import type * as api from './api.ts'
import { gatewayChanged } from './api.ts'
import { signed } from './signing.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

/** The newest first, with what has not arrived. */
export async function listGateways({ db }: Reading, { archived = false, cursor, limit }: In<typeof api.listGateways>) {
  const after = cursor === undefined ? null : cursorValues(cursor, 2)
  const counted = (state: string) =>
    sql<string>`(select count(*) from push where push.workspace_id = gateway.workspace_id and push.gateway_id = gateway.id and push.state = ${state})`
  const rows = await db
    .selectFrom('gateway')
    .select(['id', 'name', 'url', 'way', 'createdAt', 'archivedAt'])
    .select([counted('waiting').as('waiting'), counted('failed').as('failed')])
    .select(
      sql<string | null>`(select push.problem from push where push.workspace_id = gateway.workspace_id and push.gateway_id = gateway.id
        and push.problem is not null order by push.at desc limit 1)`.as('problem'),
    )
    .where('archivedAt', archived ? 'is not' : 'is', null)
    .$if(after !== null, query => query.where(sql<boolean>`(created_at, id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.createdAt, row.id])
  return { items: items.map(row => ({ ...row, way: row.way as 'phone', waiting: Number(row.waiting), failed: Number(row.failed) })), next }
}

/** @throws Problem 400 for an address that is not on the open internet */
async function check(ctx: Writing, address: string) {
  await mustBePublic(address, ctx.site.webhookHosts).catch(error => {
    if (error instanceof NotPublic) throw wrong('url', 'not-public')
    throw error
  })
}

/** The secret is shown once and kept sealed. */
export async function addGateway(ctx: Writing, { name, url, way }: In<typeof api.addGateway>) {
  await check(ctx, url)
  const id = newId()
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  await ctx.tx
    .insertInto('gateway')
    .values({ id, name, url, way, secret: ctx.site.seal(secret), createdAt: ctx.now })
    .execute()
  await ctx.announce(gatewayChanged, { gatewayId: id, fields: ['added'] }, { subjectId: id, detail: { name, url } })
  return { id, secret }
}

export async function changeGateway(ctx: Writing, { id, archived, ...change }: In<typeof api.changeGateway>) {
  await findGateway(ctx, id)
  if (change.url !== undefined) await check(ctx, change.url)
  const set = { ...change, ...(archived !== undefined && { archivedAt: archived ? ctx.now : null }) }
  if (Object.keys(set).length > 0) await ctx.tx.updateTable('gateway').set(set).where('id', '=', id).execute()
  await ctx.announce(gatewayChanged, { gatewayId: id, fields: Object.keys(set) }, { subjectId: id, detail: set })
  return null
}

const findGateway = ({ tx }: Writing, id: string) =>
  tx
    .selectFrom('gateway')
    .select(['id', 'url', 'secret'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('gateway'))

/** One signed message that asks nobody anything. */
export async function testGateway(ctx: Writing, { id }: { id: string }) {
  const { url, secret } = await findGateway(ctx, id)
  const body = JSON.stringify({ type: 'survey.test', timestamp: ctx.now.toISOString(), data: {} })
  const headers = signed(ctx.site.unseal(secret), { id: newId(), at: ctx.now, body })
  return postOutside(url, body, headers, ctx.site.webhookHosts).then(
    status => ({ status, problem: status >= 200 && status < 300 ? null : String(status) }),
    (error: Error) => ({ status: null, problem: error.message.slice(0, 200) }),
  )
}
