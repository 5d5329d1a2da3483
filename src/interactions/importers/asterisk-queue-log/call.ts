import type { NewInteraction } from '../../api.ts'
import type { QueueLine } from './line.ts'

const TRANSFERS = new Set(['TRANSFER', 'BLINDTRANSFER', 'ATTENDEDTRANSFER'])
const ENDS = new Set(['COMPLETEAGENT', 'COMPLETECALLER', ...TRANSFERS])
const LEAVES = new Set(['ABANDON', 'EXITWITHKEY', 'EXITWITHTIMEOUT', 'EXITEMPTY'])
const SHIFTS = /^(AGENT(CALLBACK)?LOG(IN|OFF)|(ADD|REMOVE)MEMBER|(UN)?PAUSE(ALL)?)$/

/** Whether a line says anything of a call or a shift; the others are the system's own affairs. */
export const matters = ({ event, callKey, agent }: QueueLine): boolean =>
  SHIFTS.test(event)
    ? agent !== null
    : callKey !== null && (event === 'ENTERQUEUE' || event === 'CONNECT' || ENDS.has(event) || LEAVES.has(event))

export const isShift = ({ event }: QueueLine): boolean => SHIFTS.test(event)

const RANKS: Record<string, number> = { ENTERQUEUE: 0, CONNECT: 1 }
const inOrder = (a: QueueLine, b: QueueLine) => a.at.getTime() - b.at.getTime() || (RANKS[a.event] ?? 2) - (RANKS[b.event] ?? 2)

const numbers = (rest: string) => rest.split('|').map(cell => (/^\d+(\.\d+)?$/.test(cell) ? Number(cell) : undefined))
const before = (at: Date, seconds: number) => new Date(at.getTime() - seconds * 1000)

type Soul = Omit<NewInteraction, 'externalId'>
type Known = {
  entered?: Date
  queued?: Date | undefined
  connected?: Date
  ended?: Date
  wait: number
  talk?: number
  transfers: number
  handler?: string
  talking: boolean
}

/**
 * A call as its lines tell it, in whichever order they came. Waits of several queues add up, as do talks after a transfer; who spoke last is who
 * handled it. Of a log that begins in the middle, what the later lines repeat is enough.
 */
export function callOf(lines: readonly QueueLine[]): Soul {
  const sorted = [...lines].sort(inOrder)
  const known = sorted.reduce(told, { wait: 0, transfers: 0, talking: false })
  const first = sorted[0]!
  const caller = numberOf(sorted)
  return {
    kind: 'call',
    direction: 'in',
    enteredAt: known.entered ?? first.at,
    outcome: known.connected ? 'answered' : known.ended ? 'abandoned' : 'waiting',
    transfers: known.transfers,
    ...(first.queue === null ? {} : { queue: first.queue }),
    ...(caller === undefined ? {} : { caller }),
    ...(known.connected || known.ended ? { waitSeconds: known.wait } : {}),
    ...(known.connected ? { connectedAt: known.connected } : {}),
    ...(known.ended ? { endedAt: known.ended } : {}),
    ...(known.talk === undefined ? {} : { talkSeconds: known.talk }),
    ...(known.handler === undefined ? {} : { handler: known.handler }),
  }
}

/** ENTERQUEUE's second field. */
const numberOf = (lines: readonly QueueLine[]) =>
  lines
    .flatMap(({ event, rest }) => (event === 'ENTERQUEUE' ? (rest.split('|')[1] ?? '').trim() : []))
    .find(cell => cell.length > 2)
    ?.slice(0, 200)

function told(known: Known, { at, event, rest, agent }: QueueLine): Known {
  const fields = numbers(rest)
  if (event === 'ENTERQUEUE') return { ...known, entered: known.entered ?? at, queued: at }
  if (event === 'CONNECT') return connected(known, at, fields[0] ?? since(known, at), agent)
  if (ENDS.has(event)) {
    const [wait = 0, talk = 0] = event.startsWith('COMPLETE') ? fields : fields.slice(-3)
    const met = known.talking ? known : connected(known, before(at, talk), wait, agent)
    return { ...met, ended: at, talk: (met.talk ?? 0) + talk, talking: false, transfers: met.transfers + (TRANSFERS.has(event) ? 1 : 0) }
  }
  if (!LEAVES.has(event)) return known
  const waited = (event === 'EXITWITHKEY' ? fields[3] : fields[2]) ?? since(known, at)
  return { ...known, entered: known.entered ?? before(at, waited), ended: at, wait: known.wait + waited, queued: undefined }
}

const since = ({ queued }: Known, at: Date) => (queued ? (at.getTime() - queued.getTime()) / 1000 : 0)

const connected = (known: Known, at: Date, wait: number, agent: string | null): Known => ({
  ...known,
  entered: known.entered ?? before(at, wait),
  queued: undefined,
  connected: known.connected ?? at,
  wait: known.wait + wait,
  talking: true,
  ...(agent === null ? {} : { handler: agent }),
})
