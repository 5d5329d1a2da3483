import { z } from 'zod'

/** Which doubtful records are shown: of one kind or all, undecided or decided. */
export const DoubtsShown = z.object({
  kind: z.enum(['future', 'backwards', 'told-twice', 'overlapping-shift', 'account-twice']).optional().catch(undefined),
  decided: z.enum(['yes', 'no']).optional().catch(undefined),
})
