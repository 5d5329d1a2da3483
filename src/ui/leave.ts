import { sayFailure } from './api.ts'
import { asFailure, failureOf, offline } from './failure.ts'

/** Ends the session on the server, forgets what was typed here, and shows the sign-in page. */
export async function leave(): Promise<void> {
  try {
    const answer = await fetch('/api/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).catch(
      () => {
        throw offline()
      },
    )
    if (!answer.ok && answer.status !== 401) throw failureOf(answer.status, await answer.json().catch(() => undefined))
    sessionStorage.clear()
    location.assign('/sign-in')
  } catch (error) {
    sayFailure(asFailure(error))
  }
}
