import type { z } from 'zod'

/** Something that happened, as a value. Its facts hold ids, field names and non-personal values only. */
export type EventType<F extends z.ZodType = z.ZodType> = { type: string; facts: F; lists: readonly string[] }

/** @param lists paths of the lists that look different after it, so that open pages refetch them: `['/cases']` */
export const event = <F extends z.ZodType>(type: string, facts: F, lists: readonly string[] = []): EventType<F> => ({ type, facts, lists })

/** Where the event belongs: the thing itself, and the customer whose timeline shows it. `detail` is erasable: changed values, names, texts. */
export type About = {
  subjectId: string
  customerId?: string | null
  detail?: Record<string, unknown>
  /** The member whose doing it is, where the system carries it out later. */
  byMember?: string
}
