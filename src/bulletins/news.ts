import { html, trusted } from '#kernel/html.ts'
import { type PageAnswer, publicPage, type Visit } from '#kernel/page.ts'
import { notFound } from '#kernel/problem.ts'
import type { Language, Reading } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { languages } from '#kernel/words.ts'
import { Words } from './api.ts'
import { pageStyle } from './look.ts'

const names: Record<Language, string> = { en: 'English', th: 'ไทย', lo: 'ລາວ', km: 'ខ្មែរ' }
const MOST = 50

/** What the company has made public: the list of it, and of each the whole timeline as its evidence. Nobody's name is there. */
export const newsPages = [publicPage('GET /news/:workspace', list), publicPage('GET /news/:workspace/:id', one)]

const languageOf = ({ query, language }: Visit): Language => languages.find(one => one === query.get('lang')) ?? language

/** Nothing of a workspace that has published nothing is to be seen, not even that it is there. */
async function placeOf(visit: Visit) {
  const number = Number(visit.params.workspace)
  if (!Number.isInteger(number) || number < 1 || number > 2_147_483_647) throw notFound('bulletin')
  const found = await visit.find(db =>
    db.selectFrom('workspace').select('id').where('number', '=', number).where('archivedAt', 'is', null).executeTakeFirst(),
  )
  if (!found) throw notFound('bulletin')
  return visit.inside(found.id)
}

type Public = {
  id: string
  kind: string
  title: string
  state: string
  beganAt: Date
  fixedAt: Date | null
  said: readonly Entry[]
  told: number
}
type Entry = { at: Date; state: string; words: unknown }

async function publicOnes(ctx: Reading, id: string | null): Promise<Public[]> {
  const rows = await ctx.db
    .selectFrom('bulletin')
    .select(['id', 'kind', 'title', 'state', 'beganAt', 'fixedAt'])
    .where('publicAt', 'is not', null)
    .where('archivedAt', 'is', null)
    .$if(id !== null, query => query.where('id', '=', id!))
    .orderBy('publicAt', 'desc')
    .limit(MOST)
    .execute()
  if (rows.length === 0) throw notFound('bulletin')
  const ids = rows.map(row => row.id)
  const said = await ctx.db
    .selectFrom('bulletinUpdate')
    .select(['bulletinId', 'at', 'state', 'words'])
    .where('bulletinId', 'in', ids)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
  const told = await ctx.db
    .selectFrom('telling')
    .select(({ fn }) => ['bulletinId', fn.count<string>('customerId').distinct().as('n')])
    .where('bulletinId', 'in', ids)
    .where('mailId', 'is not', null)
    .groupBy('bulletinId')
    .execute()
  return rows.map(row => ({
    ...row,
    said: said.filter(one => one.bulletinId === row.id),
    told: Number(told.find(one => one.bulletinId === row.id)?.n ?? 0),
  }))
}

const isId = (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)

async function list(visit: Visit): Promise<PageAnswer> {
  const working = await placeOf(visit)
  const all = await working.read(ctx => publicOnes(ctx, null))
  const { workspace } = working
  const t = languageOf(visit)
  const body = all.map(
    one =>
      html`<article class="card"><h2><a href="/news/${workspace.number}/${one.id}?lang=${t}">${titleOf(one, t)}</a></h2>${facts(one, t, workspace.zone)}${one.said[0] && html`<p class="words" lang="${wordsOf(one.said[0], t).language}">${wordsOf(one.said[0], t).text}</p>`}</article>`,
  )
  return whole(visit, say(t, 'bulletins.public.title', { company: workspace.name }), html`${body}`)
}

async function one(visit: Visit): Promise<PageAnswer> {
  const id = visit.params.id ?? ''
  if (!isId(id)) throw notFound('bulletin')
  const working = await placeOf(visit)
  const [found] = await working.read(ctx => publicOnes(ctx, id))
  const { workspace } = working
  const t = languageOf(visit)
  const entries = found!.said.map(entry => {
    const { text, language } = wordsOf(entry, t)
    return html`<li class="card"><p class="dim">${timeOf(entry.at, t, workspace.zone)} · ${say(t, `bulletins.public.state.${entry.state}`)}</p><p class="words" lang="${language}">${text}</p></li>`
  })
  return whole(
    visit,
    titleOf(found!, t),
    html`${facts(found!, t, workspace.zone)}<p>${say(t, 'bulletins.public.told', { n: found!.told })}</p><ol>${entries}</ol><p><a href="/news/${workspace.number}?lang=${t}">${say(t, 'bulletins.public.all', { company: workspace.name })}</a></p>`,
  )
}

const titleOf = (one: Public, language: Language) => (one.said[0] && wordsOf(one.said[0], language).subject) || one.title

function wordsOf({ words }: Entry, wanted: Language): { subject: string; text: string; language: Language } {
  const said = Words.parse(words)
  const language = [wanted, ...languages].find(one => said[one])!
  return { ...said[language]!, language }
}

const timeOf = (at: Date, language: Language, zone: string) =>
  new Intl.DateTimeFormat(`${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`, {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
    .format(at)
    .replaceAll('\u200b', '')

const facts = ({ kind, state, beganAt, fixedAt }: Public, language: Language, zone: string) =>
  html`<p class="dim">${say(language, `bulletins.kind.${kind}`)} · <span class="state ${state}">${say(language, `bulletins.public.state.${state}`)}</span> · ${timeOf(beganAt, language, zone)}${fixedAt && html` – ${timeOf(fixedAt, language, zone)}`}</p>`

function whole(visit: Visit, title: string, body: ReturnType<typeof html>): PageAnswer {
  const language = languageOf(visit)
  return {
    html: html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style nonce="${visit.nonce}">${trusted(`${pageStyle}ol{list-style:none;padding:0}`)}</style></head><body><main><nav>${languages.map(
      one => html`<a href="?lang=${one}" lang="${one}"${one === language && trusted(' aria-current="true"')}>${names[one]}</a>`,
    )}</nav><h1>${title}</h1>${body}</main></body></html>`,
  }
}
