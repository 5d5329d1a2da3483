import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { event } from '#kernel/event.ts'
import { instant } from '#kernel/input.ts'
import { Routing, Rule, ruleParts } from './rule-words.ts'

const byId = z.strictObject({ id: z.uuid() })
const list = z.object({ items: z.array(Rule) })

export const ruleChanged = event(
  'rule.changed',
  z.object({ ruleId: z.uuid().nullable(), change: z.enum(['added', 'changed', 'removed', 'order']) }),
  ['/rules'],
)
export const routingChanged = event('routing.changed', z.object({}), ['/routing'])

export const listRules = endpoint('GET /rules', {
  summary: 'Rules as sentences, in their order: when, and then',
  may: 'rules.read',
  input: z.strictObject({}),
  output: list,
})
export const addRule = endpoint('POST /rules', {
  summary: 'Add a rule; it holds for what customers say from now on',
  may: 'rules.change',
  input: z.strictObject(ruleParts),
  output: Rule,
})
export const orderRules = endpoint('PUT /rules/order', {
  summary: 'In which order rules apply: of two that say different things the later wins',
  may: 'rules.change',
  input: z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) }),
  output: list,
})
export const changeRule = endpoint('PUT /rules/:id', {
  summary: 'Change a rule',
  may: 'rules.change',
  input: byId.extend(ruleParts),
  output: Rule,
})
export const removeRule = endpoint('DELETE /rules/:id', {
  summary: 'Take out a rule; a usual one becomes what it was at first. Can be undone',
  may: 'rules.change',
  input: byId,
  output: z.object({}),
})
export const restoreRule = endpoint('POST /rules/:id/restore', {
  summary: 'Bring a rule back',
  may: 'rules.change',
  input: byId,
  output: Rule,
})
/** Answered by the inbox, which knows what was said. */
export const tryRule = endpoint('POST /rules/try', {
  summary: 'What a rule would have done with the feedback of the last days; changes nothing',
  may: 'rules.read',
  input: z.strictObject({ conditions: ruleParts.conditions, days: z.int().min(1).max(366).default(30) }),
  output: z.object({
    /** How many pieces were looked at; the newest, at most twenty thousand. */
    looked: z.int(),
    fits: z.int(),
    /** Of these, in no case: they would have opened one. */
    fresh: z.int(),
    examples: z.array(z.object({ id: z.uuid(), text: z.string(), language: z.string(), saidAt: instant, inCase: z.boolean() })),
  }),
})

export const readRouting = endpoint('GET /routing', {
  summary: 'How the owner of a case is chosen',
  may: 'rules.read',
  input: z.strictObject({}),
  output: Routing,
})
export const changeRouting = endpoint('PUT /routing', {
  summary: 'Change how owners are chosen, from now on',
  may: 'rules.change',
  input: Routing,
  output: Routing,
})
