import type { End, Question } from '#core/surveys/definition.ts'
import { stepsOf } from '#core/surveys/steps.ts'
import { type Html, html, trusted } from '#kernel/html.ts'
import { type Asking, draw } from './questions.ts'
import { pointsOf } from './score.ts'
import { script } from './script.ts'
import { styleOf } from './style.ts'
import type { Speaker } from './words.ts'

/** What is around every page of a survey. */
export type Frame = { say: Speaker; nonce: string; company: string; accent: string }

/** Where the other languages are: address and language tag. */
export type Turn = { language: string; href: string }

const shell = ({ say, nonce, company, accent }: Frame, title: string, counts: number[], turns: readonly Turn[], body: Html) =>
  html`<!doctype html><html lang="${say.language}" dir="${say.direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style nonce="${nonce}">${trusted(styleOf(accent, counts))}</style></head><body><div class="hem"></div><main><div class="top"><b>${company}</b>${turns.length > 0 && html`<nav aria-label="${say.own('languages')}">${turns.map(turn)}</nav>`}</div>${body}</main></body></html>`

const turn = ({ language, href }: Turn) => html`<a lang="${language}" hreflang="${language}" href="${href}">${nameOf(language)}</a> `

/** As its own speakers call it. */
const nameOf = (language: string) => new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(language) ?? language

export type Step = Asking &
  Frame & {
    /** What is asked now; `kept` is shown above it, answered already but still to be changed. */
    kept: readonly Question[]
    step: readonly Question[]
    /** Signed; what this page is, for the one that takes it. */
    state: string
    action: string
    first: boolean
    turns: readonly Turn[]
    /** Chosen in an e-mail: nothing is saved before the person says so. */
    chosen: boolean
  }

export function stepPage(page: Step): Html {
  const { say, problems, first } = page
  const title = say.word('title') ?? ''
  const intro = first ? say.word('intro') : null
  const counts = page.definition.questions.flatMap(question => (question.kind === 'score' ? [pointsOf(question)] : []))
  const alert = problems.length > 0 && html`<p role="alert" tabindex="-1" autofocus>${say.own('look-again', { n: problems.length })}</p>`
  const body = html`<h1 tabindex="-1">${title}</h1>${intro && html`<p class="pre">${intro}</p>`}${progress(page)}${alert}${form(page)}<script nonce="${page.nonce}">${trusted(script)}</script>`
  return shell(page, title, counts, page.turns, body)
}

function form(page: Step): Html {
  const { say, kept, step, action, state, chosen } = page
  const files = step.some(({ kind }) => kind === 'file')
  const keys = [...kept, ...step].map(({ key }) => key).join(',')
  const saves = first(page)
  // What comes behind a score that is saved at once replaces all that is below it.
  const [above, below] = saves ? [step, []] : [kept, step]
  return html`<form method="post" action="${files ? `${action}/file` : action}"${files && html` enctype="multipart/form-data"`} data-offline="${say.own('offline')}" data-busy="${say.own('busy')}"${saves && html` data-saves="${saves}"`}>${above.map(question => draw(question, page))}<div id="rest">${chosen && html`<p class="h" data-chosen>${say.own('chosen')}</p>`}${below.map(question => draw(question, page))}<input type="hidden" name="state" value="${state}"><input type="hidden" name="shown" value="${keys}"><div class="hp" aria-hidden="true"><label>${say.own('leave-empty')}<input name="website" tabindex="-1" autocomplete="off"></label></div><p role="status" aria-live="polite"></p><div class="go">${!page.first && kept.length === 0 && html`<button class="w" name="back" value="1" formnovalidate>${say.own('back')}</button>`}<button>${say.own(last(page) ? 'send' : 'next')}</button></div></div></form>`
}

/** The score that is saved as soon as it is touched, where a script runs and more is asked behind it. */
const first = ({ step, kept, chosen }: Step): string | null => {
  const scores = step.filter(({ kind }) => kind === 'score')
  return !chosen && kept.length === 0 && scores.length === 1 && step.at(-1) === scores[0] ? scores[0]!.key : null
}

/** Whether, as far as one can see now, nothing is asked behind it. */
const last = ({ definition, answers, step }: Step) =>
  definition.questions.at(-1)!.key === step.at(-1)?.key || !follows(definition, answers, step)
const follows = (definition: Step['definition'], answers: Step['answers'], step: readonly Question[]) =>
  stepsOf(definition, answers).at(-1)?.at(-1)?.key !== step.at(-1)?.key ||
  definition.questions.some(({ when }) => when?.conditions.some(({ question }) => step.some(({ key }) => key === question)))

function progress({ definition, answers, step, say, first }: Step): Html | null {
  const steps = stepsOf(definition, answers)
  const at = steps.findIndex(one => one.at(-1)?.key === step.at(-1)?.key)
  if (!definition.look.progress || (first && steps.length < 3) || at < 0) return null
  return html`<progress max="${steps.length}" value="${at}" aria-label="${say.own('progress')}"></progress>`
}

/** Thank you, in the author's words where they have some. */
export function endPage(frame: Frame, end: End | null): Html {
  const { say } = frame
  const title = (end && say.word(`end.${end.key}.title`)) || say.own('thanks')
  const text = end && say.word(`end.${end.key}.text`)
  const button = end?.link && html`<p><a href="${end.link}" rel="noopener noreferrer">${say.word(`end.${end.key}.button`)}</a></p>`
  return shell(frame, title, [], [], html`<h1 tabindex="-1" data-done>${title}</h1>${text && html`<p class="pre">${text}</p>`}${button}`)
}

/** One sentence, and perhaps a way on. */
export const notePage = (frame: Frame, title: string, text: string, way?: { href: string; text: string }): Html =>
  shell(frame, title, [], [], html`<h1>${title}</h1><p>${text}</p>${way && html`<p><a href="${way.href}">${way.text}</a></p>`}`)
