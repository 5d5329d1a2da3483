import { leave as signOut } from '#directory/api.ts'
import { call, sayFailure } from './api.ts'
import { asFailure } from './failure.ts'

/** Ends the session on the server, forgets what was typed here, and shows the sign-in page. */
export async function leave(): Promise<void> {
  try {
    await call(signOut, {})
    sessionStorage.clear()
    location.assign('/sign-in')
  } catch (error) {
    sayFailure(asFailure(error))
  }
}
