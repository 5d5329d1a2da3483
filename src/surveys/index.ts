import { read, type Slice, write } from '#kernel/slice.ts'
import * as api from './api.ts'
import { surveyCreate } from './commands.ts'
import * as editing from './surveys.ts'

export { hashOf, type LinkChannel, linkAddress, makeLink, type NewLink, tokenOf } from './links.ts'
export { contentOf } from './surveys.ts'

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
    read(api.getVersion, editing.getVersion),
    write(api.addSurvey, editing.add),
    write(api.saveDraft, editing.save),
    write(api.publishSurvey, editing.publish),
  ],
  commands: [surveyCreate],
}
