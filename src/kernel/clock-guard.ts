import { z } from 'zod'
import { event } from './event.ts'
import { finding, type Inside, system, writing } from './inside.ts'

const MINUTE = 60_000
const MOST_MINUTES = 5
/** As long a wrong time usually lasts until it is set right. A machine that slept looks the same, and may not wait for ever. */
const WAIT_MINUTES = 15

/** In every workspace: the database's clock jumped by so many minutes, and what is due waits a while. */
export const clockJumped = event('house.clock-jumped', z.object({ minutes: z.int() }), [])

/** What the database's time is worth: `jumped` once, by how many minutes; then `waiting`; else `steady`. */
export type Verdict = { state: 'steady' | 'waiting' } | { state: 'jumped'; minutes: number }
export type ClockGuard = (now: Date) => Verdict

/**
 * Compares the database's clock with one that only goes forward. After a jump of more than five minutes it says to wait, until the jump
 * is undone or a quarter of an hour has passed; slow corrections are followed.
 */
export function clockGuard(monotonicMs: () => number = () => performance.now()): ClockGuard {
  let known: number | null = null
  let waitUntil: number | null = null
  return now => {
    const own = monotonicMs()
    const offset = now.getTime() - own
    const minutes = known === null ? 0 : Math.round((offset - known) / MINUTE)
    const back = Math.abs(offset - (known ?? offset)) <= MOST_MINUTES * MINUTE
    if (back || (waitUntil !== null && own >= waitUntil)) {
      known = offset
      waitUntil = null
      return { state: 'steady' }
    }
    if (waitUntil !== null) return { state: 'waiting' }
    waitUntil = own + WAIT_MINUTES * MINUTE
    return { state: 'jumped', minutes }
  }
}

/** Tells every workspace; its administrators hear of it from the directory. */
export async function tellOfJump(inside: Inside, minutes: number): Promise<void> {
  const workspaces = await finding(inside, ({ tx }) => tx.selectFrom('workspace').select('id').where('archivedAt', 'is', null).execute())
  for (const { id } of workspaces) await writing(inside, id, system, ctx => ctx.announce(clockJumped, { minutes }, { subjectId: id }))
}
