import { type Account, tryAccount } from '#kernel/imap.ts'
import { NotPublic, publicAddress } from '#kernel/outside.ts'
import type { Site } from '#kernel/slice.ts'
import type { MailboxProblem } from './api.ts'

export type Credentials = { host: string; port: number; secure: boolean; username: string; password: string }

/** The ports of IMAP: with any other, testing a connection would be a way to look for open doors elsewhere. */
const PORTS = [143, 993]

/**
 * What to connect to, checked at the moment of connecting. Hosts of the inside are for the administrator of the server to allow (`WEBHOOK_HOSTS`); there,
 * and only there, any port and no TLS will do.
 * @throws NotPublic
 */
export async function accountFor(
  site: Pick<Site, 'webhookHosts'>,
  { host, port, secure, username, password }: Credentials,
): Promise<Account> {
  const allowed = site.webhookHosts.includes(host)
  if (!allowed && !PORTS.includes(port)) throw new NotPublic(`port ${port} is not one of IMAP`)
  return { host, address: await publicAddress(host, site.webhookHosts), port, secure, plain: allowed, user: username, pass: password }
}

/** Signs in once. Null when all is well, else why not, in a word of ours and in the server's. */
export async function tried(site: Pick<Site, 'webhookHosts'>, credentials: Credentials) {
  try {
    await tryAccount(await accountFor(site, credentials))
    return { problem: null, said: null }
  } catch (problem) {
    return problemOf(problem as Error)
  }
}

type Told = Error & { code?: string; authenticationFailed?: boolean; responseText?: string; response?: unknown }

const codes: Record<string, MailboxProblem> = {
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ECONNRESET: 'refused',
  ETIMEDOUT: 'timeout',
  CONNECT_TIMEOUT: 'timeout',
  GREEETING_TIMEOUT: 'timeout',
  GREETING_TIMEOUT: 'timeout',
  UPGRADE_TIMEOUT: 'timeout',
}

/** An IMAP library's error as one of the reasons that a person can do something about. */
export function problemOf(problem: Told): { problem: MailboxProblem; said: string } {
  const said = (problem.responseText ?? problem.message).slice(0, 300)
  return { problem: reasonOf(problem, said), said }
}

function reasonOf(problem: Told, said: string): MailboxProblem {
  if (problem instanceof NotPublic) return /not found/.test(said) ? 'unknown-host' : 'not-public'
  if (problem.authenticationFailed) return 'login'
  const known = codes[problem.code ?? '']
  if (known) return known
  if (/CERT|SIGNED|TLS_CERT/i.test(problem.code ?? '') || /certificate/i.test(said)) return 'certificate'
  if (/STARTTLS|EPROTO|wrong version number|ssl/i.test(`${problem.code} ${said}`)) return 'no-tls'
  if (/timeout|timed out/i.test(said)) return 'timeout'
  return /mailbox|inbox|select|examine/i.test(said) ? 'no-inbox' : 'other'
}
