import { z } from 'zod'
import { Case, loopStandings, views } from '#inbox/api.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { instant, moment } from '#kernel/input.ts'
import { Voice } from '#voices/api.ts'

/** Query of `GET /cases` (and so of the inbox page) that shows the cases behind a figure. */
const Behind = z.object({
  view: z.enum(views),
  state: z.array(z.enum(['open', 'replied', 'resolved'])).optional(),
  due: z.enum(['late', 'soon', 'today']).optional(),
  from: moment.optional(),
  order: z.enum(['due', 'newest']).optional(),
})

/** Query of `GET /feedback` (and so of the inbox's feedback) that shows what was counted. */
const FeedbackBehind = z.object({
  loop: z.enum(loopStandings),
  loopOf: z.enum(views),
  asOf: instant,
  receivedFrom: instant,
})

export const Today = z.object({
  /** Null for roles without cases (viewer): they see the voice alone. */
  mine: z.object({ open: z.int(), late: z.int(), dueToday: z.int() }).nullable(),
  /** My open cases with the least time left, at most five. */
  next: z.array(Case),
  /** The day's thread: my open cases that are late or due before midnight, by due time, at most 50. */
  thread: z.array(Case),
  /** The workspace's day: the thread's ends. */
  day: z.object({ startsAt: instant, endsAt: instant, zone: z.string() }),
  /** Late in my team, not mine, the latest first, at most 20; `count` is of all. */
  late: z.object({ items: z.array(Case), count: z.int() }),
  /** One voice since yesterday, else the newest; null where nobody has said anything. */
  voice: Voice.nullable(),
  voicesSinceYesterday: z.int(),
  figures: z
    .object({
      /** Whose cases: mine, my team's or all that I may see. */
      view: z.enum(views),
      answered: z.object({
        /** Of feedback that a rule opened a case for, received in the last so many days. */
        days: z.int(),
        met: z.int(),
        /** n: received at least 24 hours ago. */
        due: z.int(),
        /** Too young to be judged: beside the figure, not in it. */
        pending: z.int(),
        /** 0..1 with Wilson's interval; null: none was due. */
        value: z.number().nullable(),
        low: z.number().nullable(),
        high: z.number().nullable(),
        /** What was due, and what is too young. */
        behind: FeedbackBehind,
        pendingBehind: FeedbackBehind,
      }),
      open: z.object({ count: z.int(), late: z.int(), behind: Behind }),
      oldest: z.object({ case: Case.nullable(), openedAt: instant.nullable(), behind: Behind }),
    })
    .nullable(),
})
export type Today = z.output<typeof Today>

export const today = endpoint('GET /today', {
  summary: 'What one lands on: my cases by time left, what is late, a voice, three figures',
  may: 'voices.read',
  input: z.strictObject({}),
  output: Today,
})
