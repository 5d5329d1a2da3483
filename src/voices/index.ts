import { read, type Slice } from '#kernel/slice.ts'
import * as api from './api.ts'
import { countVoices, voices as feed } from './voices.ts'

export { countSince, sinceYesterday, voiceOfTheDay } from './voices.ts'

/** What customers said and how it ended, good and bad, open to everyone who works here. */
export const voices: Slice = {
  name: 'voices',
  permissions: { 'voices.read': ['rep', 'manager', 'head', 'champion', 'viewer', 'admin'] },
  events: [],
  routes: [read(api.listVoices, feed), read(api.countVoices, countVoices)],
}
