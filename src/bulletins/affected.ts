import { sql } from 'kysely'
import { causesWithBelow } from '#actions/index.ts'
import { likePattern } from '#core/text/grams.ts'
import { topicWithBelow } from '#inbox/index.ts'
import { wrong } from '#kernel/problem.ts'
import type { Tx, Writing } from '#kernel/slice.ts'
import { ofSegment } from '#sends/index.ts'
import type { AffectedFilter } from './api.ts'

/** Adds everybody whom the filter means and who is not in the list; who was taken out stays out. @returns how many were added */
export async function findPeople(ctx: Writing, bulletinId: string, filter: AffectedFilter): Promise<number> {
  checkFilter(filter)
  if (saysNothing(filter) && filter.segmentId === null) return 0
  const { numAffectedRows } = await sql`
    insert into bulletin_person (workspace_id, bulletin_id, customer_id, found_at)
    select ${ctx.workspace.id}, ${bulletinId}, customer.id, ${ctx.now} from customer
    where customer.workspace_id = ${ctx.workspace.id} and customer.archived_at is null and customer.merged_into is null
      and ${await inSegment(ctx, filter)} and ${await touched(ctx, filter)}
    on conflict do nothing`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}

const saysNothing = ({ causeIds, topicIds, accountIds, channels, from, q }: AffectedFilter) =>
  causeIds.length + topicIds.length + accountIds.length + channels.length === 0 && from === null && q === ''

/** Words or a channel alone would read everything that was ever said. @throws Problem 400 at `filter.from` */
export function checkFilter({ q, channels, from }: AffectedFilter): void {
  if ((q !== '' || channels.length > 0) && from === null) throw wrong('filter.from', 'required')
}

const inSegment = async (ctx: Writing, { segmentId }: AffectedFilter) => (segmentId ? await ofSegment(ctx, segmentId) : sql`true`)

/** Who has a case, or said something, that all the rest lets through. */
async function touched(ctx: Writing, filter: AffectedFilter) {
  if (saysNothing(filter)) return sql`true`
  const topics = (await Promise.all(filter.topicIds.map(id => topicWithBelow(ctx.tx, id)))).flat()
  const causes = filter.causeIds.length > 0 ? await causesWithBelow(ctx, filter.causeIds) : []
  return sql`customer.id in (${casesOf(filter, topics, causes)} ${causes.length > 0 ? sql`` : sql`union ${wordsOf(filter, topics)}`})`
}

const among = (column: string, ids: readonly string[]) => (ids.length === 0 ? sql`` : sql`and ${sql.ref(column)} = any(${ids}::uuid[])`)
const within = (column: string, { from, until }: AffectedFilter) =>
  sql`${from ? sql`and ${sql.ref(column)} >= ${from}` : sql``} ${until ? sql`and ${sql.ref(column)} < ${until}` : sql``}`
const by = ({ channels }: AffectedFilter) => (channels.length === 0 ? sql`` : sql`and channel = any(${channels}::text[])`)
const saying = (column: string, q: string) => (q === '' ? sql`` : sql`and ${sql.ref(column)} like ${likePattern(q)}`)

const casesOf = (filter: AffectedFilter, topics: readonly string[], causes: readonly string[]) => sql`
  select customer_id from customer_case where workspace_id = sabai_workspace() and customer_id is not null and merged_into is null
    ${among('cause_id', causes)} ${among('topic_id', topics)} ${among('account_id', filter.accountIds)} ${by(filter)} ${within('opened_at', filter)}
    ${saying('search_key', filter.q)}`

const wordsOf = (filter: AffectedFilter, topics: readonly string[]) => sql`
  select customer_id from feedback where workspace_id = sabai_workspace() and customer_id is not null
    ${among('topic_id', topics)} ${among('account_id', filter.accountIds)} ${by(filter)} ${within('said_at', filter)} ${saying('search_key', filter.q)}`

/** By hand: in, or out for good. */
export async function setPerson(
  ctx: Writing,
  { bulletinId, customerId, affected }: { bulletinId: string; customerId: string; affected: boolean },
) {
  const removedAt = affected ? null : ctx.now
  await ctx.tx
    .insertInto('bulletinPerson')
    .values({ bulletinId, customerId, foundAt: ctx.now, byMember: ctx.who.memberId, removedAt })
    .onConflict(on => on.columns(['workspaceId', 'bulletinId', 'customerId']).doUpdateSet({ removedAt, byMember: ctx.who.memberId }))
    .execute()
}

/** The next of them in order of their ids, so that a telling that was interrupted goes on where it was. */
export const nextPeople = async (tx: Tx, bulletinId: string, afterId: string | null, limit: number): Promise<string[]> =>
  (
    await tx
      .selectFrom('bulletinPerson')
      .select('customerId')
      .where('bulletinId', '=', bulletinId)
      .where('removedAt', 'is', null)
      .$if(afterId !== null, query => query.where('customerId', '>', afterId!))
      .orderBy('customerId')
      .limit(limit)
      .execute()
  ).map(row => row.customerId)

/** Who came into the list behind the place where the telling was by then. */
export const peopleWithout = async (tx: Tx, bulletinId: string, updateId: string, limit: number): Promise<string[]> =>
  (
    await tx
      .selectFrom('bulletinPerson')
      .select('customerId')
      .where('bulletinId', '=', bulletinId)
      .where('removedAt', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('telling')
              .select('telling.id')
              .where('telling.updateId', '=', updateId)
              .whereRef('telling.customerId', '=', 'bulletinPerson.customerId'),
          ),
        ),
      )
      .orderBy('customerId')
      .limit(limit)
      .execute()
  ).map(row => row.customerId)
