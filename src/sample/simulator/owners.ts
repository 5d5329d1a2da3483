import { hour, minute } from './calendar.ts'
import { type Rep, shiftOf } from './company.ts'
import type { Center, Matter } from './matters.ts'

/** An owner who speaks the language, the skilled first. */
export function someoneFor({ company, stage, dice }: Center, matter: Pick<Matter, 'language'> & { topic: string | null }): Rep {
  const here = company.reps.filter(
    rep => rep.languages.includes(matter.language) && stage.calendar.startsAt + rep.startsDay * 24 * hour <= stage.now,
  )
  const skilled = here.filter(rep => rep.skills.includes(matter.topic?.split('.')[0] ?? ''))
  return dice.pick(skilled.length > 0 && dice.chance(0.4) ? skilled : here)
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
