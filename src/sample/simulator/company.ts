import { cast } from '#core/cast.ts'
import type { Random } from './random.ts'
import type { Language, MemberJoined } from './records.ts'
import type { Stage } from './stage.ts'
import { type Name, texts } from './texts.ts'
import { mains } from './topics.ts'
import { type Habits, ordinary, planted } from './truths.ts'

/** A business of our sample: card terminals, QR payment and internet for small shops, helped from Vientiane and Berlin. */
export const companyName = 'Champa Pay'

export type Rep = {
  key: string
  languages: readonly Language[]
  skills: readonly string[]
  manager: string
  habits: Habits
  /** Place in the rota: shift and days off follow from it. */
  rota: number
  startsDay: number
  /** On duty and ready, with a caller, or not there. */
  state: 'away' | 'ready' | 'busy'
  readySince: number
  /** Goes away once the caller is served. */
  leaving: boolean
}

export type Company = { reps: Rep[]; managers: string[] }

type Manager = { key: string; language: Language }
const homes: readonly Language[] = ['lo', 'th', 'km']

/** Everybody who works here, told at the beginning; reps of the later hires join when their day comes. */
export function found(stage: Stage): Company {
  const dice = stage.chance('people')
  for (const member of cast) enrol(stage, { ...member, member: member.key, languages: [...member.languages], skills: [...member.skills] })
  for (const member of cast) if (member.managerKey) reportsTo(stage, member.key, member.managerKey, 0)
  const managers = hireManagers(stage, dice)
  const reps = hireReps(stage, dice, managers)
  moveSome(stage, dice, reps, managers)
  return { reps, managers: managers.map(manager => manager.key) }
}

const enrol = (
  stage: Stage,
  who: Omit<MemberJoined, 'kind' | 'at' | 'startedOn'> & { startsDay?: number; managerKey?: unknown; key?: unknown },
) => {
  const { member, name, email, role, languages, skills, startsDay = -1 } = who
  const startedOn = stage.calendar.on(startsDay < 0 ? -400 : startsDay)
  stage.tell({ kind: 'member', at: stage.now, member, name, email, role, languages, skills, startedOn })
}

const reportsTo = (stage: Stage, member: string, manager: string, fromDay: number) =>
  stage.tell({ kind: 'reports-to', at: stage.now, member, manager, fromOn: stage.calendar.on(fromDay) })

/** Written as the culture does: family name first in Khmer, given name first elsewhere. */
export function personName(dice: Random, language: Language, written: 0 | 1) {
  const { given, family, familyFirst } = texts[language].names
  const own: Name = dice.pick(given)
  const house: Name = dice.pick(family)
  return { name: familyFirst ? `${house[written]} ${own[written]}` : `${own[written]} ${house[written]}`, latin: own[1].toLowerCase() }
}

/** Three come from the cast; more for bigger centres, and above ten of them managers of managers. */
function hireManagers(stage: Stage, dice: Random): Manager[] {
  const fromCast: Manager[] = [
    { key: 'khamla', language: 'lo' },
    { key: 'waraporn', language: 'th' },
    { key: 'sreymom', language: 'km' },
  ]
  const wanted = Math.max(3, Math.ceil(stage.scale.reps / 7))
  const above = wanted > 10 ? Array.from({ length: Math.ceil((wanted - 3) / 8) }, (_, i) => `senior-${i + 1}`) : []
  for (const [i, key] of above.entries()) hireManager(stage, dice, key, homes[i % 3]!, 'anna')
  const more = Array.from({ length: wanted - 3 }, (_, i) => ({ key: `manager-${i + 4}`, language: homes[i % 3]! }))
  for (const [i, { key, language }] of more.entries()) hireManager(stage, dice, key, language, above[i % above.length] ?? 'anna')
  return [...fromCast, ...more]
}

function hireManager(stage: Stage, dice: Random, member: string, language: Language, above: string) {
  const { name } = personName(dice, language, dice.chance(0.5) ? 0 : 1)
  enrol(stage, { member, name, email: `${member}@sabai.example`, role: 'manager', languages: [language, 'en'], skills: [] })
  reportsTo(stage, member, above, 0)
}

function hireReps(stage: Stage, dice: Random, managers: Manager[]): Rep[] {
  const known = cast.filter(member => member.role === 'rep')
  const reps = known.map((member, i) => employ(stage, member.key, member.languages, member.skills, member.managerKey!, i, -1))
  // The cast leaves Khamla's team two seats ahead of the others; the rest fill up evenly, home by home.
  const seats = [1, 2, 0, 1, 2, 1, 2, 0, ...Array.from({ length: stage.scale.reps }, (_, i) => i % managers.length)]
  for (let i = reps.length; i < stage.scale.reps; i++) {
    const manager = managers[seats[i - known.length]!]!
    reps.push(hireRep(stage, dice, i, manager))
  }
  return reps
}

function hireRep(stage: Stage, dice: Random, index: number, { key: manager, language }: Manager): Rep {
  const member = `rep-${index + 1}`
  const { name } = personName(dice, language, dice.chance(0.6) ? 0 : 1)
  const also = (['lo', 'th', 'km', 'en'] as const).filter(other => other !== language && dice.chance(other === 'en' ? 0.5 : 0.2))
  const startsDay = index >= 12 && dice.chance(0.25) ? dice.whole(Math.floor(stage.scale.days * 0.8)) : -1
  const skills = [dice.pick(mains), dice.pick(mains)].filter((skill, i, all) => all.indexOf(skill) === i)
  const languages = [language, ...also]
  enrol(stage, { member, name, email: `${member}@sabai.example`, role: 'rep', languages, skills, startsDay })
  reportsTo(stage, member, manager, Math.max(0, startsDay))
  return employ(stage, member, languages, skills, manager, index, startsDay, dice)
}

function employ(
  stage: Stage,
  key: string,
  languages: readonly Language[],
  skills: readonly string[],
  manager: string,
  rota: number,
  startsDay: number,
  dice?: Random,
): Rep {
  const habits = planted[key] ?? habitsOf(dice)
  const { weekdays, startMinute, endMinute } = shiftOf(rota)
  const fromOn = stage.calendar.on(Math.max(0, startsDay))
  stage.tell({ kind: 'shift', at: stage.now, member: key, fromOn, weekdays, startMinute, endMinute })
  return { key, languages, skills, manager, habits, rota, startsDay, state: 'away', readySince: 0, leaving: false }
}

/** Ordinary people differ a little: less than anybody could honestly call an outlier. */
function habitsOf(dice?: Random): Habits {
  if (!dice) return ordinary
  return {
    talkFactor: 1 + 0.06 * dice.normal(),
    solvedAtOnce: ordinary.solvedAtOnce + 0.02 * dice.normal(),
    comesBack: Math.max(0.08, ordinary.comesBack + 0.01 * dice.normal()),
    warmth: 0.02 * dice.normal(),
  }
}

/** Early or late, with two days off in a row; neighbours in the rota take different ones, so that no day is empty. */
export function shiftOf(rota: number) {
  const late = rota % 2 === 1
  const off = (rota * 2 + Math.floor(rota / 7)) % 7
  const weekdays = [1, 2, 3, 4, 5, 6, 7].filter(weekday => weekday % 7 !== off && weekday % 7 !== (off + 1) % 7)
  return late ? { weekdays, startMinute: 690, endMinute: 1200 } : { weekdays, startMinute: 480, endMinute: 990 }
}

/** A few reps change teams on a day of their own; the planted ones stay where they are. */
function moveSome(stage: Stage, dice: Random, reps: Rep[], managers: Manager[]) {
  for (const rep of reps) {
    if (rep.rota < 5 || rep.rota % 8 !== 6) continue
    const to = dice.pick(managers.filter(manager => manager.key !== rep.manager))
    const onDay = Math.max(rep.startsDay + 20, Math.floor(stage.scale.days * (0.2 + 0.6 * dice.share())))
    stage.at(stage.calendar.at(onDay).startsAt, () => {
      rep.manager = to.key
      reportsTo(stage, rep.key, to.key, onDay)
    })
  }
}
