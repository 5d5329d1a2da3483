import { type Account, tryAccount } from '#kernel/imap.ts'
import { trySmtp } from '#kernel/mail-ways.ts'
import { NotPublic, publicAddress } from '#kernel/outside.ts'
import type { Site } from '#kernel/slice.ts'
import type { MailboxProblem } from './api.ts'

export type Credentials = { host: string; port: number; secure: boolean; username: string; password: string }

/** The ports of IMAP and of sending: with any other, testing a connection would be a way to look for open doors elsewhere. */
const PORTS = { imap: [143, 993], smtp: [465, 587, 2525] }

/**
 * What to connect to, checked at the moment of connecting. Hosts of the inside are for the administrator of the server to allow (`WEBHOOK_HOSTS`); there,
 * and only there, any port and no TLS will do.
 * @throws NotPublic
 */
export async function accountFor(
  site: Pick<Site, 'webhookHosts'>,
  { host, port, secure, username, password }: Credentials,
  protocol: keyof typeof PORTS = 'imap',
): Promise<Account> {
  const allowed = site.webhookHosts.includes(host)
  if (!allowed && !PORTS[protocol].includes(port)) throw new NotPublic(`port ${port} is not one of ${protocol.toUpperCase()}`)
  return { host, address: await publicAddress(host, site.webhookHosts), port, secure, plain: allowed, user: username, pass: password }
}

/** Signs in once. Null when all is well, else why not, in a word of ours and in the server's. */
export async function tried(site: Pick<Site, 'webhookHosts'>, credentials: Credentials, protocol: keyof typeof PORTS = 'imap') {
  const signIn = protocol === 'imap' ? tryAccount : trySmtp
  try {
    await signIn(await accountFor(site, credentials, protocol))
    return { problem: null, said: null }
  } catch (problem) {
    return problemOf(problem as Error)
  }
}

type Told = Error & { code?: string; command?: string; authenticationFailed?: boolean; responseText?: string; response?: unknown }

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

/** What a mail library says as one of the reasons that a person can do something about. */
export function problemOf(problem: Told): { problem: MailboxProblem; said: string } {
  const said = (problem.responseText ?? (typeof problem.response === 'string' ? problem.response : problem.message)).slice(0, 300)
  return { problem: reasonOf(problem, said), said }
}

function reasonOf(problem: Told, said: string): MailboxProblem {
  if (problem instanceof NotPublic) return /not found/.test(said) ? 'unknown-host' : 'not-public'
  if (problem.authenticationFailed || problem.code === 'EAUTH') return 'login'
  if (problem.command === 'MAIL FROM') return 'sender'
  const known = codes[problem.code ?? ''] ?? codes[/\bE[A-Z]{5,}\b/.exec(said)?.[0] ?? '']
  if (known) return known
  if (/CERT|SIGNED|TLS_CERT/i.test(problem.code ?? '') || /certificate/i.test(said)) return 'certificate'
  if (/STARTTLS|EPROTO|wrong version number|ssl/i.test(`${problem.code} ${said}`)) return 'no-tls'
  if (/timeout|timed out/i.test(said)) return 'timeout'
  return /mailbox|inbox|select|examine/i.test(said) ? 'no-inbox' : 'other'
}
