import { useQueryClient } from '@tanstack/react-query'
import { refreshPaths, useAsk, useSend } from '#ui/api.ts'
import { Form, NumberField, RadioField, SelectField, Submit, TextField, useFormHere, useMay } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type Allowance, allowanceKinds, allowanceRoles, archiveAllowance, listAllowances, saveAllowance } from '../api.ts'
import messages from '../messages/index.ts'
import { useAmount } from './amount.ts'
import { freshId } from './fresh-id.ts'
import { KeptThings } from './kept-things.tsx'

/** What each role may give to a customer without asking. */
export function Allowances() {
  const t = useText(messages)
  const queries = useQueryClient()
  const list = {
    ...{ items: useAsk(listAllowances, {}), waiting: false, failure: null, more: null, loadingMore: false },
    again: () => void refreshPaths(queries, [listAllowances.path]),
  }
  return (
    <KeptThings
      list={list}
      words={{ title: t('allowances'), add: t('allowance.add'), none: t('allowances.none'), noneWhy: t('allowances.none-why') }}
      mayChange={useMay()('conversation.allowances')}
      fresh={(): Allowance => ({ id: freshId(), role: 'rep', kind: 'amount', name: '', mostOnce: 0, mostMonthly: 0, currency: 'USD' })}
      says={one => <Bounds one={one} />}
      archiving={{ endpoint: archiveAllowance, list: listAllowances, said: name => t('allowance.archived', { name }) }}
      formTitle={() => t('allowance')}
      form={(one, close) => <AllowanceForm one={one} onDone={close} />}
    />
  )
}

function Bounds({ one }: { one: Allowance }) {
  const t = useText(messages)
  const amount = useAmount()
  const { role, mostOnce, mostMonthly } = one
  return (
    <span className="sm dim num">
      {t('allowance.says', {
        role: t(`role.${role}`),
        once: amount({ ...one, amount: mostOnce }),
        monthly: amount({ ...one, amount: mostMonthly }),
      })}
    </span>
  )
}

function AllowanceForm({ one, onDone }: { one: Allowance; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(saveAllowance, { refresh: [listAllowances] })
  const { id, ...rest } = one
  const start = { ...rest, currency: one.currency ?? '' }
  const input = ({ currency, ...values }: typeof start) => ({ id, ...values, ...(values.kind === 'amount' && currency && { currency }) })
  return (
    <Form schema={saveAllowance.input} start={start} send={send} input={input} onDone={onDone} label={t('allowance')}>
      <TextField name="name" label={t('template.name')} hint={t('allowance.name-hint')} required autoFocus />
      <SelectField name="role" label={t('allowance.role')} options={allowanceRoles.map(value => ({ value, label: t(`role.${value}`) }))} />
      <RadioField
        name="kind"
        label={t('allowance.kind')}
        options={allowanceKinds.map(value => ({ value, label: t(`allowance.${value}`) }))}
      />
      <NumberField name="mostOnce" label={t('allowance.once')} required />
      <NumberField name="mostMonthly" label={t('allowance.monthly')} required />
      <Currency />
      <Submit>{t('save')}</Submit>
    </Form>
  )
}

function Currency() {
  const t = useText(messages)
  const { form } = useFormHere()
  return form.getValues().kind === 'amount' ? (
    <TextField name="currency" label={t('allowance.currency')} placeholder="LAK" required />
  ) : null
}
