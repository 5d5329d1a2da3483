import { sql } from 'kysely'
import { timelineSource } from '#kernel/timeline.ts'

/** What customers did in other products of the company. */
export default timelineSource({
  id: 'tracked',
  of: async (db, customerIds, { after, limit }) => {
    const rows = await db
      .selectFrom('trackedEvent')
      .select(['id', 'at', 'type', 'name', 'customerId'])
      .where(sql<boolean>`customer_id = any(${customerIds}::uuid[])`)
      .where('type', 'in', ['track', 'page', 'screen'])
      .$if(after !== null, query => query.where(sql<boolean>`(at, id) < (${after!.at}::timestamptz, ${after!.id}::uuid)`))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ id, at, type, name, customerId }) => ({ id, at, type: `tracked.${type}`, subjectId: customerId!, text: name }))
  },
})
