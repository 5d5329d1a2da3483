import { Button } from '@mantine/core'
import { IconTarget } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Dialog, Loading, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

const Choose = lazy(() => import('./choose-pair.tsx'))

/** The one action of a board: what the company steers by. */
export function GoalButton() {
  const t = useText(messages)
  const may = useMay()('scoreboard.goal')
  const [open, setOpen] = useState(false)
  if (!may) return null
  return (
    <>
      <Button leftSection={<IconTarget size={17} stroke={1.7} aria-hidden />} onClick={() => setOpen(true)}>
        {t('goal.choose')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('goal.choose')}>
        <Suspense fallback={<Loading />}>
          <Choose onDone={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </>
  )
}
