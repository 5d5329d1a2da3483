import type { Slice } from '#kernel/slice.ts'
import { responseReceived } from './api.ts'

export { type From, keepResponses, type Told } from './keep.ts'

/** What people answered: taken in at once and never lost, turned into feedback, counted honestly. */
export const responses: Slice = {
  name: 'responses',
  permissions: { 'responses.read': ['rep', 'manager', 'head', 'champion', 'admin'] },
  events: [responseReceived],
  routes: [],
}
