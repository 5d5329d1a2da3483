import { useSend } from '#ui/api.ts'
import { DayField, Form, NumberField, Submit, TextField } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addAccount, changeAccount, listAccounts, type WholeAccount } from '../account-api.ts'
import messages from '../messages/index.ts'
import { emptied } from './emptied.ts'
import { OwnerField } from './facts.tsx'

const nothing = { name: '', plan: '', startsOn: '', endsOn: '', ownerId: '' }

export function AddAccount({ onDone }: { onDone: (id: string) => unknown }) {
  const t = useText(messages)
  const send = useSend(addAccount, { refresh: [listAccounts], onDone: one => onDone(one.id) })
  return (
    <Form schema={addAccount.input} start={nothing} send={send} keep="account" label={t('add.account')}>
      <Fields />
      <Submit>{t('add.account')}</Submit>
    </Form>
  )
}

/** Revenue stands among the fields only for those who see it. */
export function EditAccount({ one, onDone }: { one: WholeAccount; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(changeAccount, { refresh: [listAccounts], onDone })
  const start = {
    name: one.name,
    plan: one.plan ?? '',
    startsOn: one.startsOn ?? '',
    endsOn: one.endsOn ?? '',
    ownerId: one.owner?.id ?? '',
    ...(one.revenueSeen && { monthlyRevenue: one.monthlyRevenue ?? '', currency: one.currency ?? '' }),
  }
  return (
    <Form
      schema={changeAccount.input}
      start={start}
      send={send}
      input={values => ({ id: one.id, ...emptied(values) })}
      label={t('edit.name', { name: one.name })}
    >
      <Fields owner={one.owner?.name} />
      {one.revenueSeen && (
        <>
          <NumberField name="monthlyRevenue" label={t('monthly-revenue')} min={0} />
          <TextField name="currency" label={t('currency')} hint={t('currency.hint')} />
        </>
      )}
      <Submit>{t('save')}</Submit>
    </Form>
  )
}

function Fields({ owner }: { owner?: string | undefined }) {
  const t = useText(messages)
  return (
    <>
      <TextField name="name" label={t('name')} required autoFocus />
      <TextField name="plan" label={t('plan')} />
      <DayField name="startsOn" label={t('starts-on')} />
      <DayField name="endsOn" label={t('ends-on')} />
      <OwnerField chosen={owner} />
    </>
  )
}
