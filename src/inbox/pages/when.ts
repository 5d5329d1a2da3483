import { useNow } from '#ui/index.ts'
import { useFormats } from '#ui/text.tsx'

/** The time today, the day on other days: `when(at)` for lists, `when.full(at)` in conversations. */
export function useWhen() {
  const now = useNow()
  const { date, time, dateTime } = useFormats()
  const isToday = (at: Date) => date(at) === date(now)
  return { short: (at: Date) => (isToday(at) ? time(at) : date(at)), full: (at: Date) => (isToday(at) ? time(at) : dateTime(at)) }
}
