import type { Answers, Question } from '#core/surveys/definition.ts'
import type { PageAnswer, Posted } from '#kernel/page.ts'
import { stepBefore, type Taken, take } from './answering.ts'
import { changeResponse } from './changing.ts'
import type { Door } from './doors.ts'
import { takeFiles } from './files.ts'
import { takeIn } from './intake.ts'
import { readForm } from './page/read-form.ts'
import { isEnough } from './quotas.ts'
import { measured, type NewResponse } from './rows.ts'
import { readState, type State } from './state.ts'
import { endAnswer, openDoorOf, stepAnswer } from './survey-page.ts'

/** Many people behind one address of a phone company or a shop may answer; a program that floods may not. */
const BUDGET = { most: 300, minutes: 10 }
const FILES = { most: 30, minutes: 10 }
/** Nobody reads a question and answers it faster. */
const FASTEST_MS = 1_200

/** `POST /s/:token`: one step answered. What is good is stored at once, also where something else must be mended. */
export async function answerSurvey(visit: Posted): Promise<PageAnswer> {
  const door = await openDoorOf(visit)
  await visit.attempt(`answer:${door.survey.id}:${visit.request.address}`, BUDGET)
  const state = readState(visit.site, door.link.id, String(visit.form.get('state') ?? ''))
  if (!state) return { redirect: `/s/${visit.params.token}` }
  const { definition } = door.content
  const shown = shownOf(visit.form, definition.questions)
  const before = state.stored && !state.anew ? await storedAnswers(door, state.id) : {}
  const files = await takeFiles(door.desk, visit.form, shown)
  const taken = take({ definition, before, given: { ...readForm(visit.form, shown), ...files.given }, shown })
  return goOn(visit, door, state, shown, { ...taken, problems: [...taken.problems, ...files.problems] })
}

/** `POST /s/:token/file`: the same of a step that takes files, which are larger and fewer. */
export async function answerWithFile(visit: Posted): Promise<PageAnswer> {
  await visit.attempt(`answer-file:${visit.request.address}`, FILES)
  return answerSurvey(visit)
}

const shownOf = (form: FormData, questions: readonly Question[]) => {
  const keys = String(form.get('shown') ?? '').split(',')
  return questions.filter(({ key }) => keys.includes(key))
}

const storedAnswers = ({ desk }: Door, id: string): Promise<Answers> =>
  desk.read(async ({ db }) => {
    const row = await db.selectFrom('response').select('answers').where('id', '=', id).executeTakeFirst()
    return (row?.answers ?? {}) as Answers
  })

async function goOn(visit: Posted, door: Door, state: State, shown: readonly Question[], taken: Taken): Promise<PageAnswer> {
  const { form } = visit
  const [back, more] = [form.has('back'), form.has('more')]
  const mends = taken.problems.length > 0 && !back && !more
  const onward = !mends && !back && !more
  const complete = onward && (taken.next.length === 0 || (await isEnough(door, taken.answers)))
  const stored = await keep(door, state, taken.answers, complete, suspicionOf(door, state, form))
  const next = { ...state, stored, anew: state.anew && !stored }
  if (mends) return stepAnswer(visit, door, { state: next, kept: [], step: shown, answers: taken.typed, problems: taken.problems })
  if (complete) return endAnswer(visit, door, state.language, taken.answers)
  const { definition } = door.content
  const step = back ? (stepBefore(definition, taken.answers, shown[0]) ?? shown) : taken.next
  return stepAnswer(visit, door, { state: next, kept: more ? shown : [], step, answers: taken.answers, problems: [] })
}

/** Kept and marked, not thrown away: a person may be quick, and a program may not know that it was seen. */
function suspicionOf(door: Door, { startedAt, stored }: State, form: FormData): Record<string, string> {
  if (form.get('website')) return { 'sabai.suspicious': 'field' }
  return !stored && door.now().getTime() - startedAt.getTime() < FASTEST_MS ? { 'sabai.suspicious': 'fast' } : {}
}

/** @returns whether something is stored: who has said nothing has not responded */
async function keep(door: Door, state: State, answers: Answers, complete: boolean, suspicion: Record<string, string>): Promise<boolean> {
  if (!state.stored && Object.keys(answers).length === 0) return false
  const properties = { ...state.properties, ...suspicion }
  if (!state.stored && !state.anew) {
    const added = await takeIn(door.workspaceId, door.desk.store, rowOf(door, state, answers, complete, properties))
    if (added) return true
  }
  const change = { id: state.id, surveyId: door.survey.id, answers, complete, properties: suspicion }
  await door.desk.write(ctx => changeResponse(ctx, change))
  return true
}

function rowOf(door: Door, state: State, answers: Answers, complete: boolean, properties: NewResponse['properties']): NewResponse {
  const { link, survey, content } = door
  const { id, language, startedAt, customerId } = state
  const { channel, accountId, memberId, caseId, topicId, test } = link
  const about = { customerId, accountId, memberId, caseId, topicId }
  const of = { surveyId: survey.id, version: survey.version, linkId: link.id, channel, language, properties, test, startedAt, complete }
  return { ...measured(content.definition, answers), ...about, ...of, id, answers }
}
