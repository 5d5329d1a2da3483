import { hour, minute } from './calendar.ts'
import { type Rep, shiftOf } from './company.ts'
import type { Center, Matter } from './matters.ts'
import type { Instant } from './records.ts'

type About = Pick<Matter, 'language'> & { topic: string | null }

/** An owner who speaks the language, the skilled first. */
export function someoneFor({ company, stage, dice }: Center, matter: About): Rep {
  const here = company.reps.filter(
    rep => rep.languages.includes(matter.language) && stage.calendar.startsAt + rep.startsDay * 24 * hour <= stage.now,
  )
  const skilled = here.filter(rep => rep.skills.includes(matter.topic?.split('.')[0] ?? ''))
  return dice.pick(skilled.length > 0 && dice.chance(0.4) ? skilled : here)
}

export type Answer = { by: Rep; at: Instant }

/** Who replies when: the owner as soon as they come to it; once it is late, the manager soon asks somebody who is there. */
export function answerFrom(center: Center, owner: Rep, about: About, then: Instant, dueAt: Instant): Answer {
  const { stage, dice } = center
  const at = atWork(center, owner, then)
  // What the team still owes when the story ends is told by `lastDay`, so that it is never more than a team would owe.
  if (dueAt <= stage.until && at > stage.until) return { by: owner, at: dueAt - dice.share() * 3 * hour }
  const asksAt = dueAt + dice.lognormal(1.5, 0.6) * hour
  if (at <= asksAt) return { by: owner, at }
  const others = Array.from({ length: 4 }, () => someoneFor(center, about)).map(by => ({ by, at: atWork(center, by, asksAt) }))
  return others.reduce((best, other) => (other.at < best.at ? other : best), { by: owner, at })
}

/** Before somebody else replies, the owner's manager has given them the case. */
export function handOver({ stage }: Center, number: number, owner: Rep, { by, at }: Answer) {
  if (by === owner) return
  const asked = { kind: 'case-assigned' as const, case: number, member: by.key, by: owner.manager }
  stage.at(Math.max(stage.now, at - 20 * minute), () => stage.tell({ ...asked, at: stage.now }))
}

/** The first moment from then on at which this rep is on shift. */
export function atWork({ stage, dice }: Center, rep: Rep, then: number) {
  const { weekdays, startMinute, endMinute } = shiftOf(rep.rota)
  const intoDays = Math.floor((then - stage.calendar.startsAt) / (24 * hour))
  for (let index = intoDays; index < intoDays + 8; index++) {
    const today = stage.calendar.at(index)
    if (!weekdays.includes(today.weekday) || then > today.startsAt + endMinute * minute) continue
    const begins = today.startsAt + startMinute * minute
    return then >= begins ? then : begins + dice.share() * 90 * minute
  }
  return then
}
