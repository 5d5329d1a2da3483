import { listSurveys } from '#surveys/api.ts'
import { useSend } from '#ui/api.ts'
import { ChoiceField, Form, NumberField, RadioField, Submit, TextField, useFormHere } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import { addSend, listGateways, listSegments, listSends } from '../api.ts'
import messages from '../messages/index.ts'

type Values = Record<(typeof fields)[number], string | number>
const fields = [
  'surveyId',
  'name',
  'kind',
  'channel',
  'segmentId',
  'gatewayId',
  'perMinute',
  'delayMinutes',
  'everyDays',
  'holdOutPercent',
  'reminders',
  'remindAfterDays',
] as const
const start = { ...Object.fromEntries(fields.map(field => [field, ''])), kind: 'list', channel: 'email' } as Values

/** Only what belongs to the chosen kind and channel is asked, and only that is sent. */
function inputOf(values: Values) {
  const { kind, channel } = values
  const foreign = [
    ...(kind === 'case' ? ['segmentId'] : ['delayMinutes']),
    ...(kind === 'schedule' ? [] : ['everyDays', 'holdOutPercent']),
    ...(channel === 'webhook' ? [] : ['gatewayId']),
  ]
  return Object.fromEntries(fields.filter(key => values[key] !== '' && !foreign.includes(key)).map(key => [key, values[key]]))
}

/** A new send, or one that goes by itself. */
export function NewSend({ surveyId, onDone }: { surveyId: string | undefined; onDone: (id: string) => void }) {
  const t = useText(messages)
  const send = useSend(addSend, { refresh: [listSends], onDone: one => onDone(one.id) })
  const kinds = (['list', 'case', 'schedule'] as const).map(value => ({ value, label: t(`when.${value}`) }))
  const channels = (['email', 'webhook'] as const).map(value => ({ value, label: t(`channel.${value}`) }))
  return (
    <Form schema={addSend.input} start={{ ...start, surveyId: surveyId ?? '' }} send={send} input={inputOf} label={t('add.send')}>
      <ChoiceField
        name="surveyId"
        label={t('survey')}
        from={listSurveys}
        filter={{ state: 'open' }}
        option={one => ({ value: one.id, label: one.name })}
      />
      <TextField name="name" label={t('name')} hint={t('name.hint')} />
      <RadioField name="kind" label={t('when')} options={kinds} />
      <Whom />
      <RadioField name="channel" label={t('how')} options={channels} />
      <Gateway />
      <NumberField name="reminders" label={t('reminders')} hint={t('reminders.hint')} min={0} max={3} />
      <NumberField name="remindAfterDays" label={t('remind-after')} min={1} max={60} />
      <NumberField name="perMinute" label={t('per-minute')} hint={t('per-minute.hint')} min={1} max={6000} />
      <Submit>{t('add.draft')}</Submit>
    </Form>
  )
}

function Whom() {
  const t = useText(messages)
  const { form } = useFormHere()
  const { kind } = form.getValues()
  if (kind === 'case') return <NumberField name="delayMinutes" label={t('delay')} hint={t('delay.hint')} min={0} />
  return (
    <>
      <ChoiceField
        name="segmentId"
        label={t('segment')}
        from={listSegments}
        option={one => ({ value: one.id, label: one.name })}
        clearable
      />
      {kind === 'list' && <p className="sm dim">{t('segment.or-list')}</p>}
      {kind === 'schedule' && (
        <>
          <NumberField name="everyDays" label={t('every-days')} hint={t('every-days.hint')} min={7} max={730} />
          <NumberField name="holdOutPercent" label={t('hold-out')} hint={t('hold-out.hint')} min={0} max={90} />
        </>
      )}
    </>
  )
}

function Gateway() {
  const t = useText(messages)
  const { form } = useFormHere()
  if (form.getValues().channel !== 'webhook') return null
  return <ChoiceField name="gatewayId" label={t('gateway')} from={listGateways} option={one => ({ value: one.id, label: one.name })} />
}
