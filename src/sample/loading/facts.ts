import type { Contact, SampleRecord } from '../simulator/records.ts'
import type { Customers } from './customers.ts'
import { idAt } from './ids.ts'
import type { People, Subjects } from './people.ts'
import { type Rows, stamp } from './rows.ts'

type Told<Kind extends SampleRecord['kind']> = Extract<SampleRecord, { kind: Kind }>

const SOURCE = 'sample'

/** What figures are made of: contacts with their waits, days worked, articles read. */
export const factsOf = (
  rows: Rows,
  people: People,
  customers: Customers,
  subjects: Subjects,
  caseId: (number: number) => string | null,
) => ({
  contact: (told: Contact) =>
    rows.add('interaction', {
      id: idAt(told.enteredAt),
      source: SOURCE,
      external_id: `contact ${told.contact}`,
      kind: told.channel,
      direction: 'in',
      queue: told.queue,
      entered_at: stamp(told.enteredAt),
      connected_at: stamp(told.connectedAt),
      outcome: told.connectedAt === null ? 'abandoned' : 'answered',
      wait_seconds: told.waitSeconds,
      ...(told.connectedAt === null
        ? { talk_seconds: null, held_seconds: null, wrap_up_seconds: null }
        : { talk_seconds: told.talkSeconds, held_seconds: told.heldSeconds, wrap_up_seconds: told.wrapUpSeconds }),
      transfers: 0,
      member_id: told.member === null ? null : people.idOf(told.member),
      customer_id: customers.known(told.customer).id,
      account_id: customers.accountOf(told.customer).id,
      case_id: told.case === null ? null : caseId(told.case),
      topic_id: subjects.idOf(told.topic),
      language: told.queue,
      changed_at: stamp(told.at),
    }),
  worked: (told: Told<'worked'>) =>
    rows.add('time_log', {
      id: idAt(told.startedAt),
      source: SOURCE,
      external_id: `${told.member} ${told.startedAt}`,
      member_id: people.idOf(told.member),
      started_at: stamp(told.startedAt),
      ended_at: stamp(told.endedAt),
      productive_seconds: told.phoneSeconds,
      changed_at: stamp(told.at),
    }),
  read: (told: Told<'article-read'>) =>
    rows.add('article_view', {
      id: idAt(told.at),
      source: SOURCE,
      external_id: `view ${rows.counts.article_view + 1}`,
      article: told.article,
      customer_id: told.customer === null ? null : customers.known(told.customer).id,
      language: told.language,
      viewed_at: stamp(told.at),
      seconds: told.seconds,
      then_contact: told.then,
      changed_at: stamp(told.at),
    }),
})
