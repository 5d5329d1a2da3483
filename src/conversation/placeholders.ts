import { placeholderNames } from './writing-api.ts'

type PlaceholderName = (typeof placeholderNames)[number]
export type Places = Record<PlaceholderName, string>

const PLACE = /\{\{\s*([^{}]{0,60}?)\s*\}\}/g

/** Names in a text that nothing is known by. */
export const unknownPlaces = (text: string): string[] =>
  [...text.matchAll(PLACE)].map(([, name]) => name!).filter(name => !(placeholderNames as readonly string[]).includes(name))

/** What is known is filled in; what is empty stays as it is, to be seen, and to be refused if it is sent so. */
export const fillPlaces = (text: string, places: Places): string =>
  text.replace(PLACE, (whole, name: string) => places[name as PlaceholderName] || whole)

/** The first place that is still open. */
export const openPlace = (text: string): string | null => [...text.matchAll(PLACE)][0]?.[1] ?? null
