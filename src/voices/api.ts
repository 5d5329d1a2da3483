import { z } from 'zod'
import { Score } from '#inbox/api.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { instant, listOf, paging } from '#kernel/input.ts'
import { VoiceFilters } from './filters-api.ts'
import { Heard } from './hearing-words.ts'

export * from './hearing-api.ts'
export { Heard, type Reaction, reactions } from './hearing-words.ts'
export { VoiceFilters }

const Named = z.object({ id: z.uuid(), name: z.string() })

/** How it ended, or how it stands. `minutes` from when we received it to the first reply. */
export const Ending = z.discriminatedUnion('kind', [
  /** Nobody needed to answer. */
  z.object({ kind: z.literal('heard') }),
  z.object({ kind: z.literal('waiting'), dueAt: instant }),
  z.object({ kind: z.literal('replied'), by: z.string().nullable(), at: instant, minutes: z.int() }),
  z.object({
    kind: z.literal('resolved'),
    by: z.string().nullable(),
    at: instant,
    /** Null: resolved without a reply. */
    minutes: z.int().nullable(),
    cause: z.string().nullable(),
    done: z.string().nullable(),
  }),
])
export type Ending = z.output<typeof Ending>

export const Voice = z.object({
  id: z.uuid(),
  /** As said, in `language` (BCP 47, `und` when unknown): give it to `lang`. */
  text: z.string(),
  language: z.string(),
  score: Score.nullable(),
  topic: Named.nullable(),
  channel: z.string().nullable(),
  /** All three null with `nameHidden`: there is a name, but it is not for this reader ("Name hidden"). */
  customer: Named.nullable(),
  author: z.string().nullable(),
  account: Named.nullable(),
  nameHidden: z.boolean(),
  saidAt: instant,
  saidAtKnown: z.boolean(),
  receivedAt: instant,
  ending: Ending,
  /** Null where there is none, or it is not for this reader. */
  case: z.object({ id: z.uuid(), number: z.int() }).nullable(),
  /** What colleagues did with it; null where a voice stands alone. */
  heard: Heard.nullable(),
})
export type Voice = z.output<typeof Voice>

export const listVoices = endpoint('GET /voices', {
  summary: 'What customers said and how it ended, newest first; without empty words',
  may: 'voices.read',
  input: VoiceFilters.extend(paging),
  output: listOf(Voice).extend({ indexing: z.boolean() }),
})

export const countVoices = endpoint('GET /voices/counts', {
  summary: 'How many were good and bad, and what comes up: of the newest `n`',
  may: 'voices.read',
  input: z.strictObject({}),
  output: z.object({
    /** Of how many voices, the newest; at most 10,000. */
    n: z.int(),
    good: z.int(),
    bad: z.int(),
    /** Said since yesterday's midnight in the workspace's zone. */
    sinceYesterday: z.int(),
    /** The commonest first, at most 12; null is "no topic yet". */
    topics: z.array(z.object({ topic: Named.nullable(), count: z.int(), bad: z.int() })),
    languages: z.array(z.object({ language: z.string(), count: z.int() })),
    channels: z.array(z.object({ channel: z.string(), count: z.int() })),
  }),
})
