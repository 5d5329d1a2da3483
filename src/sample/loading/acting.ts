import { sql } from 'kysely'
import { actions, addAction, moveAction } from '#actions/index.ts'
import { newId } from '#kernel/id.ts'
import { system } from '#kernel/inside.ts'
import type { Announce, Writing } from '#kernel/slice.ts'
import type { SampleRecord } from '../simulator/records.ts'
import { texts } from '../simulator/texts.ts'
import type { CauseKey } from '../simulator/topics.ts'
import type { People, Subjects } from './people.ts'

type Told = Extract<SampleRecord, { kind: 'action-planned' | 'action-moved' }>
/** What a manager did about a cause, in the words of the workspace. */
export type Act = { at: Date; action: string } & (
  | { state: 'planned'; ownerId: string; causeId: string; planned: Extract<Told, { kind: 'action-planned' }> }
  | { state: 'doing' | 'done' }
)

/** Keeps what is done about causes until the story is in: whether it helped is seen from all of it. */
export function actingOf(people: People, subjects: Subjects) {
  const acts: Act[] = []
  const hear = (record: Told) => {
    const { action } = record
    const at = new Date(record.at)
    if (record.kind === 'action-moved') acts.push({ at, action, state: record.state })
    else {
      const causeId = subjects.cause(record.cause as CauseKey, record.at)
      acts.push({ at, action, state: 'planned', ownerId: people.idOf(record.owner), causeId, planned: record })
    }
  }
  return { acts, hear }
}

/** The same steps by the same code as if they were taken today, each at its time; looks at the causes come when they were due. */
export async function retell(ctx: Writing, acts: readonly Act[]): Promise<void> {
  const known = new Map<string, { id: string; ownerId: string }>()
  for (const act of acts) {
    await lookUntil(ctx, act.at)
    if (act.state === 'planned') {
      const { id } = await addAction(then(ctx, act.at, act.ownerId), planOf(ctx, act))
      known.set(act.action, { id, ownerId: act.ownerId })
    } else {
      const { id, ownerId } = known.get(act.action)!
      await moveAction(then(ctx, act.at, ownerId), { id, state: act.state })
    }
  }
  await lookUntil(ctx, ctx.now)
  // What a story says was told by mail is told to nobody.
  await ctx.tx.deleteFrom('mail').where('purpose', '=', 'notice.action').execute()
}

const planOf = ({ workspace }: Writing, { planned, ownerId, causeId }: Extract<Act, { state: 'planned' }>) => ({
  what: texts[workspace.language].causes[planned.cause as CauseKey].action,
  kind: planned.does,
  dueOn: planned.dueOn,
  checkAfterDays: planned.checkAfterDays,
  causeIds: [causeId],
  ownerId,
})

/** Fires the clocks of actions that were due by then, in their order. */
async function lookUntil(ctx: Writing, until: Date): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ kind: string; subjectId: string; generation: number; dueAt: Date }>`
      update clock set fired_at = due_at where workspace_id = ${ctx.workspace.id} and (kind, subject_id, generation) = (
        select kind, subject_id, generation from clock where workspace_id = ${ctx.workspace.id} and kind like 'action.%'
          and fired_at is null and stopped_at is null and due_at <= ${until} order by due_at limit 1)
      returning kind, subject_id, generation, due_at`.execute(ctx.tx)
    const [due] = rows
    if (!due) return
    await actions.clocks!.find(one => one.kind === due.kind)!.fire(then(ctx, due.dueAt, null), due)
  }
}

/** At another time, by somebody; what is announced is remembered and delivered to nobody. */
const then = (ctx: Writing, now: Date, memberId: string | null): Writing => {
  const who = memberId ? { ...system, kind: 'member' as const, memberId } : system
  const announce: Announce = async (type, facts, about) => {
    const id = newId()
    const actor = { actorKind: who.kind, actorId: who.memberId }
    const what = { type: type.type, facts: JSON.stringify(type.facts.parse(facts)), subjectId: about.subjectId }
    await ctx.tx
      .insertInto('event')
      .values({ id, at: now, ...actor, ...what, awaiting: [] })
      .execute()
    if (about.detail)
      await ctx.tx
        .insertInto('eventDetail')
        .values({ eventId: id, detail: JSON.stringify(about.detail) })
        .execute()
    return id
  }
  return { ...ctx, now, who, announce }
}
