import { read, type Slice } from '#kernel/slice.ts'
import * as api from './api.ts'
import { landing } from './today.ts'

/** The page one lands on: what waits for me, what is late, what somebody said, and how we do. */
export const today: Slice = { name: 'today', permissions: {}, events: [], routes: [read(api.today, landing)] }
