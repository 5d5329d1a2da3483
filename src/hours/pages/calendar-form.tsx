import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Suspense } from 'react'
import { type In, useAsk, useSend } from '#ui/api.ts'
import { DayInput, Form, Loading, notice, Select, Submit, TextField, useFormHere, useNow } from '#ui/index.ts'
import { useFormats, useLanguage, useText } from '#ui/text.tsx'
import { addCalendar, changeCalendar, listCalendars, listCountries, listHolidays } from '../api.ts'
import messages from '../messages/index.ts'
import type { Calendar } from './Calendars.tsx'

type Values = Pick<Calendar, 'name' | 'zone' | 'periods' | 'ownDays'> & { country: string; region: string }
type Period = Values['periods'][number]

const office: Values['periods'] = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }]
const inputOf = ({ country, region, ...rest }: Values): In<typeof addCalendar> => ({
  ...rest,
  country: country || null,
  region: region || null,
})

/** A team's week, in its zone, with the days off of its country and its own. */
export function CalendarForm({ calendar, onDone }: { calendar: Calendar | null; onDone: () => void }) {
  const t = useText(messages)
  const { zone } = useFormats()
  const refresh = [listCalendars]
  const add = useSend(addCalendar, { refresh })
  const change = useSend(changeCalendar, { refresh })
  const start: Values = calendar
    ? { ...calendar, country: calendar.country ?? '', region: calendar.region ?? '' }
    : { name: '', zone, periods: office, ownDays: [], country: '', region: '' }
  const { name, periods, ownDays, country, region } = start
  const shared = {
    start: { name, zone: start.zone, periods, ownDays, country, region },
    label: t('calendar'),
    onDone: () => {
      notice({ tone: 'good', text: t('calendar.saved') })
      onDone()
    },
  }
  if (!calendar)
    return (
      <Form {...shared} schema={addCalendar.input} send={add} input={inputOf}>
        <Fields />
      </Form>
    )
  return (
    <Form {...shared} schema={changeCalendar.input} send={change} input={values => ({ id: calendar.id, ...inputOf(values) })}>
      <Fields />
    </Form>
  )
}

const zones = Intl.supportedValuesOf('timeZone')

function Fields() {
  const t = useText(messages)
  const { form } = useFormHere()
  const values = form.getValues() as Values
  const all = zones.includes(values.zone) ? zones : [values.zone, ...zones]
  return (
    <>
      <TextField name="name" label={t('name')} required autoFocus />
      <Select {...form.getInputProps('zone')} label={t('zone')} searchable allowDeselect={false} data={all} limit={60} />
      <Week periods={values.periods} onChange={periods => form.setFieldValue('periods', periods)} />
      <Suspense fallback={<Loading rows={3} />}>
        <Country values={values} />
      </Suspense>
      <OwnDays days={values.ownDays} onChange={ownDays => form.setFieldValue('ownDays', ownDays)} />
      <Submit>{t('save')}</Submit>
    </>
  )
}

function Week({ periods, onChange }: { periods: Period[]; onChange: (next: Period[]) => void }) {
  const t = useText(messages)
  const { form } = useFormHere()
  const set = (at: number, next: Partial<Period>) => onChange(periods.map((one, place) => (place === at ? { ...one, ...next } : one)))
  const toggle = ({ days }: Period, day: number) => (days.includes(day) ? days.filter(one => one !== day) : [...days, day].sort())
  return (
    <fieldset className="form" data-path="periods">
      <legend className="field-label">{t('week')}</legend>
      {periods.map((period, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a period has no identity but its place
        <div key={at} className="hours-row">
          <div className="chips-of-week">
            {[1, 2, 3, 4, 5, 6, 7].map(day => (
              <label key={day} className="chip">
                <input type="checkbox" checked={period.days.includes(day)} onChange={() => set(at, { days: toggle(period, day) })} />
                <span>{t(`day.${day as 1}`)}</span>
              </label>
            ))}
          </div>
          {(['from', 'to'] as const).map(end => (
            <TextInput
              key={end}
              className="clock-time"
              label={t(end)}
              value={period[end]}
              error={form.errors[`periods.${at}.${end}`]}
              data-path={`periods.${at}.${end}`}
              onChange={event => set(at, { [end]: event.currentTarget.value })}
            />
          ))}
          {periods.length > 1 && (
            <ActionIcon aria-label={t('week.remove', { n: at + 1 })} onClick={() => onChange(periods.filter((_, place) => place !== at))}>
              <IconTrash size={19} stroke={1.7} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={17} stroke={1.7} aria-hidden />}
          onClick={() => onChange([...periods, { days: [6], from: '09:00', to: '12:00' }])}
        >
          {t('week.add')}
        </Button>
      </div>
    </fieldset>
  )
}

function Country({ values: { country, region } }: { values: Values }) {
  const t = useText(messages)
  const { form } = useFormHere()
  const { language } = useLanguage()
  const all = useAsk(listCountries, {}).items
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const regions = all.find(one => one.id === country)?.regions ?? []
  return (
    <>
      <Select
        label={t('country')}
        description={t('country.hint')}
        searchable
        clearable
        data={all.map(({ id }) => ({ value: id, label: names.of(id) ?? id })).sort((a, b) => a.label.localeCompare(b.label, language))}
        value={country || null}
        error={form.errors.country}
        onChange={next => {
          form.setFieldValue('country', next ?? '')
          form.setFieldValue('region', '')
        }}
      />
      {regions.length > 0 && (
        <Select
          label={t('region')}
          clearable
          searchable
          data={regions.map(({ id, name }) => ({ value: id, label: name }))}
          value={region || null}
          onChange={next => form.setFieldValue('region', next ?? '')}
        />
      )}
      {country && (
        <Suspense fallback={<Loading rows={2} />}>
          <DaysOff country={country} region={region} />
        </Suspense>
      )}
    </>
  )
}

function DaysOff({ country, region }: { country: string; region: string }) {
  const t = useText(messages)
  const { date, zone } = useFormats()
  const year = Number(new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone }).format(useNow()))
  const { items, moon } = useAsk(listHolidays, { country, year, ...(region ? { region } : {}) })
  return (
    <details>
      <summary>{t('country.days', { n: items.length, year: String(year) })}</summary>
      <ul className="days-off sm">
        {items.map(one => (
          <li key={one.on}>
            <span className="num">{date(one.on)}</span> {one.name}
          </li>
        ))}
      </ul>
      {moon && <p className="sm dim">{t('country.moon')}</p>}
    </details>
  )
}

function OwnDays({ days, onChange }: { days: Values['ownDays']; onChange: (next: Values['ownDays']) => void }) {
  const t = useText(messages)
  const { form } = useFormHere()
  return (
    <fieldset className="form">
      <legend className="field-label">{t('own')}</legend>
      {days.map((day, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day that is being typed has no identity but its place
        <div key={at} className="row wrap">
          <DayInput
            label={t('own.day', { n: at + 1 })}
            value={day.on}
            name={`ownDays.${at}.on`}
            error={form.errors[`ownDays.${at}.on`] as string | undefined}
            onChange={on => onChange(days.map((one, place) => (place === at ? { ...one, on } : one)))}
          />
          <ActionIcon aria-label={t('own.remove', { n: at + 1 })} onClick={() => onChange(days.filter((_, place) => place !== at))}>
            <IconTrash size={19} stroke={1.7} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={17} stroke={1.7} aria-hidden />}
          onClick={() => onChange([...days, { on: '', name: '' }])}
        >
          {t('own.add')}
        </Button>
      </div>
    </fieldset>
  )
}
