import { publicForm, publicPage } from '#kernel/page.ts'
import { after, download, gather, read, type Slice, write } from '#kernel/slice.ts'
import { previewSurvey, surveyChanged, surveyPublished } from '#surveys/api.ts'
import * as api from './api.ts'
import { addResponse, forgetAsked, replaceAnswers } from './by-program.ts'
import { forgetDoors } from './doors.ts'
import { archive, becomeFeedback, restore } from './feedback.ts'
import { fileOf } from './files.ts'
import { mergeListeners } from './merged.ts'
import { preview } from './preview.ts'
import { showResults } from './public-results.ts'
import { resultRoutes } from './results-routes.ts'
import { showSurvey } from './survey-page.ts'
import { answerSurvey, answerWithFile } from './take-answer.ts'
import { showAsked, showLoader } from './widget/pages.ts'

export { takeBrought } from './bringing/take.ts'
export { changeResponse } from './changing.ts'
export { insertResponses } from './intake.ts'
export { measured, type NewResponse } from './rows.ts'

/** What people answered: taken in at once and never lost, turned into feedback, counted honestly. */
export const responses: Slice = {
  name: 'responses',
  permissions: {
    'responses.read': ['rep', 'manager', 'head', 'champion', 'admin'],
    'responses.add': ['head', 'admin'],
    'responses.bring': ['manager', 'head', 'champion', 'admin'],
    'responses.archive': ['manager', 'head', 'admin'],
  },
  events: [api.responseReceived, api.responseArchived, api.surveyOpened],
  routes: [
    read(previewSurvey, preview),
    gather(api.addResponse, addResponse),
    write(api.changeResponse, replaceAnswers),
    write(api.archiveResponse, archive),
    write(api.restoreResponse, restore),
    ...resultRoutes,
    download(api.responseFile, fileOf),
  ],
  pages: [
    publicPage('GET /r/:token', showResults),
    publicPage('GET /s/:token', showSurvey),
    publicForm('POST /s/:token', answerSurvey, { mostBytes: 400_000 }),
    publicForm('POST /s/:token/file', answerWithFile, { mostBytes: 5_400_000 }),
    publicPage('GET /w/:file', showLoader, { elsewhere: true }),
    publicPage('GET /w/:token/asked', showAsked, { elsewhere: true }),
  ],
  listeners: [
    after(api.responseReceived, 'responses.become-feedback', becomeFeedback),
    after(surveyChanged, 'responses.ask-as-it-stands', async (_ctx, { surveyId }) => forget(surveyId)),
    after(surveyPublished, 'responses.ask-the-new-version', async (_ctx, { surveyId }) => forget(surveyId)),
    ...mergeListeners,
  ],
}

/** In this process at once; in others within five seconds. */
function forget(surveyId: string) {
  forgetDoors(surveyId)
  forgetAsked(surveyId)
}
