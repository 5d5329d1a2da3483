import { gammaQuantile } from '../chance/gamma.ts'
import { erlangA, erlangC, type Queue } from './erlang.ts'
import { required } from './required.ts'

/** Arrivals of one piece of a day, as they were on the same weekdays. */
export type Volume = { low: number; middle: number; high: number }

/**
 * Days differ by more than chance: arrivals are Poisson around a rate that is itself gamma distributed, with what of the variance is left over.
 * @param expected what is forecast, where that is not the mean of these days: it strays by the same share of itself
 * @returns the rate's 20th, 50th and 80th percentile: staff for the high one
 * @see Jongbloed & Koole (2001), Managing uncertainty in call centres using Poisson mixtures
 */
export function volumeOf(counts: readonly number[], expected?: number): Volume {
  const mean = counts.reduce((all, one) => all + one, 0) / Math.max(1, counts.length)
  const variance = counts.length < 2 ? 0 : counts.reduce((all, one) => all + (one - mean) ** 2, 0) / (counts.length - 1)
  const over = variance - mean
  const rate = expected ?? mean
  if (mean === 0 || over <= 1e-9) return { low: rate, middle: rate, high: rate }
  const at = (p: number) => gammaQuantile(p, mean ** 2 / over) * (over / mean ** 2) * rate
  return { low: at(0.2), middle: at(0.5), high: at(0.8) }
}

export type Kept = { handleSeconds: number; targetSeconds: number; serviceLevel: number; patienceSeconds: number | null }

/** The fewest who keep the service level: with the patience that people have (Erlang A), or where nobody hangs up with endless one (Erlang C). */
export function needed(load: number, { handleSeconds, targetSeconds, serviceLevel, patienceSeconds }: Kept): number {
  if (load <= 0) return 0
  if (patienceSeconds === null) return required({ load, handleSeconds, targetSeconds, serviceLevel, mostOccupancy: 1, shrinkage: 0 }).agents
  let agents = Math.max(1, Math.floor(load / 2))
  const served = () => erlangA({ load, handleSeconds, agents, targetSeconds }, patienceSeconds)?.serviceLevel ?? 0
  while (agents > 1 && served() >= serviceLevel) agents--
  while (served() < serviceLevel) agents++
  return agents
}

/** What service level so many give, rounded down to whole people; 0 where the queue would grow for ever. */
export function servedBy(people: number, load: number, { handleSeconds, targetSeconds, patienceSeconds }: Kept): number {
  const agents = Math.floor(people)
  if (load <= 0) return 1
  if (agents < 1) return 0
  const queue: Queue = { load, handleSeconds, agents, targetSeconds }
  return (patienceSeconds === null ? erlangC(queue) : erlangA(queue, patienceSeconds))?.serviceLevel ?? 0
}

/** So many on the list that enough are there after leave, training, breaks. */
export const scheduledFor = (agents: number, shrinkage: number): number => Math.ceil(agents / (1 - shrinkage) - 1e-9)
