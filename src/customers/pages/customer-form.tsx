import { useSend } from '#ui/api.ts'
import { AreaField, ChoiceField, Form, Submit, TextField, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { listAccounts } from '../account-api.ts'
import { addCustomer, changeCustomer, listCustomers, type WholeCustomer } from '../customer-api.ts'
import messages from '../messages/index.ts'
import { emptied } from './emptied.ts'
import { OwnerField } from './facts.tsx'
import { LanguagesField } from './languages.tsx'

export function AddCustomer({ onDone }: { onDone: (id: string) => unknown }) {
  const t = useText(messages)
  const send = useSend(addCustomer, { refresh: [listCustomers], onDone: one => onDone(one.id) })
  const start = { name: '', callAs: '', email: '', phone: '', accountId: '', ownerId: '', languages: [] as string[], notes: '' }
  return (
    <Form schema={addCustomer.input} start={start} send={send} keep="customer" label={t('add.customer')}>
      <TextField name="name" label={t('name')} required autoFocus />
      <TextField name="callAs" label={t('call-as')} hint={t('call-as.hint')} />
      <TextField name="email" label={t('email')} type="email" />
      <TextField name="phone" label={t('phone')} type="tel" />
      <Rest />
      <Submit>{t('add.customer')}</Submit>
    </Form>
  )
}

/** The same fields in place of the facts. */
export function EditCustomer({ one, onDone }: { one: WholeCustomer; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(changeCustomer, { refresh: [listCustomers], onDone })
  const start = {
    name: one.name,
    callAs: one.callAs ?? '',
    accountId: one.account?.id ?? '',
    ownerId: one.owner?.id ?? '',
    languages: one.languages,
    notes: one.notes ?? '',
  }
  return (
    <Form
      schema={changeCustomer.input}
      start={start}
      send={send}
      input={values => ({ id: one.id, ...emptied(values) })}
      label={t('edit.name', { name: one.name })}
    >
      <TextField name="name" label={t('name')} required autoFocus />
      <TextField name="callAs" label={t('call-as')} hint={t('call-as.hint')} />
      <Rest account={one.account?.name} owner={one.owner?.name} />
      <Submit>{t('save')}</Submit>
    </Form>
  )
}

function Rest({ account, owner }: { account?: string | undefined; owner?: string | undefined }) {
  const t = useText(messages)
  const may = useMay()
  return (
    <>
      <ChoiceField
        name="accountId"
        label={t('account')}
        from={listAccounts}
        option={one => ({ value: one.id, label: one.name })}
        chosen={account ?? ''}
        clearable
      />
      {may('directory.read') && <OwnerField chosen={owner} />}
      <LanguagesField name="languages" />
      <AreaField name="notes" label={t('notes')} />
    </>
  )
}
