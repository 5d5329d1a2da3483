import { type Html, html, trusted } from '#kernel/html.ts'
import type { PageAnswer, Posted, Visit } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import type { Language } from '#kernel/slice.ts'
import { say } from '#kernel/text.ts'
import { languages } from '#kernel/words.ts'
import { answer, placeOf, Typed } from './answering.ts'
import { pulseItems } from './api.ts'

const names: Record<Language, string> = { en: 'English', th: 'ไทย', lo: 'ລາວ', km: 'ខ្មែរ' }

/** `GET /pulse/:token`: shows, and records nothing. */
export async function show(visit: Visit): Promise<PageAnswer> {
  const place = await placeOf(visit, visit.params.token ?? '')
  const company = place.desk.workspace.name
  return { html: whole(visit, company, place.used ? note(visit, 'answered') : form(visit, company, null)) }
}

/** `POST /pulse/:token`. Who sends an incomplete form gets it back with what they chose. */
export async function take(visit: Posted): Promise<PageAnswer> {
  const place = await placeOf(visit, visit.params.token ?? '')
  const company = place.desk.workspace.name
  const typed = Typed.safeParse({
    enps: visit.form.get('enps'),
    items: pulseItems.map(item => visit.form.get(item)),
    words: visit.form.get('words') ?? '',
  })
  if (!typed.success) return { status: 400, html: whole(visit, company, form(visit, company, visit.form)) }
  await answer(place, typed.data).catch(problem => {
    if (!(problem instanceof Problem && problem.code === 'pulse.answered')) throw problem
  })
  return { html: whole(visit, company, note(visit, 'thanks')) }
}

const languageOf = ({ query, language }: Visit): Language => languages.find(one => one === query.get('lang')) ?? language
const words =
  (visit: Visit) =>
  (key: string, facts = {}) =>
    say(languageOf(visit), `pulse.${key}`, facts)

function form(visit: Visit, company: string, typed: FormData | null): Html {
  const t = words(visit)
  const chosen = (name: string) => String(typed?.get(name) ?? '')
  return html`<p>${t('page.why')}</p>
<ul class="promise"><li>${t('page.promise.nobody')}</li><li>${t('page.promise.five')}</li><li>${t('page.promise.comments')}</li></ul>
${typed && html`<p class="wrong" role="alert">${t('page.missing')}</p>`}
<form method="post" action="?lang=${languageOf(visit)}">
${scale({ name: 'enps', ask: t('page.enps', { company }), from: 0, to: 10, low: t('page.enps.low'), high: t('page.enps.high'), chosen: chosen('enps') })}
${pulseItems.map(item => scale({ name: item, ask: t(`page.item.${item}`), from: 1, to: 5, low: t('page.low'), high: t('page.high'), chosen: chosen(item) }))}
<label class="words"><b>${t('page.words')}</b><span>${t('page.words.hint')}</span><textarea name="words" rows="4" maxlength="4000">${chosen('words')}</textarea></label>
<button>${t('page.send')}</button></form>`
}

type Scaled = { name: string; ask: string; from: number; to: number; low: string; high: string; chosen: string }

const scale = ({ name, ask, from, to, low, high, chosen }: Scaled): Html =>
  html`<fieldset><legend>${ask}</legend><div class="points">${Array.from({ length: to - from + 1 }, (_, at) => String(from + at)).map(
    point =>
      html`<label><input type="radio" name="${name}" value="${point}" required${chosen === point && trusted(' checked')}><span>${point}</span></label>`,
  )}</div><div class="ends"><span>${low}</span><span>${high}</span></div></fieldset>`

const note = (visit: Visit, key: 'answered' | 'thanks'): Html => html`<p class="note">${words(visit)(`page.${key}`)}</p>`

function whole(visit: Visit, company: string, body: Html): Html {
  const language = languageOf(visit)
  const title = words(visit)('page.title', { company })
  return html`<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><title>${title}</title><style nonce="${visit.nonce}">${trusted(style)}</style><body><main><nav>${languages.map(
    one => html`<a href="?lang=${one}" lang="${one}"${one === language && trusted(' aria-current="true"')}>${names[one]}</a>`,
  )}</nav><h1>${title}</h1>${body}</main></body></html>`
}

const style = `:root{color-scheme:light dark;--ink:#271a22;--page:#f8f3f1;--card:#fff;--line:#8c7c82;--brand:#7a2453;--on:#fff;--late:#a32d08}
@media(prefers-color-scheme:dark){:root{--ink:#f4edf1;--page:#181216;--card:#211920;--line:#8d7e88;--brand:#e9a0c6;--on:#2b0a1c;--late:#ff9d7a}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:17px/1.6 "Noto Sans","Noto Sans Thai","Noto Sans Lao","Noto Sans Khmer",system-ui,sans-serif}
[lang=th]{line-height:1.7}[lang=lo],[lang=km]{line-height:1.85}main{max-width:40rem;margin:0 auto;padding:1rem 1rem 4rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}nav a{color:var(--brand);padding:.5rem 0;min-height:44px;min-width:44px}nav a[aria-current]{color:var(--ink);font-weight:650;text-decoration:none}
h1{font-size:1.5rem;line-height:1.4;margin:.5rem 0}.promise{padding-inline-start:1.2rem}fieldset{border:0;background:var(--card);border-radius:14px;margin:0 0 1rem;padding:1rem}legend{float:left;width:100%;font-weight:600;padding:0;margin-bottom:.75rem}
.points{clear:both;display:flex;flex-wrap:wrap;gap:.4rem}.points label{flex:1 0 44px}.points input{position:absolute;opacity:0}.points span{display:grid;place-items:center;min-height:48px;border:1px solid var(--line);border-radius:10px;cursor:pointer}
.points input:checked+span{background:var(--brand);color:var(--on);border-color:var(--brand);font-weight:700}.points input:focus-visible+span{outline:3px solid var(--ink);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:1rem;font-size:.85rem;margin-top:.4rem}.words{display:grid;gap:.3rem}textarea{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.6rem;width:100%}
button{font:inherit;font-weight:650;min-height:52px;padding:.5rem 2rem;margin-top:1rem;border:0;border-radius:10px;background:var(--brand);color:var(--on);cursor:pointer}.wrong{color:var(--late);font-weight:600}.note{font-size:1.15rem}`
