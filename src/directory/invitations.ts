import { z } from 'zod'
import { mailboxOf } from '#kernel/attempts.ts'
import { newId, newSecret } from '#kernel/id.ts'
import { parse } from '#kernel/input.ts'
import { type Compose, sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import { notFound, Problem } from '#kernel/problem.ts'
import type { Language, Open, Role, Who, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import * as api from './api.ts'
import { Password } from './member-words.ts'
import { checkRole, find } from './members.ts'
import { hashOf } from './secrets.ts'
import { addressOf } from './workspaces.ts'

const DAY = 86_400_000
const DAYS_OPEN = 7

const noGood = () => new Problem('invitation.link', 404)

/** Invitations of a member that could still be accepted, to be changed. */
export const openInvitations = ({ tx }: Writing, memberId: string) =>
  tx.updateTable('invitation').where('memberId', '=', memberId).where('acceptedAt', 'is', null).where('revokedAt', 'is', null)

/** Invites a member who has no way in yet. Links before it stop working. @returns the link, once: at rest there is only its hash */
export async function invite(ctx: Writing, memberId: string): Promise<{ id: string; link: string }> {
  const member = await find(ctx, memberId)
  if (member.endedAt) throw new Problem('member.ended', 409)
  if (member.userId) throw new Problem('member.joined', 409)
  checkRole(ctx.who, member.role)
  await openInvitations(ctx, memberId).set({ revokedAt: ctx.now }).execute()
  const { id, path } = await makeInvitation(ctx, memberId)
  const language = member.language
  await sendMail(ctx, {
    purpose: 'invitation',
    to: member.email,
    toName: member.name,
    subject: say(language, 'directory.mail.invitation.subject', { workspace: ctx.workspace.name }),
    text: null,
    language,
    subjectId: id,
    memberId,
    expiresAt: new Date(ctx.now.getTime() + DAYS_OPEN * DAY),
  })
  await ctx.announce(api.memberInvited, { invitationId: id }, { subjectId: memberId })
  return { id, link: `${(await addressOf(ctx)) ?? ''}${path}` }
}

/** The secret stands behind #, which a browser never sends: not to a server, not to a log, not in a Referer. */
async function makeInvitation({ tx, now, who }: Writing, memberId: string): Promise<{ id: string; path: string }> {
  const id = newId()
  const secret = newSecret()
  const expiresAt = new Date(now.getTime() + DAYS_OPEN * DAY)
  await tx
    .insertInto('invitation')
    .values({ id, memberId, tokenHash: hashOf(secret), createdAt: now, expiresAt, byMember: who.memberId })
    .execute()
  return { id, path: `/invitation#${secret}` }
}

/** Written as it goes, with a link of its own; nothing goes when the invitation was revoked or accepted meanwhile. */
export const composeInvitation: Compose = async (ctx, { subjectId, memberId, language }) => {
  const invitation = await ctx.tx
    .selectFrom('invitation')
    .innerJoin('member', 'member.id', 'invitation.memberId')
    .select('member.name')
    .where('invitation.id', '=', subjectId!)
    .where('invitation.acceptedAt', 'is', null)
    .where('invitation.revokedAt', 'is', null)
    .where('member.endedAt', 'is', null)
    .executeTakeFirst()
  const address = await addressOf(ctx)
  if (!invitation || !address) return null
  const { path } = await makeInvitation(ctx, memberId!)
  return letter(language, 'invitation', { name: invitation.name, workspace: ctx.workspace.name, days: DAYS_OPEN }, address + path)
}

/** Text and HTML of a mail with one link: the messages `mail.<name>.text` and `mail.<name>.button`. */
export function letter(language: Language, name: string, facts: Record<string, string | number>, href: string) {
  const text = say(language, `directory.mail.${name}.text`, facts)
  const button = { label: say(language, `directory.mail.${name}.button`, facts), href }
  return { text: `${text}\n\n${href}\n`, html: mailHtml(language, text, button) }
}

export async function revokeInvitation(ctx: Writing, memberId: string): Promise<void> {
  const member = await find(ctx, memberId)
  checkRole(ctx.who, member.role)
  const { numUpdatedRows } = await openInvitations(ctx, memberId).set({ revokedAt: ctx.now }).executeTakeFirst()
  if (numUpdatedRows === 0n) throw notFound('invitation')
  await ctx.announce(api.invitationRevoked, {}, { subjectId: memberId })
}

/** What a link invites to. Blank, used, revoked, expired or foreign: one and the same refusal. */
export async function readInvitation(ctx: Open, { token }: { token: string }) {
  const { workspace, member } = await invitedBy(ctx, token)
  const user = await ctx.signIn.find(member.email)
  return {
    workspace: workspace.name,
    name: member.name,
    email: member.email,
    language: member.language as Language,
    hasPassword: user !== null,
  }
}

async function invitedBy({ attempt, find, inside, now, request }: Open, token: string) {
  await attempt(`invitation ${request.address}`, { most: 60, minutes: 15 })
  const found = await find(db =>
    db
      .selectFrom('invitation')
      .select(['workspaceId', 'id', 'expiresAt', 'acceptedAt', 'revokedAt'])
      .where('tokenHash', '=', hashOf(token))
      .executeTakeFirst(),
  )
  if (!found || found.acceptedAt || found.revokedAt || found.expiresAt <= now) throw noGood()
  const { read, workspace } = await inside(found.workspaceId)
  const member = await read(({ db }) =>
    db
      .selectFrom('invitation')
      .innerJoin('member', 'member.id', 'invitation.memberId')
      .select(['member.id', 'member.name', 'member.email', 'member.language', 'member.role'])
      .where('invitation.id', '=', found.id)
      .where('member.endedAt', 'is', null)
      .where('member.userId', 'is', null)
      .executeTakeFirst(),
  )
  if (!member) throw noGood()
  return { invitationId: found.id, workspace, member }
}

type Accepting = { token: string; name?: string | undefined; language?: Language | undefined; password: string }

/** Joins: with the session of the invited address, with its password, or as somebody new. */
export async function acceptInvitation(ctx: Open, { token, name, language, password }: Accepting) {
  const { invitationId, workspace, member } = await invitedBy(ctx, token)
  const person = { name: name ?? member.name, email: member.email, language: language ?? (member.language as Language) }
  const userId = await identify(ctx, person, password)
  const who: Who = {
    kind: 'member',
    memberId: member.id,
    userId,
    keyId: null,
    role: member.role as Role,
    language: person.language,
    may: () => false,
  }
  const { write } = await ctx.inside(workspace.id, who)
  await write(async inner => join(inner, invitationId, { memberId: member.id, userId, ...person }))
  return { number: workspace.number }
}

async function identify(ctx: Open, person: { name: string; email: string; language: Language }, password: string): Promise<string> {
  const known = await ctx.signIn.find(person.email)
  if (known && ctx.user?.id === known.id) return known.id
  if (!known) parse(z.object({ password: Password }), { password })
  // A password guessed here is a password guessed: the same budget as at the front door.
  await ctx.attempt(`sign-in as ${mailboxOf(person.email)}`, { most: 10, minutes: 15 })
  const { user, cookies } = known
    ? await ctx.signIn.enter(person.email, password, ctx.request.headers)
    : await ctx.signIn.create({ ...person, password })
  ctx.cookies.push(...cookies)
  return user.id
}

type Joining = { memberId: string; userId: string; name: string; language: Language }

async function join(ctx: Writing, invitationId: string, { memberId, userId, name, language }: Joining): Promise<void> {
  const { numUpdatedRows } = await openInvitations(ctx, memberId).set({ acceptedAt: ctx.now }).executeTakeFirst()
  const joined = await ctx.tx
    .updateTable('member')
    .set({ userId, name, language })
    .where('id', '=', memberId)
    .where('userId', 'is', null)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n || joined.numUpdatedRows === 0n) throw noGood()
  await ctx.announce(api.memberJoined, { invitationId }, { subjectId: memberId })
}
