import { sql } from 'kysely'
import { awayNow } from '#hours/index.ts'
import type { Reading, Tx, Writing } from '#kernel/slice.ts'

/** A member as someone who may own a case. `open` counts what they have not resolved. */
export type Candidate = {
  id: string
  role: string
  managerId: string | null
  available: boolean
  languages: readonly string[]
  open: number
}
export type Wanted = { ownerIds: readonly (string | null)[]; language: string }

const replying = ['rep', 'manager', 'head']

/**
 * Who answers this customer: their or their account's owner if available, else an available rep who speaks the language and has the fewest
 * open cases, else the manager, else the head, else whoever is there. Never nobody.
 * @throws Error for a workspace without members, which cannot be
 */
export function pickOwner(members: readonly Candidate[], { ownerIds, language }: Wanted): Candidate {
  const owners = ownerIds.flatMap(id => members.find(member => member.id === id) ?? [])
  const able = members.filter(member => member.available && replying.includes(member.role))
  const managerOfOwner = owners.flatMap(owner => able.find(member => member.id === owner.managerId) ?? [])
  const chosen =
    owners.find(owner => able.includes(owner)) ??
    fewest(able.filter(member => member.role === 'rep' && speaks(member, language))) ??
    managerOfOwner[0] ??
    fewest(able.filter(member => member.role === 'manager' && speaks(member, language))) ??
    fewest(able.filter(member => member.role === 'manager')) ??
    fewest(able.filter(member => member.role === 'head')) ??
    lastResort(members)
  if (!chosen) throw new Error('a workspace has members')
  return chosen
}

// Where a language could not be found, everyone speaks it.
const speaks = (member: Candidate, language: string) => language === 'und' || member.languages.includes(language)

const fewest = (members: readonly Candidate[]): Candidate | null =>
  members.reduce<Candidate | null>(
    (best, one) => (best === null || one.open < best.open || (one.open === best.open && one.id < best.id) ? one : best),
    null,
  )

/** Everyone is away: those who will be back and can reply, before those who can not. */
function lastResort(members: readonly Candidate[]): Candidate | null {
  const order = ['manager', 'head', 'rep', 'admin', 'champion', 'viewer']
  const admins = members.filter(member => member.role === 'admin' && member.available)
  return fewest(admins) ?? order.map(role => fewest(members.filter(member => member.role === role))).find(one => one !== null) ?? null
}

/** All members who have not left, with what they have on their hands. */
export async function loadCandidates(ctx: Reading | Writing): Promise<Candidate[]> {
  const { now } = ctx
  const away = await awayNow(ctx)
  const { rows } = await sql<Candidate>`
    select m.id, m.role, m.manager_id as "managerId", m.languages, m.available and coalesce(m.away_until <= ${now}, true) as available,
      coalesce(c.open, 0)::int as open
    from member m left join (select owner_id, count(*) as open from customer_case where workspace_id = sabai_workspace() and state <> 'resolved' group by owner_id) c
      on c.owner_id = m.id
    where m.workspace_id = sabai_workspace() and m.ended_at is null`.execute('db' in ctx ? (ctx.db as unknown as Tx) : ctx.tx)
  return rows.map(row => ({ ...row, available: row.available && !away.has(row.id) }))
}
