import type { linkChannels } from './api.ts'

/** Where a door is, for what is handed out of it. */
export type Place = { origin: string; address: string; token: string }

/** What somebody takes with them: an address, a line of code for a page. */
export type HandOut = { kind: 'address' | 'code'; text: string }

/** A way in which a survey reaches people. A file in `channels/` is one. */
export type Channel = {
  id: (typeof linkChannels)[number]
  /** Doors for everybody, made by hand on the survey's page; other channels make theirs as they ask. */
  byHand: boolean
  handOut: (place: Place) => HandOut[]
}

export const channel = (one: Channel): Channel => one
