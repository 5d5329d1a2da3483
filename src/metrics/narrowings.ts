import type { Metric } from '#kernel/metric.ts'
import type { Cube } from './facts-by-day.ts'

/** Of which metric only the facts of some channels, topics or languages are counted, perhaps of one member. */
export type Narrowing = { of: Metric; cut: Cube['cut']; values: readonly string[]; who: string | null }

const narrowings = new WeakMap<Metric, Narrowing>()

/** Says of a metric whose facts are some of another's that they are just these: then the other's kept days answer. By identity, so that a copy with other facts is not taken for it. */
export function isSomeOf(metric: Metric, narrowing: Narrowing): Metric {
  narrowings.set(metric, narrowing)
  return metric
}

export const narrowingOf = (metric: Metric): Narrowing | null => narrowings.get(metric) ?? null
