import type { AnswerProblem } from '#core/surveys/check-answers.ts'
import type { Answers, Question } from '#core/surveys/definition.ts'
import { type Html, html } from '#kernel/html.ts'
import type { Speaker } from './words.ts'

/** What every question is drawn with. */
export type Drawn = {
  say: Speaker
  answer: Answers[string] | undefined
  problem: AnswerProblem | undefined
  /** Orders what is shuffled, the same for one response. */
  seed: string
}
export type Of<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>

/** Names of fields: `a.<question>`, in a matrix or ranking `a.<question>.<row>`, of one's own words `o.<question>`. */
export const fieldName = (key: string, part?: string) => (part ? `a.${key}.${part}` : `a.${key}`)

/** Ids of what describes a question, for `aria-describedby`. */
const describedBy = ({ key }: Question, { say, problem }: Drawn, more = '') =>
  [problem && `e-${key}`, say.word(`${key}.help`) && `h-${key}`, more].filter(Boolean).join(' ')

const marks = ({ required, kind }: Question, { say }: Drawn) =>
  required || kind === 'statement' ? null : html` <span class="m">${say.own('optional')}</span>`

const notes = ({ key }: Question, { say, problem }: Drawn) =>
  html`${
    say.word(`${key}.help`) && html`<p class="h pre" id="h-${key}">${say.word(`${key}.help`)}</p>`
  }${problem && html`<p class="err" id="e-${key}">${say.problem(problem.code === 'invalid' ? 'choose' : problem.code, problem.facts)}</p>`}`

/** Several fields that are one question. */
export const group = (question: Question, drawn: Drawn, body: Html, more = '') => {
  const by = describedBy(question, drawn, more)
  return html`<fieldset id="q-${question.key}"${by && html` aria-describedby="${by}"`}><legend>${drawn.say.word(`${question.key}.ask`)}${marks(question, drawn)}</legend>${notes(question, drawn)}${body}</fieldset>`
}

/** One field with its label; what it needs to be described is given to its drawer as attributes. */
export const single = (question: Question, drawn: Drawn, field: (attributes: Html) => Html) => {
  const by = describedBy(question, drawn)
  const attributes = html` id="q-${question.key}" name="${fieldName(question.key)}"${by && html` aria-describedby="${by}"`}${
    drawn.problem && html` aria-invalid="true"`
  }${question.required && html` required`}`
  return html`<fieldset><label class="l" for="q-${question.key}">${drawn.say.word(`${question.key}.ask`)}${marks(question, drawn)}</label>${notes(question, drawn)}${field(attributes)}</fieldset>`
}

export const checked = (is: boolean) => is && html` checked`
