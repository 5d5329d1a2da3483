import type { Doorkeeper } from '#kernel/app.ts'
import { finding, type Inside, system, writing } from '#kernel/inside.ts'
import { Problem } from '#kernel/problem.ts'
import type { SignIn } from '#kernel/sign-in.ts'
import type { Language, Role, User, Who } from '#kernel/slice.ts'
import { hashOf } from './secrets.ts'

const nobody: Who = { kind: 'anyone', memberId: null, userId: null, keyId: null, role: null, language: 'en', may: () => false }
const KEY_CACHE_MS = 1_500

/** Who a request comes from: an API key names its workspace, a session has the one that the page is in, or its only one. */
export function doorkeeper(inside: Inside, signIn: SignIn): Doorkeeper {
  const keys = keyring(inside)
  return async ({ headers, workspaceNumber }) => {
    const bearer = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1]
    if (bearer) return { user: null, ...(await keys(bearer)) }
    if (!headers.get('cookie')?.includes('sabai.session_token')) return { user: null, workspaceId: null, who: nobody }
    const user = await signIn.userOf(headers)
    if (!user) return { user: null, workspaceId: null, who: nobody }
    return { user, ...(await membership(inside, user, workspaceNumber)) }
  }
}

async function membership(inside: Inside, user: User, number: number | null): Promise<{ workspaceId: string | null; who: Who }> {
  const places = await finding(inside, ({ tx }) =>
    tx
      .selectFrom('member')
      .innerJoin('workspace', 'workspace.id', 'member.workspaceId')
      .select(['member.workspaceId', 'member.id', 'member.role', 'member.language'])
      .where('member.userId', '=', user.id)
      .where('member.endedAt', 'is', null)
      .where('workspace.archivedAt', 'is', null)
      .$if(number !== null, query => query.where('workspace.number', '=', number!))
      .orderBy('workspace.number')
      .limit(2)
      .execute(),
  )
  const [place] = places
  if (!place || places.length > 1) return { workspaceId: null, who: { ...nobody, kind: 'user', userId: user.id, language: user.language } }
  return { workspaceId: place.workspaceId, who: memberWho(inside, { ...place, userId: user.id }) }
}

export function memberWho(
  { house }: Pick<Inside, 'house'>,
  member: { id: string; userId: string | null; role: string; language: string },
): Who {
  const role = member.role as Role
  const held = house.permissions.get(role) ?? new Set<string>()
  return {
    kind: 'member',
    memberId: member.id,
    userId: member.userId,
    keyId: null,
    role,
    language: member.language as Language,
    may: permission => held.has(permission),
  }
}

type Key = { workspaceId: string; id: string; scopes: string[]; lastUsedAt: Date | null; foundAt: number }

/** Keys are found by the hash of their 256 bits, remembered for seconds, and their last use is written once a minute. */
function keyring(inside: Inside) {
  const known = new Map<string, Key>()
  return async (secret: string): Promise<{ workspaceId: string; who: Who }> => {
    const hash = hashOf(secret)
    const name = hash.toString('base64url')
    const at = performance.now()
    let key = known.get(name)
    if (!key || at - key.foundAt > KEY_CACHE_MS) {
      const found = await findKey(inside, hash)
      if (!found) {
        known.delete(name)
        throw new Problem('key', 401)
      }
      key = { ...found, foundAt: at }
      if (known.size > 10_000) known.clear()
      known.set(name, key)
      await touch(inside, key)
    }
    return {
      workspaceId: key.workspaceId,
      who: { ...nobody, kind: 'key', keyId: key.id, may: permission => key.scopes.includes(permission) || key.scopes.includes('*') },
    }
  }
}

const findKey = (inside: Inside, hash: Buffer) =>
  finding(inside, ({ tx }) =>
    tx
      .selectFrom('apiKey')
      .select(['workspaceId', 'id', 'scopes', 'lastUsedAt'])
      .where('hash', '=', hash)
      .where('revokedAt', 'is', null)
      .executeTakeFirst(),
  )

const touch = (inside: Inside, { workspaceId, id }: Key) =>
  writing(inside, workspaceId, system, ({ tx, now }) =>
    tx
      .updateTable('apiKey')
      .set({ lastUsedAt: now })
      .where('id', '=', id)
      .where(eb => eb.or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<', new Date(now.getTime() - 60_000))]))
      .execute(),
  )
