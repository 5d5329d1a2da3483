import type { ReactNode } from 'react'
import { Card, Signal, Thread } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import type { Tile } from '../api.ts'
import messages from '../messages/index.ts'
import { SURE, useFigures } from './figures.ts'
import { MetricLink, useMetricWords } from './metric-link.tsx'
import { BoardSearch } from './search.ts'
import { Spark } from './spark.tsx'

type Props = {
  tile: Tile
  large?: boolean
  title?: string
  alone?: boolean /** On its own page, where its name is the heading. */
  children?: ReactNode
  beside?: Beside /** What is drawn under it, on the same scale. */
}

type Beside = { low: number | null; high: number | null } | null | undefined

/** A figure: never alone. Value, likely range, n, its weeks, what is aimed at, and whether anything changed. */
export function OneTile({ tile, large, title, alone, children, beside }: Props) {
  const words = useMetricWords()
  const { metric, now } = tile
  return (
    <Card className={`tile ${large ? 'large' : ''}`} label={words.name(metric.id)}>
      {title && <p className="xs dim">{title}</p>}
      <div className="row between tile-head">
        {alone ? (
          <span />
        ) : (
          <h3>
            <MetricLink id={metric.id} />
          </h3>
        )}
        <Spark points={tile.weeks} />
      </div>
      {now.value === null ? <None n={now.n} awaits={metric.awaits} /> : <Value tile={tile} value={now.value} beside={beside} />}
      <Changes tile={tile} />
      {children}
      <div className="row between wrap tile-end">
        <Unsettled tile={tile} />
        {now.n > 0 && <Opens tile={tile} />}
      </div>
    </Card>
  )
}

function Unsettled({ tile: { unsettled, recalculating } }: { tile: Tile }) {
  const t = useText(messages)
  return <span className="xs dim">{recalculating ? t('recalculating') : unsettled && t('unsettled')}</span>
}

function None({ n, awaits }: { n: number; awaits: string | null }) {
  const t = useText(messages)
  return (
    <div className="tile-none">
      <Signal kind="few">{n === 0 ? (awaits ?? t('none')) : t('few', { n })}</Signal>
    </div>
  )
}

function Value({ tile, value, beside }: { tile: Tile; value: number; beside: Beside }) {
  const t = useText(messages)
  const write = useFigures()
  const { unit } = tile.metric
  const few = tile.now.n < SURE
  const likely = write.range(unit, tile.now)
  return (
    <>
      <div className={few ? 'big num few' : 'big num'}>{few && likely ? likely : write.value(unit, value)}</div>
      <Line tile={tile} value={value} beside={beside} />
      <div className="row between wrap sm dim tile-line">
        <span className="num">{few ? t('few.range') : likely}</span>
        <span className="num">{t('n', { n: write.number(tile.now.n) })}</span>
      </div>
      <Aim tile={tile} />
    </>
  )
}

/** One scale for everything that stands in a tile: its range, weeks and target, and what it is held beside. */
export function endsOf({ now, target, weeks }: Tile, beside: Beside): { min: number; max: number } {
  const values = [now.low, now.high, target?.value, beside?.low, beside?.high, ...weeks.map(({ value }) => value)]
  const all = values.filter(value => value !== null && value !== undefined)
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const room = (most - least || 1) * 0.06
  return { min: least - room, max: most + room }
}

function Line({ tile, value, beside }: { tile: Tile; value: number; beside: Beside }) {
  const { metric, now, target } = tile
  const write = useFigures()
  const words = useMetricWords()
  const { low, high } = now
  if (low === null || high === null) return null
  return (
    <Thread
      {...endsOf(tile, beside)}
      low={low}
      high={high}
      value={value}
      target={target?.value}
      kind={now.n < SURE ? 'few' : target?.verdict === 'met' ? 'good' : target?.verdict === 'short' ? 'bad' : 'in'}
      label={`${words.name(metric.id)}: ${write.value(metric.unit, value)}, ${write.range(metric.unit, now)}`}
    />
  )
}

const verdicts = { met: 'good', short: 'bad', open: 'in' } as const

function Aim({ tile: { metric, target, now } }: { tile: Tile }) {
  const t = useText(messages)
  const write = useFigures()
  if (!target) return null
  return (
    <div className="row between wrap sm tile-line">
      <Signal kind={now.n < SURE ? 'few' : verdicts[target.verdict]}>{t(`target.${target.verdict}`)}</Signal>
      <span className="dim num">{t('target.at', { value: write.value(metric.unit, target.value) })}</span>
    </div>
  )
}

/** Against the period before and the same time last year; what chance explains is no change. */
function Changes({ tile }: { tile: Tile }) {
  const changes = [['before', tile.before] as const, ['year', tile.lastYear] as const].filter(([, change]) => change !== null)
  if (changes.length === 0) return null
  return (
    <ul className="tile-changes sm">
      {changes.map(([against, change]) => (
        <li key={against}>
          <OneChange tile={tile} against={against} change={change!} />
        </li>
      ))}
    </ul>
  )
}

type ChangeProps = { tile: Tile; against: 'before' | 'year'; change: NonNullable<Tile['before']> }

function OneChange({ tile: { metric }, against, change }: ChangeProps) {
  const t = useText(messages)
  const write = useFigures()
  if (!change.seen) return <Signal kind="in">{t(`same.${against}`)}</Signal>
  const more = change.value > 0
  const good = metric.better === null ? null : (metric.better === 'up') === more
  const [near, far] = more ? [change.low, change.high] : [-change.high, -change.low]
  const size = { by: write.change(metric.unit, change.value), low: write.change(metric.unit, near), high: write.change(metric.unit, far) }
  return (
    <Signal kind={good === null ? 'in' : good ? 'up' : 'down'}>{more ? t(`more.${against}`, size) : t(`less.${against}`, size)}</Signal>
  )
}

/** What the figure counts, one by one. */
function Opens({ tile: { metric } }: { tile: Tile }) {
  const t = useText(messages)
  const words = useMetricWords()
  const { search, setSearch } = usePlace('/scoreboard', BoardSearch)
  return (
    <button
      type="button"
      className="as-link sm"
      aria-label={t('behind.of', { metric: words.name(metric.id) })}
      onClick={() => setSearch({ open: metric.id, who: search.of }, { replace: false })}
    >
      {t('behind')}
    </button>
  )
}
