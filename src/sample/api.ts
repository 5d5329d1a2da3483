import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'

/** A workspace of its own with some months of a believable company in it; sends nothing. Asked again it is the same one. */
export const lookAround = endpoint('POST /sample', {
  summary: 'Look around a sample company: makes its workspace, with you in it as its head',
  may: 'signed-in',
  input: z.strictObject({}),
  output: z.object({ id: z.uuid(), number: z.int() }),
})
