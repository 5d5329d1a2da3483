import type { Question, SurveyContent } from '#core/surveys/definition.ts'
import { directionOf, pageWord } from '#core/surveys/page-words.ts'
import { addressOf } from '#directory/index.ts'
import { type Html, html } from '#kernel/html.ts'
import type { Compose, Composed } from '#kernel/mail.ts'
import type { Language, Writing } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { contentOf, linkAddress, tokenOf } from '#surveys/index.ts'
import { aroundLanguage, said } from './asking.ts'
import { unsubscribeAddress } from './unsubscribe-token.ts'

const lineHeights: Record<Language, number> = { en: 1.5, th: 1.65, lo: 1.75, km: 1.85 }

/** A survey's mail, written as it goes: the question with its scores as buttons, in the person's language; a way out of all surveys. Null: it must not go any more. */
export const composeSurvey: Compose = async (ctx, mail) => {
  const one = mail.subjectId === null ? null : await standing(ctx, mail.subjectId)
  const address = await addressOf(ctx)
  if (!one?.linkId || !address) return withdraw(ctx, mail.id)
  const content = await contentOf(ctx, one.surveyId, one.version)
  const language = one.language ?? content.definition.language
  const link = linkAddress(address, tokenOf(ctx.site, one.linkId))
  const stop = unsubscribeAddress(ctx, address, one.id)
  return {
    ...written(ctx, content, language, link, stop),
    headers: headersOf(language, stop),
    returnTo: returnTo(ctx.site.mailBounces, mail.id),
  }
}

/** The mail's own id in the address to which it returns: a report that forgot to say which mail it is about says it so. */
const returnTo = (mailBounces: string | null, mailId: string) =>
  (/<([^>]+)>/.exec(mailBounces ?? '')?.[1] ?? mailBounces)?.replace('@', `+${mailId}@`) ?? null

const headersOf = (language: string, stop: string) => ({
  'Content-Language': language,
  'List-Unsubscribe': `<${stop}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})

/** The participant whose mail it is; null when they answered, said no, or the send was cancelled since. */
async function standing(ctx: Writing, id: string) {
  const one = await ctx.tx
    .selectFrom('participant')
    .innerJoin('send', 'send.id', 'participant.sendId')
    .innerJoin('survey', 'survey.id', 'participant.surveyId')
    .select([
      'participant.id',
      'participant.linkId',
      'participant.language',
      'participant.surveyId',
      'participant.addressKey',
      'survey.version',
    ])
    .where('participant.id', '=', id)
    .where('participant.answeredAt', 'is', null)
    .where('participant.unsubscribedAt', 'is', null)
    .where('send.state', '<>', 'cancelled')
    .where('survey.state', '=', 'open')
    .executeTakeFirst()
  return one && !(await barredBy(ctx, one.addressKey)) ? one : null
}

async function barredBy({ tx }: Writing, addressKey: string | null) {
  const barred = await tx
    .selectFrom('suppression')
    .select('reason')
    .where('kind', '=', 'email')
    .where('normal', '=', addressKey ?? '')
    .executeTakeFirst()
  return barred?.reason ?? null
}

/** What did not go was not asked: it counts against no rule, and the participant says why. */
async function withdraw(ctx: Writing, mailId: string): Promise<null> {
  const asking = await ctx.tx.deleteFrom('asking').where('mailId', '=', mailId).returning(['participantId', 'reminder']).executeTakeFirst()
  if (!asking || asking.reminder) return null
  const one = await ctx.tx.selectFrom('participant').select(['addressKey']).where('id', '=', asking.participantId).executeTakeFirstOrThrow()
  const reason = await barredBy(ctx, one.addressKey)
  await ctx.tx
    .updateTable('participant')
    .set({ askedAt: null, remindAt: null, ...(reason ? { excludedAt: ctx.now, excludedBy: reason } : { cancelledAt: ctx.now }) })
    .where('id', '=', asking.participantId)
    .execute()
  return null
}

type Score = Extract<Question, { kind: 'score' }>
type Button = { label: string; name: string; href: string }

/** The words of the mail: the first question, and where each of its scores leads. */
export function written(ctx: Writing, content: SurveyContent, language: string, link: string, stop: string): Composed {
  const around = aroundLanguage(language, ctx.workspace.language)
  const word = (key: string) => said(ctx, content, language, key)
  const company = ctx.workspace.name
  const own = (key: 'answer' | 'in-browser' | 'why' | 'unsubscribe') =>
    pageWord(content.words, language, `mail-${key}`, { company }) ?? say(around, `surveys.page.mail-${key}`, { company })
  const [first] = content.definition.questions
  const score = first?.kind === 'score' && first.scale.max - first.scale.min < 11 ? first : null
  const buttons = score ? buttonsOf(content, score, link, word) : []
  const parts = {
    language,
    around,
    title: word('title') ?? company,
    intro: word('intro'),
    ask: score ? word(`${score.key}.ask`) : null,
    ends: score ? ([word(`${score.key}.low`), word(`${score.key}.high`)] as const) : ([null, null] as const),
    buttons,
    open: { label: own(score ? 'in-browser' : 'answer'), href: link },
    stop: { label: own('unsubscribe'), href: stop },
    why: own('why'),
    accent: content.definition.look.accent,
  }
  return { text: asText(parts), html: asHtml(parts).text }
}

type Parts = {
  language: string
  around: Language
  title: string
  intro: string | null
  ask: string | null
  ends: readonly [string | null, string | null]
  buttons: Button[]
  open: { label: string; href: string }
  stop: { label: string; href: string }
  why: string
  accent: string
}

function buttonsOf(content: SurveyContent, { key, scale, symbols }: Score, link: string, word: (key: string) => string | null): Button[] {
  const points = Array.from({ length: scale.max - scale.min + 1 }, (_, at) => scale.min + at)
  const shown = content.definition.look.highFirst ? points.reverse() : points
  return shown.map(point => ({
    label: word(`${key}.symbol.${point}`) ?? symbolOf(symbols, point, scale.min),
    name: word(`${key}.point.${point}`) ?? String(point),
    href: `${link}?score=${point}`,
  }))
}

const symbolOf = (symbols: Score['symbols'], point: number, min: number) =>
  symbols === 'stars' ? `${point}★` : symbols === 'thumbs' ? (point === min ? '👎' : '👍') : String(point)

const asText = ({ title, intro, ask, ends, buttons, open, stop, why }: Parts) =>
  [
    title,
    intro,
    ask,
    buttons.length > 0 &&
      [ends[0] && `${buttons[0]!.label}: ${ends[0]}`, ends[1] && `${buttons.at(-1)!.label}: ${ends[1]}`].filter(Boolean).join('\n'),
    buttons.map(one => `${one.label === one.name ? one.label : `${one.label} ${one.name}`}: ${one.href}`).join('\n'),
    `${open.label}: ${open.href}`,
    `${why}\n${stop.label}: ${stop.href}`,
  ]
    .filter(Boolean)
    .join('\n\n')

/** Tables and styles on the elements: what mail programs understand. Nothing remote is loaded. */
const asHtml = ({ language, around, title, intro, ask, ends, buttons, open, stop, why, accent }: Parts): Html => {
  const button = `display:inline-block;min-width:26px;padding:9px 6px;margin:0 2px 6px 0;border:1px solid ${accent};border-radius:8px;color:${accent};text-decoration:none;text-align:center;font-weight:600`
  const big = `display:inline-block;padding:10px 18px;border-radius:8px;background:${accent};color:#fff;text-decoration:none;font-weight:600`
  return html`<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body style="margin:0;padding:24px 16px;background:#fff;color:#271A22;font:16px/${lineHeights[around]} 'Noto Sans','Noto Sans Thai','Noto Sans Lao','Noto Sans Khmer',sans-serif"><div style="max-width:36em;margin:0 auto"><h1 style="font-size:20px;margin:0 0 .8em">${title}</h1>${intro && html`<p style="margin:0 0 1em">${intro}</p>`}${ask && html`<p style="margin:0 0 .8em;font-weight:600">${ask}</p>`}${
    buttons.length > 0
      ? html`<p style="margin:0 0 4px">${buttons.map(one => html`<a href="${one.href}" style="${button}" title="${one.name}" aria-label="${one.name}">${one.label}</a>`)}</p><p style="margin:0 0 1.2em;font-size:14px;color:#6b5a64">${buttons[0]!.label}: ${ends[0]} · ${buttons.at(-1)!.label}: ${ends[1]}</p><p style="margin:0 0 1.5em;font-size:14px"><a href="${open.href}" style="color:#271A22">${open.label}</a></p>`
      : html`<p style="margin:1.2em 0"><a href="${open.href}" style="${big}">${open.label}</a></p>`
  }<p lang="${around}" style="margin:2em 0 0;padding-top:1em;border-top:1px solid #e6dbe0;font-size:13px;color:#6b5a64">${why}<br><a href="${stop.href}" style="color:#6b5a64">${stop.label}</a></p></div></body></html>`
}
