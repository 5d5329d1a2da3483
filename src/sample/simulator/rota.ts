import { minute, type SimulatedDay, second, toSecond } from './calendar.ts'
import { type Company, type Rep, shiftOf } from './company.ts'
import { languages } from './market.ts'
import type { Phones } from './phones.ts'
import type { Random } from './random.ts'
import type { Language } from './records.ts'
import type { Stage } from './stage.ts'

/** Sends the reps of a day to their phones and home again, with a lunch break and time for the cases in between. */
export function staffDay(stage: Stage, company: Company, phones: Phones, dice: Random, today: SimulatedDay, phoneShares: Shares) {
  for (const rep of company.reps) {
    const { weekdays, startMinute, endMinute } = shiftOf(rep.rota)
    if (rep.startsDay > today.index || !weekdays.includes(today.weekday) || dice.chance(0.03)) continue
    const startedAt = toSecond(today.startsAt + (startMinute + 6 * dice.share() - 3) * minute)
    const endedAt = toSecond(today.startsAt + (endMinute + 20 * dice.share() - 5) * minute)
    work(stage, rep, phones, dice, startedAt, endedAt, phoneShares[rep.languages[0]!])
  }
}

/** Blocks at the phone and blocks away from it, planned for the whole day at its start. */
function work(stage: Stage, rep: Rep, phones: Phones, dice: Random, startedAt: number, endedAt: number, phoneShare: number) {
  const lunchAt = startedAt + (endedAt - startedAt) * (0.4 + 0.2 * dice.share())
  const onMinutes = 15
  let phoneSeconds = 0
  for (let at = startedAt; at < endedAt; ) {
    const stop = toSecond(Math.min(endedAt, at + dice.exponential(onMinutes) * minute))
    const lunch = at < lunchAt && lunchAt <= stop ? 40 : 0
    stage.at(at, () => phones.ready(rep))
    stage.at(stop, () => phones.leave(rep))
    phoneSeconds += (stop - at) / second
    at = toSecond(stop + (lunch + 0.5 + dice.exponential((onMinutes * (1 - phoneShare)) / phoneShare)) * minute)
  }
  stage.at(endedAt, () => stage.tell({ kind: 'worked', at: stage.now, member: rep.key, startedAt, endedAt, phoneSeconds }))
}

export type Shares = { [language in Language]: number }

/** How much of a shift the reps of a language spend at the phone, so that the load of a busy hour is carried with a little to spare. */
export function phoneShares(stage: Stage, company: Company): Shares {
  const contactsADay = (stage.scale.matters / stage.scale.days) * 1.05
  const share = (language: Language) => {
    const busyHour = (contactsADay * parts[language] * 480) / 43_200
    const crew = company.reps.filter(rep => rep.languages[0] === language).length
    const needed = busyHour * 1.15 + 0.6 * Math.sqrt(busyHour) + 1
    return Math.min(0.93, Math.max(0.2, needed / Math.max(0.5, crew * 0.46)))
  }
  return Object.fromEntries(languages.map(language => [language, share(language)])) as Shares
}

const parts: Shares = { lo: 0.38, th: 0.28, km: 0.27, en: 0.07 }
