import { changeContactWay } from '#customers/api.ts'
import { useSend } from '#ui/api.ts'
import { Form, Submit, TextField, undoable, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addAddress, type CaseDetail, listCases } from '../api.ts'
import messages from '../messages/index.ts'

type AddressProps = { one: CaseDetail; onDone?: () => void /** One address is there already. */; more?: boolean }

/** Nobody can be answered without an address: it is added right where the reply is written. */
export default function AddressForm({ one, onDone, more }: AddressProps) {
  const t = useText(messages)
  const may = useMay()
  const undo = useSend(changeContactWay, { refresh: [listCases] })
  const add = useSend(addAddress, {
    refresh: [listCases],
    onDone: ({ customerId, contactWayId }) =>
      may('customers.change') &&
      undoable({ text: t('address.added'), undo: () => undo.mutate({ id: customerId, contactWayId, archived: true }) }),
  })
  return (
    <Form
      schema={addAddress.input}
      start={{ email: '', name: one.customer ? '' : (one.author ?? '') }}
      send={add}
      input={{ id: one.id }}
      keep={`address-${one.id}`}
      label={t('address.add')}
      className="address"
      onDone={() => onDone?.()}
    >
      {!more && <p className="sm b">{t('address.title')}</p>}
      <div className="row wrap address-fields">
        {!one.customer && <TextField name="name" label={t('address.name')} autoComplete="off" />}
        <TextField name="email" label={t('address.email')} type="email" autoComplete="off" />
        <Submit variant="default">{t('address.add')}</Submit>
      </div>
    </Form>
  )
}
