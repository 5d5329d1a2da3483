import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useSend } from '#ui/api.ts'
import {
  Card,
  Dialog,
  Empty,
  Form,
  NumberField,
  RadioField,
  Section,
  SelectField,
  Submit,
  TextField,
  undoable,
  useFormHere,
  useMay,
} from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type Allowance, allowanceKinds, allowanceRoles, archiveAllowance, listAllowances, saveAllowance } from '../api.ts'
import messages from '../messages/index.ts'
import { useAmount } from './amount.ts'
import { freshId } from './fresh-id.ts'

/** What each role may give to a customer without asking. */
export function Allowances() {
  const t = useText(messages)
  const may = useMay()('conversation.allowances')
  const all = useAsk(listAllowances, {})
  const [open, setOpen] = useState<Allowance | null>(null)
  const add = () => setOpen({ id: freshId(), role: 'rep', kind: 'amount', name: '', mostOnce: 0, mostMonthly: 0, currency: 'USD' })
  return (
    <Section
      title={t('allowances')}
      aside={
        may && (
          <Button size="compact-sm" variant="default" onClick={add}>
            {t('allowance.add')}
          </Button>
        )
      }
    >
      <Card>
        {all.length === 0 ? (
          <Empty title={t('allowances.none')}>{t('allowances.none-why')}</Empty>
        ) : (
          <ul className="plain-list stack">
            {all.map(one => (
              <li key={one.id}>
                <Row one={one} change={may ? () => setOpen(one) : null} />
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Dialog open={open !== null} onClose={() => setOpen(null)} title={t('allowance')} side>
        {open && <AllowanceForm one={open} onDone={() => setOpen(null)} />}
      </Dialog>
    </Section>
  )
}

function Row({ one, change }: { one: Allowance; change: (() => void) | null }) {
  const t = useText(messages)
  const amount = useAmount()
  const { id, name, role, mostOnce, mostMonthly } = one
  const back = useSend(archiveAllowance, { refresh: [listAllowances] })
  const archive = useSend(archiveAllowance, {
    refresh: [listAllowances],
    onDone: () => undoable({ text: t('allowance.archived', { name }), undo: () => back.mutate({ id, archived: false }) }),
  })
  return (
    <span className="row wrap">
      <span className="grow stack">
        <b>{name}</b>
        <span className="sm dim num">
          {t('allowance.says', {
            role: t(`role.${role}`),
            once: amount({ ...one, amount: mostOnce }),
            monthly: amount({ ...one, amount: mostMonthly }),
          })}
        </span>
      </span>
      {change && (
        <span className="row">
          <Button size="compact-sm" variant="subtle" onClick={change} aria-label={t('template.change-of', { name })}>
            {t('template.change')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            loading={archive.isPending}
            onClick={() => archive.mutate({ id, archived: true })}
            aria-label={t('template.archive-of', { name })}
          >
            {t('template.archive')}
          </Button>
        </span>
      )}
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
