import { Checkbox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { listTopics } from '#customers/api.ts'
import { call, type In, useAsk, useSend } from '#ui/api.ts'
import { Form, NumberInput, notice, RadioField, SelectField, Several, Submit, TagsInput, TextField, useFormHere } from '#ui/index.ts'
import { useFormats, useLanguage, useText } from '#ui/text.tsx'
import { addPolicy, changePolicy, listCalendars, listPolicies, previewPolicy, priorities } from '../api.ts'
import messages from '../messages/index.ts'
import type { Policy } from './Policies.tsx'

type Hours = Policy['hours']
type Values = {
  name: string
  hours: Hours
  calendarId: string
  first: number | ''
  next: number | ''
  solve: number | ''
  warn: number | ''
  second: number | ''
  third: number | ''
  topicIds: string[]
  channels: string[]
  plans: string[]
  priorities: string[]
  revenueFrom: number | ''
}

const hoursOf = (minutes: number | null | undefined) => (minutes == null ? '' : minutes / 60)
const minutesOf = (hours: number | '') => (hours === '' ? null : Math.round(Number(hours) * 60))

const startOf = (policy: Policy | null): Values => ({
  name: policy?.name ?? '',
  hours: policy?.hours ?? 'workspace',
  calendarId: policy?.calendarId ?? '',
  first: hoursOf(policy?.firstReplyMinutes ?? 480),
  next: hoursOf(policy?.nextReplyMinutes ?? 480),
  solve: hoursOf(policy?.resolveMinutes),
  warn: hoursOf(policy?.warnMinutes),
  second: hoursOf(policy?.escalateMinutes[0]),
  third: hoursOf(policy?.escalateMinutes[1]),
  topicIds: [...(policy?.conditions.topicIds ?? [])],
  channels: [...(policy?.conditions.channels ?? [])],
  plans: [...(policy?.conditions.plans ?? [])],
  priorities: [...(policy?.conditions.priorities ?? [])],
  revenueFrom: policy?.conditions.revenueFrom ?? '',
})

const inputOf = (values: Values): In<typeof addPolicy> => ({
  name: values.name,
  hours: values.hours,
  calendarId: values.hours === 'calendar' ? values.calendarId || null : null,
  firstReplyMinutes: minutesOf(values.first) ?? 0,
  nextReplyMinutes: minutesOf(values.next) ?? 0,
  resolveMinutes: minutesOf(values.solve),
  warnMinutes: minutesOf(values.warn),
  escalateMinutes: [values.second, values.third].flatMap(one => minutesOf(one) ?? []),
  conditions: {
    ...(values.topicIds.length > 0 ? { topicIds: values.topicIds } : {}),
    ...(values.channels.length > 0 ? { channels: values.channels } : {}),
    ...(values.plans.length > 0 ? { plans: values.plans } : {}),
    ...(values.priorities.length > 0 ? { priorities: values.priorities as 'urgent'[] } : {}),
    ...(values.revenueFrom === '' ? {} : { revenueFrom: Number(values.revenueFrom) }),
  },
})

/** A promise by choosing, with what it would mean for a complaint on a Friday evening. */
export function PolicyForm({ policy, onDone }: { policy: Policy | null; onDone: () => void }) {
  const t = useText(messages)
  const refresh = [listPolicies]
  const add = useSend(addPolicy, { refresh })
  const change = useSend(changePolicy, { refresh })
  const done = () => {
    notice({ tone: 'good', text: t('policy.saved') })
    onDone()
  }
  const shared = { start: startOf(policy), onDone: done, label: t('policy') }
  const fields = <Fields usual={policy?.usual ?? false} />
  if (!policy)
    return (
      <Form {...shared} schema={addPolicy.input} send={add} input={inputOf}>
        {fields}
      </Form>
    )
  return (
    <Form {...shared} schema={changePolicy.input} send={change} input={values => ({ id: policy.id, ...inputOf(values) })}>
      {fields}
    </Form>
  )
}

function Fields({ usual }: { usual: boolean }) {
  const t = useText(messages)
  const { form } = useFormHere()
  const values = form.getValues() as Values
  const calendars = useAsk(listCalendars, {}).items
  const ways = (['all', 'workspace', 'calendar'] as const).map(value => ({ value, label: t(`hours.${value}`) }))
  return (
    <>
      {!usual && <TextField name="name" label={t('name')} required autoFocus />}
      {!usual && <Whom values={values} />}
      <RadioField name="hours" label={t('hours')} options={calendars.length > 0 ? ways : ways.slice(0, 2)} />
      {values.hours === 'calendar' && (
        <SelectField
          name="calendarId"
          label={t('calendar')}
          options={calendars.map(one => ({ value: one.id, label: one.name }))}
          required
        />
      )}
      <div className="pairs">
        <HoursField name="first" path="firstReplyMinutes" label={t('first')} />
        <HoursField name="next" path="nextReplyMinutes" label={t('next')} />
        <HoursField name="solve" path="resolveMinutes" label={t('solve')} hint={t('solve.hint')} />
        <HoursField name="warn" path="warnMinutes" label={t('warn')} hint={t('solve.hint')} />
        <HoursField name="second" path="escalateMinutes.0" label={t('second')} hint={t('solve.hint')} />
        <HoursField name="third" path="escalateMinutes.1" label={t('third')} hint={t('solve.hint')} />
      </div>
      <Foreseen values={values} />
      <Submit>{t('save')}</Submit>
    </>
  )
}

/** So many hours; half ones too. */
function HoursField({ name, path, label, hint }: { name: keyof Values; path: string; label: string; hint?: string }) {
  const { form } = useFormHere()
  const { value, onChange, error } = form.getInputProps(name)
  return (
    <NumberInput
      label={label}
      {...(hint ? { description: hint } : {})}
      value={value}
      onChange={onChange}
      error={error ?? form.errors[path]}
      data-path={name}
      hideControls
      min={0}
      max={8760}
      decimalScale={2}
    />
  )
}

function Whom({ values }: { values: Values }) {
  const t = useText(messages)
  const { form } = useFormHere()
  const { language } = useLanguage()
  const topics = useAsk(listTopics, {}).items.map(one => ({ value: one.id, label: one.names[language] ?? one.name }))
  const set = (name: keyof Values) => (next: string[] | string | number) => form.setFieldValue(name, next)
  const toggle = (one: string) =>
    set('priorities')(values.priorities.includes(one) ? values.priorities.filter(other => other !== one) : [...values.priorities, one])
  return (
    <fieldset className="form">
      <legend className="field-label">{t('whom')}</legend>
      <p className="sm dim">{t('whom.why')}</p>
      <div className="row wrap">
        {priorities.map(one => (
          <Checkbox key={one} label={t(`priority.${one}`)} checked={values.priorities.includes(one)} onChange={() => toggle(one)} />
        ))}
      </div>
      <Several label={t('topics')} options={topics} value={values.topicIds} onChange={set('topicIds')} />
      <TagsInput label={t('channels')} description={t('tags.hint')} value={values.channels} onChange={set('channels')} />
      <TagsInput label={t('plans')} description={t('tags.hint')} value={values.plans} onChange={set('plans')} />
      <NumberInput
        label={t('revenue')}
        value={values.revenueFrom}
        onChange={next => set('revenueFrom')(next)}
        thousandSeparator=","
        hideControls
        min={0}
      />
    </fieldset>
  )
}

/** "A complaint on Friday at 17:30 …", reckoned by the server as the clocks will. */
function Foreseen({ values }: { values: Values }) {
  const t = useText(messages)
  const { weekday, time } = useFormats()
  const [asked] = useDebouncedValue(inputOf(values), 300)
  const known = asked.firstReplyMinutes > 0 && (asked.hours !== 'calendar' || asked.calendarId)
  const { data } = useQuery({
    queryKey: ['policy preview', asked],
    enabled: Boolean(known),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(previewPolicy, previewOf(asked), signal),
  })
  if (!data || !known) return null
  const at = (instant: Date) => `${weekday(instant)} ${time(instant)}`
  return (
    <div className="foreseen" aria-live="polite">
      <p>{t('foreseen', { at: at(data.at), due: at(data.dueAt) })}</p>
      {data.warnAt && <p className="sm soft">{t('foreseen.warn', { at: at(data.warnAt) })}</p>}
      {data.escalatesAt.map((instant, n) => (
        <p key={instant.toISOString()} className="sm soft">
          {t('foreseen.next', { at: at(instant), n: n + 2 })}
        </p>
      ))}
    </div>
  )
}

const previewOf = ({ hours, calendarId, firstReplyMinutes, warnMinutes, escalateMinutes = [] }: In<typeof addPolicy>) => ({
  hours,
  firstReplyMinutes,
  ...(calendarId ? { calendarId } : {}),
  ...(warnMinutes ? { warnMinutes } : {}),
  ...(escalateMinutes.length > 0 ? { escalateMinutes: escalateMinutes.join(',') } : {}),
})
