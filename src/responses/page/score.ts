import { mostPoints } from '#core/surveys/definition.ts'
import { type Html, html } from '#kernel/html.ts'
import { checked, type Drawn, fieldName, group, type Of, single } from './parts.ts'

type Score = Of<'score'>

/** How many buttons a score has; 0 for one that is typed. */
export const pointsOf = ({ scale: { min, max } }: Score): number => (max - min < mostPoints ? max - min + 1 : 0)

export function score(question: Score, drawn: Drawn, highFirst: boolean): Html {
  if (pointsOf(question) === 0) return typed(question, drawn)
  const { key, scale } = question
  const points = Array.from({ length: pointsOf(question) }, (_, at) => scale.min + at)
  const ends = named(question, drawn, highFirst)
  const kind = looks(question) === 'stars' ? ` star${highFirst ? ' up' : ''}` : ''
  const buttons = (highFirst ? points.toReversed() : points).map(point => button(question, drawn, point))
  return group(
    question,
    drawn,
    html`<div class="pts n${points.length}${kind}">${buttons}</div>${ends && html`<p class="ends" id="s-${key}">${ends}</p>`}`,
    ends ? `s-${key}` : '',
  )
}

/** What the ends mean, with their numbers where numbers are shown: a number alone does not say which side is good. */
function named(question: Score, { say }: Drawn, highFirst: boolean) {
  const { key, scale } = question
  const number = looks(question) === 'numbers'
  const end = (which: 'low' | 'high') => {
    const word = say.word(`${key}.${which}`)
    return word && html`<span>${number && `${which === 'low' ? scale.min : scale.max} = `}${word}</span>`
  }
  return highFirst ? html`${end('high')}${end('low')}` : html`${end('low')}${end('high')}`
}

/** Faces beside "recommend" are another's trade mark: that scale has numbers. */
const looks = ({ scale, symbols }: Score): Score['symbols'] => (scale.id === 'nps' && symbols === 'faces' ? 'numbers' : symbols)

function button(question: Score, { say, answer }: Drawn, point: number): Html {
  const { key, required, scale } = question
  const label = say.word(`${key}.point.${point}`)
  const spoken = label ? `${point} – ${label}` : say.own('of', { n: point, most: scale.max })
  return html`<label><input type="radio" name="${fieldName(key)}" value="${point}"${required && html` required`}${checked(answer === point)}>${
    looks(question) === 'numbers' && !label
      ? html`<span>${point}</span>`
      : html`<span aria-hidden="true"${looks(question) !== 'numbers' && html` class="y"`}>${shown(question, say, point)}</span><span class="v">${spoken}</span>`
  }</label>`
}

function shown(question: Score, say: Drawn['say'], point: number) {
  const { key, scale } = question
  switch (looks(question)) {
    case 'stars':
      return '★'
    case 'thumbs':
      return point === scale.max ? '👍' : point === scale.min ? '👎' : point
    case 'own':
      return say.word(`${key}.symbol.${point}`) ?? point
    case 'faces':
      return face((point - scale.min) / (scale.max - scale.min), scale.direction)
    default:
      return point
  }
}

/** A mouth from sad to glad: drawn, so that it looks the same on every phone. */
function face(place: number, direction: 'up' | 'down'): Html {
  const glad = direction === 'up' ? place : 1 - place
  const [corner, middle] = [21.5 - 3 * glad, 15.5 + 9 * glad]
  return html`<svg viewBox="0 0 32 32"><circle cx="16" cy="16" r="13"/><path d="M11.5 12v1M20.5 12v1M10 ${corner}Q16 ${middle} 22 ${corner}"/></svg>`
}

const typed = (question: Score, drawn: Drawn) =>
  single(question, drawn, attributes => {
    const { min, max } = question.scale
    const value = typeof drawn.answer === 'number' ? drawn.answer : ''
    return html`<input type="number" inputmode="numeric" min="${min}" max="${max}" step="1" value="${value}"${attributes}><p class="ends">${named(question, drawn, false)}</p>`
  })
