import { timingSafeEqual } from 'node:crypto'
import { newSecret } from '#kernel/id.ts'
import { hashOf } from './doorkeeper.ts'

const HOUR = 3_600_000

/** The one-use link that the start prints while nobody is here: its token, and whether a given one is it and still good. */
export function makeFirstRun() {
  const token = newSecret()
  const hash = hashOf(token)
  const until = performance.now() + HOUR
  return { token, check: (given: string | null) => given !== null && performance.now() < until && timingSafeEqual(hashOf(given), hash) }
}
