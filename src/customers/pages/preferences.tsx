import { ActionIcon, Button } from '@mantine/core'
import { IconArchive, IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useSend } from '#ui/api.ts'
import { AreaField, Card, Dialog, Form, RadioField, Said, Section, Submit, undoable, useMay } from '#ui/index.ts'
import { useFormats, useText } from '#ui/text.tsx'
import {
  addPreference,
  changePreference,
  consents,
  listCustomers,
  type Preference,
  preferenceSources,
  type WholeCustomer,
} from '../customer-api.ts'
import messages from '../messages/index.ts'

/** What the customer likes or needs, how we know, and whether they agreed. */
export function Preferences({ one }: { one: WholeCustomer }) {
  const t = useText(messages)
  const may = useMay()
  const [editing, setEditing] = useState<Preference | 'new' | null>(null)
  const change = may('customers.change') && !one.mergedInto
  const kept = one.preferences.filter(preference => !preference.archivedAt)
  const add = (
    <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
      {t('preference.add')}
    </Button>
  )
  return (
    <Section title={t('preferences')} aside={change && add}>
      <Card>
        {kept.length === 0 && <p className="soft">{t('none.preferences')}</p>}
        <ul className="lines">
          {kept.map(preference => (
            <li key={preference.id}>
              <OnePreference {...preference} />
              {change && <Tools customerId={one.id} preference={preference} edit={() => setEditing(preference)} />}
            </li>
          ))}
        </ul>
      </Card>
      <Dialog open={editing !== null} onClose={() => setEditing(null)} title={t(editing === 'new' ? 'preference.add' : 'preference.edit')}>
        {editing === 'new' && <AddPreference id={one.id} onDone={() => setEditing(null)} />}
        {editing !== null && editing !== 'new' && <EditPreference id={one.id} preference={editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </Section>
  )
}

const tones = { given: 'good', 'not-asked': 'few', refused: 'late' } as const

function OnePreference({ text, source, consent, by, createdAt }: Preference) {
  const t = useText(messages)
  const { date } = useFormats()
  return (
    <span className="grow stack">
      <Said text={text} />
      <span className="row wrap sm dim">
        <span>{t(`source.${source}`)}</span>
        <span className={`sig ${tones[consent]}`}>{t(`consent.${consent}`)}</span>
        <span>{by ? t('by-on', { name: by.name, day: date(createdAt) }) : date(createdAt)}</span>
      </span>
    </span>
  )
}

function Tools({ customerId, preference, edit }: { customerId: string; preference: Preference; edit: () => void }) {
  const t = useText(messages)
  const send = useSend(changePreference, { refresh: [listCustomers] })
  const set = (archived: boolean) => send.mutateAsync({ id: customerId, preferenceId: preference.id, archived })
  const archive = async () => {
    await set(true)
    undoable({ text: t('preference.archived'), undo: () => set(false) })
  }
  return (
    <>
      <ActionIcon aria-label={t('edit.name', { name: preference.text })} onClick={edit}>
        <IconPencil size={17} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={t('preference.archive', { text: preference.text })} onClick={() => void archive()}>
        <IconArchive size={17} stroke={1.7} aria-hidden />
      </ActionIcon>
    </>
  )
}

function AddPreference({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(addPreference, { refresh: [listCustomers], onDone })
  return (
    <Form
      schema={addPreference.input}
      start={{ text: '', source: 'customer', consent: 'not-asked' }}
      send={send}
      input={{ id }}
      keep={`preference-${id}`}
    >
      <Fields />
      <Submit>{t('preference.add')}</Submit>
    </Form>
  )
}

function EditPreference({ id, preference, onDone }: { id: string; preference: Preference; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(changePreference, { refresh: [listCustomers], onDone })
  const { text, source, consent } = preference
  return (
    <Form schema={changePreference.input} start={{ text, source, consent }} send={send} input={{ id, preferenceId: preference.id }}>
      <Fields />
      <Submit>{t('save')}</Submit>
    </Form>
  )
}

function Fields() {
  const t = useText(messages)
  return (
    <>
      <AreaField name="text" label={t('preference.text')} required autoFocus />
      <RadioField
        name="source"
        label={t('preference.source')}
        options={preferenceSources.map(value => ({ value, label: t(`source.${value}`) }))}
      />
      <RadioField
        name="consent"
        label={t('preference.consent')}
        options={consents.map(value => ({ value, label: t(`consent.${value}`) }))}
      />
    </>
  )
}
