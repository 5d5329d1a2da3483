import { enhance } from './enhance.ts'

/** The function as text, without its comments and indentation. */
export const script = `(${enhance})()`
  .replace(/\/\*\*.*?\*\//gs, '')
  .replace(/\s*\n\s*/g, '\n')
  .replace(/ +/g, ' ')
