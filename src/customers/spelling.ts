import { sql } from 'kysely'
import { searchKey, store } from '#core/text/normalise.ts'
import type { Workspace } from '#kernel/slice.ts'
import type { ContactKind } from './customer-api.ts'

export { searchKey, store }

/** What two spellings of one address share: lower case for e-mail and names, digits for a phone, without the 00 of abroad. */
export function normal(kind: ContactKind, value: string): string {
  const plain = value.normalize('NFKC').trim().toLowerCase()
  if (kind !== 'phone' && kind !== 'whatsapp') return plain
  const digits = searchKey(plain).replace(/\D/g, '').replace(/^00/, '')
  return digits || plain
}

/** All that a customer is found by in one key: name, how they are called, id elsewhere, addresses, a number with and without its spaces. */
export function findableKey(
  parts: readonly (string | null | undefined)[],
  ways: readonly { value: string; normal: string }[] = [],
): string {
  const spelled = [...parts, ...ways.flatMap(way => (way.normal === way.value ? [way.value] : [way.value, way.normal]))]
  return searchKey([...new Set(spelled.filter(Boolean))].join(' '))
}

/** For a single row; many at once send their grams along. */
export const gramsOf = (key: string, { number }: Workspace) => sql<string>`sabai_grams(${key}, ${number})`
