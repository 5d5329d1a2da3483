import type { Reading } from '#kernel/slice.ts'
import { ruleNames } from '#rules/index.ts'
import type { changes, Entry, Ref } from './api.ts'
import { namesOf } from './reading.ts'
import { topicName } from './shape.ts'

type What = (typeof changes)[number]
type Change = Extract<Entry, { kind: 'change' }>

/** Events that are a line of the timeline. Replies and notes are entries themselves; opening is told by the case's own row. */
const told: Record<string, What> = {
  'case.joined': 'joined',
  'case.left': 'left',
  'case.assigned': 'assigned',
  'case.topic-set': 'topic',
  'case.due-set': 'due',
  'case.customer-set': 'customer',
  'case.address-added': 'address',
  'case.late': 'late',
  'case.cause-set': 'cause',
  'case.resolved': 'resolved',
  'case.unresolved': 'unresolved',
  'case.reopened': 'reopened',
  'case.merged': 'merged',
  'case.took': 'took',
  'case.split': 'split',
  'case.gave-back': 'gave-back',
  'case.clock': 'clock-started',
  'case.escalated': 'escalated',
  'case.ruled': 'ruled',
  'case.priority-set': 'priority',
}

/** What a clock did is a line of its own kind; its text is the key of why. */
const clockLine: Record<string, What> = {
  started: 'clock-started',
  paused: 'clock-paused',
  moved: 'clock-moved',
  warned: 'warned',
  'resolve-late': 'resolve-late',
}

/** What was done to a case, from the log, with names instead of ids. */
export async function changesOf(
  { db, who }: Reading,
  { id, openedAt, openedByMember, firstDueAt }: { id: string; openedAt: Date; openedByMember: Ref | null; firstDueAt: Date | null },
): Promise<Change[]> {
  const events = await db
    .selectFrom('event')
    .leftJoin('eventDetail', 'eventDetail.eventId', 'event.id')
    .select(['event.id', 'event.at', 'event.type', 'event.actorKind', 'event.actorId', 'event.facts', 'eventDetail.detail'])
    .where('event.subjectId', '=', id)
    .where('event.type', 'in', Object.keys(told))
    .orderBy('event.at')
    .limit(500)
    .execute()
  const facts = events.map(event => event.facts as Record<string, string | null>)
  const members = await namesOf(db, [
    ...events.map(event => event.actorId),
    ...facts.flatMap(one => [one.fromId ?? null, one.toId ?? null, one.managerId ?? null]),
  ])
  const named = new Map([...members, ...(await otherNames({ db, who }, facts))])
  const name = (one: string | null | undefined) => (one ? (named.get(one) ?? null) : null)
  const opened: Change = {
    kind: 'change',
    id,
    at: openedAt,
    what: 'opened',
    by: { kind: openedByMember ? 'member' : 'system', id: openedByMember?.id ?? null, name: openedByMember?.name ?? null },
    from: null,
    to: null,
    text: null,
  }
  const begun: Change = {
    ...opened,
    id: `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`,
    what: 'clock-started',
    to: firstDueAt?.toISOString() ?? null,
    text: 'opened',
  }
  return [
    opened,
    ...(firstDueAt ? [begun] : []),
    ...events.map((event, at): Change => {
      const fact = facts[at]!
      const detail = (event.detail ?? {}) as Record<string, string>
      return {
        kind: 'change',
        id: event.id,
        at: event.at,
        by: { kind: event.actorKind as Change['by']['kind'], id: event.actorId, name: name(event.actorId) },
        what: fact.what ? clockLine[fact.what]! : told[event.type]!,
        from: fact.fromAt ?? name(fact.fromId),
        to:
          numbered(fact.number) ??
          fact.toAt ??
          fact.dueAt ??
          detail.email ??
          name(fact.causeId) ??
          name(fact.ruleId) ??
          fact.priority ??
          name(fact.managerId) ??
          name(fact.toId),
        text: detail.done || detail.reason || fact.why || null,
      }
    }),
  ]
}

/** The other case of a merge, as people call it. */
const numbered = (number: unknown) => (typeof number === 'number' ? String(number) : null)

/** Of topics, customers and causes that the facts name. */
async function otherNames(
  { db, who }: Pick<Reading, 'db' | 'who'>,
  facts: readonly Record<string, string | null>[],
): Promise<[string, string][]> {
  const ids = [...new Set(facts.flatMap(one => [one.fromId, one.toId, one.causeId, one.ruleId]).filter(id => typeof id === 'string'))]
  if (ids.length === 0) return []
  const topics = await db
    .selectFrom('topic')
    .select(['id', topicName(who.language).as('name')])
    .where('id', 'in', ids)
    .execute()
  const customers = await db.selectFrom('customer').select(['id', 'name']).where('id', 'in', ids).execute()
  const rules = await ruleNames(db, ids)
  const causes = await db.selectFrom('cause').select(['id', 'name']).where('id', 'in', ids).execute()
  return [...rules, ...[...topics, ...customers, ...causes].map((row): [string, string] => [row.id, row.name ?? ''])]
}
