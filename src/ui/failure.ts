import { z } from 'zod'

const facts = z.record(z.string(), z.union([z.string(), z.number()]))
const Body = z.object({
  code: z.string().catch('unexpected'),
  status: z.number().optional().catch(undefined),
  facts: facts.catch({}),
  fields: z.array(z.object({ field: z.string(), code: z.string(), facts: facts.catch({}) })).catch([]),
  requestId: z.string().optional().catch(undefined),
})

export type FieldFailure = z.output<typeof Body>['fields'][number]

/** A refusal as the browser sees it: `problem.<code>` says it, `fields` stand beside their fields. Status 0 is offline. */
export class Failure extends Error {
  readonly code: string
  readonly status: number
  readonly facts: Record<string, string | number>
  readonly fields: FieldFailure[]
  readonly requestId: string | undefined
  constructor(code: string, status: number, rest: Partial<Pick<Failure, 'facts' | 'fields' | 'requestId'>> = {}) {
    super(code)
    this.code = code
    this.status = status
    this.facts = rest.facts ?? {}
    this.fields = rest.fields ?? []
    this.requestId = rest.requestId
  }
}

export const offline = () => new Failure('offline', 0)

const byStatus: Record<number, string> = {
  400: 'input',
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-large',
  429: 'too-many',
}

/** problem+json when it is ours; a proxy's page or an empty body is judged by its status. */
export function failureOf(status: number, body: unknown, requestId?: string): Failure {
  const ours = Body.safeParse(body)
  const known = ours.success && typeof (body as { code?: unknown }).code === 'string'
  if (known) return new Failure(ours.data.code, status, { ...ours.data, requestId: ours.data.requestId ?? requestId })
  const code = byStatus[status] ?? (status === 502 || status === 503 || status === 504 ? 'busy' : 'unexpected')
  return new Failure(code, status, { requestId })
}

/** Anything thrown, as a Failure: what is not ours is unexpected. */
export const asFailure = (error: unknown): Failure => (error instanceof Failure ? error : new Failure('unexpected', 500))
