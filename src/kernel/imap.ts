import { ImapFlow } from 'imapflow'
import { type ParsedMail, simpleParser } from 'mailparser'
import type { Db, Working } from './slice.ts'

/** What a letter that came in may touch: finding across workspaces which one it belongs to, and acting inside that. */
export type Arriving = {
  find: <T>(run: (db: Db) => Promise<T>) => Promise<T>
  inside: (workspaceId: string) => Promise<Working>
}
/** Takes a letter that is its matter. @returns false when it is none of its business: the next is asked */
export type TakeLetter = (arriving: Arriving, letter: Letter) => Promise<boolean>
export type Letter = { raw: Buffer; mail: ParsedMail }

const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 5 * 60_000
const MOST_BYTES = 10 * 1024 * 1024
const AT_ONCE = 100
/** A letter that cannot be taken so many times is left alone, flagged, so that those behind it are read. */
const PATIENCE = 3

/** Reads a mailbox for as long as it is open: what is unseen now, then whatever comes. A lost connection is made again, later and later. */
export function mailbox(
  url: string,
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
      client = clientOf(url)
      // It says again what its calls throw; without a listener that would end the process.
      client.on('error', () => {})
      try {
        await client.connect()
        await client.mailboxOpen('INBOX')
        pause = FIRST_PAUSE_MS
        while (!stopped && client.usable) {
          await readUnseen(client, take, failures, failed)
          // Idle ends as soon as something comes; some servers end it themselves.
          if (!stopped) await Promise.race([newLetter(client), client.idle(), sleep(60_000)])
        }
      } catch (problem) {
        if (!stopped) failed(problem as Error)
      }
      client.close()
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

function clientOf(address: string): ImapFlow {
  const { protocol, hostname, port, username, password } = new URL(address)
  const secure = protocol === 'imaps:'
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  return new ImapFlow({
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port ? Number(port) : secure ? 993 : 143,
    secure,
    auth,
    logger: false,
  })
}

const newLetter = (client: ImapFlow) => new Promise<void>(resolve => void client.once('exists', () => resolve()))

/** Marked as seen once it was taken: after a crash it is read again, and whoever takes it knows it by its words. */
async function readUnseen(
  client: ImapFlow,
  take: (letter: Letter) => Promise<void>,
  failures: Map<number, number>,
  failed: (problem: Error) => void,
) {
  const unseen = (await client.search({ seen: false }, { uid: true })) || []
  for (const uid of unseen.slice(0, AT_ONCE)) {
    const found = await client.fetchOne(String(uid), { source: { maxLength: MOST_BYTES } }, { uid: true })
    if (!found || found.source === undefined) continue
    try {
      await take(await letterOf(found.source))
    } catch (problem) {
      failed(problem as Error)
      failures.set(uid, (failures.get(uid) ?? 0) + 1)
      if (failures.get(uid)! < PATIENCE) continue
      await client.messageFlagsAdd(String(uid), ['\\Flagged'], { uid: true })
    }
    await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
  }
}

/** Turning HTML into text and back blocks for seconds on hostile mail, and nobody needs it here. */
export const letterOf = async (raw: Buffer): Promise<Letter> => ({
  raw,
  mail: await simpleParser(raw, { keepDeliveryStatus: true, skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true } as object),
})
