import { Readable } from 'node:stream'
import { command } from '#kernel/command.ts'
import type { Importer } from '#kernel/importer.ts'
import { reading, system, working } from '#kernel/inside.ts'
import { download, job, read, type Slice, upload, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import { change, draft, homes, preview } from './drafts.ts'
import { detail, list, refusedRows } from './list.ts'
import { refusedFile } from './refused-file.ts'
import { importers } from './registry.ts'
import { runImport } from './run-import.ts'
import { check, run } from './running.ts'
import { discard, startCheck, startRun, startUndo, stop } from './steps.ts'
import { stopWhatIsLeft, undo } from './undoing.ts'

/** A body that the server has read already, for what it said it is, is a file like any other; none is an empty one. */
const flowOf = (body: unknown): Readable =>
  body instanceof Readable
    ? body
    : Readable.from([Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? '').replace(/^""$/, ''))])

const described = ({ id, fields, asks }: Importer) => ({
  id,
  asks: [...asks],
  fields: fields.map(({ key, label, kind, required = false, unique = false, many = false, choices = {} }) => ({
    ...{ key, label, kind, required, unique, many },
    choices: Object.keys(choices),
  })),
})

export { rowKeys } from './row-key.ts'
export { type Ask, type Outcome, runImport } from './run-import.ts'
export { withSmallHeap } from './small-heap.ts'
export { countOpened, countTold } from './steps.ts'

/** Files brought in: read, matched, checked, stored, and taken back. What rows become is each slice's own, in its `importers/`. */
export const imports: Slice = {
  name: 'imports',
  permissions: { 'imports.run': ['admin', 'head', 'manager', 'champion'] },
  events: [
    api.importDrafted,
    api.importChecked,
    api.importStarted,
    api.importMoved,
    api.importStopAsked,
    api.importUndoAsked,
    api.importEnded,
  ],

  routes: [
    read(api.listImporters, async ({ who }) => [...(await importers()).values()].filter(({ may }) => who.may(may)).map(described)),
    read(api.listImports, list),
    upload(api.addImport, (ctx, input, body) => draft(ctx, input, flowOf(body))),
    read(api.getImport, ({ db }, { id }) => detail(db, id)),
    write(api.changeImport, change),
    read(api.listHomes, (ctx, { id }) => homes(ctx, id)),
    read(api.previewImport, (ctx, { id }) => preview(ctx, id)),
    write(api.checkImport, startCheck),
    write(api.runImport, startRun),
    write(api.cancelImport, stop),
    write(api.undoImport, startUndo),
    write(api.discardImport, discard),
    read(api.listRefused, refusedRows),
    download(api.downloadRefused, (ctx, { id }) => refusedFile(ctx, id)),
  ],

  commands: [
    command({
      words: 'import',
      about: 'Brings a file in: CSV, TSV, XLSX, JSON lines or array, each also gzipped',
      takes: ['importer', 'file'],
      options: [
        { name: 'map', value: 'F', about: 'a JSON file that says which column becomes which field; without it the columns are guessed' },
        {
          name: 'cases',
          value: 'none|DAYS|all',
          about: 'which unhappy rows open cases: none, those said in the last DAYS days (7), or all',
        },
        { name: 'dry-run', value: null, about: 'reads and counts, stores nothing' },
      ],
      run: async ({ inside, workspaceId, progress, signal, settle }, { takes: [importer = '', file = ''], options }) => {
        const ask = { importer, file, map: options.map as string, cases: options.cases as string, dryRun: options['dry-run'] === true }
        const ctx = await reading(inside, await workspaceId(), system, async ({ workspace, now }) =>
          working(inside, workspace, system, now),
        )
        return runImport(ctx, ask, { progress, signal, settle })
      },
    }),
  ],

  jobs: [
    job(api.importChecked, 'imports.check', (ctx, { importId }, signal) => check(ctx, importId, signal)),
    job(api.importStarted, 'imports.run', (ctx, { importId }, signal) => run(ctx, importId, signal)),
    job(api.importStopAsked, 'imports.stop', (ctx, { importId }) => stopWhatIsLeft(ctx, importId)),
    job(api.importUndoAsked, 'imports.undo', (ctx, { importId }) => undo(ctx, importId)),
  ],
}
