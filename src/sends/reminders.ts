import { sql } from 'kysely'
import type { Writing } from '#kernel/slice.ts'
import { contentOf } from '#surveys/index.ts'
import { peopleAsked } from './api.ts'
import { goOut } from './asking.ts'
import { forbidden } from './frequency.ts'
import { rulesOf } from './frequency-rules.ts'
import { askedOf, lockPeople, suppressedAs } from './judging.ts'
import { paceOf, REMIND, sendingOf, takeSend, wake } from './sending.ts'

const DAY = 86_400_000

/** Reminds those whose time has come and who have neither answered nor said that they want no more. */
export async function remindTurn(ctx: Writing, id: string): Promise<void> {
  const send = await takeSend(ctx, id)
  if (!send || !['sending', 'sent', 'on'].includes(send.state)) return
  const sending = await sendingOf(ctx, send)
  if (!sending) return
  const { size, pauseMs } = paceOf(send.perMinute)
  const due = await waiting(ctx, id)
    .where('remindAt', '<=', ctx.now)
    .select(columns)
    .orderBy('remindAt')
    .orderBy('id')
    .limit(size)
    .execute()
  const people = due.map(one => one.customerId)
  await lockPeople(ctx, people)
  const quiet = new Set(await answeredOrBarred(ctx, due))
  const asked = await askedOf(ctx, people)
  const rules = await rulesOf(ctx)
  const content = await contentOf(ctx, send.surveyId, sending.version)
  let reminded = 0
  for (const one of due) {
    // A reminder that counts may not be one too many; how soon it comes after the first is what it was set to.
    const tooMany =
      rules.remindersCount && forbidden(rules, sending.surveyKind, asked.get(one.customerId) ?? [], ctx.now)?.rule === 'too-often'
    const goes = !quiet.has(one.id) && !tooMany
    if (goes) await goOut(ctx, sending, content, { ...one, language: one.language ?? content.definition.language, reminder: true })
    await note(ctx, one, goes, send)
    if (goes) reminded++
  }
  if (due.length > 0)
    await ctx.announce(peopleAsked, { sendId: id, asked: reminded, excluded: due.length - reminded, reminders: true }, { subjectId: id })
  await again(ctx, id, due.length > 0 ? pauseMs : 0)
}

const columns = [
  'participant.id',
  'participant.customerId',
  'participant.language',
  'participant.address',
  'participant.addressKey',
] as const

const waiting = ({ tx }: Writing, sendId: string) =>
  tx
    .selectFrom('participant')
    .innerJoin('customer', 'customer.id', 'participant.customerId')
    .select(['customer.name', 'participant.reminded', 'participant.linkId'])
    .where('participant.sendId', '=', sendId)
    .where('participant.remindAt', 'is not', null)

type Due = { id: string; customerId: string; linkId: string | null; addressKey: string | null; reminded: number }

/** Looks at the answers themselves: what was answered a moment ago must not be reminded of. */
async function answeredOrBarred({ tx }: Writing, due: readonly Due[]): Promise<string[]> {
  if (due.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select participant.id from participant join customer on customer.workspace_id = participant.workspace_id and customer.id = participant.customer_id
    where participant.workspace_id = sabai_workspace() and participant.id = any(${due.map(one => one.id)}::uuid[])
      and (answered_at is not null or unsubscribed_at is not null or bounced_at is not null or customer.archived_at is not null
        or exists (select from response where response.workspace_id = participant.workspace_id and response.link_id = participant.link_id)
        or exists (select from suppression where suppression.workspace_id = participant.workspace_id and suppression.normal = participant.address_key
          and suppression.kind = case participant.channel when 'email' then ${suppressedAs('email')} else ${suppressedAs('phone')} end))`.execute(
    tx,
  )
  return rows.map(row => row.id)
}

async function note(
  { tx, now }: Writing,
  { id, reminded }: Due,
  goes: boolean,
  { reminders, remindAfterDays }: { reminders: number; remindAfterDays: number },
) {
  const more = goes && reminded + 1 < reminders
  await tx
    .updateTable('participant')
    .set({ reminded: reminded + (goes ? 1 : 0), remindAt: more ? new Date(now.getTime() + remindAfterDays * DAY) : null })
    .where('id', '=', id)
    .execute()
}

async function again(ctx: Writing, id: string, pauseMs: number) {
  const next = await ctx.tx
    .selectFrom('participant')
    .select(({ fn }) => fn.min('remindAt').as('at'))
    .where('sendId', '=', id)
    .where('remindAt', 'is not', null)
    .executeTakeFirst()
  if (next?.at) await wake(ctx, id, REMIND, new Date(Math.max(next.at.getTime(), ctx.now.getTime() + pauseMs)))
}
