import type { Case } from '#inbox/api.ts'
import { Said, TimeLeft, useCalled, useNow } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { type Hung, hang, type Window, windowOf } from './hang.ts'

const [top, sag] = [84, 30]
/** The thread is at ease: highest at its ends. */
const heightAt = (at: number) => top + sag * (1 - (2 * at - 1) ** 2)
const percent = (share: number) => `${(share * 100).toFixed(2)}%`

type Knot = Hung<Case>

/** The day on one thread: a knot where each case's time to answer ends. On phones the list of the next five replaces it. */
export function DayThread({ cases, startsAt }: { cases: Case[]; startsAt: Date }) {
  const t = useText(messages)
  const now = useNow()
  const view = windowOf(
    startsAt,
    now,
    cases.map(one => one.dueAt),
  )
  const knots = hang(cases, now, view)
  return (
    <section className="card day-thread desk-only" aria-labelledby="day-thread">
      <div className="sec">
        <h2 id="day-thread">{t('thread')}</h2>
        <span className="sm dim">{t('thread.about')}</span>
      </div>
      <div className="day-line">
        <Line now={view.place(now)} />
        <Hours view={view} />
        <Present now={now} at={view.place(now)} />
        <ol>
          {knots.map(knot => (
            <KnotOf key={knot.items[0]?.id} knot={knot} now={now} />
          ))}
        </ol>
      </div>
    </section>
  )
}

const points = Array.from({ length: 61 }, (_, i) => `${((i / 60) * 1000).toFixed(1)},${heightAt(i / 60).toFixed(1)}`).join(' ')

function Line({ now }: { now: number }) {
  const split = now * 1000
  const line = { points, fill: 'none', vectorEffect: 'non-scaling-stroke' } as const
  return (
    <svg viewBox="0 0 1000 160" preserveAspectRatio="none" aria-hidden="true">
      <clipPath id="day-past">
        <rect x="0" y="0" width={split} height="160" />
      </clipPath>
      <clipPath id="day-ahead">
        <rect x={split} y="0" width={1000 - split} height="160" />
      </clipPath>
      <polyline
        {...line}
        stroke="var(--line-strong)"
        strokeWidth="2"
        strokeDasharray="1 6"
        strokeLinecap="round"
        clipPath="url(#day-past)"
      />
      <polyline {...line} stroke="var(--gold)" strokeWidth="4" strokeDasharray="11 5" clipPath="url(#day-ahead)" />
    </svg>
  )
}

function Hours({ view: { from, until } }: { view: Window }) {
  const every = until - from > 16 ? 2 : 1
  const hours = Array.from({ length: until - from + 1 }, (_, i) => from + i).filter(hour => (hour - from) % every === 0)
  return hours.map(hour => (
    <span key={hour} className="hour num" aria-hidden="true" style={{ left: percent(0.02 + (0.96 * (hour - from)) / (until - from)) }}>
      {String(hour % 24).padStart(2, '0')}
    </span>
  ))
}

function Present({ now, at }: { now: Date; at: number }) {
  const t = useText(messages)
  const { time } = useFormats()
  return (
    <span className={`present num ${at > 0.85 ? 'before' : ''}`} style={{ left: percent(at) }}>
      <b>{t('thread.now', { time: time(now) })}</b>
    </span>
  )
}

function KnotOf({ knot, now }: { knot: Knot; now: Date }) {
  const [first] = knot.items
  if (!first) return null
  const soon = first.dueAt.getTime() - now.getTime() < 8 * 3_600_000
  const kind = knot.late ? 'late' : soon ? 'soon' : 'later'
  const place = { left: percent(knot.at), top: heightAt(knot.at) }
  const link = `day-knot ${kind} ${knot.label ?? 'bare'}`
  const inside = (
    <>
      <span className="day-knot-label">
        <KnotName knot={knot} first={first} />
        <TimeLeft until={first.dueAt} />
      </span>
      <i aria-hidden="true" />
    </>
  )
  return (
    <li style={place}>
      {knot.items.length > 1 ? (
        <To page="/inbox" search={{ view: 'mine', due: knot.late ? 'late' : 'today' }} className={link}>
          {inside}
        </To>
      ) : (
        <To page="/inbox/$id" params={{ id: first.id }} className={link}>
          {inside}
        </To>
      )}
    </li>
  )
}

function KnotName({ knot, first }: { knot: Knot; first: Case }) {
  const t = useText(messages)
  const called = useCalled()
  if (knot.items.length > 1) return <b className="b">{t('thread.many', { n: knot.items.length })}</b>
  const name = called(first.customer?.name ?? first.author)
  return name ? <b className="b clip">{name}</b> : <Said text={first.words} language={first.language} size="clip" />
}
