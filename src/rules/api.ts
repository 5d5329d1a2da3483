export * from './rule-api.ts'
export {
  type Action,
  actionKinds,
  type Condition,
  conditionKinds,
  considerations,
  type Routing,
  type Rule,
  usualRouting,
} from './rule-words.ts'
