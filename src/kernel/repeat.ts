import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { type Inside, writing } from './inside.ts'
import { Problem } from './problem.ts'
import type { Who, Writing } from './slice.ts'

/** With an Idempotency-Key a repeat answers what the first one answered, and does nothing. */
export async function once(
  inside: Inside,
  workspaceId: string,
  who: Who,
  request: FastifyRequest,
  input: unknown,
  run: (ctx: Writing) => Promise<unknown>,
): Promise<unknown> {
  const given = request.headers['idempotency-key']
  const actorId = who.memberId ?? who.keyId
  if (typeof given !== 'string' || given.length > 200 || !actorId) return writing(inside, workspaceId, who, run)
  const { name: key, seal, unseal } = secretsOf(given, actorId)
  const fingerprint = createHash('sha256')
    .update(`${request.method} ${request.url} ${JSON.stringify(input)}`)
    .digest('base64url')
  return writing(inside, workspaceId, who, async ctx => {
    // The lock makes a simultaneous repeat wait for the first; hashtextextended is 64 bits, a needless wait does no harm.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${actorId} ${key}`}, 0))`.execute(ctx.tx)
    const before = await ctx.tx
      .selectFrom('idempotency')
      .select(['fingerprint', 'answer'])
      .where('actorId', '=', actorId)
      .where('key', '=', key)
      .executeTakeFirst()
    if (before && before.fingerprint !== fingerprint) throw new Problem('idempotency-key-reused', 422)
    if (before) return unseal(String(before.answer))
    const result = await run(ctx)
    await ctx.tx
      .insertInto('idempotency')
      .values({ actorId, key, fingerprint, at: ctx.now, answer: JSON.stringify(seal(result)) })
      .execute()
    return result
  })
}

/** An answer may hold a new key or a link, shown once: what is remembered of it opens only with the caller's own Idempotency-Key, which is not kept. */
function secretsOf(given: string, actorId: string) {
  const bytes = Buffer.from(hkdfSync('sha256', given, actorId, 'sabai repeat', 64))
  const secret = bytes.subarray(32)
  return {
    name: bytes.subarray(0, 32).toString('base64url'),
    seal: (answer: unknown) => {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', secret, iv)
      const text = Buffer.concat([cipher.update(JSON.stringify(answer ?? null)), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')
    },
    unseal: (kept: string): unknown => {
      const sealed = Buffer.from(kept, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, 12)).setAuthTag(sealed.subarray(12, 28))
      return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString())
    },
  }
}
