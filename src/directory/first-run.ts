import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { newId, newSecret } from '#kernel/id.ts'
import { founding, type Inside, system, writing } from '#kernel/inside.ts'
import { Problem } from '#kernel/problem.ts'
import type { Language, Open, User, Writing } from '#kernel/slice.ts'
import * as api from './api.ts'
import { invite } from './invitations.ts'
import { addMember } from './members.ts'
import { hashOf } from './secrets.ts'
import { foundWorkspace, type NewWorkspace, usualHours } from './workspaces.ts'

const HOUR = 3_600_000

/**
 * The link of the first run, printed at start: good for an hour, and only while there is no workspace.
 * @example const firstRun = makeFirstRun(); print(`${address}/first-run#${firstRun.token}`)
 */
export function makeFirstRun(): { token: string; check: (token: string | null) => boolean } {
  const token = newSecret()
  const until = performance.now() + HOUR
  const hash = hashOf(token)
  return { token, check: given => given !== null && performance.now() < until && timingSafeEqual(hashOf(given), hash) }
}

/** Whether anybody has begun here. */
export const isFresh = ({ find }: Pick<Open, 'find'>) =>
  find(async db => (await db.selectFrom('workspace').select('id').limit(1).executeTakeFirst()) === undefined)

const over = () => new Problem('not-found', 404)

export async function firstRun(ctx: Open) {
  if (!(await isFresh(ctx))) throw over()
  return { local: ctx.request.local }
}

/** The first workspace and its admin, by somebody at this very machine or with the printed link. */
export async function beginFirstRun(ctx: Open, { workspace, you, token }: z.output<typeof api.beginFirstRun.input>) {
  await ctx.attempt(`first-run ${ctx.request.address}`, { most: 20, minutes: 15 })
  if (!(await isFresh(ctx))) throw over()
  if (!ctx.request.local && !ctx.firstRun.check(token ?? null)) throw new Problem('first-run.link', 403)
  const user = await signUp(ctx, { ...you, language: workspace.language })
  return found(ctx, { ...withHours(workspace), address: ctx.request.origin }, user, alone)
}

const withHours = ({ workingHours = usualHours, ...rest }: z.output<typeof api.addWorkspace.input>) => ({ ...rest, workingHours })

/** A try before this one may have left the user behind: the same password goes on with it. */
async function signUp(ctx: Open, person: { name: string; email: string; password: string; language: Language }): Promise<User> {
  const known = await ctx.signIn.find(person.email)
  const { user, cookies } = known
    ? await ctx.signIn.enter(person.email, person.password, ctx.request.headers)
    : await ctx.signIn.create(person)
  ctx.cookies.push(...cookies)
  return user
}

type Founding = Omit<NewWorkspace, 'id'> & { language: Language }

async function found(ctx: Open, workspace: Founding, user: User, check = async (_: Writing) => {}) {
  const id = newId()
  const number = await ctx.found(id, async inner => {
    await check(inner)
    const number = await foundWorkspace(inner, { id, ...workspace })
    await inner.announce(api.workspaceFounded, {}, { subjectId: id })
    const { name, email, language } = user
    await addMember(inner, { name, email, language, role: 'admin', managerId: null, userId: user.id })
    return number
  })
  return { id, number }
}

/** Two browsers cannot both be first: under a lock, and as the finder, which alone sees whether there is a workspace. */
async function alone({ tx }: Writing): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('first run', 0))`.execute(tx)
  await sql`set local role sabai_finder`.execute(tx)
  const { rows } = await sql`select id from workspace limit 1`.execute(tx)
  await sql`set local role sabai_app`.execute(tx)
  if (rows.length > 0) throw over()
}

/** A further workspace, by somebody who is an admin of one. */
export async function addWorkspace(ctx: Open, workspace: z.output<typeof api.addWorkspace.input>) {
  const user = ctx.user!
  const admin = await ctx.find(db =>
    db
      .selectFrom('member')
      .innerJoin('workspace', 'workspace.id', 'member.workspaceId')
      .select('workspace.settings')
      .where('member.userId', '=', user.id)
      .where('member.role', '=', 'admin')
      .where('member.endedAt', 'is', null)
      .executeTakeFirst(),
  )
  if (!admin) throw new Problem('forbidden', 403)
  const address = (admin.settings as { address?: string } | null)?.address ?? null
  return found(ctx, { ...withHours(workspace), address }, user)
}

export type AskedWorkspace = {
  name: string
  adminEmail: string
  language: Language
  zone: string
  address?: string | null
  sample?: boolean
}

/** For the command line: a workspace whose admin is invited. @returns the invitation's link, shown once */
export async function createWorkspace(
  inside: Inside,
  { name, adminEmail, language, zone, address = null, sample = false }: AskedWorkspace,
) {
  const id = newId()
  const number = await founding(inside, id, async ctx => {
    const number = await foundWorkspace(ctx, { id, name, language, zone, workingHours: usualHours, address, sample })
    await ctx.announce(api.workspaceFounded, {}, { subjectId: id })
    return number
  })
  const link = await writing(inside, id, system, async ctx => {
    const person = { name: adminEmail.split('@')[0]!, email: adminEmail, language, role: 'admin' as const, managerId: null }
    return (await invite(ctx, await addMember(ctx, person))).link
  })
  return { id, number, name, link }
}
