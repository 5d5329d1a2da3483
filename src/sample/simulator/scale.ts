/** What a size means. Records grow mostly with time and customers, reps more slowly: a big centre is busier. */
export function scaleOf(size: number) {
  const tens = Math.log10(Math.max(size, 2000) / 10_000)
  const grow = (base: number, power: number) => Math.round(base * 10 ** (power * tens))
  const days = Math.min(730, Math.max(90, grow(182, 0.2)))
  const reps = Math.max(12, grow(12, 0.41))
  const customers = Math.max(150, grow(500, 0.9))
  const told = customers * (perCustomer + perAsking * (days / npsEveryDays)) + reps * days * (5 / 7)
  return { days, reps, customers, matters: Math.max(100, Math.round((size - told - always) / perMatter)) }
}
export type Scale = ReturnType<typeof scaleOf>

export const npsEveryDays = 180
/** Records that one customer, one NPS question and one matter bring with them, measured on the simulator itself. */
const perCustomer = 2.05
const perAsking = 1.2
const perMatter = 5.3
/** People, topics and articles, and what the last day brings. */
const always = 220
