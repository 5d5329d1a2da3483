import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'

/** One line that a person types, never empty. */
export const line = (most: number) => z.string().trim().min(1).max(most)

/** A member, account or customer, as they are named elsewhere. */
export const Named = z.object({ id: z.uuid(), name: z.string() })
export type Named = z.output<typeof Named>

export const byId = z.strictObject({ id: z.uuid() })
export const Done = z.object({ id: z.uuid() })

export const currencies = /^[A-Z]{3}$/

/** A change or a note in the life of an account or a customer, the newest first. */
export const TimelineItem = z.object({
  id: z.uuid(),
  at: z.coerce.date(),
  type: z.string(),
  actor: z.object({ kind: z.string(), id: z.uuid().nullable(), name: z.string().nullable() }),
  subjectId: z.uuid(),
  facts: z.record(z.string(), z.unknown()),
  /** Changed values, names and texts; null when they were erased. */
  detail: z.record(z.string(), z.unknown()).nullable(),
})
export type TimelineItem = z.output<typeof TimelineItem>

type Plural = 'accounts' | 'customers' | 'topics'
type One = 'account' | 'customer' | 'topic'

/** The same four ways back and forth for accounts, customers and topics. */
export const endings = (plural: Plural, one: One, change: `${string}.${string}`, merge: `${string}.${string}`) => ({
  archive: endpoint(`POST /${plural}/:id/archive`, {
    summary: `Archive the ${one}: out of sight, not gone`,
    may: change,
    input: byId,
    output: Done,
  }),
  restore: endpoint(`POST /${plural}/:id/restore`, { summary: `Bring an archived ${one} back`, may: change, input: byId, output: Done }),
  merge: endpoint(`POST /${plural}/:id/merge`, {
    summary: `Two are one: everything of the ${one} \`loserId\` moves to this one`,
    may: merge,
    input: z.strictObject({ id: z.uuid(), loserId: z.uuid() }),
    output: Done,
  }),
  unmerge: endpoint(`POST /${plural}/:id/unmerge`, {
    summary: `Split again: this merged ${one} gets back what moved`,
    may: merge,
    input: byId,
    output: Done,
  }),
})
