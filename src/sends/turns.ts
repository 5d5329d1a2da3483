import { setClock } from '#kernel/clock.ts'
import type { ClockKind, Writing } from '#kernel/slice.ts'
import { peopleAsked, sendEnded } from './api.ts'
import { askAll, type Planned } from './asking.ts'
import { choose, plan } from './choosing.ts'
import { remindTurn } from './reminders.ts'
import { nextDay } from './schedule.ts'
import { paceOf, REMIND, type SendRow, sendingOf, TURN, takeSend, wake } from './sending.ts'

const DAY = 86_400_000
/** In one transaction: short enough that nobody waits for it. */
const CHOSEN_AT_ONCE = 5_000
/**
 * A send goes in turns. Each is one transaction of one clock: who was asked, their mails, and when the next turn is, together or not at all.
 * A server that is killed goes on where the last turn that was kept ended.
 */
export const sendClocks: ClockKind[] = [
  { kind: TURN, fire: (ctx, { subjectId }) => turn(ctx, subjectId) },
  { kind: REMIND, fire: (ctx, { subjectId }) => remindTurn(ctx, subjectId) },
]

async function turn(ctx: Writing, id: string): Promise<void> {
  let send = await takeSend(ctx, id)
  if (!send || !['waiting', 'sending', 'on'].includes(send.state)) return
  if (send.state === 'waiting') send = await begin(ctx, send)
  if (send.state === 'sending' && send.chosenAt === null) return chooseSome(ctx, send)
  if (send.kind === 'schedule') await nextDay(ctx, send)
  const { size, pauseMs } = paceOf(send.perMinute)
  const due = await nextPeople(ctx, id, size)
  const sending = await sendingOf(ctx, send)
  const done = sending ? await askAll(ctx, sending, due) : await close(ctx, due)
  if (due.length > 0) await ctx.announce(peopleAsked, { sendId: id, ...done, reminders: false }, { subjectId: id })
  if (done.asked > 0 && send.reminders > 0) await wake(ctx, id, REMIND, new Date(ctx.now.getTime() + send.remindAfterDays * DAY))
  await goOn(ctx, send, due.length, pauseMs)
}

async function begin({ tx, now }: Writing, send: SendRow) {
  const began = { state: 'sending', startedAt: now }
  await tx.updateTable('send').set(began).where('id', '=', send.id).execute()
  return { ...send, ...began }
}

/** Whoever is meant becomes a participant, in the order of their ids; those who come to be meant later are not in this send. */
async function chooseSome(ctx: Writing, send: SendRow): Promise<void> {
  const ids = await choose(ctx, send, { after: send.chosenUpTo, most: CHOSEN_AT_ONCE })
  const all = ids.length < CHOSEN_AT_ONCE
  await plan(ctx, send, ids, { occasion: '', dueAt: ctx.now })
  await ctx.tx
    .updateTable('send')
    .set({ chosenUpTo: ids.at(-1) ?? send.chosenUpTo, chosenAt: all ? ctx.now : null })
    .where('id', '=', send.id)
    .execute()
  await setClock(ctx, { kind: TURN, subjectId: send.id, dueAt: ctx.now })
}

const unasked = ({ tx }: Writing, sendId: string) =>
  tx
    .selectFrom('participant')
    .where('sendId', '=', sendId)
    .where('askedAt', 'is', null)
    .where('excludedAt', 'is', null)
    .where('cancelledAt', 'is', null)

const nextPeople = (ctx: Writing, sendId: string, size: number): Promise<Planned[]> =>
  unasked(ctx, sendId)
    .select(['id', 'customerId', 'occasion', 'caseId', 'memberId', 'topicId', 'properties'])
    .where('dueAt', '<=', ctx.now)
    .orderBy('dueAt')
    .orderBy('id')
    .limit(size)
    .execute()

/** A survey that was closed meanwhile asks nobody. */
async function close({ tx, now }: Writing, due: readonly Planned[]) {
  if (due.length > 0)
    await tx
      .updateTable('participant')
      .set({ excludedAt: now, excludedBy: 'closed' })
      .where(
        'id',
        'in',
        due.map(one => one.id),
      )
      .execute()
  return { asked: 0, excluded: due.length }
}

/** The next turn: soon while there is somebody due, when the next is due, or the end. */
async function goOn(ctx: Writing, send: SendRow, found: number, pauseMs: number): Promise<void> {
  const next = await unasked(ctx, send.id)
    .select(({ fn }) => fn.min('dueAt').as('dueAt'))
    .executeTakeFirst()
  const days = send.kind === 'schedule' ? await nextDayAt(ctx, send.id) : null
  const dueAt = earliest([next?.dueAt ?? null, days])
  if (dueAt)
    await setClock(ctx, {
      kind: TURN,
      subjectId: send.id,
      dueAt: new Date(Math.max(dueAt.getTime(), ctx.now.getTime() + (found > 0 ? pauseMs : 0))),
    })
  else if (send.state === 'sending') await end(ctx, send.id)
}

async function nextDayAt({ tx }: Writing, id: string): Promise<Date | null> {
  const row = await tx.selectFrom('send').select('nextDayAt').where('id', '=', id).executeTakeFirst()
  return row?.nextDayAt ?? null
}

const earliest = (all: readonly (Date | null)[]): Date | null =>
  all.filter(at => at !== null).reduce<Date | null>((first, at) => (first && first <= at ? first : at), null)

async function end(ctx: Writing, id: string) {
  await ctx.tx.updateTable('send').set({ state: 'sent', endedAt: ctx.now }).where('id', '=', id).execute()
  await ctx.announce(sendEnded, { sendId: id }, { subjectId: id })
}
