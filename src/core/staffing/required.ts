import { erlangC } from './erlang.ts'

export type Demand = {
  load: number
  handleSeconds: number
  targetSeconds: number
  serviceLevel: number
  mostOccupancy: number
  shrinkage: number
}
export type Required = { agents: number; scheduled: number }

/** The fewest agents who meet service level and occupancy, and how many to schedule so that so many are there after shrinkage. */
export function required({ load, handleSeconds, targetSeconds, serviceLevel, mostOccupancy, shrinkage }: Demand): Required {
  let agents = Math.max(1, Math.ceil(load))
  for (; ; agents++) {
    const queue = erlangC({ load, handleSeconds, agents, targetSeconds })
    if (queue && queue.serviceLevel >= serviceLevel && queue.occupancy <= mostOccupancy) break
  }
  return { agents, scheduled: Math.ceil(agents / (1 - shrinkage) - 1e-9) }
}

/** The mean patience in seconds as it was lived: all the waiting, by one abandonment each; null when nobody hung up. @see Brown et al. (2005) */
export const patienceSeconds = ({ waitedSeconds, abandoned }: { waitedSeconds: number; abandoned: number }): number | null =>
  abandoned === 0 ? null : waitedSeconds / abandoned
