import { NotPublic } from '#kernel/outside.ts'
import { Problem, wrong } from '#kernel/problem.ts'
import type { Gathering, Site } from '#kernel/slice.ts'
import type { ConnectionProblem } from '../connection-api.ts'
import { basicToken, type Calling, page } from '../pulls/client.ts'
import { object, text } from '../pulls/stream.ts'

export type Account = { address: string; email: string; token: string }

/**
 * Where an account is, from whatever somebody copied: its host, the address of a page. Only Zendesk's own hosts, and what the administrator of
 * this server lets through: a token must not be sent to whoever is named here.
 * @throws Problem 400 at the field `address`
 */
export function addressOf(given: string, { webhookHosts }: Pick<Site, 'webhookHosts'>): string {
  const host = given
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
  if (webhookHosts.includes(host)) return `http://${host}`
  const name = /^([a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)\.zendesk\.com$/.exec(host)?.[1]
  if (!name) throw wrong('address', 'not-zendesk')
  return `https://${name}.zendesk.com`
}

export const callingOf = (
  { address, email, token }: Account,
  allowed: readonly string[],
  more: Omit<Calling, 'base' | 'authorization' | 'allowed'>,
) => ({
  base: address,
  authorization: basicToken(email, token),
  allowed,
  ...more,
})

/** Asks who we are. What a wrong token gets is not always a refusal: somebody without a name, or a customer, may not read tickets. */
export async function tried(site: Pick<Site, 'webhookHosts'>, account: Account) {
  const calling = callingOf(account, site.webhookHosts, { signal: AbortSignal.timeout(20_000), progress: () => {}, wait: busy })
  try {
    const user = object((await page(calling, '/api/v2/users/me.json')).user)
    if (user.id === null || user.id === undefined) return { problem: 'login' as const, said: null, name: null }
    if (user.role === 'end-user') return { problem: 'not-allowed' as const, said: text(user.name), name: null }
    return { problem: null, said: null, name: text(user.name).slice(0, 200) }
  } catch (problem) {
    return { ...problemOf(problem as Error), name: null }
  }
}

/** Somebody who waits before the screen does not wait for minutes. */
const busy = () => Promise.reject(new Problem('pull.refused', 502, { status: 429 }))

export function tryNew({ site }: Pick<Gathering, 'site'>, { address, ...account }: Account) {
  return tried(site, { ...account, address: addressOf(address, site) })
}

const statuses: Record<string, ConnectionProblem> = {
  401: 'login',
  403: 'not-allowed',
  404: 'not-theirs',
  429: 'busy',
  'not JSON': 'unreadable',
}
const codes: Record<string, ConnectionProblem> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
}

/** What went wrong as one of the reasons that a person can do something about, and in the words of whoever said it. */
export function problemOf(problem: Error & { code?: string }): { problem: ConnectionProblem; said: string | null } {
  if (problem instanceof NotPublic) return { problem: /not found/.test(problem.message) ? 'unknown-host' : 'not-public', said: null }
  if (problem instanceof Problem) {
    const status = String(problem.facts.status ?? '')
    return { problem: statuses[status] ?? (/^3/.test(status) ? 'not-theirs' : 'other'), said: status === '' ? null : status }
  }
  const said = problem.message.slice(0, 300)
  if (problem.name === 'TimeoutError' || problem.name === 'AbortError' || /in time/.test(said)) return { problem: 'timeout', said: null }
  if (/CERT|SIGNED/i.test(problem.code ?? '') || /certificate/i.test(said)) return { problem: 'certificate', said }
  return { problem: codes[problem.code ?? ''] ?? 'other', said }
}
