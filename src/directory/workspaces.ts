import { SEARCH_VERSION } from '#core/text/normalise.ts'
import type { Schedule } from '#core/time/working-hours.ts'
import type { Language, Reading, Writing } from '#kernel/slice.ts'
import type { WorkingHours } from './api.ts'
import * as api from './api.ts'

export { usualHours, type WorkingHours } from './api.ts'

export type NewWorkspace = {
  id: string
  name: string
  language: string
  zone: string
  workingHours: WorkingHours
  sample?: boolean
  /** Where links in mails lead while PUBLIC_URL is not set. */
  address?: string | null
}

/** Must run with the transaction's workspace set to the new id: nothing else could write it. @returns its number, which is in its addresses */
export async function foundWorkspace(
  { tx, now }: Pick<Writing, 'tx' | 'now'>,
  { workingHours, address = null, ...workspace }: NewWorkspace,
): Promise<number> {
  const made = await tx
    .insertInto('workspace')
    .values({
      ...workspace,
      workingHours: JSON.stringify(workingHours),
      settings: JSON.stringify(address ? { address } : {}),
      searchVersion: SEARCH_VERSION,
      createdAt: now,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  return made.number
}

const row = (ctx: Reading | Writing) =>
  ('db' in ctx ? ctx.db : (ctx.tx as unknown as Reading['db']))
    .selectFrom('workspace')
    .select(['id', 'number', 'name', 'language', 'zone', 'workingHours', 'sample', 'settings'])
    .executeTakeFirstOrThrow()

/** The address of this server as mails may name it: PUBLIC_URL, else what the first run saw or an admin wrote; never a request's Host. */
export async function addressOf(ctx: Reading | Writing): Promise<string | null> {
  return ctx.site.publicUrl ?? remembered((await row(ctx)).settings)
}

const remembered = (settings: unknown) => (settings as { address?: string } | null)?.address ?? null

export async function readWorkspace(ctx: Reading | Writing) {
  const { settings, language, workingHours, ...rest } = await row(ctx)
  return {
    ...rest,
    language: language as Language,
    workingHours: workingHours as unknown as WorkingHours,
    address: ctx.site.publicUrl ?? remembered(settings),
    addressFixed: ctx.site.publicUrl !== null,
    sendsMail: ctx.site.sendsMail,
  }
}

type Change = {
  name?: string | undefined
  language?: Language | undefined
  zone?: string | undefined
  workingHours?: WorkingHours | undefined
  address?: string | undefined
}

/** Changes what is named, and says which fields were. */
export async function changeWorkspace(ctx: Writing, asked: Change) {
  const before = await readWorkspace(ctx)
  const names = ['name', 'language', 'zone', 'workingHours', 'address'] as const
  const fields = names.filter(name => asked[name] !== undefined && JSON.stringify(asked[name]) !== JSON.stringify(before[name]))
  if (fields.length === 0) return before
  const { workingHours = before.workingHours, address, name = before.name, language = before.language, zone = before.zone } = asked
  const settings = { ...((await row(ctx)).settings as object), ...(address ? { address } : {}) }
  await ctx.tx
    .updateTable('workspace')
    .set({ name, language, zone, workingHours: JSON.stringify(workingHours), settings: JSON.stringify(settings) })
    .execute()
  const detail = Object.fromEntries(fields.map(field => [field, { before: before[field], after: asked[field] }]))
  await ctx.announce(api.workspaceChanged, { fields }, { subjectId: before.id, detail })
  return readWorkspace(ctx)
}

/** The workspace's hours as the clocks reckon with them. */
export async function scheduleOf(ctx: Reading | Writing): Promise<Schedule> {
  const { zone, workingHours } = await readWorkspace(ctx)
  return scheduleFrom(zone, workingHours)
}

export function scheduleFrom(zone: string, { periods, holidays }: WorkingHours): Schedule {
  const on = (day: number) => periods.filter(({ days }) => days.includes(day)).map(({ from, to }) => [from, to] as const)
  const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map(day => [day - 1, on(day).sort(([one], [other]) => (one < other ? -1 : 1))]))
  return { zone, week, holidays }
}
