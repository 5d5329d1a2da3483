import { type CommandContext, command } from '#kernel/command.ts'
import { finding, founding, type Inside, reading, system, writing } from '#kernel/inside.ts'
import type { Language } from '#kernel/slice.ts'
import type { Found, Sample, Visitor, Wanted } from './found.ts'
import { forgetHalf, hold } from './half.ts'

const smallest = 2_000
/** More than this is told in many transactions. */
const atOnce = 50_000

/** Ctrl-C leaves nothing; what a power cut leaves is taken away before the next one. */
async function large({ inside, progress, signal }: CommandContext, found: Found, wanted: Wanted): Promise<Sample> {
  const write: Found = (id, run) => {
    signal.throwIfAborted()
    return writing(inside, id, system, run)
  }
  const steps = {
    found,
    write,
    forgetHalf: () => forgetHalf(inside, progress),
    hold: <T>(id: string, run: () => Promise<T>) => hold(inside, id, run),
  }
  try {
    const { foundLargeSample } = await import('./found.ts')
    return await foundLargeSample(steps, wanted)
  } catch (failure) {
    if (signal.aborted) await steps.forgetHalf()
    throw failure
  }
}

/** `npm run sabai -- sample`: a sample company of any size; the admins of this server may look around in it. */
export const sampleCommand = command({
  words: 'sample',
  about: 'Makes a sample company in a workspace of its own; it sends nothing',
  takes: [],
  options: [
    { name: 'seed', value: 'N', about: 'another number tells another story (1)' },
    { name: 'size', value: 'S', about: 'how many events, from 2000 (10000)' },
    { name: 'until', value: 'D', about: 'where the story ends, a day or a moment (now)' },
  ],
  run: async (ctx: CommandContext, { options }) => {
    const { inside, progress } = ctx
    const seed = whole('seed', options.seed, 1, 0)
    const size = whole('size', options.size, 10_000, smallest)
    const until = options.until === undefined ? null : moment(String(options.until))
    const visitors = await admins(inside)
    const wanted = { seed, size, until, visitors, progress }
    const found: Found = (id, run) => founding(inside, id, run)
    const { foundSample } = await import('./found.ts')
    return size <= atOnce ? foundSample(found, wanted) : large(ctx, found, wanted)
  },
})

function whole(name: string, given: unknown, usual: number, least: number): number {
  const value = given === undefined ? usual : Number(given)
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`--${name} must be a whole number from ${least}, not '${given}'.`)
  return value
}

function moment(given: string): Date {
  const at = new Date(given)
  if (Number.isNaN(at.getTime()))
    throw new Error(`--until must be a day like 2026-03-02 or a moment like 2026-03-02T09:00:00Z, not '${given}'.`)
  return at
}

/** Whoever runs this server may look around: the admins of its workspaces. */
async function admins(inside: Inside): Promise<Visitor[]> {
  const found = await finding(inside, ({ tx }) =>
    tx
      .selectFrom('member')
      .select(['workspaceId', 'id', 'userId'])
      .where('role', '=', 'admin')
      .where('userId', 'is not', null)
      .where('endedAt', 'is', null)
      .limit(50)
      .execute(),
  )
  const visitors = new Map<string, Visitor>()
  for (const { workspaceId, id, userId } of found)
    if (userId && !visitors.has(userId)) visitors.set(userId, await visitorOf(inside, workspaceId, id, userId))
  return [...visitors.values()]
}

const visitorOf = (inside: Inside, workspaceId: string, id: string, userId: string): Promise<Visitor> =>
  reading(inside, workspaceId, system, async ({ db }) => {
    const { name, email, language } = await db
      .selectFrom('member')
      .select(['name', 'email', 'language'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return { userId, name, email, language: language as Language }
  })
