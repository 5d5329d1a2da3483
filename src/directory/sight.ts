import { sql } from 'kysely'
import type { Reading, Role, Who, Writing } from '#kernel/slice.ts'

type Range = 'all' | 'below' | 'team' | 'own' | 'none'

/** What a role opens a person's eyes to: the table of default roles, as a value. */
export type Sight = {
  /** Cases one may read, and those one may reply to and resolve. */
  cases: Range
  replies: Range
  /** Figures of single members; of teams; of the company. */
  members: Range
  teams: 'all' | 'own' | 'none'
  company: boolean
  /** The customer's name and page. */
  customers: boolean
  /** `range`: the accounts that one's own people own. */
  revenue: 'all' | 'range' | 'none'
}

const everything: Sight = { cases: 'all', replies: 'all', members: 'all', teams: 'all', company: true, customers: true, revenue: 'all' }

const table: Record<Role, Sight> = {
  viewer: { cases: 'none', replies: 'none', members: 'none', teams: 'none', company: true, customers: false, revenue: 'none' },
  rep: { cases: 'team', replies: 'team', members: 'own', teams: 'own', company: true, customers: true, revenue: 'none' },
  manager: { cases: 'below', replies: 'below', members: 'below', teams: 'all', company: true, customers: true, revenue: 'range' },
  head: everything,
  champion: { cases: 'all', replies: 'none', members: 'none', teams: 'all', company: true, customers: true, revenue: 'none' },
  admin: { cases: 'none', replies: 'none', members: 'none', teams: 'none', company: true, customers: true, revenue: 'none' },
}

const nothing: Sight = { cases: 'none', replies: 'none', members: 'none', teams: 'none', company: false, customers: false, revenue: 'none' }

/** The system sees what it works on; a key sees everything of its workspace, and its scopes say what it may ask. */
export function sightOf({ kind, role }: Pick<Who, 'kind' | 'role'>): Sight {
  if (kind === 'system' || kind === 'key') return everything
  return kind === 'member' && role ? table[role] : nothing
}

/** Ids of members, or all of them. An empty list is nobody. */
export type People = 'all' | string[]

export type Visible = {
  /** Whose cases may be read; `unassigned`: those without an owner too. */
  cases: { owners: People; unassigned: boolean }
  replies: { owners: People; unassigned: boolean }
  members: People
  /** Managers whose teams' figures may be seen. */
  teams: People
  company: boolean
  customers: boolean
  /** Owners of the accounts whose revenue may be seen. */
  revenue: People
}

type Ctx = Reading | Writing

/**
 * Whose people may I see? By role and by place in the reporting tree: as it is now or, with `at`, as it was at that instant.
 *
 * @example const { cases } = await visibleTo(ctx); query.$if(cases.owners !== 'all', …where('ownerId', 'in', cases.owners))
 */
export async function visibleTo(ctx: Ctx, at: Date | null = null): Promise<Visible> {
  const sight = sightOf(ctx.who)
  const found = await around(ctx, sight, at)
  const people = (range: Range): People =>
    ({ all: 'all' as const, below: [...found.below], team: [...found.team], own: found.own, none: [] })[range]
  // A case without an owner is everyone's who answers: nobody below a rep's rank would see more of them than the rep.
  const withUnassigned = (range: Range) => ({ owners: people(range), unassigned: range === 'all' || range === 'below' || range === 'team' })
  return {
    cases: withUnassigned(sight.cases),
    replies: withUnassigned(sight.replies),
    members: people(sight.members),
    teams: sight.teams === 'all' ? 'all' : sight.teams === 'own' ? found.managers : [],
    company: sight.company,
    customers: sight.customers,
    revenue: sight.revenue === 'all' ? 'all' : sight.revenue === 'range' ? [...found.below] : [],
  }
}

/** Only what this sight needs is asked for; `below` and `team` begin with oneself. */
async function around(ctx: Ctx, sight: Sight, at: Date | null) {
  const me = ctx.who.memberId
  if (!me) return { own: [], below: [], team: [], managers: [] }
  const uses = (range: Range) => [sight.cases, sight.replies, sight.members].includes(range)
  const below = uses('below') ? await peopleBelow(ctx, me, at) : []
  const { team, managerId } = uses('team') ? await teamOf(ctx, me, at) : { team: [], managerId: null }
  return { own: [me], below: [me, ...below], team: [me, ...team], managers: managerId ? [managerId] : [] }
}

const connection = (ctx: Ctx) => ('db' in ctx ? ctx.db : ctx.tx) as never

/** Everyone who reports to a member at any depth, without the member. `union`, not `union all`: a cycle in old data must end. */
export async function peopleBelow(ctx: Ctx, memberId: string, at: Date | null = null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive place as (${placesAt(ctx, at)}),
    below (id) as (
      select member_id from place where manager_id = ${memberId}
      union
      select place.member_id from place join below on place.manager_id = below.id
    )
    select id from below where id <> ${memberId} order by id`.execute(connection(ctx))
  return rows.map(row => row.id)
}

/** Who reports to the same manager, without the member; nobody when nobody is above. */
async function teamOf(ctx: Ctx, memberId: string, at: Date | null): Promise<{ team: string[]; managerId: string | null }> {
  const { rows } = await sql<{ id: string; managerId: string | null }>`
    with place as (${placesAt(ctx, at)}),
    mine as (select manager_id from place where member_id = ${memberId})
    select place.member_id as id, place.manager_id from place, mine
    where place.member_id = ${memberId} or place.manager_id = mine.manager_id order by 1`.execute(connection(ctx))
  const mine = rows.find(row => row.id === memberId)
  return { team: rows.filter(row => row.id !== memberId).map(row => row.id), managerId: mine?.managerId ?? null }
}

/** The reporting tree: now it stands at the members, then it is in their dated places. */
const placesAt = ({ workspace }: Ctx, at: Date | null) =>
  at === null
    ? sql`select id as member_id, manager_id from member where workspace_id = ${workspace.id}`
    : sql`select member_id, manager_id from member_place
          where workspace_id = ${workspace.id} and from_at <= ${at} and (until_at is null or until_at > ${at})`
