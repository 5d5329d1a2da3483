import { sql } from 'kysely'
import { dayOf } from '#core/time/days.ts'
import type { Writing } from '#kernel/slice.ts'

/** Keeps what this account (or every one) pays from this day on, where it is something else than was kept last. Any number of times. */
export async function noteRevenue({ tx, workspace }: Writing, at: Date, accountId: string | null): Promise<void> {
  const on = dayOf(at, workspace.zone)
  const last = (
    column: string,
  ) => sql`(select r.${sql.ref(column)} from account_revenue r where r.workspace_id = ${workspace.id} and r.account_id = a.id
    order by r.from_on desc limit 1)`
  await sql`insert into account_revenue (workspace_id, account_id, from_on, monthly_revenue, currency)
    select ${workspace.id}::uuid, a.id, ${on}::date, a.monthly_revenue, a.currency from account a where a.workspace_id = ${workspace.id}
      and ${accountId === null ? sql`true` : sql`a.id = ${accountId}::uuid`}
      and (a.monthly_revenue, a.currency) is distinct from (${last('monthly_revenue')}, ${last('currency')})
    on conflict (workspace_id, account_id, from_on) do update set monthly_revenue = excluded.monthly_revenue, currency = excluded.currency`.execute(
    tx,
  )
}
