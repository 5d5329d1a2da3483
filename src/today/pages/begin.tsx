import { IconTableImport, IconUserPlus } from '@tabler/icons-react'
import { Card, Empty, useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

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
      {people && (
        <To page="/people" className="as-button">
          <IconUserPlus size={19} stroke={1.7} aria-hidden />
          {t('begin.people')}
        </To>
      )}
    </div>
  )
}
