import { sql } from 'kysely'
import { type Html, html, trusted } from '#kernel/html.ts'
import { type PageAnswer, publicPage, type Visit } from '#kernel/page.ts'
import { notFound } from '#kernel/problem.ts'
import type { Reading } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import type { Language } from '#kernel/words.ts'
import { sinceYesterday } from '#voices/index.ts'
import { withoutNames } from './private-words.ts'
import { proves, readLink } from './walls.ts'

const TURN_SECONDS = 20
const VOICES = 30
const MOST_LETTERS = 220
const DAY = 86_400_000

/** A screen in the hall: one voice at a time, set for five metres, and four figures. No script: the page comes again by itself. */
export const wallPages = [publicPage('GET /wall/:token', show)]

async function show(visit: Visit): Promise<PageAnswer> {
  const link = readLink(visit.params.token ?? '')
  if (!link) throw notFound('wall')
  const working = await visit.inside(link.workspaceId).catch(() => {
    throw notFound('wall')
  })
  const found = await working.read(async ctx => {
    const wall = await ctx.db
      .selectFrom('wall')
      .select(['version', 'language', 'archivedAt'])
      .where('id', '=', link.wallId)
      .executeTakeFirst()
    if (!wall || wall.archivedAt || !proves(visit.site, link, wall.version)) throw notFound('wall')
    return { language: wall.language as Language, now: ctx.now, voices: await voicesOf(ctx), figures: await figuresOf(ctx) }
  })
  return { html: drawn(visit, working.workspace.name, found), headers: { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' } }
}

type Voice = { text: string; language: string; mood: number | null; author: string | null; customer: string | null; account: string | null }

/** Of the last days, the newest; short enough to be read in passing. */
async function voicesOf(ctx: Reading): Promise<Voice[]> {
  const { rows } = await sql<Voice>`
    select newest.text, newest.language, newest.mood, newest.author, customer.name as customer, account.name as account from (
      select * from feedback where workspace_id = sabai_workspace() and text <> '' and said_at >= ${new Date(ctx.now.getTime() - 30 * DAY)}
        and length(text) <= ${MOST_LETTERS} order by said_at desc, id desc limit ${VOICES}) newest
    left join customer on customer.workspace_id = sabai_workspace() and customer.id = newest.customer_id
    left join account on account.workspace_id = sabai_workspace() and account.id = newest.account_id`.execute(ctx.db as never)
  return rows
}

type Figures = { heard: number; good: number; waiting: number; late: number; met: number; due: number; praised: number }

async function figuresOf(ctx: Reading): Promise<Figures> {
  const { now } = ctx
  const month = new Date(now.getTime() - 30 * DAY)
  const { rows } = await sql<Figures>`
    select (select count(*)::int from feedback where workspace_id = sabai_workspace() and text <> '' and said_at >= ${sinceYesterday(ctx)}) as heard,
      (select count(*)::int from feedback where workspace_id = sabai_workspace() and text <> '' and said_at >= ${sinceYesterday(ctx)} and mood = 1) as good,
      (select count(*)::int from customer_case where workspace_id = sabai_workspace() and state <> 'resolved' and state = 'open') as waiting,
      (select count(*)::int from customer_case where workspace_id = sabai_workspace() and state <> 'resolved' and state = 'open' and due_at < ${now}) as late,
      (select count(*)::int from feedback where workspace_id = sabai_workspace() and by_rule and received_at >= ${month}
        and received_at <= ${new Date(now.getTime() - DAY)}) as due,
      (select count(*)::int from feedback where workspace_id = sabai_workspace() and by_rule and received_at >= ${month}
        and received_at <= ${new Date(now.getTime() - DAY)} and replied_at <= received_at + interval '24 hours') as met,
      (select count(*)::int from voice_praise where workspace_id = sabai_workspace() and said_at >= ${month}) as praised`.execute(
    ctx.db as never,
  )
  return rows[0]!
}

function drawn({ nonce }: Visit, company: string, found: { language: Language; now: Date; voices: Voice[]; figures: Figures }): Html {
  const { language, now, voices, figures } = found
  const voice = voices[Math.floor(now.getTime() / 1000 / TURN_SECONDS) % Math.max(1, voices.length)]
  const words = voice ? withoutNames(voice.text, [voice.author, voice.customer, voice.account]) : say(language, 'broadcasts.wall.none')
  const mood = voice?.mood === 1 ? 'good' : voice?.mood === -1 ? 'bad' : 'plain'
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="${TURN_SECONDS}"><title>${company}</title><style nonce="${nonce}">${trusted(style)}</style></head><body><main><h1>${company}</h1><blockquote class="${mood} ${sizeOf(words)}" lang="${voice && voice.language !== 'und' ? voice.language : language}">${words}</blockquote><ul>${figure(figures.heard, say(language, 'broadcasts.wall.heard', { good: figures.good }))}${figure(figures.waiting, say(language, 'broadcasts.wall.waiting', { late: figures.late }))}${figure(figures.due === 0 ? '–' : `${Math.round((100 * figures.met) / figures.due)}%`, say(language, 'broadcasts.wall.answered', { n: figures.due }))}${figure(figures.praised, say(language, 'broadcasts.wall.praised'))}</ul></main></body></html>`
}

const figure = (value: number | string, words: string) => html`<li><b>${value}</b><span>${words}</span></li>`
const sizeOf = (words: string) => (words.length < 60 ? 'short' : words.length < 130 ? 'middle' : 'long')

const style = `*{box-sizing:border-box}html,body{height:100%;margin:0}body{background:#181216;color:#f4edf1;font-family:"Noto Sans","Noto Sans Thai","Noto Sans Lao","Noto Sans Khmer",system-ui,sans-serif}
main{min-height:100%;display:grid;grid-template-rows:auto 1fr auto;padding:3vmin 4vmin;gap:2vmin}h1{font-size:3.2vmin;margin:0;color:#f0b63a;font-weight:600}
blockquote{margin:0;align-self:center;border-inline-start:1.2vmin solid #c9bcc4;padding-inline-start:4vmin;font-weight:500;line-height:1.5;overflow-wrap:anywhere}blockquote.good{border-color:#73cfd7}blockquote.bad{border-color:#ff9d7a;border-inline-start-style:dashed}
blockquote.short{font-size:11vmin}blockquote.middle{font-size:8.5vmin}blockquote.long{font-size:6.6vmin}[lang=lo],[lang=km]{line-height:1.75}
ul{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(4,1fr);gap:3vmin}li{border-top:.4vmin solid #3d3039;padding-top:1.5vmin}b{display:block;font-size:9vmin;line-height:1.1;font-weight:600}span{font-size:3vmin;color:#c9bcc4;line-height:1.6}
@media(max-aspect-ratio:1/1){ul{grid-template-columns:repeat(2,1fr)}}`
