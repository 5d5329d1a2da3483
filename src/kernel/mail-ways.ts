import type { Transporter } from 'nodemailer'
import type { Working } from './slice.ts'

/** Where to sign in to send. `host` is the name on the certificate, `address` what is connected to. `plain`: the administrator lets it go without TLS. */
export type Smtp = { host: string; address: string; port: number; secure: boolean; plain: boolean; user: string; pass: string }

/** A sender with a mail server of its own. A new `version` (another password) is connected to anew. */
export type Sender = {
  version: string
  /** @throws what is wrong with the address, at the moment of connecting */
  smtp: () => Promise<Smtp>
  /** Told whenever its server took a mail, or would have nothing to do with us; not when it refused one recipient. */
  noted: (problem: Error | null) => Promise<unknown>
}

/** @returns null when this sender has no server of its own (any more) */
export type SenderOf = (ctx: Working, senderId: string) => Promise<Sender | null>

/** A server that hangs must not see a second process come with the same mail, so whatever happens ends well before the lease does. */
const PATIENCE = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 40_000, dnsTimeout: 10_000 }
/** A connection that nobody uses is left soon: servers close theirs without a word. */
const POOLED = { pool: true, maxMessages: 100, idleTimeout: 5_000, maxRequeues: 1, disableFileAccess: true, disableUrlAccess: true }

export type Ways = {
  /** Null where the installation has no mail server. */
  site: (() => Promise<Transporter>) | null
  of: (senderId: string, sender: Sender) => Promise<Transporter>
  close: () => void
}

/** The connections of one lane, each made with its first mail and kept. */
export function mailWays(smtpUrl: string | null, atOnce: number): Ways {
  let site: Promise<Transporter> | undefined
  const senders = new Map<string, { version: string; way: Promise<Transporter> }>()
  return {
    site: smtpUrl ? () => (site ??= transporter({ maxConnections: atOnce, url: smtpUrl })) : null,
    of: (senderId, { version, smtp }) => {
      const known = senders.get(senderId)
      if (known?.version === version) return known.way
      void known?.way.then(one => one.close()).catch(() => {})
      const way = smtp().then(account => transporter({ maxConnections: atOnce, ...accountOptions(account) }))
      senders.set(senderId, { version, way })
      // An address that was not good today may be tomorrow.
      way.catch(() => senders.delete(senderId))
      return way
    },
    close: () => {
      for (const way of [site, ...[...senders.values()].map(one => one.way)]) void way?.then(one => one.close()).catch(() => {})
    },
  }
}

async function transporter(options: object): Promise<Transporter> {
  const { default: nodemailer } = await import('nodemailer')
  return nodemailer.createTransport({ ...POOLED, ...PATIENCE, ...options } as never)
}

/** A password never goes over an open line, unless the administrator has said that it may. */
const accountOptions = ({ host, address, port, secure, plain, user, pass }: Smtp) => ({
  host: address,
  port,
  secure,
  requireTLS: !secure && !plain,
  auth: { user, pass },
  ...(host !== address && { tls: { servername: host } }),
})

/** Signs in, once. @throws whatever the server or the network says */
export async function trySmtp(account: Smtp): Promise<void> {
  const { default: nodemailer } = await import('nodemailer')
  const quick = { connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 8_000, dnsTimeout: 8_000 }
  const one = nodemailer.createTransport({ ...quick, ...accountOptions(account), disableFileAccess: true, disableUrlAccess: true } as never)
  await one.verify().finally(() => one.close())
}
