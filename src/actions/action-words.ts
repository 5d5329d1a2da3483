import { z } from 'zod'
import { instant } from '#kernel/input.ts'

export const actionKinds = ['product', 'process', 'training', 'people', 'information'] as const
export const actionStates = ['planned', 'doing', 'done', 'checked'] as const
export type ActionState = (typeof actionStates)[number]
export const VerdictWord = z.enum(['gone', 'less', 'unclear', 'more', 'early'])

const Named = z.object({ id: z.uuid(), name: z.string() })
export const Action = z.object({
  id: z.uuid(),
  what: z.string(),
  kind: z.enum(actionKinds),
  state: z.enum(actionStates),
  owner: Named,
  causes: z.array(Named),
  dueOn: z.iso.date(),
  /** Its day is over and it is not done. */
  overdue: z.boolean(),
  checkAfterDays: z.int(),
  checkOn: z.iso.date().nullable(),
  createdAt: instant,
  doneAt: instant.nullable(),
  /** Of the last look at the recurrence; null before the first. */
  verdict: VerdictWord.nullable(),
  relapsedAt: instant.nullable(),
  archivedAt: instant.nullable(),
  /** Mine, or I may change all of them. */
  mayMove: z.boolean(),
  mayChange: z.boolean(),
})
export type Action = z.output<typeof Action>
