import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/** Refusals are problem+json; the unexpected is logged with the request's id and says nothing of its inside. */
export function refuse(error: Error, request: FastifyRequest, reply: FastifyReply) {
  const problem = regret(error, request, reply)
  return reply
    .status(problem.status)
    .type('application/problem+json')
    .send({
      type: `/api#${problem.code}`,
      title: problem.code,
      status: problem.status,
      code: problem.code,
      facts: problem.facts,
      fields: problem.fields,
      requestId: request.id,
    })
}

/** What an error is to the caller; logged, and with when to come back. */
export function regret(error: Error, request: FastifyRequest, reply: FastifyReply): Problem {
  const problem = asProblem(error)
  if (problem.status >= 500) request.log.error({ err: error }, 'unexpected')
  else if (problem.status === 400 && !(error instanceof Problem)) request.log.warn({ err: error }, 'refused below its schema')
  if (problem.status === 429 || problem.status === 503) reply.header('retry-after', String(Number(problem.facts.minutes ?? 0) * 60 || 2))
  return problem
}

const AWAY = ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']
// The client library has no codes for these.
const LOST = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/

function asProblem(error: Error & { statusCode?: number; code?: string }): Problem {
  if (error instanceof Problem) return error
  if (error.statusCode === 413) return new Problem('too-large', 413)
  if (error.statusCode && error.statusCode < 500) return new Problem('request', error.statusCode)
  const { code = '', message } = error
  // PostgreSQL away, out of connections, or two transactions in each other's way: the caller may try again, nothing was done.
  if (/^(08|40|53|57)...$/.test(code) || AWAY.includes(code) || LOST.test(message)) return new Problem('busy', 503)
  // What was given cannot be a value of that kind: a NUL in a text, a forged place in a list, a year beyond the calendar.
  if (/^22...$/.test(code)) return new Problem('request', 400)
  return new Problem('unexpected', 500)
}
