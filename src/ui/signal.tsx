import {
  IconAlarm,
  IconAlertTriangle,
  IconArrowDownRight,
  IconArrowUpRight,
  IconCircleCheck,
  IconEqual,
  IconHelpHexagon,
  IconHourglassLow,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type ScaleName, scaleOf, scoreTone } from './scale.ts'
import { useKernelText } from './text.tsx'

const icons = {
  good: IconCircleCheck,
  bad: IconAlertTriangle,
  up: IconArrowUpRight,
  down: IconArrowDownRight,
  in: IconEqual,
  few: IconHelpHexagon,
  soon: IconHourglassLow,
  late: IconAlarm,
}

export type SignalKind = keyof typeof icons

/** Icon + word + colour, always three. Without children the kernel's own word for it. */
export function Signal({ kind, pill, children }: { kind: SignalKind; pill?: boolean; children?: ReactNode }) {
  const t = useKernelText()
  const Icon = icons[kind]
  return (
    <span className={`sig ${kind} ${pill ? 'pill' : ''}`}>
      <Icon size={15} stroke={2.1} aria-hidden />
      {children ?? t(`signal.${kind}`)}
    </span>
  )
}

type ScoreProps = {
  value: number
  scale?: ScaleName | { min: number; max: number }
  /** What the score means, where the server has judged it; else by the named scale. */
  mood?: 'good' | 'neutral' | 'bad' | null
}

const pitch = 10
const beadsAtMost = 11

/** An answer on its scale as beads on a thread: the answer is the big one; a low one is a diamond, so shape says it too. */
export function Score({ value, scale = 'nps', mood }: ScoreProps) {
  const t = useKernelText()
  const { min, max } = scaleOf(scale)
  const tone = mood === 'neutral' ? 'in' : (mood ?? scoreTone(value, scale))
  const beads = beadsOf(min, max)
  const step = (beads[1] ?? max) - min || 1
  const x = (bead: number) => 6 + ((bead - min) / step) * pitch
  return (
    <span className="score" role="img" aria-label={t('score.of', { value, max })}>
      <svg width={12 + (beads.length - 1) * pitch} height="14" aria-hidden="true">
        <line x1="4" x2={x(max) + 2} y1="7" y2="7" stroke="var(--line)" strokeWidth="2" />
        {beads
          .filter(bead => bead !== value)
          .map(bead => (
            <circle key={bead} cx={x(bead)} cy="7" r="1.8" fill="var(--line-strong)" />
          ))}
        <Bead x={x(value)} tone={tone} />
      </svg>
      <span className="num sm b" aria-hidden="true">
        {value}
        <span className="dim"> / {max}</span>
      </span>
    </span>
  )
}

/** One bead a point; a scale of a hundred points has eleven, evenly. */
function beadsOf(min: number, max: number): number[] {
  const step = max - min < beadsAtMost ? 1 : (max - min) / (beadsAtMost - 1)
  return Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, i) => min + i * step)
}

function Bead({ x, tone }: { x: number; tone: 'good' | 'bad' | 'in' }) {
  if (tone === 'bad') return <path d={`M${x} .5 L${x + 6.5} 7 L${x} 13.5 L${x - 6.5} 7Z`} fill="var(--late)" />
  return <circle cx={x} cy="7" r="5.5" fill={tone === 'good' ? 'var(--good)' : 'var(--ink-2)'} />
}

type ThreadProps = {
  low: number
  high: number
  value: number
  target?: number | undefined
  min: number
  max: number
  kind?: SignalKind
  label: string
}

const colours: Partial<Record<SignalKind, string>> = { up: 'good', good: 'good', down: 'late', bad: 'late', few: 'unsure' }

/** A knot on a thread: the estimate, its likely range, and the target as a dashed peg. `label` says the same in words. */
export function Thread({ low, high, value, target, min, max, kind = 'in', label }: ThreadProps) {
  const x = (n: number) => 2 + (196 * (Math.min(max, Math.max(min, n)) - min)) / (max - min)
  const colour = `var(--${colours[kind] ?? 'brand'})`
  const few = kind === 'few'
  const line = { vectorEffect: 'non-scaling-stroke', y1: 13, y2: 13 } as const
  const band = few ? { strokeWidth: 3, strokeDasharray: '3 4' } : { strokeWidth: 6, opacity: 0.42 }
  const knot = { ...line, x1: x(value), x2: x(value) + 0.01, strokeLinecap: 'round' } as const
  return (
    <svg className="thr" viewBox="0 0 200 26" preserveAspectRatio="none" role="img" aria-label={label}>
      <line {...line} x1="2" x2="198" stroke="var(--line)" strokeWidth="2" />
      <line {...line} x1={x(low)} x2={x(high)} stroke={colour} {...band} />
      {[low, high].map(end => (
        <line key={end} {...line} x1={x(end)} x2={x(end)} y1="8" y2="18" stroke={colour} strokeWidth="2" />
      ))}
      {target !== undefined && (
        <line {...line} x1={x(target)} x2={x(target)} y1="1" y2="25" stroke="var(--ink)" strokeWidth="2" strokeDasharray="3 2" />
      )}
      <line {...knot} stroke={colour} strokeWidth="13" />
      {few && <line {...knot} stroke="var(--surface)" strokeWidth="8" />}
    </svg>
  )
}
