import { betaBelow } from '../chance/beta.ts'

/** Arrivals and handling: `load` in erlangs is arrivals per second × `handleSeconds`. */
export type Queue = { load: number; handleSeconds: number; agents: number; targetSeconds: number }
/** Shares 0–1, seconds. */
export type Waiting = { waits: number; serviceLevel: number; answerSeconds: number; occupancy: number }

/** The share of calls that find every line busy and are lost. Recursive, so that large loads do not overflow. @see Erlang (1917) */
export function erlangB(load: number, agents: number): number {
  let blocked = 1
  for (let k = 1; k <= agents; k++) blocked = (load * blocked) / (k + load * blocked)
  return blocked
}

/**
 * Nobody hangs up: share that waits, served within the target, mean wait of all, occupancy. Null where the queue grows for ever (agents ≤ load).
 * @see Erlang (1917); Koole (2013), Call Center Optimization, 5
 */
export function erlangC({ load, handleSeconds, agents, targetSeconds }: Queue): Waiting | null {
  if (agents <= load) return null
  const blocked = erlangB(load, agents)
  const occupancy = load / agents
  const waits = blocked / (1 - occupancy * (1 - blocked))
  return {
    waits,
    serviceLevel: 1 - waits * Math.exp((-(agents - load) * targetSeconds) / handleSeconds),
    answerSeconds: (waits * handleSeconds) / (agents - load),
    occupancy,
  }
}

/** With people who hang up. `answerSeconds` is the mean wait of those served, `waitSeconds` that of all; `serviceLevel` is served within target of offered. */
export type Impatient = Waiting & { abandoned: number; waitSeconds: number; queued: number }

/**
 * People hang up after an exponential patience. The queue is a birth–death process: deaths are min(j, n)/handle + (j − n)⁺/patience.
 * With i ahead, those served within T: sum π_{n+i} · c/(c+i+1) · [1 − I_{e^{−T/patience}}(c+1, i+1)], c = n·patience/handle.
 * @see Palm (1946); Mandelbaum & Zeltyn (2007), Service engineering in action
 */
export function erlangA({ load, handleSeconds, agents, targetSeconds }: Queue, patienceSeconds: number): Impatient | null {
  if (agents < 1 || load <= 0) return null
  const { states, busy } = stationary(load, agents, handleSeconds / patienceSeconds)
  const c = (agents * patienceSeconds) / handleSeconds
  const over = Math.exp(-targetSeconds / patienceSeconds)
  let queued = 0
  let served = sum(states.slice(0, agents))
  for (let i = 0; agents + i < states.length; i++) {
    queued += i * states[agents + i]!
    served += states[agents + i]! * (c / (c + i + 1)) * (1 - betaBelow(over, c + 1, i + 1))
  }
  const arrivals = load / handleSeconds
  const abandoned = queued / patienceSeconds / arrivals
  return {
    waits: sum(states.slice(agents)),
    abandoned,
    occupancy: busy / agents,
    queued,
    waitSeconds: queued / arrivals,
    answerSeconds: waitOfServed(states, agents, handleSeconds, patienceSeconds) / (1 - abandoned),
    serviceLevel: served,
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Probabilities of 0, 1, 2 … people in the system, until they no longer matter; and how many agents are busy on average. */
function stationary(load: number, agents: number, impatience: number): { states: number[]; busy: number } {
  // In logarithms first: load^n / n! overflows for large centres.
  const logs = [0]
  let top = 0
  for (let j = 1; j < 1_000_000; j++) {
    const death = Math.min(j, agents) + Math.max(0, j - agents) * impatience
    const next = logs[j - 1]! + Math.log(load / death)
    logs.push(next)
    top = Math.max(top, next)
    if (j > agents && next < top - 60) break
  }
  const weights = logs.map(log => Math.exp(log - top))
  const total = sum(weights)
  const states = weights.map(weight => weight / total)
  return { states, busy: states.reduce((mean, share, j) => mean + Math.min(j, agents) * share, 0) }
}

/**
 * E[wait; served]. With i ahead the one who waits is served if each of i+1 stages (rate n·μ + k·θ, k = i … 0 ahead, and oneself) ends without
 * their own hanging up: the product of the shares, and the sum of the stages' mean times.
 */
function waitOfServed(states: readonly number[], agents: number, handleSeconds: number, patienceSeconds: number): number {
  let total = 0
  let stages = 0
  const rate = (ahead: number) => agents / handleSeconds + (ahead + 1) / patienceSeconds
  for (let i = 0; agents + i < states.length; i++) {
    stages += 1 / rate(i)
    const servedShare = agents / handleSeconds / rate(i)
    total += states[agents + i]! * servedShare * stages
  }
  return total
}
