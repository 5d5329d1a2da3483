import { Plain } from './plain.tsx'
import { useMe } from './session.ts'
import { SignOut } from './sign-out.tsx'
import { useKernelText } from './text.tsx'

/** Signed in, but nobody's member: who can help, and the way out. */
export function NoWorkspace() {
  const t = useKernelText()
  const { user } = useMe()
  return (
    <Plain title={t('shell.no-workspace')} sentence={t('shell.no-workspace-why', { email: user.email })}>
      <SignOut />
    </Plain>
  )
}
