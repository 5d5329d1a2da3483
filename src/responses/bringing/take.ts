import { readInstant } from '#core/time/read-instant.ts'
import { rowKeys } from '#imports/index.ts'
import type { Writing } from '#kernel/slice.ts'
import { readZendesk } from '../importers/zendesk/item.ts'
import { readZendeskCsat } from '../importers/zendesk-csat/item.ts'
import { become } from './become.ts'
import { columnsOf, type Item, type Json } from './item.ts'
import { keep, type Row } from './save.ts'

/** Services whose API we read, and how one of their items is read: as in a file of theirs. */
const services = { zendesk: readZendesk, 'zendesk-csat': readZendeskCsat } as const satisfies Record<string, (item: Json) => Item>

export type Taking = {
  service: keyof typeof services
  source: string
  items: readonly Json[]
  /** Who had handled it, as far as the caller knows. */
  memberOf: (item: Json) => string | null
}

/** What is older is history: nobody is called back about it because a service was connected today. */
const CASES_OF_DAYS = 7

/**
 * Responses that a service tells by its API. The same response in a file is the same here (its id at the source); one that was given anew takes over what
 * it says now, in its figures and its case.
 */
export async function takeBrought(ctx: Writing, { service, source, items, memberOf }: Taking) {
  const keyOf = rowKeys(1)
  const settings = { ...usual, source, zone: ctx.workspace.zone }
  const rows = [...new Map(items.map(item => [services[service](item).id, item])).values()].flatMap((item, number): Row[] => {
    const read = services[service](item)
    const { at = '', ...cells } = columnsOf(read)
    const moment = readInstant(at, { zone: 'UTC' })
    const made = become({ ...filled(cells), ...('at' in moment ? { at: moment.at } : {}) }, settings, {})
    return read.id !== '' && 'row' in made ? [{ number, key: keyOf.ofId(read.id), row: made.row, memberId: memberOf(item) }] : []
  })
  const from = { source, importId: null, survey: null, cases: CASES_OF_DAYS, corrects: true }
  const { added, changed, refused } = await keep(ctx, rows, from)
  return { read: items.length, added, changed, refused: items.length - rows.length + refused.length }
}

const usual = { dateOrder: null, missingDate: 'refuse', emptyMarkers: [], scale: null, cases: 'none' } as const
const filled = (cells: Record<string, string>) => Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ''))
