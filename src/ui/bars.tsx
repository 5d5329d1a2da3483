import './charts.css'
import type { ReactNode } from 'react'

export type BarRow = {
  key: string
  label: ReactNode
  /** 0..1 of the whole, and its likely range; null where there are too few to say. */
  value: number | null
  low: number | null
  high: number | null
  /** What stands at its end: "34 %", "12". */
  end: ReactNode
  /** Under 30 answers everything is grey. */
  tone?: 'good' | 'bad' | 'in' | undefined
  /** Opens the people behind it, and what the opening is called. */
  open?: (() => void) | undefined
  title?: string
}

type BarsProps = { label: string; rows: readonly BarRow[]; unsure?: boolean /** Labels are points of a scale, short. */; scale?: boolean }

/** Horizontal bars on one scale from 0, with their likely ranges; every one may open to the people behind it. They are a list of words too. */
export function Bars({ label, rows, unsure = false, scale = false }: BarsProps) {
  const most = Math.max(0.0001, ...rows.map(row => Math.max(row.value ?? 0, row.high ?? 0)))
  return (
    <ul className={`bars ${unsure ? 'unsure' : ''} ${scale ? 'scale' : ''}`} aria-label={label}>
      {rows.map(row => (
        <li key={row.key}>
          {row.open ? (
            <button type="button" onClick={row.open} title={row.title}>
              <Inside row={row} most={most} />
            </button>
          ) : (
            <div className="bar-line">
              <Inside row={row} most={most} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function Inside({ row, most }: { row: BarRow; most: number }) {
  return (
    <>
      <span className="bar-label">{row.label}</span>
      <Track row={row} most={most} />
      <span className="bar-end num">{row.end}</span>
    </>
  )
}

function Track({ row: { value, low, high, tone = 'in' }, most }: { row: BarRow; most: number }) {
  const x = (share: number) => (100 * share) / most
  return (
    <svg className={`bar-track ${tone}`} viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true">
      {value !== null && <rect x="0" y="3" width={x(value)} height="12" />}
      {low !== null && high !== null && value !== null && (
        <path d={`M${x(low)} 9H${x(high)}M${x(low)} 5v8M${x(high)} 5v8`} vectorEffect="non-scaling-stroke" />
      )}
    </svg>
  )
}
