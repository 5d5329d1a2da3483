import { setClock } from '#kernel/clock.ts'
import type { Writing } from '#kernel/slice.ts'
import type { Sending } from './asking.ts'
import type { WayKind } from './judging.ts'

const MINUTE = 60_000
/** People asked in one transaction: short enough that nobody waits for it. */
const ASKED_AT_ONCE = 50
export const TURN = 'sends.turn'
export const REMIND = 'sends.remind'

/** The send itself, taken for this transaction. */
export async function takeSend({ tx }: Writing, id: string) {
  return tx.selectFrom('send').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
}
export type SendRow = NonNullable<Awaited<ReturnType<typeof takeSend>>>

/** About every five seconds a few; without a limit as many at a time as is good for everybody else. */
export function paceOf(perMinute: number | null): { size: number; pauseMs: number } {
  if (perMinute === null) return { size: ASKED_AT_ONCE, pauseMs: 0 }
  const size = Math.max(1, Math.min(ASKED_AT_ONCE, Math.floor(perMinute / 12)))
  return { size, pauseMs: Math.ceil((size * MINUTE) / perMinute) }
}

/** @returns null when the survey is not asked any more */
export async function sendingOf({ tx }: Writing, send: SendRow): Promise<Sending | null> {
  const survey = await tx.selectFrom('survey').select(['kind', 'state', 'version']).where('id', '=', send.surveyId).executeTakeFirst()
  if (survey?.state !== 'open' || survey.version === 0) return null
  const way = send.channel === 'email' ? 'email' : send.channel === 'webhook' ? await wayOfGateway(tx, send.gatewayId!) : null
  return { ...send, surveyKind: survey.kind, version: survey.version, way }
}

async function wayOfGateway(tx: Writing['tx'], id: string): Promise<WayKind> {
  const { way } = await tx.selectFrom('gateway').select('way').where('id', '=', id).executeTakeFirstOrThrow()
  return way as WayKind
}

/** The clock of a send rings no later than this. Take the send first: two that wake it at once must not both set its clock. */
export async function wake(ctx: Writing, id: string, kind: typeof TURN | typeof REMIND, dueAt: Date): Promise<void> {
  const running = await ctx.tx
    .selectFrom('clock')
    .select('dueAt')
    .where('kind', '=', kind)
    .where('subjectId', '=', id)
    .where('firedAt', 'is', null)
    .where('stoppedAt', 'is', null)
    .executeTakeFirst()
  if (!running || running.dueAt > dueAt) await setClock(ctx, { kind, subjectId: id, dueAt })
}
