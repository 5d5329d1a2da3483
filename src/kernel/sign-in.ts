import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { newId } from './id.ts'
import { Problem } from './problem.ts'
import type { Language, User } from './slice.ts'

/** Identity and nothing else: who a cookie or a password belongs to. What they may do is the directory's. Call it outside transactions. */
export type SignIn = {
  userOf: (headers: Headers) => Promise<User | null>
  find: (email: string) => Promise<User | null>
  /** @returns the new user and the cookies that sign them in @throws Problem 409 `sign-in.already-exists` */
  create: (person: { email: string; name: string; password: string; language: Language }) => Promise<{ user: User; cookies: string[] }>
  /** @throws Problem 401 `sign-in.wrong` for a wrong address and a wrong password alike */
  enter: (email: string, password: string, headers: Headers) => Promise<{ user: User; cookies: string[] }>
  leave: (headers: Headers) => Promise<string[]>
  /** Ends every session of the user; open streams end at their next beat. */
  leaveEverywhere: (userId: string) => Promise<void>
  /** Makes a token that resets the password once, within the hour; null when nobody has that address. */
  resetToken: (email: string) => Promise<string | null>
  /** @throws Problem 400 `sign-in.link` when the token is blank, used, expired or foreign */
  reset: (token: string, password: string) => Promise<void>
  change: (headers: Headers, current: string, next: string) => Promise<string[]>
  update: (userId: string, changed: { name?: string; language?: Language }) => Promise<void>
  close: () => Promise<void>
}

export const PASSWORD_LENGTH = { least: 10, most: 200 }

export function signIn({ database, secret, publicUrl }: { database: pg.PoolConfig; secret: string; publicUrl: string | null }): SignIn {
  const pool = new pg.Pool({ ...database, max: 4, options: '-c search_path=sign_in' })
  pool.on('error', () => {})
  const made = new AsyncLocalStorage<{ token: string | null }>()
  const tokenMade = (token: string) => {
    const slot = made.getStore()
    if (slot) slot.token = token
  }
  let built: ReturnType<typeof build> | undefined
  const auth = async () => (await (built ??= build(pool, secret, publicUrl, tokenMade))).api
  const one = async (where: string, value: string) =>
    asUser((await pool.query(`select id, name, email, language from "user" where ${where} = $1`, [value])).rows[0])
  return {
    userOf: async headers =>
      headers.has('cookie') ? asUser((await (await auth()).getSession({ headers }).catch(() => null))?.user) : null,
    find: email => one('email', sameAddress(email)),
    create: async ({ email, ...person }) => {
      const { headers, response } = await (await auth())
        .signUpEmail({ body: { ...person, email: sameAddress(email) }, returnHeaders: true })
        .catch(error => refuse(error, new Problem('sign-in.already-exists', 409)))
      return { user: asUser(response.user)!, cookies: headers.getSetCookie() }
    },
    enter: async (email, password, headers) => {
      const answer = await (await auth())
        .signInEmail({ body: { email: sameAddress(email), password }, headers, returnHeaders: true })
        .catch(error => refuse(error, new Problem('sign-in.wrong', 401)))
      return { user: asUser(answer.response.user)!, cookies: answer.headers.getSetCookie() }
    },
    leave: async headers => (await (await auth()).signOut({ headers, returnHeaders: true })).headers.getSetCookie(),
    leaveEverywhere: async userId => {
      await pool.query('delete from session where "userId" = $1', [userId])
    },
    resetToken: async email => {
      const slot = { token: null as string | null }
      const api = await auth()
      await made.run(slot, () => api.requestPasswordReset({ body: { email: sameAddress(email) } }))
      return slot.token
    },
    reset: async (token, password) => {
      if (!/^[\w-]+$/.test(token)) throw new Problem('sign-in.link', 400)
      await (await auth())
        .resetPassword({ body: { token, newPassword: password } })
        .catch(error => refuse(error, new Problem('sign-in.link', 400)))
    },
    change: async (headers, current, next) => {
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true }
      const answer = await (await auth())
        .changePassword({ body, headers, returnHeaders: true })
        .catch(error => refuse(error, new Problem('input', 400, {}, [{ field: 'current', code: 'wrong-password' }])))
      return answer.headers.getSetCookie()
    },
    update: async (userId, { name, language }) => {
      await pool.query(
        'update "user" set name = coalesce($2, name), language = coalesce($3, language), "updatedAt" = now() where id = $1',
        [userId, name ?? null, language ?? null],
      )
    },
    close: () => pool.end(),
  }
}

/** One person, one address, however it is written. */
export const sameAddress = (email: string) => email.normalize('NFKC').trim().toLowerCase()

const asUser = (row: { id: string; name: string; email: string; language?: string | null | undefined } | null | undefined): User | null =>
  row ? { id: row.id, name: row.name, email: row.email, language: (row.language ?? 'en') as Language } : null

// better-auth refuses with an API error that has a status; anything else is a fault of ours and must be seen as one.
function refuse(error: unknown, problem: Problem): never {
  const status = (error as { statusCode?: number }).statusCode
  throw status && status < 500 ? problem : error
}

/** Made for the first who shows a cookie or a password. */
async function build(pool: pg.Pool, secret: string, publicUrl: string | null, tokenMade: (token: string) => void) {
  const { betterAuth } = await import('better-auth')
  return betterAuth({
    database: pool,
    secret,
    baseURL: publicUrl ?? 'http://localhost',
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    user: { additionalFields: { language: { type: 'string', required: false } } },
    session: { expiresIn: 30 * 86_400, updateAge: 86_400 },
    // The token of a reset is in no table, only its hash.
    verification: { storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      resetPasswordTokenExpiresIn: 3_600,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ token }) => tokenMade(token),
    },
    advanced: {
      cookiePrefix: 'sabai',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      database: { generateId: () => newId() },
    },
  })
}
