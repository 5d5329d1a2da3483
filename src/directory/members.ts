import type { z } from 'zod'
import { searchKey, store } from '#core/text/normalise.ts'
import { newId } from '#kernel/id.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { Language, Role, Who, Writing } from '#kernel/slice.ts'
import * as api from './api.ts'
import { invite, openInvitations } from './invitations.ts'
import { revokeKeysOf } from './keys.ts'
import { readMember } from './member-list.ts'
import { checkAdminLeft, checkManager, lockTree } from './tree.ts'

export type NewMember = {
  name: string
  email: string
  role: Role
  managerId: string | null
  language: Language
  languages?: readonly string[] | undefined
  skills?: readonly string[] | undefined
  userId?: string | null
  importId?: string | null
  externalId?: string | null
}

/** Adds a member with their first place in the reporting tree. @returns the id */
export async function addMember(ctx: Writing, member: NewMember): Promise<string> {
  const { name, email, role, managerId, language, languages = [language], skills = [] } = member
  const { userId = null, importId = null, externalId = null } = member
  const { tx, now, announce } = ctx
  await checkEmail(ctx, email)
  const id = newId()
  const person = { name: store(name), nameKey: nameKey(name, email), email: email.trim(), language }
  await tx
    .insertInto('member')
    .values({
      ...person,
      userId,
      importId,
      externalId,
      id,
      role,
      managerId,
      languages: [...languages],
      skills: [...skills],
      createdAt: now,
    })
    .execute()
  await tx.insertInto('memberPlace').values({ memberId: id, fromAt: now, role, managerId }).execute()
  await announce(api.memberAdded, { role, managerId }, { subjectId: id, detail: { name, email } })
  return id
}

/** Adds a member as somebody asked for it, and invites them. */
export async function newMember(ctx: Writing, { invite: invited, ...member }: z.output<typeof api.addMember.input>) {
  checkRole(ctx.who, member.role)
  await lockTree(ctx)
  await checkManager(ctx, member.managerId)
  const id = await addMember(ctx, member)
  return { id, link: invited ? (await invite(ctx, id)).link : null }
}

/** What the search looks in: name and address, spelled one way. */
export const nameKey = (name: string, email: string) => searchKey(`${name}\n${email}`)

/** @throws Problem at the field `email` when a member here has it, `member.left-before` when somebody who left had it */
async function checkEmail({ tx }: Writing, email: string, exceptId?: string): Promise<void> {
  const same = await tx
    .selectFrom('member')
    .select(['id', 'endedAt', 'name'])
    .where(({ fn }) => fn('lower', ['email']), '=', email.trim().toLowerCase())
    .$if(exceptId !== undefined, query => query.where('id', '<>', exceptId!))
    .orderBy('endedAt', 'desc')
    .execute()
  if (same.some(one => one.endedAt === null)) throw wrong('email', 'exists')
  const [left] = same
  if (left && !exceptId) throw wrong('email', 'left-before', { name: left.name })
}

/** Another role or manager from now on; the place before it ends now and stays in the past's figures. */
export async function moveMember({ tx, now }: Writing, id: string, place: { role: Role; managerId: string | null }): Promise<void> {
  await tx
    .updateTable('memberPlace')
    .set({ untilAt: now })
    .where('memberId', '=', id)
    .where('untilAt', 'is', null)
    .where('fromAt', '<', now)
    .execute()
  await tx
    .insertInto('memberPlace')
    .values({ memberId: id, fromAt: now, ...place })
    .onConflict(on => on.columns(['workspaceId', 'memberId', 'fromAt']).doUpdateSet({ ...place, untilAt: null }))
    .execute()
  await tx.updateTable('member').set(place).where('id', '=', id).execute()
}

const privileged: readonly Role[] = ['head', 'admin']

/** Who manages people gives the roles of the trade; what opens all figures or all settings is given by who may give roles. */
export function checkRole(who: Who, ...asked: Role[]): void {
  if (!who.may('directory.roles') && asked.some(role => privileged.includes(role))) throw new Problem('member.role', 403)
}

/** Changes what is named; a place in the tree is dated, an address not any more once its owner has joined. */
export async function changeMember(ctx: Writing, { id, ...asked }: Asked) {
  await lockTree(ctx)
  const before = await find(ctx, id)
  if (before.endedAt) throw new Problem('member.ended', 409)
  await changed(ctx, { id, ...asked }, before)
  await placed(ctx, id, asked, before)
  return readMember(ctx, id)
}

type Before = Awaited<ReturnType<typeof find>>
type Asked = {
  id: string
  name?: string | undefined
  email?: string | undefined
  language?: Language | undefined
  languages?: Language[] | undefined
  skills?: string[] | undefined
  role?: Role | undefined
  managerId?: string | null | undefined
}

async function changed(ctx: Writing, { id, role: _, managerId: __, ...asked }: Asked, before: Before): Promise<void> {
  const fields = differing(asked, before)
  if (fields.length === 0) return
  if (fields.includes('email')) await checkNewEmail(ctx, id, asked.email!, before)
  const set = Object.fromEntries(fields.map(field => [field, asked[field]]))
  const key = nameKey(asked.name ?? before.name, asked.email ?? before.email)
  await ctx.tx
    .updateTable('member')
    .set({ ...set, nameKey: key })
    .where('id', '=', id)
    .execute()
  const detail = Object.fromEntries(fields.map(field => [field, { before: before[field], after: asked[field] }]))
  await ctx.announce(api.memberChanged, { fields }, { subjectId: id, detail })
}

function differing(asked: Omit<Asked, 'id' | 'role' | 'managerId'>, before: Before) {
  const fields = ['name', 'email', 'language', 'languages', 'skills'] as const
  return fields.filter(field => asked[field] !== undefined && JSON.stringify(asked[field]) !== JSON.stringify(before[field]))
}

/** A link that went to the address before must not let its reader in. */
async function checkNewEmail(ctx: Writing, id: string, email: string, before: Before): Promise<void> {
  if (before.userId) throw wrong('email', 'joined')
  checkRole(ctx.who, before.role)
  await checkEmail(ctx, email, id)
  await openInvitations(ctx, id).set({ revokedAt: ctx.now }).execute()
}

async function placed(ctx: Writing, id: string, { role, managerId }: Pick<Asked, 'role' | 'managerId'>, before: Before): Promise<void> {
  const place = { role: role ?? before.role, managerId: managerId === undefined ? before.managerId : managerId }
  if (place.role === before.role && place.managerId === before.managerId) return
  if (place.role !== before.role) checkRole(ctx.who, place.role, before.role)
  if (place.managerId !== before.managerId) await checkManager(ctx, place.managerId, id)
  if (before.role === 'admin' && place.role !== 'admin') await checkAdminLeft(ctx, id)
  if (before.role === 'admin' && place.role !== 'admin') await revokeKeysOf(ctx, { id, name: before.name })
  await moveMember(ctx, id, place)
  await ctx.announce(api.memberMoved, { ...place, roleBefore: before.role, managerIdBefore: before.managerId }, { subjectId: id })
}

/** Access ends with this transaction: every request and every beat of a stream asks for the membership again. */
export async function endMember(ctx: Writing, id: string): Promise<void> {
  await lockTree(ctx)
  const member = await find(ctx, id)
  if (member.endedAt) return
  checkRole(ctx.who, member.role)
  if (member.role === 'admin') await checkAdminLeft(ctx, id)
  await ctx.tx.updateTable('member').set({ endedAt: ctx.now }).where('id', '=', id).execute()
  await revokeKeysOf(ctx, { id, name: member.name })
  await openInvitations(ctx, id).set({ revokedAt: ctx.now }).execute()
  await ctx.announce(api.memberEnded, {}, { subjectId: id })
}

/** Undoes a leaving; the place in the tree is still there. */
export async function reinstateMember(ctx: Writing, id: string): Promise<void> {
  const member = await find(ctx, id)
  if (!member.endedAt) return
  checkRole(ctx.who, member.role)
  await checkEmail(ctx, member.email, id)
  await ctx.tx.updateTable('member').set({ endedAt: null }).where('id', '=', id).execute()
  await ctx.announce(api.memberReinstated, {}, { subjectId: id })
}

export async function find({ tx }: Writing, id: string) {
  const row = await tx
    .selectFrom('member')
    .select(['id', 'name', 'email', 'language', 'languages', 'skills', 'role', 'managerId', 'userId', 'endedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('member'))
  return { ...row, role: row.role as Role, language: row.language as Language }
}
