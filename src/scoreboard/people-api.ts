import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { day, instant, listOf, paging } from '#kernel/input.ts'
import { Described } from '#metrics/api.ts'
import { Figure, Period, Tile, When } from './api.ts'

const id = z.string().max(60)
const Change = z.object({ value: z.number(), low: z.number(), high: z.number(), seen: z.boolean() })
const Person = z.object({ id: z.uuid(), name: z.string() })

export const readMine = endpoint('GET /scoreboard/mine', {
  summary: 'One’s own figures beside the team’s and beside one’s own before; no rank, and nobody else’s',
  may: 'scoreboard.mine',
  input: z.strictObject(When),
  output: z.object({
    period: Period,
    /** Null: nobody is above. */
    manager: Person.nullable(),
    tiles: z.array(Tile.extend({ team: Figure.nullable(), against: Change.nullable() })),
  }),
})
export type Mine = z.output<typeof readMine.output>

/**
 * `help` and `teach`: in at least two of the last three periods on that side, from twenty facts on, by enough to matter, and the paired figure does not say
 * the opposite. `once`: beyond chance now, but not before. `contradicted`: better here, but worse in the figure that must not suffer.
 */
export const findingKinds = ['help', 'teach', 'once', 'contradicted'] as const
export const Finding = z.object({
  metric: id,
  unit: Described.shape.unit,
  kind: z.enum(findingKinds),
  side: z.enum(['better', 'worse']),
  n: z.int(),
  value: z.number(),
  others: z.number(),
  /** In how many of the last three periods on this side. */
  periods: z.int(),
  /** The figure that says the opposite. */
  pair: id.nullable(),
})
export type Finding = z.output<typeof Finding>

export const readTeam = endpoint('GET /scoreboard/team', {
  summary: 'Who may need a hand and who can teach, by what chance does not explain; by name, of one’s own people',
  may: 'scoreboard.team',
  input: z.strictObject(When),
  output: z.object({
    period: Period,
    /** Metrics that people are compared by; `byChance`: chance alone explains how they differ. */
    compared: z.array(z.object({ metric: id, people: z.int(), byChance: z.boolean().nullable() })),
    people: z.array(Person.extend({ findings: z.array(Finding) })),
  }),
})
export type Team = z.output<typeof readTeam.output>

export const readDifferences = endpoint('GET /scoreboard/people/:id/differences', {
  summary:
    'What one of one’s people does differently from their peers: times, touches, channels, topics, hours, words and links of their replies; each with its interval',
  may: 'scoreboard.team',
  input: z.strictObject({ id: z.uuid(), ...When }),
  output: z.object({
    period: Period,
    person: Person,
    rows: z.array(
      z.object({
        kind: z.enum(['metric', 'channel', 'topic', 'language', 'hours', 'word', 'link']),
        /** A metric’s id, a channel, a topic’s id, a language, the first hour of four, a word, an address. */
        key: z.string(),
        name: z.string().nullable(),
        unit: Described.shape.unit,
        /** Null: neither more nor less is better by itself. */
        better: Described.shape.better,
        own: Figure,
        peers: Figure,
        change: Change,
      }),
    ),
  }),
})
export type Differences = z.output<typeof readDifferences.output>

export const readMoved = endpoint('GET /scoreboard/people/:id/moved', {
  summary:
    'Whether the others’ figures are others since something was learned from one of one’s people: as long before as since, at most 90 days',
  may: 'scoreboard.team',
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    /** Null: nothing was learned yet, or less than two weeks ago. */
    since: day.nullable(),
    days: z.int(),
    rows: z.array(z.object({ metric: Described, before: Figure, now: Figure, change: Change.nullable() })),
  }),
})
export type Moved = z.output<typeof readMoved.output>

const words = z.string().trim().min(1).max(2000)

export const Learned = z.object({
  id: z.uuid(),
  kind: z.enum(['talk', 'shadowing']),
  from: Person,
  guest: Person.nullable(),
  on: day.nullable(),
  words: z.string(),
  by: z.string().nullable(),
  at: instant,
})

export const listLearned = endpoint('GET /scoreboard/people/:id/learned', {
  summary: 'What was learned from one of one’s people: notes of conversations, invitations to sit beside them, the newest first',
  may: 'scoreboard.team',
  input: z.strictObject({ id: z.uuid(), ...paging }),
  output: listOf(Learned),
})

export const writeTalk = endpoint('POST /scoreboard/people/:id/talks', {
  summary: 'Keep what was learned in a conversation with one of one’s people',
  may: 'scoreboard.team',
  input: z.strictObject({ id: z.uuid(), words }),
  output: z.object({ id: z.uuid() }),
})

export const inviteToShadow = endpoint('POST /scoreboard/people/:id/shadowing', {
  summary: 'Invite a member to sit beside another for a day; both are told',
  may: 'scoreboard.team',
  input: z.strictObject({ id: z.uuid(), guestId: z.uuid(), on: day, words: z.string().trim().max(500).default('') }),
  output: z.object({ id: z.uuid() }),
})

export const learned = event('scoreboard.learned', z.object({ learnedId: z.uuid(), memberId: z.uuid() }), ['/scoreboard'])
