import { z } from 'zod'
import { periods } from '../periods-api.ts'

const day = z.iso.date().optional().catch(undefined)
const id = z.uuid().optional().catch(undefined)
const word = z.string().max(60).optional().catch(undefined)

/** Whose figures, of when, of which facts; and the figure whose facts are open. All of it stands in the address. */
export const BoardSearch = z.object({
  level: z.enum(['manager', 'member']).optional().catch(undefined),
  of: id,
  period: z.enum(periods).optional().catch(undefined),
  from: day,
  to: day,
  channel: word,
  topic: id,
  language: word,
  view: z.enum(['chart']).optional().catch(undefined),
  more: z.coerce.boolean().optional().catch(undefined),
  /** What is open: a metric, of whom, in which days. */
  open: word,
  who: id,
  start: day,
  end: day,
  hit: z.enum(['yes', 'no']).optional().catch(undefined),
})
export type BoardSearch = z.output<typeof BoardSearch>
