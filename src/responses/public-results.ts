import { type Html, html, trusted } from '#kernel/html.ts'
import type { PageAnswer, Visit } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import type { Language } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { languages } from '#kernel/words.ts'
import { SurveySettings } from '#surveys/api.ts'
import { placeOf } from './public-path.ts'
import { results } from './results.ts'
import { type Bar, type Figure, LEAST, type QuestionResult } from './results-api.ts'

/** `GET /r/:token`: the chosen questions of a survey, for everybody who has the address. Never a person, a comment or a filter. */
export async function showResults(visit: Visit): Promise<PageAnswer> {
  const { workspaceId, survey } = placeOf(visit, visit.params.token ?? '')
  await visit.attempt(`results:${visit.request.address}`, { most: 60, minutes: 1 })
  const language = languages.find(one => one === visit.query.get('lang')) ?? visit.language
  const desk = await visit.inside(workspaceId)
  return desk.read(async ctx => {
    const row = await ctx.db.selectFrom('survey').select(['settings', 'archivedAt']).where('id', '=', survey).executeTakeFirst()
    const chosen = row && !row.archivedAt ? SurveySettings.parse(row.settings).publicResults : []
    if (chosen.length === 0) throw new Problem('survey.not-found', 404)
    const all = await results({ ...ctx, who: { ...ctx.who, language } }, { survey })
    const shown = all.questions.filter(({ key }) => chosen.includes(key))
    return { html: whole(visit, language, `${all.survey.name} · ${ctx.workspace.name}`, shown) }
  })
}

const sayIn =
  (language: Language) =>
  (key: string, facts: Record<string, string | number> = {}) =>
    say(language, `responses.${key}`, facts)
type Say = ReturnType<typeof sayIn>

function one(t: Say, question: QuestionResult): Html {
  const { ask, n, figures, bars, rows, ranks } = question
  return html`<section><h2>${ask}</h2><p class="n">${t('public.n', { n })}</p>
${
  n < LEAST
    ? html`<p>${t('few', { least: LEAST })}</p>`
    : [
        ...figures.map(figure => big(t, figure)),
        question.scale &&
          question.ends &&
          html`<p class="n">${t('scale', { min: question.scale.min, max: question.scale.max, low: question.ends.low || '–', high: question.ends.high || '–' })} ${t(`direction.${question.scale.direction}`)}</p>`,
        table(t, bars),
        ...rows.map(row => html`<h3>${row.label}</h3>${table(t, row.bars)}`),
        ranks.length > 0 &&
          html`<ol>${ranks.map(rank => html`<li>${rank.label}${rank.value !== null && html` · ${t('place', { place: rank.value.toFixed(1) })}`}</li>`)}</ol>`,
      ]
}</section>`
}

function big(t: Say, { measure, value, low, high }: Figure): Html | null {
  if (value === null) return null
  const write = (one: number, digits: number) => (measure === 'share' ? `${Math.round(one * 100)} %` : one.toFixed(digits))
  const digits = measure === 'nps' ? 0 : 1
  const range = low === null || high === null ? '' : t('likely', { low: write(low, digits), high: write(high, digits) })
  const name = measure === 'share' ? t('measure.satisfied') : t(`measure.${measure}`)
  return html`<p class="figure"><span>${name}</span> <b>${write(value, digits)}</b> <span>${range}</span></p>`
}

/** A table that reads aloud as it looks; bars by attributes, since no style may stand in an element. */
const table = (t: Say, bars: readonly Bar[]): Html | false =>
  bars.length > 0 &&
  html`<table>${bars.map(
    ({ answer, label, value }) =>
      html`<tr><th scope="row">${/^\d+$/.test(answer) ? `${answer} ${label}` : answer === 'other:' ? t('other') : label}</th><td><svg width="100%" height="14" aria-hidden="true"><rect width="${((value ?? 0) * 100).toFixed(1)}%" height="14"/></svg></td><td class="end">${Math.round((value ?? 0) * 100)} %</td></tr>`,
  )}</table>`

const names: Record<Language, string> = { en: 'English', th: 'ไทย', lo: 'ລາວ', km: 'ខ្មែរ' }

const whole = (visit: Visit, language: Language, title: string, questions: readonly QuestionResult[]): Html => {
  const t = sayIn(language)
  return html`<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title><style nonce="${visit.nonce}">${trusted(style)}</style><body><main><nav>${languages.map(
    one => html`<a href="?lang=${one}" lang="${one}"${one === language && trusted(' aria-current="true"')}>${names[one]}</a>`,
  )}</nav><h1>${title}</h1>${questions.map(question => one(t, question))}<p class="n">${t('public.how')}</p></main></body></html>`
}

const style = `:root{color-scheme:light dark;--ink:#271a22;--page:#f8f3f1;--card:#fff;--soft:#574954;--brand:#7a2453}
@media(prefers-color-scheme:dark){:root{--ink:#f4edf1;--page:#181216;--card:#211920;--soft:#c9bcc4;--brand:#e9a0c6}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.6 "Noto Sans","Noto Sans Thai","Noto Sans Lao","Noto Sans Khmer",system-ui,sans-serif}
[lang=th]{line-height:1.7}[lang=lo],[lang=km]{line-height:1.85}main{max-width:44rem;margin:0 auto;padding:1rem 1rem 4rem}nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}nav a{color:var(--brand);padding:.5rem 0;min-height:44px;min-width:44px}nav a[aria-current]{color:var(--ink);font-weight:650;text-decoration:none}
h1{font-size:1.5rem;line-height:1.4}h2{font-size:1.1rem;margin:0}section{background:var(--card);border-radius:14px;padding:1rem;margin:0 0 1rem}.n{color:var(--soft);font-size:.9rem;margin:.2rem 0}.figure b{font-size:1.8rem}
table{width:100%;border-collapse:collapse}th{font-weight:400;text-align:start;width:35%;overflow-wrap:anywhere;padding:.15rem .5rem .15rem 0}.end{width:4rem;text-align:end}svg{display:block}rect{fill:var(--brand)}`
