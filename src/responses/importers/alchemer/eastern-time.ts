const OFFSETS: Record<string, string> = { EST: '-05:00', EDT: '-04:00' }

/**
 * Alchemer tells times of US Eastern, named (`2026-11-01 01:30:00 EDT`) or not. The name says which of the two half past ones of November it
 * was; without it the first is taken, as clocks of New York would.
 */
export function easternTime(text: string): string {
  const [, day, clock, name] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)\s*(EST|EDT)?$/.exec(text.trim()) ?? []
  if (!day || !clock) return text
  if (name) return `${day}T${clock}${OFFSETS[name]}`
  const there = Temporal.PlainDateTime.from(`${day}T${clock}`).toZonedDateTime('America/New_York', { disambiguation: 'compatible' })
  return `${day}T${clock}${there.offset}`
}
