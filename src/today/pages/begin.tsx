import { Button } from '@mantine/core'
import { IconTableImport, IconUserPlus } from '@tabler/icons-react'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { useSend } from '#ui/api.ts'
import { Card, Empty, useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

/** The sample stands below this slice in the list, so its contract is named here. */
const lookAround = endpoint('POST /sample', {
  summary: 'Look around a sample company',
  may: 'signed-in',
  input: z.strictObject({}),
  output: z.object({ id: z.uuid(), number: z.int() }),
})

/** A new workspace: how to begin, by what this person may do. */
export function Begin() {
  const t = useText(messages)
  const may = useMay()
  if (!may('imports.run'))
    return (
      <Card>
        <Empty title={t('begin')}>{t('begin.wait')}</Empty>
      </Card>
    )
  return (
    <Card>
      <Empty title={t('begin')} action={<Steps people={may('directory.people')} />}>
        {t('begin.why')}
      </Empty>
    </Card>
  )
}

function Steps({ people }: { people: boolean }) {
  const t = useText(messages)
  return (
    <div className="row wrap begin-steps">
      <To page="/import" className="as-button first">
        <IconTableImport size={19} stroke={1.7} aria-hidden />
        {t('begin.import')}
      </To>
      <LookAround />
      {people && (
        <To page="/people" className="as-button">
          <IconUserPlus size={19} stroke={1.7} aria-hidden />
          {t('begin.people')}
        </To>
      )}
    </div>
  )
}

/** A workspace of its own with months of a believable company: nothing of it comes in here. */
function LookAround() {
  const t = useText(messages)
  const look = useSend(lookAround, { onDone: made => location.assign(`/${made.number}`) })
  return (
    <Button variant="default" loading={look.isPending} onClick={() => look.mutate({})}>
      {t('begin.sample')}
    </Button>
  )
}
