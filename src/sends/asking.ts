import type { SurveyContent } from '#core/surveys/definition.ts'
import { languagesOf, wordOf } from '#core/surveys/words.ts'
import { newId } from '#kernel/id.ts'
import { sendMail } from '#kernel/mail.ts'
import type { Language, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { languages } from '#kernel/words.ts'
import { contentOf, makeLink } from '#surveys/index.ts'
import { type Candidate, judge, lockPeople, type Verdict, type WayKind } from './judging.ts'
import { pushLater } from './pushing.ts'

const DAY = 86_400_000
/** A survey mail that could not go for so long is not sent any more. */
const EXPIRES = 3 * DAY
export const SURVEY_MAIL = 'sends.survey'

/** A send as the asking needs it. */
export type Sending = {
  id: string
  kind: string
  channel: string
  gatewayId: string | null
  surveyId: string
  surveyKind: string
  version: number
  reminders: number
  remindAfterDays: number
  way: WayKind | null
}
export type Planned = Candidate & {
  id: string
  caseId?: string | null
  memberId?: string | null
  topicId?: string | null
  properties?: unknown
}

/** Asks those of a batch who may be asked, in this transaction: link, mail or push, and what the rules will look at next time. */
export async function askAll(ctx: Writing, send: Sending, planned: readonly Planned[]): Promise<{ asked: number; excluded: number }> {
  if (planned.length === 0) return { asked: 0, excluded: 0 }
  await lockPeople(
    ctx,
    planned.map(one => one.customerId),
  )
  const verdicts = await judge(ctx, { sendId: send.id, surveyKind: send.surveyKind, way: send.way }, planned)
  const content = await contentOf(ctx, send.surveyId, send.version)
  let asked = 0
  for (const [at, verdict] of verdicts.entries()) {
    if (verdict.excludedBy) await exclude(ctx, planned[at]!.id, verdict)
    else {
      await askOne(ctx, send, content, planned[at]!, verdict)
      asked++
    }
  }
  return { asked, excluded: verdicts.length - asked }
}

async function exclude({ tx, now }: Writing, id: string, { excludedBy, freeAt, address, addressKey }: Verdict) {
  await tx.updateTable('participant').set({ excludedAt: now, excludedBy, freeAt, address, addressKey }).where('id', '=', id).execute()
}

async function askOne(ctx: Writing, send: Sending, content: SurveyContent, planned: Planned, verdict: Verdict) {
  const { tx, now } = ctx
  const language = languageFor(content, verdict.languages)
  const { caseId = null, memberId = null, topicId = null, properties = {} } = planned
  const linkId = await makeLink(ctx, {
    surveyId: send.surveyId,
    channel: linkChannelOf(send),
    language,
    customerId: planned.customerId,
    accountId: verdict.accountId,
    caseId,
    memberId,
    topicId,
    sendId: send.id,
    properties: properties as Record<string, string>,
  })
  const { address, addressKey, contactWayId } = verdict
  const remindAt = send.reminders > 0 ? new Date(now.getTime() + send.remindAfterDays * DAY) : null
  await tx
    .updateTable('participant')
    .set({ askedAt: now, linkId, language, address, addressKey, contactWayId, remindAt })
    .where('id', '=', planned.id)
    .execute()
  await goOut(ctx, send, content, { ...planned, language, address, name: verdict.name, reminder: false })
}

/** Where an answer came from: what moved us to ask says more than how the words travelled. */
const linkChannelOf = ({ kind, channel }: Sending) =>
  kind === 'case'
    ? 'case'
    : kind === 'schedule'
      ? 'schedule'
      : kind === 'delighted'
        ? 'delighted'
        : kind === 'api' && channel === 'link'
          ? 'api'
          : (channel as 'email')

type Outgoing = { id: string; customerId: string; language: string; address: string | null; name: string; reminder: boolean }

/** The message itself, and that it counts as having been asked. */
export async function goOut(ctx: Writing, send: Sending, content: SurveyContent, person: Outgoing): Promise<void> {
  const mailId = send.channel === 'email' ? await mail(ctx, content, person) : null
  if (send.channel === 'webhook') await pushLater(ctx, send.gatewayId!, person.id, new Date(ctx.now.getTime() + EXPIRES))
  const { id: participantId, customerId, reminder } = person
  await ctx.tx
    .insertInto('asking')
    .values({ id: newId(), participantId, customerId, surveyKind: send.surveyKind, at: ctx.now, reminder, mailId })
    .execute()
}

async function mail(ctx: Writing, content: SurveyContent, { id, customerId, language, address, name, reminder }: Outgoing) {
  const around = aroundLanguage(language, ctx.workspace.language)
  const title = said(ctx, content, language, 'title') ?? ctx.workspace.name
  const sent = await sendMail(ctx, {
    purpose: SURVEY_MAIL,
    to: address!,
    toName: name,
    subject: say(around, reminder ? 'sends.mail.subject-again' : 'sends.mail.subject', { title, company: ctx.workspace.name }),
    // Written as it goes: it will hold the person's own link.
    text: null,
    many: true,
    language: around,
    subjectId: id,
    customerId,
    expiresAt: new Date(ctx.now.getTime() + EXPIRES),
  })
  return sent.id
}

/** The first of the customer's languages that the survey speaks, else the survey's own. */
export function languageFor(content: SurveyContent, wanted: readonly string[]): string {
  const spoken = languagesOf(content)
  const known = wanted.flatMap(tag => [tag, tag.split('-')[0]!]).find(tag => spoken.includes(tag))
  return known ?? content.definition.language
}

/** What stands around a survey's own words is in one of the four. */
export const aroundLanguage = (language: string, ours: Language): Language => languages.find(one => one === language.split('-')[0]) ?? ours

/** A survey's words as they are read, with our name in them. */
export const said = ({ workspace }: Pick<Writing, 'workspace'>, content: SurveyContent, language: string, key: string): string | null =>
  wordOf(content, language, key)?.replaceAll('{company}', workspace.name) ?? null
