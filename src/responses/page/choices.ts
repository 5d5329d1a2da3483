import { OTHER } from '#core/surveys/definition.ts'
import { type Html, html } from '#kernel/html.ts'
import { checked, type Drawn, fieldName, group, type Of } from './parts.ts'

export const choice = (question: Of<'choice'>, drawn: Drawn) => listed(question, drawn, 'radio')

export const choices = (question: Of<'choices'>, drawn: Drawn) => listed(question, drawn, 'checkbox')

function listed(question: Of<'choice'> | Of<'choices'>, drawn: Drawn, type: 'radio' | 'checkbox'): Html {
  const { key, other } = question
  const given = [drawn.answer ?? []].flat().map(String)
  const own = given.find(one => one.startsWith(OTHER))
  const one = (value: string, text: string | null, on: boolean) =>
    html`<label><input type="${type}" name="${fieldName(key)}" value="${value}"${type === 'radio' && question.required && html` required`}${checked(on)}><span>${text}</span></label>`
  const rows = ordered(question, drawn.seed).map(value => one(value, drawn.say.word(`${key}.choice.${value}`), given.includes(value)))
  return group(
    question,
    drawn,
    html`<div class="c">${rows}${
      other &&
      html`${one(OTHER, drawn.say.own('other'), own !== undefined)}<div class="other"><input type="text" name="o.${key}" maxlength="190" value="${own?.slice(OTHER.length)}" aria-label="${drawn.say.own('other-words')}"></div>`
    }</div>`,
  )
}

/** Shuffled by the response's own id: the same page has the same order when it is shown again. */
const ordered = ({ choices, shuffle, key }: Of<'choice'> | Of<'choices'>, seed: string) =>
  shuffle ? choices.toSorted((a, b) => weight(`${seed}${key}${a}`) - weight(`${seed}${key}${b}`)) : choices

/** FNV-1a: no secret, only an order. */
const weight = (text: string) => [...text].reduce((hash, char) => Math.imul(hash ^ char.codePointAt(0)!, 16_777_619) >>> 0, 2_166_136_261)

/** Each row a question of its own: on a phone a wide table is no table. */
export function matrix(question: Of<'matrix'>, drawn: Drawn): Html {
  const { key, rows, columns, required } = question
  const given = (typeof drawn.answer === 'object' && !Array.isArray(drawn.answer) ? drawn.answer : {}) as Record<string, string>
  const cell = (row: string, column: string) =>
    html`<label><input type="radio" name="${fieldName(key, row)}" value="${column}"${required && html` required`}${checked(given[row] === column)}><span>${drawn.say.word(`${key}.column.${column}`)}</span></label>`
  const line = (row: string) =>
    html`<fieldset class="mx"><legend>${drawn.say.word(`${key}.row.${row}`)}</legend><div class="c">${columns.map(column => cell(row, column))}</div></fieldset>`
  return group(question, drawn, html`${rows.map(line)}`)
}

/** Places are chosen, not dragged: it works with a keyboard, a screen reader and without a script. */
export function ranking(question: Of<'ranking'>, drawn: Drawn): Html {
  const { key, choices } = question
  const given = Array.isArray(drawn.answer) ? drawn.answer : []
  const places = choices.map((_, at) => at + 1)
  const row = (value: string) => {
    const place = given.indexOf(value) + 1
    const options = places.map(one => html`<option${one === place && html` selected`}>${one}</option>`)
    return html`<label class="rk"><span>${drawn.say.word(`${key}.choice.${value}`)}</span><select name="${fieldName(key, value)}"><option value="">–</option>${options}</select></label>`
  }
  return group(question, drawn, html`<p class="h">${drawn.say.own('ranking')}</p>${choices.map(row)}`)
}
