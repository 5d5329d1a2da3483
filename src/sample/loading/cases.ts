import { searchKey } from '#core/text/normalise.ts'
import { longestReturnDays } from '../simulator/matters.ts'
import type { SampleRecord } from '../simulator/records.ts'
import type { CauseKey } from '../simulator/topics.ts'
import type { Customers } from './customers.ts'
import type { Saying } from './feedback.ts'
import { scored } from './feedback.ts'
import { idAt } from './ids.ts'
import type { People, Subjects } from './people.ts'
import { type Row, type Rows, stamp } from './rows.ts'

type Told<Kind extends SampleRecord['kind']> = Extract<SampleRecord, { kind: Kind }>
type SaidRow = ReturnType<Saying>
/** A case while it may still change: its row, and what is written and stored together with it. */
type Draft = {
  row: CaseRow
  owner: string
  said: SaidRow | null
  entries: Row[]
  events: Row[]
  lastAt: number
  openedAt: number
  customer: number
}
type CaseRow = ReturnType<typeof opening>

/** Who looks around, with work of their own. */
export type Guest = { id: string; language: string }

const day = 86_400_000
/** The inbox's clock for a case that nobody has replied to. */
const LATE = 'case.late'

const opening = (
  told: Told<'case-opened'>,
  said: SaidRow | null,
  ids: { customerId: string; accountId: string; topicId: string | null; ownerId: string },
) => ({
  id: idAt(told.at),
  number: told.case,
  state: 'open' as 'open' | 'replied' | 'resolved',
  customer_id: ids.customerId,
  account_id: ids.accountId,
  topic_id: ids.topicId,
  owner_id: ids.ownerId,
  channel: told.channel === 'link' ? 'survey' : told.channel,
  language: told.language,
  words: told.words,
  said_at: said?.said_at ?? stamp(told.at),
  ...(said
    ? { score: said.score, scale: said.scale, scale_min: said.scale_min, scale_max: said.scale_max, mood: said.mood }
    : scored(null, null)),
  opened_by: told.by,
  opened_by_member: told.by === 'member' ? ids.ownerId : null,
  opened_at: stamp(told.at),
  due_at: stamp(told.dueAt),
  first_replied_at: null as string | null,
  first_replied_by: null as string | null,
  replied_at: null as string | null,
  late_at: null as string | null,
  late_to: null as string | null,
  late_told_at: null as string | null,
  resolved_at: null as string | null,
  resolved_by: null as string | null,
  state_before: null as string | null,
  cause_id: null as string | null,
  done: null as string | null,
  reopened: 0,
  worked_at: told.by === 'member' ? stamp(told.at) : null,
  last_activity_at: stamp(told.at),
  search_key: '',
})

/** Cases live in memory until nobody can come back about them; then they are stored as they ended, with their history. */
export function casesOf(
  rows: Rows,
  people: People,
  customers: Customers,
  subjects: Subjects,
  until: number,
  visitors: readonly Guest[] = [],
) {
  const drafts = new Map<number, Draft>()
  let last = 0

  const log = (draft: Draft, at: number, type: string, member: string | null, facts: Row, detail?: Row) => {
    const id = idAt(at)
    const who = member === null ? { actor_kind: 'system', actor_id: null } : { actor_kind: 'member', actor_id: people.idOf(member) }
    const about = { subject_id: draft.row.id, customer_id: draft.row.customer_id }
    draft.events.push({
      id,
      at: stamp(at),
      type,
      ...who,
      ...about,
      facts: { caseId: draft.row.id, ...facts },
      awaiting: [],
      try_at: null,
      attempts: 0,
      detail,
    })
  }
  const touch = (draft: Draft, at: number, member: string | null) => {
    draft.lastAt = at
    draft.row.last_activity_at = stamp(at)
    if (member !== null) draft.row.worked_at ??= stamp(at)
  }

  const opened = (told: Told<'case-opened'>, said: SaidRow | null) => {
    const ids = {
      customerId: customers.known(told.customer).id,
      accountId: customers.accountOf(told.customer).id,
      topicId: subjects.idOf(told.topic),
      ownerId: people.idOf(told.owner),
    }
    const row = opening(told, said, ids)
    const draft: Draft = {
      row,
      owner: told.owner,
      said,
      entries: [],
      events: [],
      lastAt: told.at,
      openedAt: told.at,
      customer: told.customer,
    }
    if (said) Object.assign(said, { case_id: row.id, by_rule: told.by === 'rule' })
    drafts.set(told.case, draft)
    last = told.case
    log(draft, told.at, 'case.opened', told.by === 'rule' ? null : told.owner, { ownerId: ids.ownerId, by: told.by })
    // Who spoke with us has had a reply: the conversation itself.
    if (told.channel === 'call' || told.channel === 'chat') replyTo(draft, told.at, told.owner)
  }

  const replyTo = ({ row, said }: Draft, at: number, member: string) => {
    const reply = { at: stamp(at), by: people.idOf(member) }
    row.replied_at = reply.at
    row.first_replied_at ??= reply.at
    row.first_replied_by ??= reply.by
    if (row.state === 'open') row.state = 'replied'
    if (said && said.replied_at === null) Object.assign(said, { replied_at: reply.at, replied_by: reply.by })
  }

  const write = (
    draft: Draft,
    kind: 'message' | 'note',
    direction: 'in' | 'out' | null,
    member: string | null,
    at: number,
    text: string,
    language: string,
  ) => {
    const id = idAt(at)
    const to = direction === 'out' ? customers.known(draft.customer).email : null
    const by = member === null ? null : people.idOf(member)
    draft.entries.push({ id, case_id: draft.row.id, kind, direction, member_id: by, at: stamp(at), text, language, to_address: to })
    return id
  }

  const replied = ({ case: number, member, text, language, at }: Told<'case-replied'>) => {
    const draft = drafts.get(number)!
    const first = draft.row.first_replied_at === null
    const entryId = write(draft, 'message', 'out', member, at, text, language)
    replyTo(draft, at, member)
    touch(draft, at, member)
    log(draft, at, 'case.replied', member, { entryId, first, onTime: at <= Date.parse(draft.row.due_at!) })
  }

  const noted = ({ case: number, member, text, language, at }: Told<'case-noted'>) => {
    const draft = drafts.get(number)!
    const entryId = write(draft, 'note', null, member, at, text, language)
    touch(draft, at, member)
    log(draft, at, 'case.noted', member, { entryId, what: 'added' })
  }

  const assigned = ({ case: number, member, by, at }: Told<'case-assigned'>) => {
    const draft = drafts.get(number)!
    // It was late with whom it was late with.
    if (at > Date.parse(draft.row.due_at!)) late(draft)
    draft.owner = member
    giveTo(draft, people.idOf(member), by, at)
  }

  const giveTo = (draft: Draft, toId: string, by: string, at: number) => {
    const facts = { fromId: draft.row.owner_id, toId }
    Object.assign(draft.row, { owner_id: toId })
    touch(draft, at, by)
    log(draft, at, 'case.assigned', by, facts)
  }

  const resolved = ({ case: number, member, cause, action, at }: Told<'case-resolved'>) => {
    const draft = drafts.get(number)!
    const causeId = cause === null ? null : subjects.cause(cause as CauseKey, at)
    const { state } = draft.row
    Object.assign(draft.row, {
      state: 'resolved',
      state_before: state,
      resolved_at: stamp(at),
      resolved_by: people.idOf(member),
      cause_id: causeId,
      done: action,
    })
    touch(draft, at, member)
    log(draft, at, 'case.resolved', member, { causeId, replied: state === 'replied' }, action === null ? undefined : { done: action })
  }

  const reopened = ({ case: number, at }: Told<'case-reopened'>) => {
    const draft = drafts.get(number)!
    Object.assign(draft.row, { state: 'replied', resolved_at: null, resolved_by: null, state_before: null, cause_id: null, done: null })
    draft.row.reopened++
    touch(draft, at, draft.owner)
    log(draft, at, 'case.reopened', draft.owner, {})
  }

  /** Of a case that is there already: the customer wrote once more. */
  const wroteAgain = (number: number, text: string, language: string, at: number) => {
    const draft = drafts.get(number)!
    write(draft, 'message', 'in', null, at, text, language)
    touch(draft, at, null)
  }

  const late = (draft: Draft) => {
    const { row } = draft
    const dueAt = Date.parse(row.due_at!)
    const managerId = people.managerOf(draft.owner)
    const repliedAt = row.first_replied_at === null ? Number.POSITIVE_INFINITY : Date.parse(row.first_replied_at)
    if (managerId === null || row.late_at !== null || dueAt > until || repliedAt <= dueAt) return
    if (row.resolved_at !== null && Date.parse(row.resolved_at) <= dueAt) return
    Object.assign(row, { late_at: row.due_at, late_to: managerId, late_told_at: stamp(dueAt + 60_000) })
    log(draft, dueAt, 'case.late', null, { ownerId: row.owner_id, managerId })
  }

  const store = (number: number, draft: Draft) => {
    drafts.delete(number)
    const { row, said } = draft
    late(draft)
    const { name } = customers.known(draft.customer)
    const spoken = draft.entries.filter(entry => entry.direction === 'in').map(entry => String(entry.text))
    row.search_key = searchKey([`#${number}`, name, customers.accountOf(draft.customer).name, row.words, ...spoken].join('\n')).slice(
      0,
      20_000,
    )
    rows.add('customer_case', row)
    if (said) rows.add('feedback', said)
    for (const entry of draft.entries) rows.add('case_entry', entry)
    for (const { detail, ...event } of draft.events) {
      rows.add('event', event)
      if (detail) rows.add('event_detail', { event_id: event.id, detail })
    }
    if (row.state === 'open' && Date.parse(row.due_at!) > until) {
      rows.add('clock', { kind: LATE, subject_id: row.id, generation: 1, due_at: row.due_at })
    }
  }

  /** What was resolved long enough ago is over. */
  const settle = (now: number) => {
    for (const [number, draft] of drafts) {
      if (draft.row.state === 'resolved' && now - draft.lastAt > (longestReturnDays + 10) * day) store(number, draft)
    }
  }
  /** Some of what is due next is with the visitors, in their own language where there is some: Anna gave it to them. */
  const shareOut = (guest: Guest) => {
    const open = [...drafts.values()].filter(({ row }) => row.state === 'open' && Date.parse(row.due_at!) > until)
    const next = open.filter(({ row }) => !visitors.some(({ id }) => id === row.owner_id)).sort((a, b) => a.openedAt - b.openedAt)
    const own = next.slice(0, 8).sort((a, b) => Number(b.row.language === guest.language) - Number(a.row.language === guest.language))
    for (const draft of own.slice(0, 4)) giveTo(draft, guest.id, 'anna', Math.min(until, draft.openedAt + 40 * 60_000))
  }

  const end = () => {
    for (const guest of visitors.slice(0, 2)) shareOut(guest)
    for (const [number, draft] of drafts) store(number, draft)
    return last
  }
  /** Of a case that may still change. */
  const idOf = (number: number) => drafts.get(number)?.row.id ?? null
  return {
    opened,
    replied,
    noted,
    assigned,
    resolved,
    reopened,
    wroteAgain,
    settle,
    end,
    idOf,
    has: (number: number) => drafts.has(number),
  }
}
