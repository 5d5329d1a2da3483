import { timingSafeEqual } from 'node:crypto'
import { html, trusted } from '#kernel/html.ts'
import { type Posted, publicForm, publicPage, type Visit } from '#kernel/page.ts'
import { notFound } from '#kernel/problem.ts'
import type { Common, Site, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { suppress } from '#sends/index.ts'
import { pageStyle } from './look.ts'

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
const idOf = (bytes: Buffer) => bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
const proofOf = (site: Pick<Site, 'sign'>, ids: Buffer) => site.sign('told', ids.toString('hex')).subarray(0, 16)

/** Says who wants no more, and proves itself: workspace, telling, and 128 bits that only this installation can make. */
export function stopAddress({ site, workspace }: Pick<Common, 'site' | 'workspace'>, origin: string, tellingId: string): string {
  const ids = Buffer.concat([bytesOf(workspace.id), bytesOf(tellingId)])
  return `${origin.replace(/\/$/, '')}/told/${Buffer.concat([ids, proofOf(site, ids)]).toString('base64url')}`
}

function read(site: Pick<Site, 'sign'>, token: string): { workspaceId: string; tellingId: string } | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 48 || bytes.toString('base64url') !== token) return null
  const ids = bytes.subarray(0, 32)
  if (!timingSafeEqual(bytes.subarray(32), proofOf(site, ids))) return null
  return { workspaceId: idOf(ids.subarray(0, 16)), tellingId: idOf(ids.subarray(16)) }
}

/** A button for people; one click for mail programs (RFC 8058). */
export const stopPages = [
  publicPage('GET /told/:token', async visit => shown(visit, await companyOf(visit), 'ask')),
  publicForm('POST /told/:token', async visit => {
    const company = await companyOf(visit)
    const { working, tellingId } = await placeOf(visit)
    await working.write(ctx => stop(ctx, tellingId))
    return shown(visit, company, 'off')
  }),
]

async function placeOf(visit: Visit | Posted) {
  const said = read(visit.site, visit.params.token ?? '')
  if (!said) throw notFound('bulletin')
  return { working: await visit.inside(said.workspaceId), tellingId: said.tellingId }
}

const companyOf = async (visit: Visit | Posted) => (await placeOf(visit)).working.workspace.name

async function stop(ctx: Writing, tellingId: string): Promise<void> {
  const one = await ctx.tx.selectFrom('telling').select('address').where('id', '=', tellingId).executeTakeFirst()
  if (!one?.address) throw notFound('bulletin')
  await suppress(ctx, { kind: 'email', value: one.address, reason: 'unsubscribed' })
}

const shown = ({ language, nonce }: Visit, company: string, standing: 'ask' | 'off') => ({
  headers: { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' },
  html: html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${say(language, `bulletins.stop.title.${standing}`, { company })}</title><style nonce="${nonce}">${trusted(pageStyle)}</style></head><body><main><h1>${say(language, `bulletins.stop.title.${standing}`, { company })}</h1><p>${say(language, `bulletins.stop.text.${standing}`)}</p>${standing === 'ask' && html`<form method="post"><button>${say(language, 'bulletins.stop.act')}</button></form>`}</main></body></html>`,
})
