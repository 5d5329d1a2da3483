import { timingSafeEqual } from 'node:crypto'
import { newId } from '#kernel/id.ts'
import { notFound } from '#kernel/problem.ts'
import type { Common, Reading, Site, Writing } from '#kernel/slice.ts'
import type { Language } from '#kernel/words.ts'
import { wallChanged } from './api.ts'

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
const idOf = (bytes: Buffer) => bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
const proofOf = (site: Pick<Site, 'sign'>, ids: Buffer, version: number) =>
  site.sign('wall', `${ids.toString('hex')} ${version}`).subarray(0, 16)

function pathOf({ site, workspace }: Pick<Common, 'site' | 'workspace'>, { id, version }: { id: string; version: number }): string {
  const ids = Buffer.concat([bytesOf(workspace.id), bytesOf(id)])
  return `/wall/${Buffer.concat([ids, proofOf(site, ids, version)]).toString('base64url')}`
}

/** Whose wall a link is; whether it still works is asked with the wall's own version. */
export function readLink(token: string): { workspaceId: string; wallId: string; proof: Buffer; ids: Buffer } | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 48 || bytes.toString('base64url') !== token) return null
  const ids = bytes.subarray(0, 32)
  return { workspaceId: idOf(ids.subarray(0, 16)), wallId: idOf(ids.subarray(16)), proof: bytes.subarray(32), ids }
}

export const proves = (site: Pick<Site, 'sign'>, link: { proof: Buffer; ids: Buffer }, version: number) =>
  timingSafeEqual(link.proof, proofOf(site, link.ids, version))

type Row = { id: string; name: string; language: string; version: number; createdAt: Date; archivedAt: Date | null }

const shown = (ctx: Reading | Writing, row: Row) => ({
  id: row.id,
  name: row.name,
  language: row.language as Language,
  path: pathOf(ctx, row),
  createdAt: row.createdAt,
  archivedAt: row.archivedAt,
})

export async function listWalls(ctx: Reading) {
  const rows = await ctx.db.selectFrom('wall').selectAll().orderBy('createdAt').orderBy('id').limit(200).execute()
  return rows.map(row => shown(ctx, row))
}

export async function addWall(ctx: Writing, { name, language }: { name: string; language: Language }) {
  const row = { id: newId(), name, language, version: 1, createdAt: ctx.now, archivedAt: null }
  await ctx.tx
    .insertInto('wall')
    .values({ ...row, byMember: ctx.who.memberId })
    .execute()
  await ctx.announce(wallChanged, { wallId: row.id, what: 'added' }, { subjectId: row.id })
  return shown(ctx, row)
}

async function take({ tx }: Writing, id: string) {
  const row = await tx.selectFrom('wall').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('wall')
  return row
}

export async function renewWall(ctx: Writing, { id }: { id: string }) {
  const row = await take(ctx, id)
  const version = row.version + 1
  await ctx.tx.updateTable('wall').set({ version }).where('id', '=', id).execute()
  await ctx.announce(wallChanged, { wallId: id, what: 'renewed' }, { subjectId: id })
  return shown(ctx, { ...row, version })
}

export async function archiveWall(ctx: Writing, { id, archived }: { id: string; archived: boolean }) {
  const row = await take(ctx, id)
  const archivedAt = archived ? ctx.now : null
  await ctx.tx.updateTable('wall').set({ archivedAt }).where('id', '=', id).execute()
  await ctx.announce(wallChanged, { wallId: id, what: archived ? 'archived' : 'restored' }, { subjectId: id })
  return shown(ctx, { ...row, archivedAt })
}
