import type { Level } from '#kernel/metric.ts'
import type { Reading } from '#kernel/slice.ts'
import { estimate } from './estimate.ts'
import { type Asked, groupsOf } from './groups.ts'
import { madeOf } from './made-of.ts'
import { namesOf } from './whose.ts'

export type Figure = {
  level: Level
  id: string
  name: string
  /** The cut's value: a channel, a topic's id, a language, the Monday of a week. */
  by?: string | null
  n: number
  value: number | null
  low: number | null
  high: number | null
  made?: ReturnType<typeof madeOf>
}

/** A metric's figures at one level, as the teams were then; only those whom the reader may see. */
export async function figuresOf(ctx: Reading, asked: Asked): Promise<Figure[]> {
  const rows = await groupsOf(ctx, asked)
  const names = await namesOf(
    ctx,
    asked.level,
    rows.map(({ id }) => id),
  )
  return rows
    .map(({ id, by, parts }) => ({
      level: asked.level,
      id,
      name: names.get(id) ?? '',
      ...(asked.by ? { by } : {}),
      ...estimate(asked.metric, parts),
      ...(parts.kind === 'composite' ? { made: madeOf(asked.metric, parts) } : {}),
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : String(a.by ?? '') < String(b.by ?? '') ? -1 : 1))
}
