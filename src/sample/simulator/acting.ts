import { hour } from './calendar.ts'
import type { ActionPlanned } from './records.ts'
import type { Stage } from './stage.ts'
import type { CauseKey } from './topics.ts'
import { actedOn, dayAfter, unchanged } from './truths.ts'

type Plan = {
  cause: CauseKey
  does: ActionPlanned['does']
  owner: string
  /** Days of the story; what is not begun or not done has none. */
  planned: number
  due: number
  doing?: number
  done?: number
}

/** One that helped, one that did not, and what stands on the board when the story ends: under way, late, planned. */
function plans(days: number): Plan[] {
  const [helped, didNot] = [dayAfter(days, actedOn.actedAfterShareOfDays), dayAfter(days, unchanged.actedAfterShareOfDays)]
  return [
    { cause: actedOn.cause, does: 'product', owner: 'khamla', planned: helped - 16, doing: helped - 9, done: helped, due: helped + 2 },
    { cause: unchanged.cause, does: 'information', owner: 'waraporn', planned: didNot - 12, doing: didNot - 6, done: didNot, due: didNot },
    { cause: 'evening-congestion', does: 'product', owner: 'waraporn', planned: days - 24, doing: days - 15, due: days + 12 },
    { cause: 'invoice-wrong-name', does: 'process', owner: 'sreymom', planned: days - 27, doing: days - 19, due: days - 4 },
    { cause: 'refund-slow', does: 'people', owner: 'khamla', planned: days - 6, due: days + 21 },
  ]
}

/** What the managers do about causes. It is looked at after eight weeks; a short story has only four. */
export function actOnCauses({ scale: { days }, calendar, at, tell }: Stage) {
  // Done before the shops open: from that day on it is another world.
  const morning = (day: number, hours: number) => calendar.at(day).startsAt + hours * hour
  const checkAfterDays = days * 0.4 >= 56 ? 56 : 28
  for (const { cause, does, owner, planned, due, doing, done } of plans(days)) {
    const plannedAt = morning(planned, 3.5)
    const told = { action: cause, cause, does, owner, dueOn: calendar.on(due), checkAfterDays }
    at(plannedAt, () => tell({ kind: 'action-planned', at: plannedAt, ...told }))
    if (doing !== undefined)
      at(morning(doing, 2), () => tell({ kind: 'action-moved', at: morning(doing, 2), action: cause, state: 'doing' }))
    if (done !== undefined) at(morning(done, 0), () => tell({ kind: 'action-moved', at: morning(done, 0), action: cause, state: 'done' }))
  }
}
