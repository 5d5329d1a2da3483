import { sql } from 'kysely'
import type { Incoming, Kept, RowRefusal, Saved } from '#kernel/importer.ts'
import type { Writing } from '#kernel/slice.ts'
import { type Kind, restoreChanged, takeBackWays } from './imported-changes.ts'

/** The calendar day of an instant, where the file's times are. */
export const dayIn = (at: unknown, zone: string): string | undefined =>
  at instanceof Date ? Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString() : undefined

/** The rows whose owner is a member (or that name none), each with the owner's id; a row that names somebody else is refused. */
export async function withOwners<Row extends { owner: string | undefined }>({ tx }: Writing, rows: readonly Incoming<Row>[]) {
  const wanted = [...new Set(rows.flatMap(({ row }) => row.owner?.toLowerCase() ?? []))]
  const found = new Map<string, string>()
  if (wanted.length > 0) {
    const members = await tx
      .selectFrom('member')
      .select(({ fn }) => ['id', fn<string>('lower', ['email']).as('email')])
      .where(({ fn }) => fn('lower', ['email']), 'in', wanted)
      .where('endedAt', 'is', null)
      .execute()
    for (const { id, email } of members) found.set(email, id)
  }
  const idOf = (owner: string | undefined) => (owner === undefined ? undefined : found.get(owner.toLowerCase()))
  const isKnown = ({ row: { owner } }: Incoming<Row>) => owner === undefined || idOf(owner) !== undefined
  const strange = rows.filter(row => !isKnown(row))
  return {
    taken: rows.filter(isKnown).map(({ row }) => ({ ...row, ownerId: idOf(row.owner) })),
    refused: strange.map(({ number, row }): RowRefusal => ({ row: number, field: 'owner', value: row.owner!, reason: 'not-a-member' })),
  }
}

/** Each of them counts once, at its first row. */
export function counted(
  ids: readonly (string | null)[],
  added: ReadonlySet<string>,
  changed: ReadonlySet<string>,
  refused: RowRefusal[],
): Saved {
  const seen = new Set<string>()
  const counts = { added: 0, changed: 0, unchanged: 0 }
  for (const id of ids) {
    const first = id !== null && !seen.has(id)
    if (id) seen.add(id)
    if (first && added.has(id)) counts.added++
    else if (first && changed.has(id)) counts.changed++
    else counts.unchanged++
  }
  return { ...counts, refused }
}

/** Takes back what an import added, and gives back what it changed. Called until it removes nothing more; then what stays is listed. */
export async function takeBack(ctx: Writing, kind: Kind, importId: string): Promise<{ removed: number; kept: Kept[] }> {
  const { restored, kept: changed } = await restoreChanged(ctx, kind, importId)
  if (kind === 'customer') await takeBackWays(ctx, importId)
  const { removed, kept: added } = await takeBackUntouched(ctx, kind, importId)
  return { removed: removed + restored, kept: [...added, ...changed] }
}

const BATCH = 5_000

/**
 * Takes back what an import added and no person has done anything with: no event of a member or a key is about it, nobody reports to it in the tree,
 * nothing was merged. What was said by a customer taken back stays, without a name to it.
 */
async function takeBackUntouched({ tx }: Writing, kind: Kind, importId: string): Promise<{ removed: number; kept: Kept[] }> {
  const { rows } = kind === 'customer' ? await untouchedCustomers(tx, importId) : await untouchedAccounts(tx, importId)
  const ids = rows.map(({ id }) => id)
  for (let at = 0; at < ids.length; at += 1_000) {
    const some = ids.slice(at, at + 1_000)
    if (kind === 'customer') await tx.deleteFrom('contactWay').where('customerId', 'in', some).execute()
    await tx.deleteFrom(kind).where('id', 'in', some).execute()
  }
  const kept =
    ids.length > 0
      ? []
      : await tx.selectFrom(kind).select(['id', 'name']).where('importId', '=', importId).orderBy('name').limit(1_000).execute()
  return { removed: ids.length, kept: kept.map(({ id, name }) => ({ id, what: kind, label: name })) }
}

const untouchedCustomers = (tx: Writing['tx'], importId: string) =>
  sql<{ id: string }>`
  select c.id from customer c where c.workspace_id = sabai_workspace() and c.import_id = ${importId} and c.merged_into is null
    and not exists (select from event e where e.workspace_id = c.workspace_id and e.customer_id = c.id and e.actor_kind in ('member', 'key'))
    and not exists (select from preference p where p.workspace_id = c.workspace_id and p.customer_id = c.id)
    and not exists (select from contact_way w where w.workspace_id = c.workspace_id and w.customer_id = c.id and w.import_id is distinct from ${importId})
    and not exists (select from customer m where m.workspace_id = c.workspace_id and m.merged_into = c.id)
  limit ${BATCH}`.execute(tx)

const untouchedAccounts = (tx: Writing['tx'], importId: string) =>
  sql<{ id: string }>`
  select a.id from account a where a.workspace_id = sabai_workspace() and a.import_id = ${importId} and a.merged_into is null
    and not exists (select from event e where e.workspace_id = a.workspace_id and e.subject_id = a.id and e.actor_kind in ('member', 'key'))
    and not exists (select from customer c where c.workspace_id = a.workspace_id and c.account_id = a.id)
    and not exists (select from account m where m.workspace_id = a.workspace_id and m.merged_into = a.id)
  limit ${BATCH}`.execute(tx)
