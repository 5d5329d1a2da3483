import { accepts } from '#core/scores/scale.ts'
import type { AnswerProblem } from '#core/surveys/check-answers.ts'
import type { Answers, Question } from '#core/surveys/definition.ts'
import { endFor, scaleFor } from '#core/surveys/flow.ts'
import { stepAfter } from '#core/surveys/steps.ts'
import { languagesOf } from '#core/surveys/words.ts'
import type { Html } from '#kernel/html.ts'
import { newId } from '#kernel/id.ts'
import type { PageAnswer, Visit } from '#kernel/page.ts'
import { Problem } from '#kernel/problem.ts'
import { stepToGoOn } from './answering.ts'
import { type Door, doorOf } from './doors.ts'
import { tellOpened } from './opened.ts'
import { endPage, type Frame, notePage, stepPage, type Turn } from './page/whole.ts'
import { acceptedLanguages, languageFor, speaker } from './page/words.ts'
import { propertiesOf } from './properties.ts'
import { type State, sealState } from './state.ts'

/** `GET /s/:token`: the survey as it is asked now. It records no answer, whatever stands in the address: scanners and previews open links. */
export async function showSurvey(visit: Visit): Promise<PageAnswer> {
  const door = await openDoorOf(visit)
  const language = languageFor(door.content, [
    visit.query.get('lang'),
    door.link.language,
    ...acceptedLanguages(visit.request.headers.get('accept-language')),
  ])
  await tellOpened(visit, door)
  const before = await answeredBefore(door)
  if (before?.completedAt && !visit.query.has('again') && !visit.query.has('score')) return answeredAlready(visit, door, language)
  return firstStep(visit, door, language, before)
}

/** @throws Problem 404 for what is unknown, closed and expired alike: one page, which tells nobody which it was */
export async function openDoorOf(visit: Visit): Promise<Door> {
  const door = await doorOf(visit, visit.params.token ?? '')
  if (!door.survey.open) throw new Problem('link.not-found', 404)
  return door
}

type Before = { answers: Answers; completedAt: Date | null }

/** A personal link is one response, whose id is the link's. */
export async function answeredBefore({ link, desk }: Door): Promise<Before | null> {
  if (!link.customerId) return null
  const row = await desk.read(({ db }) =>
    db.selectFrom('response').select(['answers', 'completedAt']).where('id', '=', link.id).executeTakeFirst(),
  )
  return row ? { answers: row.answers as Answers, completedAt: row.completedAt } : null
}

const answeredAlready = (visit: Visit, door: Door, language: string) => {
  const frame = frameOf(visit, door, language)
  const way = door.link.customerId ? { href: `?again=1&lang=${language}`, text: frame.say.own('again') } : undefined
  return framed(door, notePage(frame, frame.say.own('thanks'), frame.say.own('answered'), way))
}

async function firstStep(visit: Visit, door: Door, language: string, before: Before | null): Promise<PageAnswer> {
  const { definition } = door.content
  const anew = before?.completedAt !== null && before !== null
  const kept = anew || !before ? {} : before.answers
  const chosen = chosenScore(door, visit.query.get('score'))
  const step = chosen || !before || anew ? stepAfter(definition, {}, null) : stepToGoOn(definition, kept)
  const { properties, customerId } = await propertiesOf(visit.site, door, visit.query)
  if (await askedBefore(door, customerId)) return answeredAlready(visit, door, language)
  const id = door.link.customerId ? door.link.id : newId()
  const state: State = { id, startedAt: door.now(), language, properties, customerId, stored: before !== null && !anew, anew }
  const answers = { ...kept, ...chosen }
  return stepAnswer(visit, door, { state, kept: [], step, answers, problems: [], chosen: chosen !== null, first: true })
}

/** A widget asks nobody twice whom the site has named. */
export async function askedBefore({ link, survey, desk }: Door, customerId: string | null): Promise<boolean> {
  if (link.channel !== 'widget' || !customerId) return false
  const one = await desk.read(({ db }) =>
    db
      .selectFrom('response')
      .select('id')
      .where('customerId', '=', customerId)
      .where('surveyId', '=', survey.id)
      .where('archivedAt', 'is', null)
      .limit(1)
      .executeTakeFirst(),
  )
  return one !== undefined
}

/** What a button in an e-mail chose: shown as chosen, and not more. */
function chosenScore({ content: { definition } }: Door, given: string | null): Answers | null {
  const question = definition.questions.find(({ kind }) => kind === 'score')
  if (!given || question?.kind !== 'score' || !accepts(Number(given), scaleFor(question.scale))) return null
  return { [question.key]: Number(given) }
}

export type Shown = {
  state: State
  kept: readonly Question[]
  step: readonly Question[]
  answers: Answers
  problems: readonly AnswerProblem[]
  chosen?: boolean
  first?: boolean
}

/** One step of the survey as an answer; 422 where something must be mended. */
export function stepAnswer(visit: Visit, door: Door, { state, problems, chosen = false, first = false, ...rest }: Shown): PageAnswer {
  const page = stepPage({
    ...frameOf(visit, door, state.language),
    ...rest,
    problems,
    chosen,
    first,
    definition: door.content.definition,
    seed: state.id,
    state: sealState(visit.site, door.link.id, state),
    action: `/s/${visit.params.token}`,
    turns: first ? turnsOf(visit, door, state.language) : [],
  })
  return framed(door, page, problems.length > 0 ? 422 : 200)
}

export const endAnswer = (visit: Visit, door: Door, language: string, answers: Answers): PageAnswer =>
  framed(door, endPage(frameOf(visit, door, language), endFor(door.content.definition, answers)))

const frameOf = ({ nonce }: Visit, { content, company }: Door, language: string): Frame => ({
  say: speaker(content, language, company),
  nonce,
  company,
  accent: content.definition.look.accent,
})

/** A widget's page stands in the pages that the survey lists; any other in none but our own. */
const framed = ({ link, survey }: Door, html: Html, status = 200): PageAnswer => ({
  html,
  status,
  frameAncestors: link.channel === 'widget' ? ['self', ...survey.settings.origins] : ['self'],
})

/** The same address in the survey's other languages. */
function turnsOf({ query }: Visit, { content }: Door, language: string): Turn[] {
  const others = languagesOf(content).filter(one => one !== language)
  return others.map(one => ({
    language: one,
    href: `?${new URLSearchParams([...[...query].filter(([name]) => name !== 'lang'), ['lang', one]])}`,
  }))
}
