import { z } from 'zod'
import { Priority } from '#hours/api.ts'

const word = (most: number) => z.string().trim().min(1).max(most)
const ids = z.array(z.uuid()).min(1).max(50)

/** What is looked at; all of a rule's conditions have to hold. */
export const Condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('score'), scale: word(40), from: z.number(), to: z.number() }),
  /** A score on a scale of one's own. */
  z.strictObject({ kind: z.literal('own-scale') }),
  z.strictObject({ kind: z.literal('mood'), is: z.enum(['bad', 'neutral', 'good']) }),
  /** Any of the words, in any language and spelling. */
  z.strictObject({ kind: z.literal('text'), words: z.array(word(100)).min(1).max(50) }),
  z.strictObject({ kind: z.literal('topic'), topicIds: ids }),
  z.strictObject({ kind: z.literal('plan'), plans: z.array(word(100)).min(1).max(20) }),
  z.strictObject({ kind: z.literal('revenue'), from: z.number().min(0).max(1e12) }),
  z.strictObject({ kind: z.literal('channel'), channels: z.array(word(60)).min(1).max(20) }),
  z.strictObject({ kind: z.literal('language'), languages: z.array(word(20)).min(1).max(20) }),
  /** So many contacts on one topic within so many days, this one counted. */
  z.strictObject({ kind: z.literal('repeat'), times: z.int().min(2).max(50), days: z.int().min(1).max(365) }),
  /** No answer to what we wrote. */
  z.strictObject({ kind: z.literal('silent'), days: z.int().min(1).max(90) }),
])
export type Condition = z.output<typeof Condition>
export const conditionKinds = [
  'score',
  'mood',
  'text',
  'topic',
  'repeat',
  'plan',
  'revenue',
  'channel',
  'language',
  'silent',
  'own-scale',
] as const

export const Action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open') }),
  z.strictObject({ kind: z.literal('topic'), topicId: z.uuid() }),
  z.strictObject({ kind: z.literal('owner'), memberId: z.uuid() }),
  z.strictObject({ kind: z.literal('team'), managerId: z.uuid() }),
  z.strictObject({ kind: z.literal('priority'), priority: Priority }),
  z.strictObject({ kind: z.literal('tell'), who: z.enum(['owner', 'manager', 'member']), memberId: z.uuid().nullable().default(null) }),
  z.strictObject({ kind: z.literal('note'), text: word(2000) }),
])
export type Action = z.output<typeof Action>
export const actionKinds = ['open', 'priority', 'topic', 'owner', 'team', 'tell', 'note'] as const

export const ruleParts = {
  name: z.string().trim().max(100).default(''),
  conditions: z.array(Condition).min(1).max(10),
  actions: z.array(Action).min(1).max(10),
  enabled: z.boolean().default(true),
}
export const Rule = z.object({ id: z.uuid(), ...ruleParts, usual: z.boolean() })
export type Rule = z.output<typeof Rule>
export type RuleParts = Omit<Rule, 'id' | 'usual'>

export const considerations = ['theirs', 'skill', 'at-work'] as const
export const Routing = z.strictObject({
  /** What is looked at beside the language, which the owner has to speak. */
  consider: z.array(z.enum(considerations)).max(3),
  share: z.enum(['load', 'turns']),
  /** 0: given to a person at once; else so long in the team's queue. */
  queueMinutes: z.int().min(0).max(1440),
  skills: z.array(z.strictObject({ topicId: z.uuid(), skill: word(60) })).max(200),
})
export type Routing = z.output<typeof Routing>
/** As it was before anybody changed it. */
export const usualRouting: Routing = { consider: ['theirs', 'skill'], share: 'load', queueMinutes: 0, skills: [] }
