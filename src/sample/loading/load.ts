import { sql } from 'kysely'
import type { Tx } from '#kernel/slice.ts'
import type { Contact, Feedback, SampleRecord } from '../simulator/records.ts'
import { simulate } from '../simulator/simulate.ts'
import type { SimulationOptions } from '../simulator/truths.ts'
import { type Act, actingOf } from './acting.ts'
import { casesOf, type Guest } from './cases.ts'
import { customersOf } from './customers.ts'
import { factsOf } from './facts.ts'
import { sayingOf } from './feedback.ts'
import { peopleOf, subjectsOf } from './people.ts'
import { type Place, rowsOf } from './rows.ts'

const DAY = 86_400_000
export type Loaded = {
  records: number
  members: number
  accounts: number
  customers: number
  feedback: number
  cases: number
  interactions: number
  articleViews: number
}

/** Tells the simulation into the workspace. Memory grows with the people and the cases that are open, not with what was ever said. */
export async function load(
  place: Place,
  options: SimulationOptions,
  guests: readonly Guest[],
  progress: (line: string) => void = () => {},
): Promise<{ loaded: Loaded; acts: Act[] }> {
  const rows = rowsOf(place)
  const story = storyOf(place, rows, options, guests)
  let records = 0
  for (const record of simulate(options)) {
    await story.hear(record)
    await rows.flushIfMany()
    if (++records % 100_000 === 0) progress(`${records} records`)
  }
  await story.end()
  const { member, account, customer, feedback, customer_case, interaction, article_view } = rows.counts
  const said = { feedback, cases: customer_case, interactions: interaction, articleViews: article_view }
  return { loaded: { records, members: member, accounts: account, customers: customer, ...said }, acts: story.acts }
}

function storyOf(place: Place, rows: ReturnType<typeof rowsOf>, { until, zone }: SimulationOptions, guests: readonly Guest[]) {
  const startOf = (on: string) => Temporal.PlainDate.from(on).toZonedDateTime(zone).epochMilliseconds
  const people = peopleOf(place, rows)
  const subjects = subjectsOf(place, rows)
  const customers = customersOf(rows, people, startOf)
  const saying = sayingOf(customers, people, subjects)
  const cases = casesOf(rows, people, customers, subjects, until.getTime(), guests)
  const facts = factsOf(rows, people, customers, subjects, cases.idOf)
  const acting = actingOf(people, subjects)
  let pending: Feedback | null = null
  let opened: Extract<SampleRecord, { kind: 'case-opened' }> | null = null
  let nextDay = 0

  const rated = (feedback: Feedback) =>
    saying({ ...feedback, key: `feedback ${feedback.feedback}`, channel: feedback.channel === 'link' ? 'survey' : feedback.channel })

  /** A rating waits for the next record: whether the rule opens a case for it is told right after it. */
  const letGo = () => {
    if (pending) rows.add('feedback', rated(pending))
    pending = null
  }

  const open = (record: Extract<SampleRecord, { kind: 'case-opened' }>) => {
    if (record.by === 'rule' && pending?.feedback === record.feedback) {
      const said = rated(pending)
      pending = null
      return cases.opened(record, said)
    }
    // The contact that it comes from is told right after it, and holds what was written.
    opened = record
  }

  const contact = (record: Contact) => {
    if (opened && record.case === opened.case) {
      const { customer, topic, language } = opened
      const said =
        record.text === null
          ? null
          : saying({
              key: `contact ${record.contact}`,
              at: record.enteredAt,
              customer,
              member: record.member,
              topic,
              channel: record.channel,
              language,
              text: record.text,
              scale: null,
              score: null,
            })
      cases.opened(opened, said)
      opened = null
    } else if (record.case !== null && record.text !== null) cases.wroteAgain(record.case, record.text, record.queue, record.at)
  }

  const hear = async (record: SampleRecord): Promise<void> => {
    if (record.at >= nextDay) {
      cases.settle(record.at)
      nextDay = record.at + DAY
    }
    if (pending && record.kind !== 'case-opened') letGo()
    switch (record.kind) {
      case 'member':
        people.joined(record)
        break
      case 'reports-to':
        return people.reportsTo(record)
      case 'topic':
        return subjects.topic(record)
      case 'account':
        people.settle()
        return customers.account(record)
      case 'account-left':
        customers.leave(record)
        break
      case 'customer':
        return customers.customer(record)
      case 'preference':
        return customers.preference(record)
      case 'feedback':
        pending = record
        break
      case 'case-opened':
        if (pending && record.feedback !== pending.feedback) letGo()
        return open(record)
      case 'contact':
        contact(record)
        return facts.contact(record)
      case 'worked':
        return facts.worked(record)
      case 'article-read':
        return facts.read(record)
      case 'case-replied':
        return cases.replied(record)
      case 'case-noted':
        return cases.noted(record)
      case 'case-assigned':
        return cases.assigned(record)
      case 'case-resolved':
        return cases.resolved(record)
      case 'case-reopened':
        return cases.reopened(record)
      case 'action-planned':
      case 'action-moved':
        return acting.hear(record)
      // Shifts planned, the articles themselves and who was asked come with the help centre, the staffing and the sends.
    }
  }

  const end = async () => {
    letGo()
    if (opened) cases.opened(opened, null)
    const last = cases.end()
    await rows.flush()
    await place.write(async tx => {
      await tx.insertInto('caseCounter').values({ last }).execute()
      await endSubscriptions(tx, place.workspace.id, customers.left)
    })
  }
  return { hear, end, acts: acting.acts }
}

const endSubscriptions = (tx: Tx, workspaceId: string, left: { id: string; endsOn: string }[]) =>
  sql`update account set ends_on = r."endsOn"::date from json_to_recordset(${JSON.stringify(left)}::json) as r(id uuid, "endsOn" text)
    where account.workspace_id = ${workspaceId} and account.id = r.id`.execute(tx)
