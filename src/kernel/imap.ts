import type { ImapFlow } from 'imapflow'
import type { ParsedMail } from 'mailparser'
import type { Db, Working } from './slice.ts'

/** What a letter that came in may touch: finding across workspaces which one it belongs to, and acting inside that. */
export type Arriving = {
  find: <T>(run: (db: Db) => Promise<T>) => Promise<T>
  inside: (workspaceId: string) => Promise<Working>
}
/** Takes a letter that is its matter. @returns false when it is none of its business: the next is asked */
export type TakeLetter = (arriving: Arriving, letter: Letter) => Promise<boolean>
/** `box`: the workspace's own mailbox that brought it; absent for the server's. */
export type Letter = {
  raw: Buffer
  mail: ParsedMail
  box?: { workspaceId: string; id: string }
  /** How long it is where that is more than we take: `raw` is its beginning. */
  wholeBytes?: number
}

/** Where to sign in. `host` is the name on the certificate, `address` what is connected to. `plain`: the administrator lets it go without TLS. */
export type Account = { host: string; address: string; port: number; secure: boolean; plain: boolean; user: string; pass: string }

/** How far a mailbox has been read: numbers count up within one validity. */
export type Place = { validity: string; uid: number }

/** What is read: who may sign in (asked at each connection), and where the place is kept; without one, what is unseen is read. */
export type Source = {
  account: () => Promise<Account>
  place?: { get: () => Promise<Place | null>; keep: (place: Place) => Promise<void> }
  /** Signed in, and all that was there is read. */
  well?: () => Promise<void>
}

const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 5 * 60_000
/** 25 MB as mail carries it, and what stands around it. What is longer is cut off, and said to be. */
const MOST_BYTES = 36 * 1024 * 1024
const AT_ONCE = 100
/** A letter that cannot be taken so many times is left alone, flagged, so that those behind it are read. */
const PATIENCE = 3

/** Reads a mailbox for as long as it is open: what is new now, then whatever comes. A lost connection is made again, later and later. */
export function mailbox(
  source: Source,
  take: (letter: Letter) => Promise<void>,
  failed: (problem: Error) => void,
): { close: () => Promise<void> } {
  let stopped = false
  let client: ImapFlow | null = null
  let wake = () => {}
  const failures = new Map<number, number>()
  const sleep = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const turns = (async () => {
    for (let pause = FIRST_PAUSE_MS; !stopped; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        client = await clientOf(await source.account())
        await client.connect()
        await client.mailboxOpen('INBOX')
        pause = FIRST_PAUSE_MS
        while (!stopped && client.usable) {
          while (!stopped && (await readNew(client, source, take, failures, failed)) === AT_ONCE);
          await source.well?.()
          // Idle ends as soon as something comes; some servers end it themselves.
          if (!stopped) await Promise.race([newLetter(client), client.idle(), sleep(60_000)])
        }
      } catch (problem) {
        if (!stopped) failed(problem as Error)
      }
      client?.close()
      if (!stopped) await sleep(pause)
    }
  })()
  return {
    close: async () => {
      stopped = true
      client?.close()
      wake()
      await turns
    },
  }
}

/** The server's own mailbox, from its setting: the administrator's word, so not asked whether it is public. */
export function accountOf(address: string): Account {
  const { protocol, hostname, port, username, password } = new URL(address)
  const secure = protocol === 'imaps:'
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return {
    host,
    address: host,
    port: port ? Number(port) : secure ? 993 : 143,
    secure,
    plain: true,
    user: decodeURIComponent(username),
    pass: decodeURIComponent(password),
  }
}

/** Signs in and opens the inbox, once. @throws whatever the server or the network says */
export async function tryAccount(account: Account): Promise<void> {
  const client = await clientOf(account, { connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 8_000 })
  try {
    await client.connect()
    await client.mailboxOpen('INBOX', { readOnly: true })
  } finally {
    client.close()
  }
}

/** Loaded by the first mailbox: most servers have none. */
async function clientOf({ host, address, port, secure, plain, user, pass }: Account, patience: object = {}): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host: address,
    ...(host !== address && { servername: host }),
    port,
    secure,
    // A password never goes over an open line, unless the administrator has said that it may.
    ...(!secure && !plain && { doSTARTTLS: true }),
    auth: { user, pass },
    logger: false,
    ...patience,
  })
  // It says again what its calls throw; without a listener that would end the process.
  client.on('error', () => {})
  return client
}

const newLetter = (client: ImapFlow) => new Promise<void>(resolve => void client.once('exists', () => resolve()))

/** What has not been read: by its number where the place is known (somebody else may have opened it), else what nobody has seen. */
async function newOnes(client: ImapFlow, place: Place | null): Promise<number[]> {
  if (!place || place.validity !== validityOf(client)) return (await client.search({ seen: false }, { uid: true })) || []
  const found = (await client.search({ uid: `${place.uid + 1}:*` }, { uid: true })) || []
  // `n:*` names the last one even where it is below n.
  return found.filter(uid => uid > place.uid)
}

const validityOf = ({ mailbox }: ImapFlow) => (mailbox ? String(mailbox.uidValidity) : '')

/** Marked as seen once it was taken: after a crash it is read again, and whoever takes it knows it by its words. @returns how many there were */
async function readNew(
  client: ImapFlow,
  { place }: Source,
  take: (letter: Letter) => Promise<void>,
  failures: Map<number, number>,
  failed: (problem: Error) => void,
): Promise<number> {
  const fresh = (await newOnes(client, (await place?.get()) ?? null)).sort((a, b) => a - b).slice(0, AT_ONCE)
  for (const uid of fresh) {
    const found = await client.fetchOne(String(uid), { size: true, source: { maxLength: MOST_BYTES } }, { uid: true })
    if (!found || found.source === undefined) continue
    try {
      const { size = 0 } = found
      await take({ ...(await letterOf(found.source)), ...(size > MOST_BYTES && { wholeBytes: size }) })
    } catch (problem) {
      failed(problem as Error)
      failures.set(uid, (failures.get(uid) ?? 0) + 1)
      // Those behind it wait: where numbers tell how far one has read, none is left out.
      if (failures.get(uid)! < PATIENCE) return 0
      await client.messageFlagsAdd(String(uid), ['\\Flagged'], { uid: true })
    }
    await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
    await place?.keep({ validity: validityOf(client), uid })
  }
  return fresh.length
}

/** Turning HTML into text and back blocks for seconds on hostile mail, and nobody needs it here. */
export async function letterOf(raw: Buffer): Promise<Letter> {
  const { simpleParser } = await import('mailparser')
  const without = { keepDeliveryStatus: true, skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true } as object
  return { raw, mail: await simpleParser(raw, without) }
}
