import { download, job, read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import { SURVEY_MAIL } from './asking.ts'
import { posted } from './bounced.ts'
import { takeReport } from './bounces.ts'
import { getFrequency, setFrequency } from './frequency-rules.ts'
import * as gateways from './gateways.ts'
import { listeners } from './listening.ts'
import { addParticipants, exportParticipants, listParticipants } from './participants.ts'
import { previewPeople, previewSend } from './preview.ts'
import { articleLink, ask } from './programs.ts'
import { pushAll, pushClock } from './pushing.ts'
import { rates } from './rates.ts'
import { surveyRates } from './rates-api.ts'
import * as segments from './segments.ts'
import { addSend, cancelSend, changeSend, getSend, listSends, startSend } from './sends.ts'
import * as suppression from './suppression.ts'
import { composeSurvey } from './survey-mail.ts'
import { sendClocks } from './turns.ts'
import { unsubscribePages } from './unsubscribe.ts'

export { askPerson, type PersonAsked, type PersonToAsk } from './ask-person.ts'
export { cancelPlanned } from './cancel-planned.ts'
export { readReport } from './delivery-report.ts'
export { forbidden } from './frequency.ts'
export { rulesOf } from './frequency-rules.ts'
export { judge, lockPeople } from './judging.ts'
export { ofSegment } from './segments.ts'
export { signed } from './signing.ts'
export { suppress } from './suppression.ts'

const everyone = ['rep', 'manager', 'head', 'champion', 'admin'] as const

/** Whom we ask, and how often: segments, sends and the rules that hold for all of them. */
export const sends: Slice = {
  name: 'sends',
  permissions: {
    'sends.read': everyone,
    'sends.change': ['manager', 'head', 'admin'],
    // A customer says on the phone that they want no more surveys: whoever hears it writes it down.
    'sends.suppress': everyone,
    'sends.ask': ['manager', 'head', 'admin'],
    'sends.gateways': ['admin'],
  },
  events: [
    api.segmentChanged,
    api.sendChanged,
    api.sendStarted,
    api.sendCancelled,
    api.sendEnded,
    api.peopleAsked,
    api.pushesWait,
    api.participantsChanged,
    api.frequencyChanged,
    api.suppressionChanged,
    api.gatewayChanged,
  ],
  routes: [
    read(surveyRates, rates),
    read(api.listSegments, segments.listSegments),
    write(api.addSegment, segments.addSegment),
    write(api.changeSegment, segments.changeSegment),
    read(api.peopleOf, segments.people),
    read(api.listSends, listSends),
    read(api.getSend, (ctx, { id }) => getSend(ctx, id)),
    write(api.addSend, addSend),
    write(api.changeSend, changeSend),
    read(api.previewSend, previewSend),
    read(api.previewPeople, previewPeople),
    write(api.startSend, startSend),
    write(api.cancelSend, cancelSend),
    read(api.listParticipants, listParticipants),
    download(api.exportParticipants, exportParticipants),
    write(api.addParticipants, addParticipants),
    write(api.ask, ask),
    write(api.articleLink, articleLink),
    read(api.getFrequency, getFrequency),
    write(api.setFrequency, setFrequency),
    read(api.listSuppressed, suppression.listSuppressed),
    write(api.addSuppression, suppression.addSuppression),
    write(api.removeSuppression, suppression.removeSuppression),
    write(api.restoreSuppression, suppression.restoreSuppression),
    read(api.listGateways, gateways.listGateways),
    write(api.addGateway, gateways.addGateway),
    write(api.changeGateway, gateways.changeGateway),
    write(api.testGateway, gateways.testGateway),
  ],
  pages: unsubscribePages,
  listeners,
  clocks: [...sendClocks, pushClock],
  jobs: [job(api.pushesWait, 'sends.push', pushAll)],
  composers: { [SURVEY_MAIL]: composeSurvey },
  posted: { [SURVEY_MAIL]: posted },
  letters: [takeReport],
}
