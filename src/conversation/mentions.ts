import { sql } from 'kysely'
import { addressOf, notify } from '#directory/index.ts'
import { mustSeeCase } from '#inbox/index.ts'
import { sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import type { Language, Reading, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { memberNamed } from './api.ts'

const DAY = 86_400_000
const LONGEST_NAME = 80
const MOST = 20

/** Who may open cases at all; whether this one is the page's matter. */
const roles = ['rep', 'manager', 'head', 'champion', 'admin']

/** `@` and a member's name as it is written, longest first, so that Noi Keomany is not Noi. */
export async function tellNamed(ctx: Writing, { caseId, entryId, what }: { caseId: string; entryId: string; what: string }): Promise<void> {
  if (what !== 'added' && what !== 'edited') return
  const note = await ctx.tx.selectFrom('caseEntry').select(['text', 'memberId', 'removedAt']).where('id', '=', entryId).executeTakeFirst()
  const pieces =
    note && !note.removedAt
      ? note.text
          .split('@')
          .slice(1, MOST + 1)
          .map(piece => piece.slice(0, LONGEST_NAME))
      : []
  const named = pieces.length > 0 ? await membersIn(ctx, pieces) : []
  const fresh =
    named.length > 0
      ? await keep(
          ctx,
          entryId,
          named.filter(id => id !== note!.memberId),
        )
      : []
  for (const memberId of fresh) await tell(ctx, caseId, memberId, note!.memberId)
  if (fresh.length > 0) await ctx.announce(memberNamed, { caseId, entryId, memberIds: fresh }, { subjectId: caseId })
}

async function membersIn({ tx }: Writing, pieces: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct on (piece.n) member.id from unnest(${pieces}::text[]) with ordinality as piece (text, n)
    join member on member.workspace_id = sabai_workspace() and member.ended_at is null and member.role = any(${roles}::text[])
      and lower(left(piece.text, length(member.name))) = lower(member.name)
    order by piece.n, length(member.name) desc, member.id`.execute(tx)
  return [...new Set(rows.map(row => row.id))]
}

/** Told once, however often the note is edited. */
async function keep({ tx, now }: Writing, entryId: string, memberIds: readonly string[]): Promise<string[]> {
  if (memberIds.length === 0) return []
  const rows = await tx
    .insertInto('mention')
    .values(memberIds.map(memberId => ({ entryId, memberId, at: now })))
    .onConflict(on => on.columns(['workspaceId', 'entryId', 'memberId']).doNothing())
    .returning('memberId')
    .execute()
  return rows.map(row => row.memberId)
}

async function tell(ctx: Writing, caseId: string, memberId: string, byId: string | null): Promise<void> {
  const { tx, now } = ctx
  const one = await tx.selectFrom('customerCase').select('number').where('id', '=', caseId).executeTakeFirstOrThrow()
  const by = byId ? await tx.selectFrom('member').select('name').where('id', '=', byId).executeTakeFirst() : null
  const facts = { number: one.number, name: by?.name ?? '' }
  await notify(ctx, memberId, { type: 'case.named', facts, subjectId: caseId })
  const member = await tx.selectFrom('member').select(['name', 'email', 'language']).where('id', '=', memberId).executeTakeFirstOrThrow()
  const language = member.language as Language
  // What the note says stays inside: the mail only says that there is one.
  const text = say(language, 'conversation.mail.named.text', { ...facts, you: member.name })
  const address = await addressOf(ctx)
  const href = address ? `${address.replace(/\/$/, '')}/${ctx.workspace.number}/inbox/${caseId}` : null
  await sendMail(ctx, {
    purpose: 'notice.named',
    to: member.email,
    toName: member.name,
    subject: say(language, 'conversation.mail.named.subject', facts),
    text: href ? `${text}\n\n${href}` : text,
    html: mailHtml(language, text, href ? { label: say(language, 'conversation.mail.named.button'), href } : undefined),
    language,
    subjectId: caseId,
    memberId,
    expiresAt: new Date(now.getTime() + DAY),
  })
}

/** For what is typed behind `@`. */
export async function whoMayBeNamed(ctx: Reading, { id, q }: { id: string; q: string }) {
  await mustSeeCase(ctx, id)
  return ctx.db
    .selectFrom('member')
    .select(['id', 'name'])
    .where('endedAt', 'is', null)
    .where('role', 'in', roles)
    .where(sql<boolean>`starts_with(lower(name), lower(${q})) or position(lower(${` ${q}`}) in lower(name)) > 0`)
    .orderBy('name')
    .limit(8)
    .execute()
}
