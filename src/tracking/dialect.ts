import { basicKey, type Dialect, type RawInput } from '#kernel/dialect.ts'
import { Problem } from '#kernel/problem.ts'

export const LARGEST_BATCH = 500 * 1024

/** Segment's HTTP tracking API: `/v1`, the write key as user name, one body for a batch and another for a single event. */
export const segmentDialect: Dialect = { prefix: '/v1', key: basicKey, input, refusal: said }

function input({ body }: RawInput): Record<string, unknown> {
  const bytes = Buffer.byteLength(body)
  if (bytes > LARGEST_BATCH) throw new Problem('request.too-large', 413)
  const given = parsed(body)
  const isBatch = Array.isArray(given.batch)
  return { events: isBatch ? given.batch : [given], sentAt: given.sentAt, bytes }
}

function parsed(body: string): Record<string, unknown> {
  try {
    const given: unknown = JSON.parse(body)
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Record<string, unknown>
  } catch {}
  throw new Problem('request', 400)
}

/** Theirs is 400 for whatever is wrong in the body; a client tries again at 429 and from 500 on. */
function said({ status, code }: Problem) {
  const theirs = status === 413 || status === 415 ? 400 : status
  return { status: theirs, body: { success: false, message: code } }
}
