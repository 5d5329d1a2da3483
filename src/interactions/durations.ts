const CLOCK = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2}(?:\.\d+)?)$/

/** Seconds of `143`, `143.5`, `2:23`, `0:02:23`; null where it is none. A negative one is read, so that it can be refused by its name. */
export function readSeconds(text: string): number | null {
  const plain = text.trim()
  if (/^-?\d+([.,]\d+)?$/.test(plain)) return Number(plain.replace(',', '.'))
  const clock = CLOCK.exec(plain)
  return clock ? Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) : null
}

/** Seconds since midnight of `9:12:58` or `23:59`; null where it is no time of day. */
export function readTimeOfDay(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim())
  if (!match || Number(match[1]) > 24 || Number(match[2]) > 59 || Number(match[3] ?? 0) > 59) return null
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0)
}
