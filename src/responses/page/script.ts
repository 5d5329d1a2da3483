import { enhance } from './enhance.ts'
import { shorten } from './shorten.ts'

/** What runs on a survey's page. */
export const script = `(${shorten(enhance)})()`
