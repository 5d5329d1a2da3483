import { mustSeeCase } from '#inbox/index.ts'
import { notFound } from '#kernel/problem.ts'
import type { Db, Download, Reading, Working } from '#kernel/slice.ts'
import { fileBytes } from '#kernel/stored-file.ts'
import type { Letter, LetterFile } from './api.ts'
import { isPicture } from './attached.ts'
import { piecesOf } from './pieces.ts'

/** All of a case at once: a conversation is read whole. */
export async function caseLetters(ctx: Reading, { id }: { id: string }): Promise<Letter[]> {
  await mustSeeCase(ctx, id)
  const rows = await ctx.db
    .selectFrom('letter')
    .select(['id', 'kind', 'fromAddress', 'fromName', 'toAddresses', 'cc', 'subject', 'signature', 'quoted', 'feedbackId', 'entryId'])
    .select(['sender', 'senderSaid', 'wholeBytes', 'rawFileId'])
    .select(({ eb }) => eb('html', 'is not', null).as('formatted'))
    .where('caseId', '=', id)
    .orderBy('at')
    .limit(500)
    .execute()
  const files = Map.groupBy(
    await filesOf(
      ctx.db,
      rows.map(row => row.id),
    ),
    file => file.letterId,
  )
  const told = await ctx.db.selectFrom('acknowledgement').select(['letterId', 'at']).where('caseId', '=', id).limit(500).execute()
  return rows.flatMap(({ feedbackId, entryId, kind, fromAddress, fromName, toAddresses, formatted, rawFileId, ...row }) => {
    const of = entryId ?? feedbackId
    if (!of) return []
    const from = { name: fromName, address: fromAddress }
    return [
      {
        ...row,
        of,
        kind: kind as Letter['kind'],
        from,
        to: toAddresses,
        formatted: Boolean(formatted),
        sender: row.sender as Letter['sender'],
        wholeBytes: row.wholeBytes === null ? null : Number(row.wholeBytes),
        raw: rawFileId !== null,
        acknowledgedAt: told.find(({ letterId }) => letterId === row.id)?.at ?? null,
        files: (files.get(row.id) ?? []).map(shown),
      },
    ]
  })
}

async function filesOf(db: Db, letterIds: readonly string[]) {
  if (letterIds.length === 0) return []
  return db
    .selectFrom('letterFile')
    .select(['id', 'letterId', 'fileId', 'name', 'type', 'bytes', 'cid', 'inline', 'warning'])
    .where('letterId', 'in', letterIds)
    .orderBy('letterId')
    .orderBy('nth')
    .execute()
}
type FileRow = Awaited<ReturnType<typeof filesOf>>[number]

const shown = ({ id, name, type, bytes, inline, warning }: FileRow): LetterFile => ({
  id,
  name,
  type,
  bytes: Number(bytes),
  picture: isPicture(type) && warning === null,
  inline,
  warning: warning as LetterFile['warning'],
})

/** The mail as it was sent; its own pictures by our route, nothing from elsewhere. */
export async function letterPieces(ctx: Reading, { id, letterId }: { id: string; letterId: string }) {
  await mustSeeCase(ctx, id)
  const letter = await ctx.db.selectFrom('letter').select('html').where('id', '=', letterId).where('caseId', '=', id).executeTakeFirst()
  if (!letter) throw notFound('letter')
  const pictures = (await filesOf(ctx.db, [letterId])).filter(file => file.cid && isPicture(file.type))
  const bare = (cid: string) => cid.replace(/^<|>$/g, '').toLowerCase()
  return { pieces: piecesOf(letter.html ?? '', cid => pictures.find(file => bare(file.cid!) === bare(cid))?.id ?? null) }
}

/** @throws Problem 404 when it is no longer kept */
export const rawLetter = ({ read, ...common }: Working, { id, letterId }: { id: string; letterId: string }): Promise<Download> =>
  read(async ctx => {
    await mustSeeCase({ ...common, ...ctx }, id)
    const row = await ctx.db.selectFrom('letter').select('rawFileId').where('id', '=', letterId).where('caseId', '=', id).executeTakeFirst()
    const file = row?.rawFileId && (await fileBytes(ctx.db, row.rawFileId))
    if (!file) throw notFound('file')
    return { name: `${letterId}.eml`, type: 'message/rfc822', body: file.bytes }
  })

type Asked = { id: string; letterId: string; fileId: string }

/** @throws Problem 404 for a file of any other mail */
export const letterFile = ({ read, ...common }: Working, { id, letterId, fileId }: Asked): Promise<Download> =>
  read(async ctx => {
    await mustSeeCase({ ...common, ...ctx }, id)
    const row = await ctx.db
      .selectFrom('letterFile')
      .innerJoin('letter', 'letter.id', 'letterFile.letterId')
      .select(['letterFile.fileId', 'letterFile.name'])
      .where('letterFile.id', '=', fileId)
      .where('letter.id', '=', letterId)
      .where('letter.caseId', '=', id)
      .executeTakeFirst()
    const file = row && (await fileBytes(ctx.db, row.fileId))
    if (!file) throw notFound('file')
    return { name: row.name, type: file.type, body: file.bytes }
  })
