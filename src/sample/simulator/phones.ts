import { minute, second } from './calendar.ts'
import type { Company, Rep } from './company.ts'
import type { Instant, Language } from './records.ts'
import type { Stage } from './stage.ts'

/** Somebody who waits in a queue until a rep is ready or patience ends. */
export type Caller = {
  language: Language
  enteredAt: Instant
  /** Serves the caller and says how long the rep is taken, in seconds. */
  connected: (rep: Rep, waitSeconds: number) => number
  gaveUp: (waitSeconds: number) => void
  /** Served or gone. */
  done: boolean
}

export type Phones = ReturnType<typeof openPhones>

/** The real queue: one line per language, the longest-waiting caller first, the longest-idle rep first. */
export function openPhones(stage: Stage, company: Company) {
  const lines: { [language in Language]: Caller[] } = { lo: [], th: [], km: [], en: [] }
  const speakers = (language: Language) => company.reps.filter(rep => rep.languages.includes(language))
  const crews = { lo: speakers('lo'), th: speakers('th'), km: speakers('km'), en: speakers('en') }
  const dice = stage.chance('patience')

  const connect = (rep: Rep, caller: Caller) => {
    caller.done = true
    rep.state = 'busy'
    const takenSeconds = caller.connected(rep, (stage.now - caller.enteredAt) / second)
    stage.later(takenSeconds * second, () => (rep.leaving ? gone(rep) : free(rep)))
  }

  const longestIdle = (language: Language) => {
    let best: Rep | null = null
    for (const rep of crews[language]) if (rep.state === 'ready' && (!best || rep.readySince < best.readySince)) best = rep
    return best
  }

  const head = (language: Language) => {
    const line = lines[language]
    while (line[0]?.done) line.shift()
    return line[0]
  }

  const longestWaiting = (rep: Rep) => {
    let best: Caller | undefined
    for (const language of rep.languages) {
      const caller = head(language)
      if (caller && (!best || caller.enteredAt < best.enteredAt)) best = caller
    }
    return best
  }

  const free = (rep: Rep) => {
    rep.state = 'ready'
    rep.readySince = stage.now
    const caller = longestWaiting(rep)
    if (caller) connect(rep, caller)
  }

  const ready = (rep: Rep) => {
    rep.leaving = false
    if (rep.state === 'away') free(rep)
  }

  const gone = (rep: Rep) => {
    rep.state = 'away'
    rep.leaving = false
  }

  const leave = (rep: Rep) => {
    if (rep.state === 'busy') rep.leaving = true
    else gone(rep)
  }

  const giveUp = (caller: Caller) => {
    if (caller.done) return
    caller.done = true
    head(caller.language)
    caller.gaveUp((stage.now - caller.enteredAt) / second)
  }

  const join = (caller: Caller, meanPatienceMinutes: number) => {
    const rep = longestIdle(caller.language)
    if (rep) return connect(rep, caller)
    lines[caller.language].push(caller)
    stage.later(Math.max(3 * second, dice.exponential(meanPatienceMinutes * minute)), () => giveUp(caller))
  }

  return { join, ready, leave }
}
