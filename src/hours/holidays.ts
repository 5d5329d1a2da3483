import { createRequire } from 'node:module'
import type DateHolidays from 'date-holidays'
import { wrong } from '#kernel/problem.ts'

/** Countries that the table of the world does not have, by month and day; days that follow the moon are for the company to add. */
const ours: Record<string, readonly [on: string, name: string][]> = {
  LA: [
    ['01-01', 'ວັນປີໃໝ່ສາກົນ'],
    ['03-08', 'ວັນແມ່ຍິງສາກົນ'],
    ['04-14', 'ບຸນປີໃໝ່ລາວ'],
    ['04-15', 'ບຸນປີໃໝ່ລາວ'],
    ['04-16', 'ບຸນປີໃໝ່ລາວ'],
    ['05-01', 'ວັນກຳມະກອນສາກົນ'],
    ['12-02', 'ວັນຊາດ'],
  ],
  KH: [
    ['01-01', 'ទិវាចូលឆ្នាំសាកល'],
    ['01-07', 'ទិវាជ័យជម្នះលើរបបប្រល័យពូជសាសន៍'],
    ['03-08', 'ទិវានារីអន្តរជាតិ'],
    ['04-14', 'ពិធីបុណ្យចូលឆ្នាំថ្មី'],
    ['04-15', 'ពិធីបុណ្យចូលឆ្នាំថ្មី'],
    ['04-16', 'ពិធីបុណ្យចូលឆ្នាំថ្មី'],
    ['05-01', 'ទិវាពលកម្មអន្តរជាតិ'],
    ['05-14', 'ព្រះរាជពិធីបុណ្យចម្រើនព្រះជន្ម ព្រះមហាក្សត្រ'],
    ['06-18', 'ព្រះរាជពិធីបុណ្យចម្រើនព្រះជន្ម សម្ដេចព្រះមហាក្សត្រី'],
    ['09-24', 'ទិវាប្រកាសរដ្ឋធម្មនុញ្ញ'],
    ['10-15', 'ទិវាប្រារព្ធពិធីគោរពព្រះវិញ្ញាណក្ខន្ធ ព្រះបរមរតនកោដ្ឋ'],
    ['10-29', 'ព្រះរាជពិធីគ្រងព្រះបរមរាជសម្បត្តិ'],
    ['11-09', 'ពិធីបុណ្យឯករាជ្យជាតិ'],
  ],
}

type Day = { on: string; name: string }
export type Place = { country: string; region?: string | null | undefined }

/** The table of the world is large: loaded when somebody looks at holidays. */
const world = () => createRequire(import.meta.url)('date-holidays') as typeof DateHolidays
let known: { id: string; regions: { id: string; name: string }[] }[] | undefined

/** Every country with a table, ours among them. */
export function countries() {
  const worldly = new (world())()
  known ??= [...new Set([...Object.keys(worldly.getCountries('en')), ...Object.keys(ours)])].sort().map(id => ({
    id,
    regions: Object.entries(worldly.getStates(id, 'en') ?? {}).map(([region, name]) => ({ id: region, name: String(name) })),
  }))
  return known
}

/** Whether those days of a country that follow the moon are missing from its table. */
export const lacksMoon = (country: string) => country in ours

const tables = new Map<string, Day[]>()

/** The public holidays of a country in a year. @throws Problem at the field `country` for one that nobody knows: an empty list would be a lie */
export function holidaysOf({ country, region = null }: Place, year: number): Day[] {
  if (!countries().some(one => one.id === country)) throw wrong('country', 'not-found')
  const key = `${country} ${region} ${year}`
  const there = tables.get(key)
  if (there) return there
  const made = ours[country]?.map(([on, name]) => ({ on: `${year}-${on}`, name })) ?? fromWorld(country, region, year)
  tables.set(key, made)
  return made
}

/** One entry a day, also of feasts of several days. */
function fromWorld(country: string, region: string | null, year: number): Day[] {
  const HolidayTable = world()
  const table = region ? new HolidayTable(country, region) : new HolidayTable(country)
  const days = table.getHolidays(year).filter(({ type }) => type === 'public')
  const each = days.flatMap(({ date, name, start, end }) =>
    Array.from({ length: Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000)) }, (_, n) => ({
      on: Temporal.PlainDate.from(date.slice(0, 10)).add({ days: n }).toString(),
      name,
    })),
  )
  return [...new Map(each.map(day => [day.on, day])).values()].sort((a, b) => (a.on < b.on ? -1 : 1))
}
