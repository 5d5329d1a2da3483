import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconStar, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useSend } from '#ui/api.ts'
import { Card, CheckField, Form, Section, SelectField, Submit, TextField, undoable, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addContactWay, type ContactWay, changeContactWay, contactKinds, listCustomers, type WholeCustomer } from '../customer-api.ts'
import messages from '../messages/index.ts'

/** How the customer is reached: added, preferred, removed in place. */
export function Ways({ one }: { one: WholeCustomer }) {
  const t = useText(messages)
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const ways = one.contactWays.filter(way => !way.archivedAt)
  const change = may('customers.change') && !one.mergedInto
  return (
    <Section title={t('ways')}>
      <Card>
        {ways.length === 0 && <p className="soft">{t('none.ways')}</p>}
        <ul className="lines">
          {ways.map(way => (
            <li key={way.id}>
              <Way way={way} />
              {change && <Tools customerId={one.id} way={way} />}
            </li>
          ))}
        </ul>
        {adding && <AddWay id={one.id} onDone={() => setAdding(false)} />}
        {change && !adding && (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
            {t('way.add')}
          </Button>
        )}
      </Card>
    </Section>
  )
}

function Way({ way }: { way: ContactWay }) {
  const t = useText(messages)
  return (
    <span className="grow stack">
      <span>{way.kind === 'email' ? <a href={`mailto:${way.value}`}>{way.value}</a> : way.value}</span>
      <span className="row wrap sm dim">
        {t(`kind.${way.kind}`)}
        {way.preferred && <span className="tag">{t('way.preferred')}</span>}
        {way.bouncedAt && <span className="sig late">{t('way.bounced')}</span>}
        {way.others > 0 && <span>{t('way.shared', { n: way.others })}</span>}
      </span>
    </span>
  )
}

function Tools({ customerId, way }: { customerId: string; way: ContactWay }) {
  const t = useText(messages)
  const send = useSend(changeContactWay, { refresh: [listCustomers] })
  const set = (rest: { preferred?: boolean; archived?: boolean }) => send.mutateAsync({ id: customerId, contactWayId: way.id, ...rest })
  const remove = async () => {
    await set({ archived: true })
    undoable({ text: t('way.removed', { value: way.value }), undo: () => set({ archived: false }) })
  }
  return (
    <>
      {!way.preferred && (
        <ActionIcon aria-label={t('way.prefer', { value: way.value })} onClick={() => void set({ preferred: true })}>
          <IconStar size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      )}
      <ActionIcon aria-label={t('way.remove', { value: way.value })} onClick={() => void remove()}>
        <IconX size={17} stroke={1.7} aria-hidden />
      </ActionIcon>
    </>
  )
}

function AddWay({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(addContactWay, { refresh: [listCustomers], onDone })
  const kinds = contactKinds.map(value => ({ value, label: t(`kind.${value}`) }))
  return (
    <Form
      schema={addContactWay.input}
      start={{ kind: 'email', value: '', preferred: false }}
      send={send}
      input={{ id }}
      label={t('way.add')}
    >
      <SelectField name="kind" label={t('way.kind')} options={kinds} />
      <TextField name="value" label={t('way.value')} required autoFocus />
      <CheckField name="preferred" label={t('way.preferred')} />
      <Submit>{t('way.add')}</Submit>
    </Form>
  )
}
