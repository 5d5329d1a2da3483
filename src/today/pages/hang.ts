/** Where things hang on the day's thread. Hours count from the day's beginning in the workspace's zone. */
export type Hung<T> = { items: T[] /** 0 to 1 along the thread. */; at: number; label: 'start' | 'middle' | 'end' | null; late: boolean }

const hour = 3_600_000
const pad = 0.02
/** Knots nearer than this become one; labels nearer than that would cover each other. */
const together = 0.03
const apart = 0.125

export type Window = { from: number; until: number; place: (at: Date) => number }

/** The hours that are shown: the working day, wider where a knot or the present lies outside. */
export function windowOf(startsAt: Date, now: Date, dues: readonly Date[]): Window {
  const hours = (at: Date) => (at.getTime() - startsAt.getTime()) / hour
  const ahead = dues.filter(at => at > now).map(hours)
  const from = Math.max(0, Math.min(7, Math.floor(hours(now)) - 1))
  const until = Math.min(24, Math.max(19, Math.ceil(Math.max(hours(now) + 1, ...ahead) + 0.5)))
  const share = (at: Date) => Math.min(1, Math.max(0, (hours(at) - from) / (until - from)))
  return { from, until, place: at => pad + (1 - 2 * pad) * share(at) }
}

/** Cases by due time onto the thread: near ones share a knot, and a label stands only where it has room. */
export function hang<T extends { dueAt: Date }>(cases: readonly T[], now: Date, { place }: Window): Hung<T>[] {
  const knots: Hung<T>[] = []
  for (const one of [...cases].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())) {
    const [at, late] = [place(one.dueAt), one.dueAt <= now]
    const last = knots.at(-1)
    if (last && last.late === late && at - last.at < together) last.items.push(one)
    else knots.push({ items: [one], at, label: null, late })
  }
  return labelled(knots)
}

function labelled<T>(knots: Hung<T>[]): Hung<T>[] {
  let taken = -1
  return knots.map(knot => {
    const label = knot.at < 0.06 ? 'start' : knot.at > 0.92 ? 'end' : 'middle'
    const [left, right] = reach(knot.at, label)
    if (left < taken) return knot
    taken = right
    return { ...knot, label }
  })
}

const reach = (at: number, label: 'start' | 'middle' | 'end'): [number, number] =>
  label === 'start' ? [at, at + apart] : label === 'end' ? [at - apart, at] : [at - apart / 2, at + apart / 2]
