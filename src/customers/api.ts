/** Contracts of the slice: who our customers are, at which accounts, and what matters are about. */
export * from './account-api.ts'
export * from './customer-api.ts'
export * from './topic-api.ts'
