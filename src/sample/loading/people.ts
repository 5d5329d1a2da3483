import { sql } from 'kysely'
import { searchKey } from '#core/text/normalise.ts'
import { nameKey } from '#directory/index.ts'
import type { Language } from '#kernel/slice.ts'
import type { SampleRecord } from '../simulator/records.ts'
import { texts } from '../simulator/texts.ts'
import { type CauseKey, causes } from '../simulator/topics.ts'
import { idAt } from './ids.ts'
import { type Place, type Rows, stamp } from './rows.ts'

type Joined = Extract<SampleRecord, { kind: 'member' }> & { id: string; managerId: string | null }
export type People = ReturnType<typeof peopleOf>

/** Members, and where each stands in the reporting tree over time. They are few, so they stay in memory. */
export function peopleOf({ write, workspace }: Place, rows: Rows) {
  const known = new Map<string, Joined>()
  const dayStart = (on: string) => Temporal.PlainDate.from(on).toZonedDateTime(workspace.zone).epochMilliseconds
  let settled = false

  const joined = (record: Extract<SampleRecord, { kind: 'member' }>) =>
    known.set(record.member, { ...record, id: idAt(dayStart(record.startedOn)), managerId: null })

  /** Until the first customer comes everybody is only noted; then they are stored, managers and reps in one statement. */
  const settle = () => {
    if (settled) return
    settled = true
    for (const one of known.values()) store(one)
  }

  const store = ({ id, member, name, email, role, languages, skills, managerId, startedOn }: Joined) => {
    const createdAt = stamp(dayStart(startedOn))
    const place = { role, manager_id: managerId }
    rows.add('member', {
      id,
      external_id: member,
      name,
      name_key: nameKey(name, email),
      email,
      language: languages[0],
      languages,
      skills,
      ...place,
      available: true,
      created_at: createdAt,
    })
    rows.add('member_place', { member_id: id, from_at: createdAt, until_at: null, ...place })
  }

  const reportsTo = async ({ member, manager, fromOn }: Extract<SampleRecord, { kind: 'reports-to' }>) => {
    const one = known.get(member)!
    one.managerId = known.get(manager)!.id
    if (settled) await move(one, stamp(dayStart(fromOn))!)
  }

  const move = async ({ id, role, managerId }: Joined, at: string) => {
    await rows.flush()
    await write(async tx => {
      await sql`update member set manager_id = ${managerId} where workspace_id = ${workspace.id} and id = ${id}`.execute(tx)
      await sql`update member_place set until_at = ${at} where workspace_id = ${workspace.id} and member_id = ${id} and until_at is null`.execute(
        tx,
      )
    })
    rows.add('member_place', { member_id: id, from_at: at, until_at: null, role, manager_id: managerId })
  }
  const idOf = (member: string) => known.get(member)!.id
  const managerOf = (member: string) => known.get(member)!.managerId
  return { joined, settle, reportsTo, idOf, managerOf }
}

export type Subjects = ReturnType<typeof subjectsOf>

/** Topics and causes, by their keys. */
export function subjectsOf({ workspace }: Place, rows: Rows) {
  const topics = new Map<string, string>()
  const causeIds = new Map<string, string>()

  const topic = ({ topic: key, parent, names, at }: Extract<SampleRecord, { kind: 'topic' }>) => {
    const id = idAt(at)
    topics.set(key, id)
    const name = names[workspace.language]
    const parentId = parent === null ? null : topics.get(parent)!
    const own = { id, source: 'sample', external_id: key, parent_id: parentId, name, name_key: searchKey(name), names, sort: topics.size }
    rows.add('topic', { ...own, created_at: stamp(at) })
  }

  /** A cause is written down when the first case is resolved with it. */
  const cause = (key: CauseKey, at: number) => {
    const there = causeIds.get(key)
    if (there) return there
    const id = idAt(at)
    causeIds.set(key, id)
    const name = nameOfCause(workspace.language, key)
    const topicId = topics.get(causes.find(one => one.cause === key)!.topic)!
    rows.add('cause', { id, name, search_key: searchKey(name), topic_id: topicId, created_at: stamp(at) })
    return id
  }
  const idOf = (key: string | null) => (key === null ? null : topics.get(key)!)
  return { topic, cause, idOf }
}

const nameOfCause = (language: Language, key: CauseKey) => texts[language].causes[key].why
