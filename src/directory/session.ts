import { mailboxOf } from '#kernel/attempts.ts'
import { type Compose, sendMail } from '#kernel/mail.ts'
import type { Language, Open, Role, Who } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import * as api from './api.ts'
import { letter } from './invitations.ts'
import { nameKey } from './members.ts'
import { addressOf } from './workspaces.ts'

const HOUR = 3_600_000
/** Longer than any work behind it: an address that is known here answers no later than one that is not. */
const SAME_MS = 300

/** One budget a mailbox, however it is written, and a wider one an address: many people share one office. */
async function budget({ attempt, request }: Open, what: string, email: string | null): Promise<void> {
  await attempt(`${what} from ${request.address}`, { most: 100, minutes: 15 })
  if (email !== null) await attempt(`${what} as ${mailboxOf(email)}`, { most: 10, minutes: 15 })
}

export async function enter(ctx: Open, { email, password }: { email: string; password: string }) {
  await budget(ctx, 'sign-in', email)
  const { cookies } = await ctx.signIn.enter(email, password, ctx.request.headers)
  ctx.cookies.push(...cookies)
  return {}
}

export async function leave(ctx: Open) {
  ctx.cookies.push(...(await ctx.signIn.leave(ctx.request.headers)))
  return {}
}

export async function leaveEverywhere(ctx: Open) {
  await ctx.signIn.leaveEverywhere(ctx.user!.id)
  return leave(ctx)
}

/** Says the same in the same time, whoever asks for whom. */
export async function forgotPassword(ctx: Open, { email }: { email: string }) {
  await budget(ctx, 'forgot', email)
  await Promise.all([queueReset(ctx, email), new Promise(resolve => setTimeout(resolve, SAME_MS))])
  return {}
}

/** The mail waits in a workspace of the person's; its link is made as it goes. */
async function queueReset({ signIn, find, inside }: Open, email: string): Promise<void> {
  const user = await signIn.find(email)
  const place = user && (await find(db => placesOf(db, user.id).executeTakeFirst()))
  if (!user || !place) return
  const { write } = await inside(place.workspaceId)
  const subject = say(user.language, 'directory.mail.reset.subject')
  await write(ctx =>
    sendMail(ctx, {
      purpose: 'sign-in.reset',
      to: user.email,
      toName: user.name,
      subject,
      text: null,
      language: user.language,
      memberId: place.id,
      expiresAt: new Date(ctx.now.getTime() + HOUR),
    }),
  )
}

const placesOf = (db: Parameters<Parameters<Open['find']>[0]>[0], userId: string) =>
  db
    .selectFrom('member')
    .innerJoin('workspace', 'workspace.id', 'member.workspaceId')
    .select(['member.workspaceId', 'member.id', 'member.role'])
    .where('member.userId', '=', userId)
    .where('member.endedAt', 'is', null)
    .where('workspace.archivedAt', 'is', null)
    .where('workspace.sample', '=', false)
    .orderBy('workspace.number')

export const composeReset: Compose = async (ctx, { toAddress, language }, signIn) => {
  const address = await addressOf(ctx)
  const token = address && (await signIn.resetToken(toAddress))
  return token ? letter(language, 'reset', {}, `${address}/password#${token}`) : null
}

export async function resetPassword(ctx: Open, { token, password }: { token: string; password: string }) {
  await budget(ctx, 'reset', null)
  await ctx.signIn.reset(token, password)
  return {}
}

export async function changePassword(ctx: Open, { current, next }: { current: string; next: string }) {
  await budget(ctx, 'change', ctx.user!.email)
  ctx.cookies.push(...(await ctx.signIn.change(ctx.request.headers, current, next)))
  return {}
}

/** One's own name and language, also as the member that one is in each workspace. */
export async function changeMe(ctx: Open, changed: { name?: string | undefined; language?: Language | undefined }) {
  const user = ctx.user!
  const { name = user.name, language = user.language } = changed
  await ctx.signIn.update(user.id, { name, language })
  const fields = [...(name !== user.name ? ['name'] : []), ...(language !== user.language ? ['language'] : [])]
  const places = await ctx.find(db => placesOf(db, user.id).clearWhere().where('member.userId', '=', user.id).execute())
  for (const place of places) {
    const { write } = await ctx.inside(place.workspaceId, self(place, user.id, language))
    await write(async inner => {
      const set = { name, language, nameKey: nameKey(name, user.email) }
      await inner.tx.updateTable('member').set(set).where('id', '=', place.id).execute()
      if (fields.length > 0) await inner.announce(api.memberChanged, { fields }, { subjectId: place.id })
    })
  }
  return {}
}

const self = ({ id, role }: { id: string; role: string }, userId: string, language: Language): Who => ({
  kind: 'member',
  memberId: id,
  userId,
  keyId: null,
  role: role as Role,
  language,
  may: () => false,
})
