import type { QueueLine } from './line.ts'

export type Shift = { startedAt: Date; endedAt: Date; productiveSeconds: number }
type Open = { queues: ReadonlySet<string>; startedAt: Date; pausedAt: Date | null; pausedSeconds: number }

/** From the first queue that somebody joined to the last that they left, and how much of it they took no pause. What has not ended is none yet. */
export function shiftsOf(lines: readonly QueueLine[]): Shift[] {
  const found: Shift[] = []
  let open: Open | null = null
  for (const line of [...lines].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const next: Open | null = step(open, line)
    if (open && !next) found.push(closed(open, line.at))
    open = next
  }
  return found
}

const seconds = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000

const closed = ({ startedAt, pausedAt, pausedSeconds }: Open, endedAt: Date): Shift => ({
  startedAt,
  endedAt,
  productiveSeconds: seconds(startedAt, endedAt) - pausedSeconds - (pausedAt ? seconds(pausedAt, endedAt) : 0),
})

function step(open: Open | null, { event, queue, at }: QueueLine): Open | null {
  const name = queue ?? ''
  if (/LOGIN$|^ADD/.test(event))
    return open
      ? { ...open, queues: new Set([...open.queues, name]) }
      : { queues: new Set([name]), startedAt: at, pausedAt: null, pausedSeconds: 0 }
  if (!open) return null
  if (/LOGOFF$/.test(event)) return null
  if (event === 'REMOVEMEMBER') {
    const queues = new Set([...open.queues].filter(one => one !== name))
    return queues.size === 0 ? null : { ...open, queues }
  }
  if (event.startsWith('PAUSE')) return { ...open, pausedAt: open.pausedAt ?? at }
  return open.pausedAt ? { ...open, pausedAt: null, pausedSeconds: open.pausedSeconds + seconds(open.pausedAt, at) } : open
}
