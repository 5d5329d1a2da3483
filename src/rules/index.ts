import { read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import * as kept from './rules.ts'

export { countedDays, type Facts, fitting, looksAtTopics, needScores, type Ready, ready } from './evaluate.ts'
export { type Because, type Candidate, pickOwner } from './owners.ts'
export { loadRouting, loadRules, ruleNames } from './rules.ts'

/** When this, then that; and who gets it. It knows facts only: what is done with them is done where the cases are. */
export const rules: Slice = {
  name: 'rules',
  permissions: {
    'rules.read': ['rep', 'manager', 'head', 'champion', 'admin'],
    'rules.change': ['manager', 'head', 'admin'],
  },
  events: [api.ruleChanged, api.routingChanged],
  routes: [
    read(api.listRules, kept.listRules),
    write(api.addRule, kept.addRule),
    write(api.orderRules, kept.orderRules),
    write(api.changeRule, kept.changeRule),
    write(api.removeRule, (ctx, { id }) => kept.removeRule(ctx, id)),
    write(api.restoreRule, (ctx, { id }) => kept.restoreRule(ctx, id)),
    read(api.readRouting, kept.loadRouting),
    write(api.changeRouting, kept.changeRouting),
  ],
}
