import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { parse } from '#kernel/input.ts'
import { Problem } from '#kernel/problem.ts'
import type { Working } from '#kernel/slice.ts'
import { Choices, type ImportDetail, Settings } from './api.ts'
import { change, draft } from './drafts.ts'
import { detail, refusedRows } from './list.ts'
import { check, run } from './running.ts'
import { discard, startCheck, startRun } from './steps.ts'
import { takeBack } from './undoing.ts'

const Columns = z.union([z.string().transform(one => [one]), z.array(z.string())])
/** A map file: which column becomes which field, and what the file cannot say about itself. `{ "text": "comment" }` alone will do. */
const MapFile = z.strictObject({ mapping: z.record(z.string(), Columns), settings: Settings.partial(), choices: Choices }).partial()
const FlatMap = z.record(z.string(), Columns)

export type Ask = { importer: string; file: string; map?: string | undefined; cases?: string | undefined; dryRun: boolean }
export type Outcome = Pick<ImportDetail, 'read' | 'added' | 'changed' | 'unchanged' | 'refused' | 'opened'> & {
  reasons: { row: number; field: string; value: string; reason: string }[]
}
export type Around = {
  progress?: (line: string) => void
  /** Asked to stop: all that came in is taken back. */
  signal?: AbortSignal
  /** Does what follows an import, so that the outcome can tell of it. */
  settle?: () => Promise<void>
}

const EVERY = 10_000

/** Brings a file in from beginning to end, here and now. A dry run leaves nothing behind, nor does one that is stopped. */
export async function runImport(ctx: Working, ask: Ask, around: Around = {}): Promise<Outcome> {
  const { progress = () => {}, signal = new AbortController().signal, settle = async () => {} } = around
  if (!(await stat(ask.file).catch(() => null))?.isFile()) throw new Problem('import.no-file', 404, { file: ask.file })
  progress(`Reading ${basename(ask.file)}`)
  const { id } = await draft(ctx, { importer: ask.importer, name: basename(ask.file) }, createReadStream(ask.file))
  try {
    signal.throwIfAborted()
    await begin(ctx, id, ask)
    await (ask.dryRun ? check : run)(ctx, id, signal, told(progress, ask.dryRun))
  } catch (failure) {
    if (!signal.aborted) throw failure
    progress('Stopping. What has come in is taken back.')
    await leaveNothing(ctx, id)
    throw new Problem('import.cancelled', 409)
  }
  if (!ask.dryRun) progress('All rows are in, and can be searched. What follows from them is done now, such as opening cases.')
  if (!ask.dryRun) await settle()
  const outcome = await ctx.read(async reading =>
    outcomeOf(await detail(reading.db, id), (await refusedRows(reading, { id, limit: 1000 })).items),
  )
  if (ask.dryRun) await ctx.write(writing => discard(writing, { id }))
  return outcome
}

async function begin(ctx: Working, id: string, ask: Ask) {
  const changes = await wished(ask)
  await ctx.write(writing => change(writing, { id, ...changes } as never))
  await ctx.write(writing => (ask.dryRun ? startCheck : startRun)(writing, { id }, { here: true }))
}

const told = (progress: (line: string) => void, dryRun: boolean) => {
  let next = EVERY
  return ({ read }: { read: number }) => {
    if (read < next) return
    next = read + EVERY
    progress(`${read} rows ${dryRun ? 'read' : 'read and stored'}`)
  }
}

async function leaveNothing(ctx: Working, id: string) {
  const { state } = await ctx.read(({ db }) => detail(db, id))
  if (state === 'running') return takeBack(ctx, id, 'cancelled')
  await ctx.write(({ tx }) => tx.updateTable('import').set({ state: 'draft' }).where('id', '=', id).execute())
  await ctx.write(writing => discard(writing, { id }))
}

async function wished({ map, cases }: Ask) {
  const given = map === undefined ? {} : readMap(JSON.parse(await readFile(map, 'utf8')))
  return { ...given, settings: { ...given.settings, ...(cases === undefined ? {} : { cases: readCases(cases) }) } }
}

const readMap = (json: unknown): z.output<typeof MapFile> => {
  const whole = MapFile.safeParse(json)
  return whole.success ? whole.data : { mapping: parse(FlatMap, json) }
}

function readCases(text: string) {
  if (text === 'none' || text === 'all') return text
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1) throw new Problem('import.cases', 400, { cases: text })
  return days
}

function outcomeOf(
  { state, problem, read, added, changed, unchanged, refused, opened }: ImportDetail,
  reasons: Outcome['reasons'],
): Outcome {
  if (state === 'failed' && problem) throw new Problem(problem.code, 400, problem.facts)
  const why = reasons.map(({ row, field, value, reason }) => ({ row, field, value, reason }))
  return { read, added, changed, unchanged, refused, opened, reasons: why }
}
