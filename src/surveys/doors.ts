import { generate } from 'lean-qr'
import { toPngBuffer } from 'lean-qr/extras/node_export'
import { toSvgSource } from 'lean-qr/extras/svg'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { folder } from '#kernel/folder.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Download, Reading, Site, Working, Writing } from '#kernel/slice.ts'
import { surveyChanged } from './api.ts'
import type { Channel } from './channel.ts'
import { linkAddress, makeLink, propertyKey, tokenOf } from './links.ts'
import { type addLink, type closeLink, type linkPicture, type listLinks, type SurveyLink, WidgetSettings } from './links-api.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

let found: Promise<ReadonlyMap<string, Channel>> | undefined
const channels = () =>
  (found ??= folder<Channel>(new URL('./channels/', import.meta.url)).then(all => new Map(all.map(one => [one.id, one]))))

/** Personal ones are many and belong to their senders; these are made by hand. */
export async function list(ctx: Reading, { id, cursor, limit }: In<typeof listLinks>) {
  await mustExist(ctx, id)
  const after = cursor === undefined ? null : cursorValues(cursor, 1)
  const rows = await ctx.db
    .selectFrom('surveyLink')
    .select(['id', 'channel', 'name', 'language', 'properties', 'settings', 'test', 'createdAt', 'expiresAt', 'closedAt'])
    .where('surveyId', '=', id)
    .where('customerId', 'is', null)
    .where('sendId', 'is', null)
    .$if(after !== null, query => query.where('id', '<', String(after![0])))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = page(rows, limit, row => [row.id])
  return { items: await Promise.all(items.map(row => shown(ctx.site, row))), next }
}

type Row = Omit<SurveyLink, 'widget' | 'handOuts' | 'channel' | 'properties'> & { channel: string; settings: unknown; properties: unknown }

async function shown(site: Site, { settings, properties, ...row }: Row): Promise<SurveyLink> {
  const token = tokenOf(site, row.id)
  const origin = site.publicUrl ?? ''
  const handOuts = (await channels()).get(row.channel)?.handOut({ origin, token, address: linkAddress(origin, token) }) ?? []
  const channel = row.channel as SurveyLink['channel']
  return { ...row, channel, properties: properties as SurveyLink['properties'], widget: WidgetSettings.parse(settings), handOuts }
}

/** @throws Problem 404, 409 `link.not-by-hand` for a channel that makes its own */
export async function add(ctx: Writing, { id: surveyId, widget, ...link }: In<typeof addLink>) {
  await mustExist(ctx, surveyId)
  if (!(await channels()).get(link.channel)?.byHand) throw new Problem('link.not-by-hand', 409)
  const id = await makeLink(ctx, { surveyId, ...link })
  await ctx.tx
    .updateTable('surveyLink')
    .set({ settings: JSON.stringify(widget) })
    .where('id', '=', id)
    .execute()
  await ctx.announce(surveyChanged, { surveyId, fields: ['links'] }, { subjectId: surveyId })
  return { id }
}

export async function close(ctx: Writing, { id: surveyId, linkId, open }: In<typeof closeLink>) {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('surveyLink')
    .set({ closedAt: open ? null : ctx.now })
    .where('id', '=', linkId)
    .where('surveyId', '=', surveyId)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notFound('link')
  await ctx.announce(surveyChanged, { surveyId, fields: ['links'] }, { subjectId: surveyId })
  return {}
}

const nowhere = (): never => {
  throw new Problem('link.no-address', 409)
}

/** Read by a camera from afar: a quarter of it may be lost. */
export const picture = (ctx: Working, { id, linkId, format, origin }: In<typeof linkPicture>): Promise<Download> =>
  ctx.read(async ({ db, site }) => {
    const row = await db.selectFrom('surveyLink').select('id').where('id', '=', linkId).where('surveyId', '=', id).executeTakeFirst()
    if (!row) throw notFound('link')
    const code = generate(linkAddress(site.publicUrl ?? new URL(origin ?? nowhere()).origin, tokenOf(site, linkId)))
    return format === 'svg'
      ? { name: 'survey.svg', type: 'image/svg+xml', body: toSvgSource(code, { on: '#000', off: '#fff', pad: 4, xmlDeclaration: true }) }
      : { name: 'survey.png', type: 'image/png', body: toPngBuffer(code, { on: [0, 0, 0], off: [255, 255, 255], pad: 4, scale: 12 }) }
  })

export async function keyOf(ctx: Reading, { id }: { id: string }) {
  await mustExist(ctx, id)
  return { key: propertyKey(ctx.site, id) }
}

async function mustExist(ctx: Reading | Writing, id: string) {
  const db = 'tx' in ctx ? ctx.tx : ctx.db
  await (db as Writing['tx'])
    .selectFrom('survey')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => notFound('survey'))
}
