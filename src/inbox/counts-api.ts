import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'

// By itself: the navigation asks it on every page.
const Count = z.object({ open: z.int(), late: z.int(), replied: z.int() })
export const countInbox = endpoint('GET /inbox/counts', {
  summary: 'How many cases are open, late and replied: mine, my team’s, all',
  may: 'inbox.read',
  input: z.strictObject({}),
  output: z.object({ mine: Count, team: Count, all: Count }),
})
