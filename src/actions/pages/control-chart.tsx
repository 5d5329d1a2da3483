import { Grid } from '#ui/index.ts'
import '#ui/charts.css'
import { useFormats, useText } from '#ui/text.tsx'
import type { Proof } from '../api.ts'
import messages from '../messages/index.ts'

type Week = Proof['weeks'][number]
type Known = Week & { at: number; rate: number }

/** Week by week against the limits of the time before; the dashed post is the day it was done. A signal is a diamond. */
export function ControlChart({ proof: { weeks, centre } }: { proof: Proof }) {
  const t = useText(messages)
  const { date } = useFormats()
  const known = weeks.flatMap((week, at) => (week.rate === null ? [] : [{ ...week, at, rate: week.rate }]))
  if (known.length < 2 || centre === null) return null
  const top = Math.max(...known.flatMap(week => [week.rate, week.high ?? 0])) * 1.05 || 1
  const x = (at: number) => (100 * at) / Math.max(1, weeks.length - 1)
  const y = (rate: number) => 100 - (100 * rate) / top
  const done = weeks.findIndex(week => week.side === 'after')
  const path = (value: (week: Known) => number | null) =>
    known.flatMap(week => (value(week) === null ? [] : [`${x(week.at)} ${y(value(week)!)}`])).join('L')
  return (
    <figure className="trend control-chart">
      <div className="trend-plot">
        <Ends top={top} />
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="img"
          aria-label={t('chart', { n: known.filter(one => one.signal).length })}
        >
          <path
            className="trend-band"
            d={`M${path(week => week.high)}L${[...known]
              .reverse()
              .map(week => `${x(week.at)} ${y(week.low ?? 0)}`)
              .join('L')}Z`}
          />
          <path className="trend-base" d={`M0 ${y(centre)}H100`} vectorEffect="non-scaling-stroke" />
          {done > 0 && <path className="done-post" d={`M${x(done - 0.5)} 0V100`} vectorEffect="non-scaling-stroke" />}
          <path className="trend-line" d={`M${path(week => week.rate)}`} vectorEffect="non-scaling-stroke" />
          {known.map(week => (
            <path
              key={week.at}
              className={week.signal ? 'trend-knot signalled' : week.side === 'left-out' ? 'trend-knot few' : 'trend-knot'}
              d={`M${x(week.at)} ${y(week.rate)}h0.001`}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
      </div>
      <figcaption className="row between xs dim">
        <span>{date(known[0]!.startsAt)}</span>
        <span>{t('chart.legend')}</span>
        <span>{date(known.at(-1)!.startsAt)}</span>
      </figcaption>
      <Table weeks={known} />
    </figure>
  )
}

function Ends({ top }: { top: number }) {
  const { number } = useFormats()
  return (
    <>
      <span className="trend-max xs dim num">{number(top, top < 10 ? 1 : 0)}</span>
      <span className="trend-min xs dim num">0</span>
    </>
  )
}

function Table({ weeks }: { weeks: Known[] }) {
  const t = useText(messages)
  const { date, number } = useFormats()
  return (
    <details className="as-table">
      <summary>{t('chart.table')}</summary>
      <Grid
        rows={weeks}
        label={t('chart.table')}
        keyOf={week => String(week.at)}
        columns={[
          { key: 'week', head: t('week'), cell: week => date(week.startsAt) },
          { key: 'side', head: t('side'), cell: week => t(`side.${week.side}`) },
          { key: 'n', head: t('cases'), num: true, cell: week => week.count },
          { key: 'rate', head: t('rate'), num: true, cell: week => number(week.rate, 1) },
          { key: 'limits', head: t('limits'), num: true, cell: week => `${number(week.low ?? 0, 1)}–${number(week.high ?? 0, 1)}` },
          { key: 'signal', head: t('signal'), cell: week => (week.signal ? `◆ ${t('signal')}` : '') },
        ]}
      />
    </details>
  )
}
