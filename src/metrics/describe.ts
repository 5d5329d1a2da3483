import type { Metric } from '#kernel/metric.ts'
import type { Language } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'

/** A metric as people read of it: name and plain explanation in their language. */
export const describe = ({ id, version, unit, better, smallest, levels, comparable }: Metric, language: Language) => ({
  id,
  version,
  name: say(language, `metrics.${id}.name`),
  about: say(language, `metrics.${id}.about`),
  unit,
  better,
  smallest,
  levels: [...levels],
  comparable,
})
