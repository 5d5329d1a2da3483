import { cover } from '#voices/index.ts'

/** Addresses and numbers that lead to a person, whoever wrote them. */
const traces = /[^\s@]+@[^\s@]+\.[^\s@]+|(?:\+|00)?\d[\d\s().-]{5,}\d/gu

/** A customer's words as strangers in the hall may read them: nobody's name, address or number. */
export const withoutNames = (text: string, names: readonly (string | null)[]): string => {
  const whole = names.filter(name => name !== null && name.trim().length > 1) as string[]
  return cover(text.replaceAll(traces, '•••'), [...whole, ...whole.flatMap(name => name.split(/\s+/).filter(part => part.length > 2))])
}
