export * from './absence-api.ts'
export * from './calendar-api.ts'
export { Priority, priorities } from './hours-words.ts'
export * from './policy-api.ts'
