import { sql } from 'kysely'
import { interactionsAdded } from '#interactions/api.ts'
import { takeInteractions, takeViews } from '#interactions/index.ts'
import { newId } from '#kernel/id.ts'
import type { Writing } from '#kernel/slice.ts'
import { contactOf, viewOf } from './meaning.ts'
import { alias, group, identify, peopleOf, SOURCE, storable } from './people.ts'
import { LARGEST_EVENT, type Refusal, readEvent, skewOf, type Told, type Type } from './told.ts'

export type Sent = { events: unknown[]; sentAt?: unknown; bytes: number }
type Message = Told & { id: string; messageId: string }
export type Received = { accepted: number; repeated: number; refused: number }

/** Takes in what was sent: each message once, whatever is wrong in one of them leaves the others alone, and is written down. */
export async function receive(ctx: Writing, sent: Sent, usual: Type | null): Promise<Received> {
  const { messages, refused } = sorted(ctx, sent, usual)
  const fresh = await store(ctx, messages, refused.length)
  const mine = messages.filter(({ id }) => fresh.has(id))
  const meant = mine.filter(({ type }) => type !== 'screen').filter(means)
  if (meant.length > 0) await understand(ctx, meant)
  if (refused.length > 0) await note(ctx, refused)
  return { accepted: mine.length, repeated: messages.length - mine.length, refused: refused.length }
}

/** Whether something follows from it: somebody is told of, or a fact of the figures. */
const means = (message: Message) =>
  message.type in steps || viewOf(message, message.messageId) !== null || contactOf(message, message.messageId) !== null

async function understand(ctx: Writing, messages: readonly Message[]): Promise<void> {
  const known = await peopleOf(
    ctx,
    messages.flatMap(({ personKey, alsoKey }) => (alsoKey ? [personKey, alsoKey] : [personKey])),
  )
  await followPeople(ctx, messages, known)
  await takeFacts(ctx, messages, known)
}

type Refused = { reason: Refusal; begins: string }

function sorted({ now }: Writing, { events, sentAt, bytes }: Sent, usual: Type | null) {
  const skew = skewOf(sentAt, now)
  const messages: Message[] = []
  const refused: Refused[] = []
  for (const event of events) {
    const read =
      bytes > LARGEST_EVENT && sizeOf(event) > LARGEST_EVENT ? { refused: 'too-large' as const } : readEvent(event, { usual, skew, now })
    if ('refused' in read) refused.push({ reason: read.refused, begins: beginning(event) })
    else {
      const id = newId()
      messages.push({ ...read.told, id, messageId: read.told.messageId ?? id })
    }
  }
  return { messages, refused }
}

const sizeOf = (event: unknown) => Buffer.byteLength(JSON.stringify(event) ?? '')
const beginning = (event: unknown) => (storable(event ?? null) ?? '').slice(0, 300)

/** One statement: the events, whose they are as far as it is known, and the count of the batch. @returns the ids of those that were not here yet */
async function store({ tx, workspace, now }: Writing, messages: readonly Message[], refused: number): Promise<Set<string>> {
  const rows = messages.map(({ id, messageId, type, name, at, personKey, properties }) => ({
    i: id,
    m: messageId,
    t: type,
    n: name,
    a: at,
    p: personKey,
    o: properties,
  }))
  const { rows: added } = await sql<{ id: string }>`with added as (
      insert into tracked_event (workspace_id, id, message_id, type, name, at, person_key, customer_id, told, received_at)
      select ${workspace.id}::uuid, i, m, t, n, a, p,
        (select customer_id from tracked_person k where k.workspace_id = ${workspace.id} and k.person_key = p), o, ${now}
      from json_to_recordset(${storable(rows)}::json) as r(i uuid, m text, t text, n text, a timestamptz, p text, o jsonb)
      on conflict (workspace_id, message_id) do nothing returning id
    ), counted as (
      insert into tracked_batch (workspace_id, at, id, accepted, repeated, refused)
      select ${workspace.id}::uuid, ${now}, ${newId()}::uuid, count(*), ${messages.length}::int - count(*), ${refused}::int from added
    ) select id from added`.execute(tx)
  return new Set(added.map(({ id }) => id))
}

const steps: Partial<Record<Type, typeof identify>> = { identify, alias, group }

/** In their order: who has just said who they are may say at once to whom they belong. */
async function followPeople(ctx: Writing, messages: readonly Message[], known: Map<string, string>): Promise<void> {
  for (const message of messages) await steps[message.type]?.(ctx, message, known)
}

async function takeFacts(ctx: Writing, messages: readonly Message[], known: ReadonlyMap<string, string>): Promise<void> {
  const customer = ({ personKey }: Message) => known.get(personKey)
  const views = messages.flatMap(message => {
    const view = viewOf(message, message.messageId)
    return view ? [{ ...view, customerId: customer(message) }] : []
  })
  const contacts = messages.flatMap(message => {
    const contact = contactOf(message, message.messageId)
    const customerId = customer(message)
    return contact ? [{ ...contact, ...(customerId ? { customerId } : {}) }] : []
  })
  if (views.length > 0) await takeViews(ctx, { source: SOURCE, rows: views })
  const { added, changed } =
    contacts.length > 0 ? await takeInteractions(ctx, { source: SOURCE, rows: contacts }) : { added: 0, changed: 0 }
  if (views.length + contacts.length > 0)
    await ctx.announce(
      interactionsAdded,
      { source: SOURCE, added: added + views.length, changed, importId: null },
      { subjectId: ctx.workspace.id },
    )
}

const note = ({ tx, now }: Writing, refused: readonly Refused[]) =>
  tx
    .insertInto('trackedRefusal')
    .values(refused.map(one => ({ at: now, id: newId(), ...one })))
    .execute()
