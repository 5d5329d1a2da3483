import { cursorValues, page } from '#kernel/cursor.ts'
import { newId, newSecret } from '#kernel/id.ts'
import { notFound, Problem, wrong } from '#kernel/problem.ts'
import type { Reading, Writing } from '#kernel/slice.ts'
import * as api from './api.ts'
import { tellAdmins } from './notices.ts'
import { hashOf } from './secrets.ts'

/** @returns the key itself, once: at rest there is only its hash. Only the command line may give the scope `*`. */
export async function createKey(ctx: Writing, { name, scopes }: { name: string; scopes: readonly string[] }) {
  const known = grantable(ctx)
  const strange = scopes.findIndex(scope => !known.has(scope))
  if (strange >= 0) throw wrong(`scopes.${strange}`, 'scope')
  const id = newId()
  const key = `sabai_${newSecret()}`
  const row = { id, name, scopes: [...new Set(scopes)].sort() }
  await ctx.tx
    .insertInto('apiKey')
    .values({ ...row, hash: hashOf(key), hint: key.slice(0, 10), createdAt: ctx.now, byMember: ctx.who.memberId })
    .execute()
  await ctx.announce(api.keyCreated, { scopes: row.scopes }, { subjectId: id, detail: { name } })
  return { ...row, key }
}

/** An admin may give any scope; a key gives no more than it has, or `directory.keys` would be all of them. */
function grantable({ who, site }: Writing): Set<string> {
  if (who.kind === 'key') return new Set(site.permissions.filter(scope => who.may(scope)))
  return new Set([...site.permissions, ...(who.kind === 'system' ? ['*'] : [])])
}

export async function listKeys({ db, site, who }: Reading, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = cursor ? cursorValues(cursor, 1) : null
  const rows = await db
    .selectFrom('apiKey')
    .leftJoin('member', 'member.id', 'apiKey.byMember')
    .select(['apiKey.id', 'apiKey.name', 'apiKey.hint', 'apiKey.scopes', 'apiKey.createdAt', 'apiKey.lastUsedAt', 'apiKey.revokedAt'])
    .select(['member.name as by', 'apiKey.byMember'])
    .$if(after !== null, query => query.where('apiKey.id', '<', String(after![0])))
    .orderBy('apiKey.id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.map(({ byMember, ...row }) => ({ ...row, mine: byMember !== null && byMember === who.memberId }))
  return { ...page(items, limit, row => [row.id]), scopes: [...site.permissions] }
}

/** Works nowhere any more within the seconds that a server remembers a key. */
export async function revokeKey({ tx, now, announce }: Writing, id: string): Promise<void> {
  const key = await tx
    .selectFrom('apiKey')
    .select('revokedAt')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('key'))
  if (key.revokedAt) return
  await tx.updateTable('apiKey').set({ revokedAt: now }).where('id', '=', id).execute()
  await announce(api.keyRevoked, {}, { subjectId: id })
}

/** The programs that use it need not be touched when its maker leaves. @throws Problem 403 for a key: somebody must stand behind it */
export async function takeKey({ tx, who, announce }: Writing, id: string): Promise<void> {
  if (!who.memberId) throw new Problem('forbidden', 403)
  const key = await tx
    .selectFrom('apiKey')
    .select('byMember')
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .forUpdate()
    .executeTakeFirstOrThrow(() => notFound('key'))
  if (key.byMember === who.memberId) return
  await tx.updateTable('apiKey').set({ byMember: who.memberId }).where('id', '=', id).execute()
  await announce(api.keyTaken, { fromMember: key.byMember }, { subjectId: id })
}

/**
 * Who may make keys no longer knows any that works: those of a member who leaves, or is no admin any more. A program that stops
 * is noticed late, so the other admins are told which.
 */
export async function revokeKeysOf(ctx: Writing, { id: memberId, name }: { id: string; name: string }): Promise<void> {
  const keys = await ctx.tx
    .selectFrom('apiKey')
    .select(['id', 'name'])
    .where('byMember', '=', memberId)
    .where('revokedAt', 'is', null)
    .execute()
  for (const { id } of keys) await revokeKey(ctx, id)
  const facts = { name, keys: keys.map(key => key.name).join(', ') }
  if (keys.length > 0) await tellAdmins(ctx, { type: 'keys.ended', facts })
}
