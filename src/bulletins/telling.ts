import { sql } from 'kysely'
import { addressOf } from '#directory/index.ts'
import { setClock } from '#kernel/clock.ts'
import { newId } from '#kernel/id.ts'
import { type Compose, sendMail } from '#kernel/mail.ts'
import { mailHtml } from '#kernel/mail-html.ts'
import type { ClockKind, Language, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { languages } from '#kernel/words.ts'
import { forbidden, judge, lockPeople, rulesOf } from '#sends/index.ts'
import { nextPeople, peopleWithout } from './affected.ts'
import { customersTold, type excludedBy, Words } from './api.ts'
import { bulletinOf, TELL } from './bulletins.ts'
import { stopAddress } from './stop.ts'

export const BULLETIN_MAIL = 'bulletin'
const AT_ONCE = 100
const DAY = 86_400_000
/** How far back a rule may look. */
const REMEMBERED = 730 * DAY

type Said = { [language in Language]?: { subject: string; text: string } | undefined }

/** One turn: up to a hundred people in one transaction, then the next turn. Who was told is never told again, whenever a server dies. */
async function turn(ctx: Writing, updateId: string): Promise<void> {
  const update = await ctx.tx.selectFrom('bulletinUpdate').selectAll().where('id', '=', updateId).forUpdate().executeTakeFirst()
  if (!update || update.toldAt) return
  const bulletin = await bulletinOf(ctx, update.bulletinId)
  const ids = bulletin.archivedAt ? [] : await nextToTell(ctx, update)
  if (ids.length > 0) await tellAll(ctx, { ...update, kind: bulletin.kind, words: Words.parse(update.words) as Said }, ids)
  const over = ids.length === 0
  await ctx.tx
    .updateTable('bulletinUpdate')
    .set({ toldUpTo: ids.at(-1) ?? update.toldUpTo, ...(over && { toldAt: ctx.now }) })
    .where('id', '=', updateId)
    .execute()
  if (!over) await setClock(ctx, { kind: TELL, subjectId: updateId, dueAt: ctx.now })
  else
    await ctx.announce(customersTold, { bulletinId: bulletin.id, updateId, ...(await counted(ctx, updateId)) }, { subjectId: bulletin.id })
}

/** In order of their ids; at the end those who were found while the others were told. */
async function nextToTell({ tx }: Writing, { id, bulletinId, toldUpTo }: { id: string; bulletinId: string; toldUpTo: string | null }) {
  const ids = await nextPeople(tx, bulletinId, toldUpTo, AT_ONCE)
  return ids.length > 0 ? ids : peopleWithout(tx, bulletinId, id, AT_ONCE)
}

export const tellClock: ClockKind = { kind: TELL, fire: (ctx, { subjectId }) => turn(ctx, subjectId) }

async function counted({ tx }: Writing, updateId: string) {
  const { rows } = await sql<{
    told: number
    excluded: number
  }>`select count(mail_id)::int as told, (count(*) - count(mail_id))::int as excluded
    from telling where workspace_id = sabai_workspace() and update_id = ${updateId}`.execute(tx)
  return rows[0]!
}

type Update = { id: string; bulletinId: string; kind: string; words: Said }

/** The rules and the list of those who want no more hold here as for surveys; an incident does not wait for a rule, because it cannot. */
async function tellAll(ctx: Writing, update: Update, ids: readonly string[]): Promise<void> {
  await lockPeople(ctx, ids)
  const verdicts = await judge(
    ctx,
    { sendId: update.id, surveyKind: 'told', way: 'email' },
    ids.map(customerId => ({ customerId, occasion: '' })),
  )
  const rules = await rulesOf(ctx)
  const before = await toldBefore(ctx, ids)
  for (const one of verdicts) {
    const own = forbidden(rules, 'told', before.get(one.customerId) ?? [], ctx.now)?.rule ?? null
    const rule = one.excludedBy ?? own
    const waits = rule === 'too-soon' || rule === 'too-often'
    const excluded = update.kind === 'incident' && waits ? null : rule
    await tellOne(ctx, update, { ...one, excludedBy: excluded as (typeof excludedBy)[number] | null })
  }
}

async function toldBefore({ tx, now }: Writing, ids: readonly string[]) {
  const rows = await tx
    .selectFrom('telling')
    .select(['customerId', 'at'])
    .where('customerId', '=', sql<string>`any(${ids}::uuid[])`)
    .where('mailId', 'is not', null)
    .where('at', '>', new Date(now.getTime() - REMEMBERED))
    .execute()
  return Map.groupBy(
    rows.map(({ customerId, at }) => ({ customerId, kind: 'told', at, reminder: false })),
    row => row.customerId,
  )
}

type Person = {
  customerId: string
  name: string
  languages: string[]
  address: string | null
  excludedBy: (typeof excludedBy)[number] | null
}

async function tellOne(ctx: Writing, update: Update, person: Person): Promise<void> {
  const id = newId()
  const language = languageFor(update.words, person.languages, ctx.workspace.language)
  const goes = person.excludedBy === null && person.address !== null
  const mail = goes
    ? await sendMail(ctx, {
        purpose: BULLETIN_MAIL,
        to: person.address!,
        toName: person.name,
        fromName: ctx.workspace.name,
        subject: update.words[language]!.subject,
        text: null,
        many: true,
        language,
        subjectId: id,
        customerId: person.customerId,
        expiresAt: new Date(ctx.now.getTime() + 3 * DAY),
      })
    : null
  await ctx.tx
    .insertInto('telling')
    .values({
      ...{ id, updateId: update.id, bulletinId: update.bulletinId, customerId: person.customerId, at: ctx.now, language },
      ...{ address: person.address, mailId: mail?.id ?? null, excludedBy: goes ? null : (person.excludedBy ?? 'no-address') },
    })
    .onConflict(on => on.columns(['workspaceId', 'updateId', 'customerId']).doNothing())
    .execute()
}

/** Theirs, as far as it was written in it; else the company's; else what there is. */
function languageFor(words: Said, theirs: readonly string[], company: Language): Language {
  const wanted = [...theirs, company, ...languages].find(one => one in words && words[one as Language])
  return wanted as Language
}

/** Written as it goes: with a way to the public page and out of these mails. Null when they said no meanwhile. */
export const composeBulletin: Compose = async (ctx, mail) => {
  const one = await ctx.tx
    .selectFrom('telling')
    .innerJoin('bulletinUpdate', 'bulletinUpdate.id', 'telling.updateId')
    .innerJoin('bulletin', 'bulletin.id', 'telling.bulletinId')
    .select([
      'telling.id',
      'telling.language',
      'bulletinUpdate.words',
      'bulletin.id as bulletinId',
      'bulletin.publicAt',
      'bulletin.archivedAt',
    ])
    .where('telling.id', '=', mail.subjectId ?? '')
    .executeTakeFirst()
  const address = await addressOf(ctx)
  const language = one?.language as Language
  const said = one && (Words.parse(one.words) as Said)[language]
  if (!one || !said || !address || one.archivedAt || (await barred(ctx, mail.toAddress))) return null
  const stop = stopAddress(ctx, address, one.id)
  const href = one.publicAt ? `${address.replace(/\/$/, '')}/news/${ctx.workspace.number}/${one.bulletinId}?lang=${language}` : null
  const footer = `${say(language, 'bulletins.mail.why', { company: ctx.workspace.name })}\n${say(language, 'bulletins.mail.stop')}: ${stop}`
  const text = [said.text, href, footer].filter(Boolean).join('\n\n')
  return {
    text,
    html: mailHtml(language, `${said.text}\n\n${footer}`, href ? { label: say(language, 'bulletins.mail.open'), href } : undefined),
    headers: { 'Content-Language': language, 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  }
}

const barred = ({ tx }: Writing, address: string) =>
  tx.selectFrom('suppression').select('id').where('kind', '=', 'email').where('normal', '=', address.toLowerCase()).executeTakeFirst()
