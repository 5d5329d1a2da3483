import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useSend } from '#ui/api.ts'
import { AreaField, Dialog, Form, NumberField, notice, Section, SelectField, Signal, Submit } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { type Allowance, caseGoodwill, decideGoodwill, type Goodwill, giveGoodwill, takeBackGoodwill } from '../api.ts'
import messages from '../messages/index.ts'
import { useAmount } from './amount.ts'
import './conversation.css'

type Left = Allowance & { left: number }

/** What the customer was given, and what I may still give without asking. */
export default function CaseGoodwill({ caseId }: { caseId: string }) {
  const t = useText(messages)
  const { given, mine, mayGive } = useAsk(caseGoodwill, { id: caseId })
  const [open, setOpen] = useState(false)
  if (given.length === 0 && mine.length === 0) return null
  return (
    <Section title={t('goodwill')} level={3}>
      <div className="stack">
        {given.map(one => (
          <Given key={one.id} one={one} />
        ))}
        {mine.map(one => (
          <Remaining key={one.id} {...one} />
        ))}
        {mayGive && mine.length > 0 && (
          <Button variant="default" size="compact-sm" className="no-print" onClick={() => setOpen(true)}>
            {t('goodwill.give')}
          </Button>
        )}
      </div>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('goodwill.give')}>
        <Give caseId={caseId} mine={mine} onDone={() => setOpen(false)} />
      </Dialog>
    </Section>
  )
}

function Remaining({ name, left, ...one }: Left) {
  const t = useText(messages)
  const amount = useAmount()
  return <span className="sm dim num">{t('goodwill.left', { name, left: amount({ ...one, amount: left }) })}</span>
}

function Given({ one }: { one: Goodwill }) {
  const t = useText(messages)
  const amount = useAmount()
  const [deciding, decide] = useState<boolean | null>(null)
  const take = useSend(takeBackGoodwill, { refresh: [caseGoodwill] })
  const open = one.state === 'given' || one.state === 'asked'
  return (
    <div className="stack sm">
      <span className="row wrap">
        <b className="num">{`${one.name} · ${amount(one)}`}</b>
        <Signal kind={one.state === 'given' ? 'good' : one.state === 'asked' ? 'soon' : 'bad'}>
          {t(`goodwill.${one.state}`, { name: one.askedOf?.name ?? '' })}
        </Signal>
      </span>
      <span dir="auto">{one.why}</span>
      <span className="dim">{[one.by.name, one.decision, one.outcome && t(`outcome.${one.outcome}`)].filter(Boolean).join(' · ')}</span>
      <span className="row no-print">
        {one.mine && open && !one.decidedBy && (
          <Button size="compact-xs" variant="subtle" loading={take.isPending} onClick={() => take.mutate({ id: one.id })}>
            {t('goodwill.take-back')}
          </Button>
        )}
        {one.mayDecide && (
          <>
            <Button size="compact-xs" variant="default" onClick={() => decide(true)}>
              {t('goodwill.approve')}
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={() => decide(false)}>
              {t('goodwill.decline')}
            </Button>
          </>
        )}
      </span>
      <Dialog open={deciding !== null} onClose={() => decide(null)} title={t(deciding ? 'goodwill.approve' : 'goodwill.decline')}>
        <Decide id={one.id} approve={deciding === true} onDone={() => decide(null)} />
      </Dialog>
    </div>
  )
}

function Decide({ id, approve, onDone }: { id: string; approve: boolean; onDone: () => void }) {
  const t = useText(messages)
  const send = useSend(decideGoodwill, { refresh: [caseGoodwill] })
  return (
    <Form schema={decideGoodwill.input} start={{ decision: '' }} send={send} input={values => ({ id, approve, ...values })} onDone={onDone}>
      <AreaField name="decision" label={t('goodwill.decision')} autoFocus />
      <Submit>{t(approve ? 'goodwill.approve' : 'goodwill.decline')}</Submit>
    </Form>
  )
}

function Give({ caseId, mine, onDone }: { caseId: string; mine: Left[]; onDone: () => void }) {
  const t = useText(messages)
  const amount = useAmount()
  const send = useSend(giveGoodwill, {
    refresh: [caseGoodwill],
    onDone: ({ state, askedOf }) =>
      notice({ tone: state === 'given' ? 'good' : 'plain', text: t(`goodwill.${state}`, { name: askedOf?.name ?? '' }) }),
  })
  const start = { allowanceId: mine[0]?.id ?? '', amount: '', why: '' }
  const input = (values: typeof start) => ({ id: caseId, ...values })
  return (
    <Form
      schema={giveGoodwill.input}
      start={start}
      send={send}
      input={input}
      keep={`goodwill-${caseId}`}
      onDone={onDone}
      label={t('goodwill.give')}
    >
      <SelectField
        name="allowanceId"
        label={t('allowance')}
        options={mine.map(one => ({
          value: one.id,
          label: t('goodwill.left', { name: one.name, left: amount({ ...one, amount: one.left }) }),
        }))}
      />
      <NumberField name="amount" label={t('goodwill.amount')} hint={t('goodwill.beyond')} required />
      <AreaField name="why" label={t('goodwill.why')} required />
      <Submit>{t('goodwill.give')}</Submit>
    </Form>
  )
}
