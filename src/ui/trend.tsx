import './charts.css'
import type { ReactNode } from 'react'

export type TrendPoint = { key: string; name: string; n: number; value: number | null; low: number | null; high: number | null }

type TrendProps = {
  points: readonly TrendPoint[]
  /** In words what the line says, for who cannot see it. */
  label: string
  format: (value: number) => string
  /** Ends of the scale that may not be left, and a line to hold it against. */
  min: number
  max: number
  base?: number | undefined
  /** Fewer answers than this are a hollow point. */
  sure?: number
  children?: ReactNode
}

/** A line through time with its likely range as a band. The axis is cut to what is there; a gap is a time with too few answers. */
export function Trend({ points, label, format, min, max, base, sure = 30, children }: TrendProps) {
  const [low, high] = domainOf(points, min, max)
  const x = (at: number) => (points.length === 1 ? 50 : (100 * at) / (points.length - 1))
  const y = (value: number) => 100 - (100 * (Math.min(high, Math.max(low, value)) - low)) / (high - low)
  const runs = runsOf(points)
  return (
    <figure className="trend">
      <div className="trend-plot">
        <span className="trend-max xs dim num">{format(high)}</span>
        <span className="trend-min xs dim num">{format(low)}</span>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={label}>
          {base !== undefined && base > low && base < high && (
            <path className="trend-base" d={`M0 ${y(base)}H100`} vectorEffect="non-scaling-stroke" />
          )}
          {runs.map(run => (
            <path key={`band-${run[0]!.at}`} className="trend-band" d={bandOf(run, x, y)} />
          ))}
          {runs.map(run => (
            <path key={`line-${run[0]!.at}`} className="trend-line" d={lineOf(run, x, y)} vectorEffect="non-scaling-stroke" />
          ))}
          {runs.flat().map(({ at, value, n }) => (
            <path
              key={at}
              className={n < sure ? 'trend-knot few' : 'trend-knot'}
              d={`M${x(at)} ${y(value)}h0.001`}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
      </div>
      <figcaption className="row between xs dim">
        <span>{points[0]?.name}</span>
        {children}
        <span>{points.length > 1 && points.at(-1)?.name}</span>
      </figcaption>
    </figure>
  )
}

type Known = { at: number; n: number; value: number; low: number; high: number }

/** Neighbours that have a value each. */
function runsOf(points: readonly TrendPoint[]): Known[][] {
  const runs: Known[][] = []
  points.forEach(({ n, value, low, high }, at) => {
    if (value === null) return
    const known = { at, n, value, low: low ?? value, high: high ?? value }
    const last = runs.at(-1)
    if (last && last.at(-1)!.at === at - 1) last.push(known)
    else runs.push([known])
  })
  return runs
}

type Place = (of: number) => number
const lineOf = (run: Known[], x: Place, y: Place) => run.map(({ at, value }, i) => `${i ? 'L' : 'M'}${x(at)} ${y(value)}`).join('')

function bandOf(run: Known[], x: Place, y: Place): string {
  const [one] = run
  // A single point has no width: its range is a thin post.
  if (run.length === 1 && one) return `M${x(one.at) - 0.3} ${y(one.high)}H${x(one.at) + 0.3}V${y(one.low)}H${x(one.at) - 0.3}Z`
  const there = run.map(({ at, high }) => `${x(at)} ${y(high)}`)
  const back = [...run].reverse().map(({ at, low }) => `${x(at)} ${y(low)}`)
  return `M${[...there, ...back].join('L')}Z`
}

function domainOf(points: readonly TrendPoint[], min: number, max: number): [number, number] {
  const ends = points.flatMap(({ value, low, high }) => (value === null ? [] : [low ?? value, high ?? value]))
  if (ends.length === 0) return [min, max]
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  const room = Math.max((high - low) * 0.08, (max - min) * 0.02)
  return [Math.max(min, low - room), Math.min(max, high + room)]
}
