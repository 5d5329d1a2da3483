import { hash } from 'node:crypto'

export const columns = ['time', 'call', 'queue', 'agent', 'event', 'rest'] as const

/** What one line of a queue log says; `rest` are the event's own fields. */
export type QueueLine = {
  key: Uint8Array
  at: Date
  callKey: string | null
  queue: string | null
  agent: string | null
  event: string
  rest: string
}

/** `933566267|933566267.1|bank-TT|Agent/AVI|CONNECT|0|…` as cells; null for what is no such line. @see Asterisk's "Queue Logs" */
export function cellsOf(line: string): string[] | null {
  const [time = '', call = '', queue = '', agent = '', event = '', ...rest] = line.split('|')
  return /^\d{9,11}(\.\d{1,6})?$/.test(time) && /^[A-Z]{3,40}$/.test(event) ? [time, call, queue, agent, event, rest.join('|')] : null
}

/** The line itself is its identity: a second copy of a log, or a rotated one, brings nothing new. */
export function lineOf([time = '', call, queue, agent, event = '', rest = '']: readonly (string | undefined)[]): QueueLine {
  return {
    key: Buffer.from(hash('sha256', [time, given(call), given(queue), given(agent), event, rest].join('|'), 'hex'), 'hex').subarray(0, 16),
    at: new Date(Math.round(Number(time) * 1000)),
    callKey: given(call),
    queue: given(queue),
    agent:
      given(agent)
        ?.replace(/^(Agent|SIP|PJSIP|IAX2|Local|DAHDI)\//i, '')
        .replace(/@.*$/, '') ?? null,
    event,
    rest: rest.slice(0, 1000),
  }
}

const given = (cell: string | undefined) => (cell === undefined || cell === '' || cell === 'NONE' ? null : cell.slice(0, 200))
