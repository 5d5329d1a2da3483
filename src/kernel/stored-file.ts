import { createHash } from 'node:crypto'
import { store } from '#core/text/normalise.ts'
import { newId } from './id.ts'
import type { Db, Tx, Writing } from './slice.ts'

const PART = 1_048_576

/** A name to be shown and downloaded by, nothing more. */
const nameOf = (name: string) =>
  store(name)
    .replace(/[\\/\p{Cc}\p{Cf}]/gu, '_')
    .slice(-120) || 'file'

/** Keeps what is whole in memory already, in parts of 1 MB. @returns its id */
export async function keepFile(
  { tx, now, who }: Pick<Writing, 'tx' | 'now' | 'who'>,
  { name, type, bytes }: { name: string; type: string; bytes: Buffer },
): Promise<string> {
  const id = newId()
  const sha256 = createHash('sha256').update(bytes).digest()
  const row = { id, name: nameOf(name), type, bytes: bytes.length, sha256, at: now, byMember: who.memberId }
  await tx.insertInto('file').values(row).execute()
  for (let part = 0; part * PART < bytes.length; part++)
    await tx
      .insertInto('filePart')
      .values({ fileId: id, part, bytes: bytes.subarray(part * PART, (part + 1) * PART) })
      .execute()
  return id
}

/** A stored file, whole. Null where there is none (any more). */
export async function fileBytes(db: Db | Tx, id: string): Promise<{ name: string; type: string; bytes: Buffer } | null> {
  const file = await (db as Tx).selectFrom('file').select(['name', 'type']).where('id', '=', id).executeTakeFirst()
  if (!file) return null
  const parts = await (db as Tx).selectFrom('filePart').select('bytes').where('fileId', '=', id).orderBy('part').execute()
  return { ...file, bytes: Buffer.concat(parts.map(part => part.bytes)) }
}
