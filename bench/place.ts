import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { doorkeeper } from '#directory/doorkeeper.ts'
import { foundWorkspace, usualHours } from '#directory/workspaces.ts'
import { newId } from '#kernel/id.ts'
import { founding } from '#kernel/inside.ts'
import { openPlace } from '#kernel/place.ts'
import { createServer, prepareDatabase } from '#kernel/server.ts'
import { loadSettings } from '#kernel/settings.ts'
import { slices } from '../src/slices.ts'

/** A data folder of its own with PostgreSQL as a customer runs it (fsync on), and a server without loops on it. */
export async function benchPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'sabai-bench-'))
  const settings = loadSettings({ SABAI_DATA: folder })
  const place = await openPlace(settings)
  await prepareDatabase(place.database, slices)
  const server = await createServer({
    ...settings,
    database: place.database,
    secret: 'a secret only for measurements, 32',
    slices,
    version: 'bench',
    logger: false,
    doorkeeper,
    firstRun: { check: () => false },
    manual: true,
  })
  const workspaceId = newId()
  await founding(server.inside, workspaceId, ctx =>
    foundWorkspace(ctx, { id: workspaceId, name: 'Bench', language: 'en', zone: 'UTC', workingHours: usualHours }),
  )
  return {
    folder,
    server,
    workspaceId,
    database: place.database,
    /** Ends what serves; the data stays for the next server. */
    leave: async () => {
      await server.close()
      await place.close()
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export type BenchPlace = Awaited<ReturnType<typeof benchPlace>>
