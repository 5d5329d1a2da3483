import type { Db } from './slice.ts'

/** Something that happened with a customer and is in no event of ours: a slice that keeps such has a file in its folder `timelines/`. */
export type TimelineEntry = { id: string; at: Date; type: string; subjectId: string; text: string | null }

export type TimelineSource = {
  id: string
  /** The newest first, at most so many, those before a place in the list. */
  of: (
    db: Db,
    customerIds: readonly string[],
    where: { after: { at: string; id: string } | null; limit: number },
  ) => Promise<TimelineEntry[]>
}

export const timelineSource = (one: TimelineSource): TimelineSource => one
