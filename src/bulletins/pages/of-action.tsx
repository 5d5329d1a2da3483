import { Button } from '@mantine/core'
import { useState } from 'react'
import { readAction } from '#actions/api.ts'
import { useAsk, useList } from '#ui/api.ts'
import { Card, Dialog, Section, Signal, useMay } from '#ui/index.ts'
import { To } from '#ui/page.tsx'
import { useText } from '#ui/text.tsx'
import { listBulletins } from '../api.ts'
import messages from '../messages/index.ts'
import { BulletinForm } from './bulletin-form.tsx'
import './bulletins.css'

/** On an action: "you said, we did". The customers who raised its causes are told, when it is true. */
export default function OfAction({ actionId }: { actionId: string }) {
  const t = useText(messages)
  const may = useMay()('bulletins.change')
  const [adding, setAdding] = useState(false)
  const action = useAsk(readAction, { id: actionId })
  const list = useList(listBulletins, { action: actionId })
  const add = may && (
    <Button variant="default" onClick={() => setAdding(true)}>
      {t('did.begin')}
    </Button>
  )
  return (
    <Section title={t('kind.did')} aside={add}>
      <Card>
        {list.items.length === 0 && <p className="soft">{t('did.why')}</p>}
        <ul className="stack">
          {list.items.map(one => (
            <li key={one.id} className="row between wrap">
              <To page="/actions/news/$id" params={{ id: one.id }}>
                {one.title}
              </To>
              <Signal kind={one.told > 0 ? 'good' : 'in'}>
                {t('affected.n', { n: one.affected })} · {t('told.n', { n: one.told })}
              </Signal>
            </li>
          ))}
        </ul>
      </Card>
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('did.begin')} side>
        <BulletinForm kind="did" causes={action.causes} actionId={actionId} onDone={() => setAdding(false)} />
      </Dialog>
    </Section>
  )
}
