import { sql } from 'kysely'
import { finding, type Inside } from './inside.ts'
import { Problem } from './problem.ts'

/**
 * Counts an attempt of a stranger and refuses beyond the budget. The bucket is what cannot be dodged: a normalised address, a socket's
 * address as far as proxies are trusted, never a header. When the database is away it refuses too.
 * @throws Problem 429 `too-many` with the minutes to wait
 */
export async function attempt(inside: Inside, bucket: string, { most, minutes }: { most: number; minutes: number }): Promise<void> {
  const count = await finding(
    inside,
    async ({ tx, now }) => {
      const window = minutes * 60_000
      const start = new Date(Math.floor(now.getTime() / window) * window)
      const { rows } = await sql<{ count: number }>`
        insert into attempt (bucket, window_start, count) values (${bucket}, ${start}, 1)
        on conflict (bucket, window_start) do update set count = attempt.count + 1 returning count`.execute(tx)
      return rows[0]!.count
    },
    { readOnly: false },
  )
  if (count > most) throw new Problem('too-many', 429, { minutes })
}

/** Where a budget is counted: an IPv4 address however it is written, and of IPv6 the network, because one machine has all its 2^64 addresses. */
export function networkOf(address: string): string {
  const [plain = ''] = address.toLowerCase().split('%')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1]
  if (mapped || !plain.includes(':')) return mapped ?? plain
  const [head = '', tail] = plain.split('::')
  const first = head.split(':').filter(Boolean)
  const last = (tail ?? '').split(':').filter(Boolean)
  const groups = tail === undefined ? first : [...first, ...Array(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last]
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** E-mail variants count as one: case, a +tag. */
export const mailboxOf = (email: string) =>
  email
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*(?=@)/, '')
