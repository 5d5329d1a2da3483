import { z } from 'zod'

/** The addresses of the board and of the causes, read before anything of the pages is loaded. */
export const BoardSearch = z.strictObject({
  mine: z.coerce.boolean().optional(),
  overdue: z.coerce.boolean().optional(),
  cause: z.uuid().optional(),
  kind: z.string().max(20).optional(),
  new: z.uuid().optional(),
})
export const ParetoSearch = z.strictObject({
  days: z.coerce.number().int().optional(),
  by: z.enum(['cases', 'customers', 'revenue']).optional(),
  under: z.uuid().optional(),
})
