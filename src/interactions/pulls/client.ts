import { setTimeout as sleep } from 'node:timers/promises'
import { getOutside } from '#kernel/outside.ts'
import { Problem } from '#kernel/problem.ts'

const MOST_BYTES = 32 * 1024 * 1024
const MOST_TRIES = 6
const LONGEST_WAIT_SECONDS = 600

export type Calling = {
  base: string
  authorization: string
  allowed: readonly string[]
  signal: AbortSignal
  progress: (line: string) => void
  /** What is done when the other side wants to be left alone for so long: wait here, or leave and come again. */
  wait: (seconds: number) => Promise<unknown>
}

/**
 * One page of JSON. Who says that it is too much (429) or that they cannot now (503) is asked again when they say; whoever stays silent about it, later
 * and later. An address of a next page that leads elsewhere is not followed: our token would go along.
 */
export async function page(calling: Calling, address: string): Promise<Record<string, unknown>> {
  const url = new URL(address, calling.base)
  if (url.origin !== new URL(calling.base).origin) throw new Problem('pull.refused', 502, { host: url.host, status: 'another host' })
  for (let tries = 1; ; tries++) {
    calling.signal.throwIfAborted()
    const headers = { authorization: calling.authorization, accept: 'application/json' }
    const { status, headers: told, body } = await getOutside(url.href, { headers, allowed: calling.allowed, most: MOST_BYTES })
    if (status === 200) return readable(body, url.host)
    if ((status !== 429 && status < 500) || tries === MOST_TRIES) throw new Problem('pull.refused', 502, { host: url.host, status })
    await calling.wait(secondsOf(told['retry-after'], tries))
  }
}

/** A page for people (a proxy, a suspended account) is no answer. */
function readable(body: Buffer, host: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(body.toString())
    if (typeof said === 'object' && said !== null) return said as Record<string, unknown>
  } catch {}
  throw new Problem('pull.refused', 502, { host, status: 'not JSON' })
}

function secondsOf(told: string | undefined, tries: number): number {
  const seconds = told === undefined ? 2 ** tries : /^\d+$/.test(told) ? Number(told) : 60
  return Math.min(seconds, LONGEST_WAIT_SECONDS)
}

/** Waits here, for whoever sits before it. */
export const waitHere =
  ({ signal, progress }: Pick<Calling, 'signal' | 'progress'>) =>
  async (seconds: number): Promise<void> => {
    if (seconds > 0) progress(`Asked to wait ${seconds} seconds`)
    await sleep(seconds * 1000, undefined, { signal })
  }

/** What their API takes as a name and a password. */
export const basicToken = (email: string, token: string) => `Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`
