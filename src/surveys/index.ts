import { download, read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import { surveyCreate } from './commands.ts'
import * as doors from './doors.ts'
import * as lifecycle from './lifecycle.ts'
import * as links from './links-api.ts'
import * as editing from './surveys.ts'
import * as versions from './versions.ts'

export { setState as setSurveyState } from './lifecycle.ts'
export { hashOf, type LinkChannel, linkAddress, makeLink, type NewLink, propertyKey, signProperties, tokenOf } from './links.ts'
export { WidgetSettings } from './links-api.ts'
export { add as addSurvey, get as getSurvey, publish as publishSurvey, save as saveSurvey } from './surveys.ts'
export { contentOf } from './versions.ts'

/** What we ask our customers: the questions, their words in every language, their versions, and the doors that lead to them. */
export const surveys: Slice = {
  name: 'surveys',
  permissions: {
    'surveys.read': ['rep', 'manager', 'head', 'champion', 'admin'],
    // A rep may write one and propose it; opening it is another's.
    'surveys.propose': ['rep', 'manager', 'head', 'champion', 'admin'],
    'surveys.change': ['manager', 'head', 'admin'],
  },
  events: [api.surveyAdded, api.surveyChanged, api.surveyPublished],
  routes: [
    read(api.listSurveys, editing.list),
    read(api.getSurvey, (ctx, { id }) => editing.get(ctx, id)),
    read(api.getVersion, versions.getVersion),
    read(api.listVersions, versions.listVersions),
    download(api.exportSurvey, lifecycle.exported),
    write(api.addSurvey, editing.add),
    write(api.saveDraft, editing.save),
    write(api.publishSurvey, editing.publish),
    write(api.archiveSurvey, lifecycle.archive),
    write(api.setSurveyState, lifecycle.setState),
    write(api.saveSettings, lifecycle.saveSettingsOf),
    write(api.makeTestLink, lifecycle.testLink),
    read(links.listLinks, doors.list),
    write(links.addLink, doors.add),
    write(links.closeLink, doors.close),
    download(links.linkPicture, doors.picture),
    read(links.signingKey, doors.keyOf),
  ],
  commands: [surveyCreate],
}
