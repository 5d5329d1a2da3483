/** Facts fill the placeholders of the message; they are shown to the caller, so nothing secret goes in. */
export type Facts = Record<string, string | number>

/** A field that was wrong, and the message key that says why (`field.required`, …). */
export type FieldProblem = { field: string; code: string; facts?: Facts }

/** An expected refusal. `code` is also the message key `problem.<code>`, so the reader sees it in their own language. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly facts: Facts
  readonly fields: FieldProblem[]
  constructor(code: string, status = 409, facts: Facts = {}, fields: FieldProblem[] = []) {
    super(code)
    this.code = code
    this.status = status
    this.facts = facts
    this.fields = fields
  }
}

/** 404 `<what>.not-found`: also what a caller sees of another workspace's things. */
export const notFound = (what: string) => new Problem(`${what}.not-found`, 404)

/** 400 for one field, shown beside it. */
export const wrong = (field: string, code: string, facts: Facts = {}) => new Problem('input', 400, {}, [{ field, code, facts }])
