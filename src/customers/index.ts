import type { Slice } from '#kernel/slice.ts'

export const customers: Slice = { name: 'customers', permissions: {}, events: [], routes: [] }
