import { IconAlarm, IconClock, IconHourglassLow } from '@tabler/icons-react'
import { useNow } from './now.ts'
import { stitchesOn, toneOf } from './stitch.ts'
import { useFormats, useKernelText } from './text.tsx'

const minutesTo = (until: Date, now: Date) => (until.getTime() - now.getTime()) / 60_000

type StitchesProps = { until: Date; size?: 'small' | 'large' }

/** 24 hours as 24 stitches; late, they come undone and lie flat. Always beside TimeLeft, which says it in words. */
export function Stitches({ until, size = 'small' }: StitchesProps) {
  const minutes = minutesTo(until, useNow())
  const on = stitchesOn(minutes)
  return (
    <span className={`st ${toneOf(minutes)} ${size}`} aria-hidden="true">
      {hours.map(hour => (
        <i key={hour} className={hour < on ? 'on' : ''} />
      ))}
    </span>
  )
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const icons = { ok: IconClock, soon: IconHourglassLow, late: IconAlarm }

type TimeLeftProps = { until: Date; pill?: boolean }

/** "4 h 12 left", "52 min late": moves on every 30 seconds, not announced each time. */
export function TimeLeft({ until, pill }: TimeLeftProps) {
  const t = useKernelText()
  const { duration, dateTime } = useFormats()
  const minutes = minutesTo(until, useNow())
  const tone = toneOf(minutes)
  const Icon = icons[tone]
  return (
    <time className={`sig num ${tone} ${pill ? 'pill' : ''}`} dateTime={until.toISOString()} title={dateTime(until)}>
      <Icon size={15} stroke={1.9} aria-hidden />
      {t(minutes < 0 ? 'time.late' : 'time.left', { time: duration(minutes) })}
    </time>
  )
}

/** "3 hours ago", with the exact time on hover and for machines. */
export function Ago({ at }: { at: Date }) {
  const { ago, dateTime } = useFormats()
  const now = useNow()
  return (
    <time className="num" dateTime={at.toISOString()} title={dateTime(at)}>
      {ago(at, now)}
    </time>
  )
}
