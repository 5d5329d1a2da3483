import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorValues, page } from '#kernel/cursor.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Db, Reading, Tx } from '#kernel/slice.ts'
import type { ImportDetail, listImports, listRefused } from './api.ts'

const imports = (db: Db) =>
  db
    .selectFrom('import')
    .innerJoin('file', 'file.id', 'import.fileId')
    .leftJoin('member', 'member.id', 'import.byMember')
    .select(['import.id', 'import.importer', 'import.state', 'file.name as fileName', 'file.bytes as fileBytes'])
    .select([
      'import.read',
      'import.added',
      'import.changed',
      'import.unchanged',
      'import.refused',
      'import.removed',
      'import.kept',
      'import.opened',
      'import.told',
    ])
    .select(['import.problem', 'import.createdAt', 'import.endedAt', 'member.name as by'])
    .select(sql<boolean>`import.stop_asked_at is not null`.as('stopAsked'))
    .select(sql<number | null>`(import.found ->> 'rowsGuessed')::int`.as('rowsGuessed'))

/** One import with everything about it. @throws Problem 404 */
export async function detail(db: Db | Tx, id: string): Promise<ImportDetail> {
  const row = await imports(db as Db)
    .select(['import.choices', 'import.found', 'import.mapping', 'import.settings', 'import.keptList'])
    .where('import.id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('import')
  return row as unknown as ImportDetail
}

export async function list({ db }: Reading, { cursor, limit }: z.output<typeof listImports.input>) {
  const [at, id] = cursor ? cursorValues(cursor, 2) : []
  const rows = await imports(db)
    .$if(cursor !== undefined, query => query.where(sql<boolean>`(import.created_at, import.id) < (${at}::timestamptz, ${id}::uuid)`))
    .orderBy('import.createdAt', 'desc')
    .orderBy('import.id', 'desc')
    .limit(limit + 1)
    .execute()
  return page(rows, limit, row => [row.createdAt, row.id]) as never
}

export async function refusedRows({ db }: Reading, { id, cursor, limit }: z.output<typeof listRefused.input>) {
  await detail(db, id)
  const [row, part] = cursor ? cursorValues(cursor, 2) : []
  const rows = await db
    .selectFrom('importRefused')
    .select(['row', 'part', 'field', 'value', 'reason'])
    .where('importId', '=', id)
    .$if(cursor !== undefined, query => query.where(sql<boolean>`("row", part) > (${row}::int, ${part}::int)`))
    .orderBy('row')
    .orderBy('part')
    .limit(limit + 1)
    .execute()
  return page(rows, limit, one => [one.row, one.part])
}

/** Locks a draft for changing. @throws Problem 409 when it has begun to run */
export async function lockDraft(tx: Tx, id: string) {
  const found = await tx.selectFrom('import').select(['state', 'importer', 'fileId']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!found) throw notFound('import')
  if (found.state !== 'draft' && found.state !== 'ready') throw new Problem('import.begun', 409)
  return found
}
