import type { Readable } from 'node:stream'
import type { z } from 'zod'
import { mustSeeCase, takeCase } from '#inbox/index.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Db, Download, Reading, Tx, Who, Working, Writing } from '#kernel/slice.ts'
import { fileBytes, keepFile } from '#kernel/stored-file.ts'
import type * as api from './api.ts'
import { fileAttached } from './api.ts'
import { attached } from './attached.ts'

type In<E extends { input: z.ZodType }> = z.output<E['input']>

const MOST_BYTES = 25 * 1024 * 1024
/** Of one message together: what mail servers still take. */
const MOST_TOGETHER = 25 * 1024 * 1024

/** @throws Problem 403 for a key: what is written here is a person's */
export function memberOf({ memberId }: Who): string {
  if (!memberId) throw new Problem('forbidden', 403)
  return memberId
}

/** Mine, and nobody else's. */
export async function readDraft(ctx: Reading, { id }: { id: string }) {
  await mustSeeCase(ctx, id)
  const memberId = memberOf(ctx.who)
  const row = await ctx.db
    .selectFrom('draft')
    .select(['text', 'toAddress', 'cc'])
    .where('caseId', '=', id)
    .where('memberId', '=', memberId)
    .executeTakeFirst()
  return { text: row?.text ?? '', to: row?.toAddress ?? null, cc: row?.cc ?? [], files: await openFiles(ctx.db, id, memberId) }
}

const fileColumns = ['fileId', 'name', 'type', 'bytes', 'warning'] as const
export const fileShown = ({
  bytes,
  warning,
  ...row
}: {
  fileId: string
  name: string
  type: string
  bytes: unknown
  warning: string | null
}) => ({
  ...row,
  bytes: Number(bytes),
  warning: warning as api.Attachment['warning'],
})

const openFiles = async (db: Db | Tx, caseId: string, memberId: string) =>
  (
    await (db as Tx)
      .selectFrom('attachment')
      .select(fileColumns)
      .where('caseId', '=', caseId)
      .where('memberId', '=', memberId)
      .where('sentIn', 'is', null)
      .orderBy('at')
      .limit(50)
      .execute()
  ).map(fileShown)

export async function keepDraft(ctx: Writing, { id, text, to = null, cc = [] }: In<typeof api.keepDraft>) {
  await mustSeeCase(asReading(ctx), id)
  await putDraft(ctx, { caseId: id, memberId: memberOf(ctx.who), text, toAddress: to, cc })
  return {}
}

const asReading = ({ tx, ...rest }: Writing): Reading => ({ ...rest, db: tx as never })

type Words = { caseId: string; memberId: string; text: string; toAddress: string | null; cc: string[] }

export async function putDraft({ tx, now }: Writing, words: Words) {
  const { caseId, memberId } = words
  if (words.text.trim() === '' && words.cc.length === 0 && !words.toAddress) return dropDraft(tx, caseId, memberId)
  await tx
    .insertInto('draft')
    .values({ ...words, changedAt: now })
    .onConflict(on => on.columns(['workspaceId', 'caseId', 'memberId']).doUpdateSet({ ...words, changedAt: now }))
    .execute()
}

export const dropDraft = async (tx: Tx, caseId: string, memberId: string): Promise<void> =>
  void (await tx.deleteFrom('draft').where('caseId', '=', caseId).where('memberId', '=', memberId).execute())

/** @throws Problem 413 beyond 25 MB, 400 for a program: no mail server would take it */
export async function addAttachment(ctx: Working, { id, name }: In<typeof api.addAttachment>, body: Readable) {
  const memberId = memberOf(ctx.who)
  await ctx.read(inner => mustSeeCase(inner, id))
  const bytes = await whole(body)
  const { type, warning } = attached(name, bytes)
  if (warning === 'program') throw new Problem('attachment.program', 400)
  return ctx.write(async inner => {
    await takeCase(inner, id)
    const together = (await openFiles(inner.tx, id, memberId)).reduce((sum, file) => sum + file.bytes, bytes.length)
    if (together > MOST_TOGETHER) throw new Problem('attachment.too-large', 413, { n: MOST_BYTES / 1_048_576 })
    const fileId = await keepFile(inner, { name, type, bytes })
    const row = { fileId, name, type, bytes: bytes.length, warning }
    await inner.tx
      .insertInto('attachment')
      .values({ ...row, caseId: id, memberId, at: inner.now })
      .execute()
    await inner.announce(fileAttached, { caseId: id, fileId }, { subjectId: id })
    return fileShown(row)
  })
}

async function whole(body: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > MOST_BYTES) throw new Problem('attachment.too-large', 413, { n: MOST_BYTES / 1_048_576 })
    parts.push(part)
  }
  if (bytes === 0) throw new Problem('attachment.empty', 400)
  return Buffer.concat(parts)
}

export async function removeAttachment(ctx: Writing, { id, fileId }: In<typeof api.removeAttachment>) {
  const { numDeletedRows } = await ctx.tx
    .deleteFrom('attachment')
    .where('fileId', '=', fileId)
    .where('caseId', '=', id)
    .where('memberId', '=', memberOf(ctx.who))
    .where('sentIn', 'is', null)
    .executeTakeFirst()
  if (Number(numDeletedRows) === 0) throw notFound('file')
  await ctx.tx.deleteFrom('filePart').where('fileId', '=', fileId).execute()
  await ctx.tx.deleteFrom('file').where('id', '=', fileId).execute()
  return {}
}

/** A file of a message that was sent, or of my own draft. */
export const sentFile = ({ read, ...common }: Working, { id, fileId }: In<typeof api.sentFile>): Promise<Download> =>
  read(async ctx => {
    await mustSeeCase({ ...common, ...ctx }, id)
    const row = await ctx.db
      .selectFrom('attachment')
      .select(['name', 'memberId', 'sentIn'])
      .where('fileId', '=', fileId)
      .where('caseId', '=', id)
      .executeTakeFirst()
    const file = row && (row.sentIn || row.memberId === ctx.who.memberId) ? await fileBytes(ctx.db, fileId) : null
    if (!file) throw notFound('file')
    return { name: row!.name, type: file.type, body: file.bytes }
  })
