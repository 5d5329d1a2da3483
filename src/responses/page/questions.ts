import type { AnswerProblem } from '#core/surveys/check-answers.ts'
import type { Answers, Definition, Question } from '#core/surveys/definition.ts'
import { type Html, html } from '#kernel/html.ts'
import { choice, choices, matrix, ranking } from './choices.ts'
import { checked, type Drawn, fieldName, group, type Of, single } from './parts.ts'
import { score } from './score.ts'
import type { Speaker } from './words.ts'

export type Asking = { say: Speaker; definition: Definition; answers: Answers; problems: readonly AnswerProblem[]; seed: string }

/** One question as HTML, with what was answered before and what was wrong with it. */
export function draw(question: Question, { say, definition, answers, problems, seed }: Asking): Html {
  const problem = problems.find(one => one.question === question.key)
  const drawn: Drawn = { say, answer: answers[question.key], problem, seed }
  switch (question.kind) {
    case 'score':
      return score(question, drawn, definition.look.highFirst)
    case 'choice':
      return choice(question, drawn)
    case 'choices':
      return choices(question, drawn)
    case 'matrix':
      return matrix(question, drawn)
    case 'ranking':
      return ranking(question, drawn)
    case 'text':
      return text(question, drawn)
    case 'date':
      return single(question, drawn, attributes => html`<input type="date" value="${textOf(drawn)}"${attributes}>`)
    case 'file':
      return file(question, drawn)
    case 'consent':
      return consent(question, drawn)
    case 'statement':
      return statement(question, drawn)
  }
}

const textOf = ({ answer }: Drawn) => (typeof answer === 'string' ? answer : '')

const text = (question: Of<'text'>, drawn: Drawn) =>
  single(question, drawn, attributes =>
    question.long
      ? html`<textarea rows="4"${attributes}>${textOf(drawn)}</textarea>`
      : html`<input type="text" value="${textOf(drawn)}"${attributes}>`,
  )

/** What was chosen before stays, where it was kept; a browser forgets a file when the page is shown again. */
const file = (question: Of<'file'>, drawn: Drawn) =>
  single({ ...question, required: question.required && !drawn.answer }, drawn, attributes => {
    const megabytes = Math.max(0.1, Math.round(question.mostBytes / 100_000) / 10)
    return html`<p class="h">${drawn.say.own(drawn.answer ? 'file-kept' : 'file', { n: megabytes })}</p><input type="file"${attributes}>`
  })

const consent = (question: Of<'consent'>, drawn: Drawn) =>
  group(
    question,
    drawn,
    html`<div class="c"><label><input type="checkbox" name="${fieldName(question.key)}" value="yes"${question.required && html` required`}${checked(drawn.answer === true)}><span>${drawn.say.own('agree')}</span></label></div>`,
  )

const statement = ({ key }: Question, { say }: Drawn) =>
  html`<section><h2 class="l">${say.word(`${key}.ask`)}</h2>${say.word(`${key}.help`) && html`<p class="pre">${say.word(`${key}.help`)}</p>`}</section>`
