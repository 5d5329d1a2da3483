export * from './action-api.ts'
export { Action, type ActionState, actionKinds, actionStates } from './action-words.ts'
export * from './cause-api.ts'
export * from './events-api.ts'
