import { Button } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { leave } from './leave.ts'
import { useMe } from './session.ts'
import { useKernelText } from './text.tsx'

export function SignOut() {
  const t = useKernelText()
  const { user } = useMe()
  return (
    <div className="stack">
      <div className="xs dim clip">{user.email}</div>
      <Button variant="default" leftSection={<IconLogout size={17} stroke={1.7} aria-hidden />} onClick={() => void leave()}>
        {t('button.sign-out')}
      </Button>
    </div>
  )
}
