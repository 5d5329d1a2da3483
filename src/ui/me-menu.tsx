import { lazy } from 'react'
import { Flyout } from './flyout.tsx'
import { useMe } from './session.ts'
import { useKernelText } from './text.tsx'
import { Who } from './who.tsx'

export const Settings = lazy(() => import('./settings.tsx'))

/** The person at the rail's foot; behind it workspace, language, light, density, signing out. */
export function MeMenu() {
  const t = useKernelText()
  const { user, workspace } = useMe()
  return (
    <Flyout
      className="me"
      label={t('shell.settings', { name: user.name })}
      button={<MyName name={user.name} workspace={workspace?.name} />}
    >
      <Settings />
    </Flyout>
  )
}

function MyName({ name, workspace }: { name: string; workspace: string | undefined }) {
  const t = useKernelText()
  return (
    <>
      <Who name={name} kind="member" />
      <span className="sr">{t('shell.settings', { name })}</span>
      <span className="grow me-words" aria-hidden>
        <b className="b clip">{name}</b>
        <span className="xs dim clip">{workspace}</span>
      </span>
    </>
  )
}
