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

/** E-mail variants count as one: case, a +tag. */
export const mailboxOf = (email: string) =>
  email
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*(?=@)/, '')
