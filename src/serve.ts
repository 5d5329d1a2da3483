import { readFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { doorkeeper } from '#directory/doorkeeper.ts'
import { makeFirstRun } from '#directory/first-run.ts'
import { browserFiles } from '#kernel/browser-files.ts'
import type { Place } from '#kernel/place.ts'
import { secretOf } from '#kernel/secret.ts'
import { createServer, prepareDatabase } from '#kernel/server.ts'
import type { Settings } from '#kernel/settings.ts'
import { slices } from './slices.ts'

// The composition root: settings, the database, the slices, the doors; in this order, and taken down in the other.
const say = (line: string) => console.log(`sabai: ${line}`)
const root = new URL('..', import.meta.url)
const version = (JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }).version

/** Everything that serves, where the data is. */
export async function serve(settings: Settings, opening: Promise<Place>) {
  const place = await opening
  say(place.words)
  const run = await prepareDatabase(place.database, slices)
  if (run.length > 0) say(`the database has ${run.length} new migrations`)
  const firstRun = makeFirstRun()
  const server = await createServer({
    ...settings,
    database: place.database,
    secret: secretOf(settings),
    slices,
    version,
    logger: { level: process.env.LOG_LEVEL ?? 'warn', redact: ['req.headers.authorization', 'req.headers.cookie'] },
    doorkeeper,
    firstRun,
    mount: app => browserFiles(app, fileURLToPath(new URL('dist', root))),
  })
  await server.app.listen({ host: settings.host, port: settings.port })
  const address = server.app.server.address() as { port: number }
  const own =
    settings.publicUrl ??
    `http://${settings.host === '127.0.0.1' || settings.host === '0.0.0.0' ? 'localhost' : settings.host}:${address.port}`
  say(`ready after ${Math.round(performance.now())} ms at ${own}`)
  await welcome(server, own, firstRun.token)
  if (!server.mailConfigured) say('SMTP_URL is not set: mail waits in Settings, Waiting mail')
  const close = once(async () => {
    say('stopping')
    await server.close()
    await place.close()
    process.exit(0)
  })
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
  // What was compiled this time need not be the next time, however this one ends.
  setTimeout(flushCompileCache, 3_000).unref()
}

/** Nobody is here yet: whoever is not at this very machine needs the printed link, once, within the hour. */
async function welcome({ pool }: Awaited<ReturnType<typeof createServer>>, own: string, token: string) {
  const { rows } = await pool
    .query<{ any: boolean }>('begin; set local role sabai_finder; select exists (select from workspace) as any; commit')
    .then(all => (all as unknown as { rows: { any: boolean }[] }[])[2]!)
  if (!rows[0]!.any) say(`nobody is here yet. Begin at ${own}, or from another machine within the hour at ${own}/first-run#${token}`)
}

function once(run: () => Promise<void>) {
  let begun = false
  return () => {
    if (!begun) void run()
    begun = true
  }
}
