import type { Metric } from '#kernel/metric.ts'
import type { Language } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'

/** A metric as people read of it, in their language: name and plain explanation, rule, what it leaves out and why, its variants. */
export function describe(metric: Metric, language: Language) {
  const nameOf = (id: string) => say(language, `metrics.${id}.name`)
  const { id, version, unit, better, smallest, levels, comparable, pairedWith, reachDays, settlesAfterDays, steers } = metric
  return {
    ...{ id, version, unit, better, smallest, comparable, pairedWith, reachDays, settlesAfterDays, steers },
    name: nameOf(id),
    about: say(language, `metrics.${id}.about`),
    rule: say(language, `metrics.rule.${metric.rule.kind}`),
    levels: [...levels],
    variants: metric.variants.map(one => ({ id: one, name: nameOf(one) })),
    excludes: metric.excludes.map(why => ({ why, says: say(language, `metrics.excludes.${why}`) })),
    awaits: metric.awaits && say(language, `metrics.awaits.${metric.awaits}`),
  }
}
