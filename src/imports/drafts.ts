import type { Readable } from 'node:stream'
import type { z } from 'zod'
import { newId } from '#kernel/id.ts'
import type { Importer, ImportSettings } from '#kernel/importer.ts'
import { Problem, wrong } from '#kernel/problem.ts'
import type { Reading, Working, Workspace, Writing } from '#kernel/slice.ts'
import { type addImport, type changeImport, importDrafted } from './api.ts'
import { valuesReader } from './cells/row-reader.ts'
import { readFile, storeFile } from './files.ts'
import { guess, type Mapping } from './guess.ts'
import { detail, lockDraft } from './list.ts'
import type { Choices } from './reading/open.ts'
import { peek } from './reading/peek.ts'
import { importerFor } from './registry.ts'
import { usualSettings } from './settings.ts'
import { withSmallHeap } from './small-heap.ts'

/** What a file looks like, and how its columns would be understood if nobody said otherwise. */
export async function look(source: Readable, choices: Choices, importer: Importer, workspace: Pick<Workspace, 'zone'>, bytes?: number) {
  const { rows, headers, ...found } = await withSmallHeap(() =>
    peek(source, choices, { shape: importer, ...(bytes === undefined ? {} : { bytes }) }),
  )
  const columns = found.columns
  const mapping = guess(
    headers,
    rows.map(({ cells }) => cells),
    importer.fields,
  )
  const settings = usualSettings(importer, { headers, columns }, mapping, workspace.zone)
  return { found: { ...found, headers }, mapping, settings, rows }
}

/** Stores the file and opens a draft on it. A file that is no table is refused here and leaves nothing behind. */
export async function draft(ctx: Working, input: z.output<typeof addImport.input>, body: Readable) {
  const importer = await importerFor(input.importer, ctx.who.may)
  const { fileId, bytes } = await withSmallHeap(() => storeFile(ctx, input.name, body))
  const id = newId()
  const seen = await look(readFile(ctx, fileId), {}, importer, ctx.workspace, bytes).catch(async failure => {
    await ctx.write(({ tx }) => tx.deleteFrom('file').where('id', '=', fileId).execute())
    throw failure
  })
  await ctx.write(async ({ tx, who, now, announce }) => {
    await tx
      .insertInto('import')
      .values({ id, importer: importer.id, state: 'draft', fileId, ...asJson({}, seen), createdAt: now, byMember: who.memberId })
      .execute()
    await announce(importDrafted, { importId: id, importer: importer.id }, { subjectId: id })
  })
  return ctx.read(({ db }) => detail(db, id))
}

const asJson = (choices: Choices, seen: Pick<Awaited<ReturnType<typeof look>>, 'found' | 'mapping' | 'settings'>) => ({
  choices: JSON.stringify(choices),
  found: JSON.stringify(seen.found),
  mapping: JSON.stringify(seen.mapping),
  settings: JSON.stringify(seen.settings),
})

/** Changes a draft. How the file is read, or what it becomes, decides the rest anew; a mapping or a setting only itself. */
export async function change(ctx: Writing, input: z.output<typeof changeImport.input>) {
  const { tx } = ctx
  await lockDraft(tx, input.id)
  const before = await detail(tx, input.id)
  const importer = await importerFor(input.importer ?? before.importer, ctx.who.may)
  const choices = input.choices ?? before.choices
  const anew = input.choices !== undefined || importer.id !== before.importer
  const seen = anew
    ? await look(await fileOf(within({ ...ctx, db: tx as never }), input.id), choices, importer, ctx.workspace, before.fileBytes)
    : before
  const mapping = input.mapping ?? seen.mapping
  check(mapping, seen.found.headers, importer)
  const settings = { ...seen.settings, ...(input.settings as Partial<ImportSettings> | undefined) }
  const set = { ...asJson(choices, { found: seen.found, mapping, settings }), importer: importer.id, state: 'draft' as const }
  await tx.updateTable('import').set(set).where('id', '=', input.id).execute()
  return detail(tx, input.id)
}

/** Reads a file's parts in the transaction that there is. */
const within = (ctx: Reading): Pick<Working, 'read'> => ({ read: run => run(ctx) })

function check(mapping: Mapping, headers: readonly string[], importer: Importer) {
  for (const [key, columns] of Object.entries(mapping)) {
    const field = importer.fields.find(one => one.key === key)
    if (!field) throw wrong(`mapping.${key}`, 'unknown-key')
    if (columns.length > 1 && !field.many) throw wrong(`mapping.${key}`, 'one-column')
    if (columns.some(column => !headers.includes(column))) throw wrong(`mapping.${key}`, 'no-such-column')
  }
}

/** @throws Problem 400 with each required field that no column becomes */
export function checkComplete(mapping: Mapping, importer: Importer) {
  const missing = importer.fields.filter(field => field.required && !mapping[field.key]?.length)
  if (missing.length > 0)
    throw new Problem(
      'import.not-mapped',
      400,
      {},
      missing.map(({ key }) => ({ field: `mapping.${key}`, code: 'required' })),
    )
}

export async function fileOf(ctx: Pick<Working, 'read'>, id: string) {
  const { fileId } = await ctx.read(({ db }) => db.selectFrom('import').select('fileId').where('id', '=', id).executeTakeFirstOrThrow())
  return readFile(ctx, fileId)
}

/** What the rows may be added to. */
export async function homes(ctx: Reading, id: string) {
  const importer = await importerFor((await detail(ctx.db, id)).importer, ctx.who.may)
  return { items: (await importer.homes?.(ctx)) ?? [] }
}

/** The first rows as what they will become, beside what is wrong in them. */
export async function preview(ctx: Reading, id: string) {
  const { importer: name, choices, mapping, settings, found } = await detail(ctx.db, id)
  const importer = await importerFor(name, ctx.who.may)
  const { rows } = await peek(await fileOf(within(ctx), id), choices, { rowsWanted: 50, shape: importer })
  const read = valuesReader(importer, found.headers, mapping, settings)
  return {
    rows: rows.map(row => {
      const { values, refused, rest } = read(row)
      const became = refused.length > 0 ? { refused } : importer.become(values, settings, rest)
      return { row: row.row, cells: row.cells, values: shown(values), refused: 'refused' in became ? became.refused : [] }
    }),
  }
}

const shown = (values: Readonly<Record<string, string | number | Date | undefined>>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : String(value)]))
