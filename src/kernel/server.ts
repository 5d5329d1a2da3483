import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { Door } from './answer.ts'
import { createApp, type Doorkeeper } from './app.ts'
import { fireClocks } from './clock.ts'
import { clockGuard } from './clock-guard.ts'
import { openPool, type Pool } from './database.ts'
import { dispatch } from './dispatcher.ts'
import { house } from './house.ts'
import { newId } from './id.ts'
import { accountOf, type Letter, letterOf, mailbox } from './imap.ts'
import { finding, type Inside, reading, system, working } from './inside.ts'
import { type Jobs, runJob, startJobs } from './jobs.ts'
import { listen } from './live.ts'
import { loop } from './loop.ts'
import type { Compose, Posted } from './mail.ts'
import { addressIn } from './mail-message.ts'
import { readMailboxes } from './mailboxes.ts'
import { migrate } from './migrate.ts'
import { post } from './post.ts'
import { ensureRoles } from './roles.ts'
import { searchAgain } from './search-again.ts'
import { signIn as openSignIn, type SignIn } from './sign-in.ts'
import type { Db, Slice } from './slice.ts'
import { sortAnew, upkeep } from './upkeep.ts'

export type ServerOptions = {
  database: pg.PoolConfig
  slices: readonly Slice[]
  secret: string
  publicUrl: string | null
  trustProxy: string[]
  smtpUrl: string | null
  mailFrom: string | null
  mailReplyTo: string | null
  webhookHosts?: readonly string[]
  imapUrl?: string | null
  mailBounces?: string | null
  /** Beside that of `mailFrom`. */
  mailDomains?: readonly string[]
  version: string
  logger: boolean | object
  doorkeeper: (inside: Inside, signIn: SignIn) => Doorkeeper
  firstRun: { check: (token: string | null) => boolean }
  mount?: (app: FastifyInstance, door: Door) => void
  /** Tests set the clock, and run what is due themselves. */
  clock?: { now: Date | null }
  manual?: boolean
  /** How often it is looked which mailboxes of workspaces there are. A test that reads some says so. */
  mailboxesEveryMs?: number
}

export type Server = {
  app: FastifyInstance
  inside: Inside
  signIn: SignIn
  pool: Pool
  mailConfigured: boolean
  settle: () => Promise<void>
  /** What the loops do beside requests, once each, until nothing is left: for tests, whose servers have no loops. */
  doChores: () => Promise<void>
  /** A letter as if the mailbox had brought it. */
  receive: (raw: Buffer, box?: Letter['box'], wholeBytes?: number) => Promise<void>
  close: () => Promise<void>
}

/** Makes the schema what this version needs: roles, migrations, the next months of the event table. */
export async function prepareDatabase(database: pg.PoolConfig, slices: readonly Slice[]): Promise<string[]> {
  const pool = openPool({ ...database, max: 2 })
  try {
    await ensureRoles(pool)
    const run = await migrate(
      pool,
      slices.map(slice => slice.name),
    )
    await sortAnew(pool)
    await upkeep(pool)
    return run
  } finally {
    await pool.end()
  }
}

/** Everything that serves, over a prepared database; several of them may serve one database. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const pool = openPool(options.database)
  let wake = () => {}
  const inside: Inside = {
    pool,
    house: house(options.slices),
    clock: options.clock ?? { now: null },
    announced: () => wake(),
    publicUrl: options.publicUrl,
    sendsMail: options.smtpUrl !== null,
    webhookHosts: options.webhookHosts ?? [],
    mailBounces: options.mailBounces ?? null,
    mailDomains: domainsOf(options),
    secret: options.secret,
  }
  const signIn = openSignIn(options)
  const live = listen(pool)
  const app = createApp({ ...options, inside, signIn, live, doorkeeper: options.doorkeeper(inside, signIn) })
  const failed = (problem: Error, what: string) => app.log.error({ err: problem }, what)
  const composers = new Map(options.slices.flatMap(slice => Object.entries<Compose>(slice.composers ?? {})))
  const posted = new Map(options.slices.flatMap(slice => Object.entries<Posted>(slice.posted ?? {})))
  const senders = options.slices.flatMap(slice => slice.senders ?? [])
  const mail = post(inside, { ...options, signIn }, composers, posted, failed, senders[0])
  const takers = options.slices.flatMap(slice => slice.letters ?? [])
  const arriving = {
    find: <T>(run: (db: Db) => Promise<T>) => finding(inside, ({ tx }) => run(tx as never)),
    inside: (id: string) => reading(inside, id, system, async ({ workspace, now }) => working(inside, workspace, system, now)),
  }
  const takeLetter = async (letter: Letter) => {
    for (const take of takers) if (await take(arriving, letter)) return
  }
  const { imapUrl } = options
  const letters = imapUrl ? mailbox({ account: async () => accountOf(imapUrl) }, takeLetter, error => failed(error, 'mailbox')) : null
  const everyMs = options.mailboxesEveryMs ?? (options.manual ? null : 5_000)
  const claims = options.slices.flatMap(slice => slice.mailboxes ?? [])
  const mailboxes =
    everyMs === null ? null : readMailboxes(claims, arriving, newId(), takeLetter, error => failed(error, 'mailboxes'), everyMs)
  const queued: (() => Promise<void>)[] = []
  // Started beside the rest: the first request need not wait for it, only the first job does.
  const jobs = options.manual ? null : startJobs(inside, options.database, failed)
  const sendJob: Jobs['send'] = async (job, task) =>
    jobs ? (await jobs).send(job, task) : void queued.push(() => runJob(inside, job, task, new AbortController().signal))
  const outward = { sendJob, delivered: () => {}, failed }
  // A test sets its clock as it likes.
  const guard = options.manual ? undefined : clockGuard()
  const round = async () => (await dispatch(inside, outward)) + (await fireClocks(inside, failed, guard))
  const searched = options.slices.flatMap(slice => slice.searched ?? [])
  const chores = options.slices.flatMap(slice => slice.chores ?? [])
  const stopping = new AbortController()
  const loops = options.manual
    ? []
    : [
        loop(round, 1_000, error => failed(error, 'round')),
        ...mail.lanes.map(run => loop(run, 1_000, error => failed(error, 'mail'))),
        loop(
          () => upkeep(pool),
          3_600_000,
          error => failed(error, 'upkeep'),
        ),
        loop(
          () => searchAgain(inside, searched, stopping.signal),
          3_600_000,
          error => failed(error, 'search keys'),
        ),
        ...chores.map(({ name, everyMs, run }) =>
          loop(
            () => run(inside),
            everyMs,
            error => failed(error, name),
          ),
        ),
      ]
  wake = () => {
    for (const one of loops) one.wake()
  }
  return {
    app,
    inside,
    signIn,
    pool,
    mailConfigured: mail.configured,
    receive: async (raw, box, wholeBytes) =>
      takeLetter({ ...(await letterOf(raw)), ...(box && { box }), ...(wholeBytes && { wholeBytes }) }),
    doChores: async () => {
      for (const { run } of chores) while ((await run(inside)) > 0);
    },
    settle: async () => {
      for (let left = 1; left > 0; ) {
        left = await round()
        const tasks = queued.splice(0)
        for (const task of tasks) await task()
        left += tasks.length
      }
      while ((await mail.run()) > 0);
    },
    close: async () => {
      stopping.abort()
      await Promise.all([...loops.map(one => one.close()), letters?.close(), mailboxes?.close()])
      await app.close()
      await (await jobs)?.close()
      await live.close()
      mail.close()
      await signIn.close()
      await pool.end()
    },
  }
}

/** Whoever administers the installation has said that its mail server sends for these. */
const domainsOf = ({ mailFrom, mailDomains = [] }: Pick<ServerOptions, 'mailFrom' | 'mailDomains'>) => [
  ...new Set([...(mailFrom ? [addressIn(mailFrom).split('@')[1]!.toLowerCase()] : []), ...mailDomains]),
]
