import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { DayInput, useFormHere } from '#ui/index.ts'
import { useText } from '#ui/text.tsx'
import type { Period, WorkingHours } from '../api.ts'
import messages from '../messages/index.ts'
import './directory.css'

const days = [1, 2, 3, 4, 5, 6, 7] as const

/** Working hours as a field of a form: several periods a day, and the days on which nobody works. */
export function HoursField({ name }: { name: string }) {
  const { form } = useFormHere()
  const t = useText(messages)
  const hours = form.getValues()[name] as WorkingHours
  const change = (next: Partial<WorkingHours>) => form.setFieldValue(name, { ...hours, ...next })
  const setPeriod = (at: number, next: Partial<Period>) =>
    change({ periods: hours.periods.map((one, place) => (place === at ? { ...one, ...next } : one)) })
  const add = () => change({ periods: [...hours.periods, { days: [6], from: '09:00', to: '12:00' }] })
  return (
    <fieldset className="hours" data-path={name}>
      <legend className="field-label">{t('hours')}</legend>
      {hours.periods.map((period, at) => (
        <OnePeriod
          // biome-ignore lint/suspicious/noArrayIndexKey: a period has no identity but its place
          key={at}
          at={at}
          path={`${name}.periods.${at}`}
          period={period}
          onChange={next => setPeriod(at, next)}
          onRemove={hours.periods.length > 1 ? () => change({ periods: hours.periods.filter((_, place) => place !== at) }) : null}
        />
      ))}
      <Button variant="default" leftSection={<IconPlus size={17} stroke={1.7} aria-hidden />} onClick={add}>
        {t('hours.add')}
      </Button>
      <Holidays holidays={hours.holidays} path={`${name}.holidays`} onChange={holidays => change({ holidays })} />
    </fieldset>
  )
}

type PeriodProps = {
  at: number
  path: string
  period: Period
  onChange: (next: Partial<Period>) => void
  onRemove: (() => void) | null
}

function OnePeriod({ at, path, period, onChange, onRemove }: PeriodProps) {
  const t = useText(messages)
  const { form } = useFormHere()
  const error = (part: string) => form.errors[`${path}.${part}`]
  const toggle = (day: number) =>
    onChange({ days: period.days.includes(day) ? period.days.filter(one => one !== day) : [...period.days, day].sort() })
  return (
    <fieldset className="period" aria-label={t('hours.period', { n: at + 1 })}>
      <div className="days">
        {days.map(day => (
          <label key={day} className="day-chip">
            <input type="checkbox" checked={period.days.includes(day)} onChange={() => toggle(day)} aria-label={t(`day.${day}`)} />
            <span aria-hidden>{t(`day.${day}.short`)}</span>
          </label>
        ))}
      </div>
      <TextInput
        label={t('hours.from')}
        value={period.from}
        error={error('from')}
        data-path={`${path}.from`}
        className="time"
        inputMode="numeric"
        onChange={event => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        label={t('hours.to')}
        value={period.to}
        error={error('to')}
        data-path={`${path}.to`}
        className="time"
        inputMode="numeric"
        onChange={event => onChange({ to: event.currentTarget.value })}
      />
      {onRemove && (
        <ActionIcon aria-label={t('hours.remove', { n: at + 1 })} onClick={onRemove}>
          <IconTrash size={19} stroke={1.7} aria-hidden />
        </ActionIcon>
      )}
      {error('days') && <p className="wrong">{error('days')}</p>}
    </fieldset>
  )
}

type HolidaysProps = { holidays: string[]; path: string; onChange: (next: string[]) => void }

function Holidays({ holidays, path, onChange }: HolidaysProps) {
  const t = useText(messages)
  const { form } = useFormHere()
  return (
    <div className="stack holidays">
      <h3>{t('holidays')}</h3>
      <p className="sm dim">{t('holidays.hint')}</p>
      {holidays.map((day, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day that is being typed has no identity but its place
        <div key={at} className="row wrap">
          <DayInput
            label={t('holidays.one', { n: at + 1 })}
            value={day}
            name={`${path}.${at}`}
            error={form.errors[`${path}.${at}`] as string | undefined}
            onChange={next => onChange(holidays.map((one, place) => (place === at ? next : one)))}
          />
          <ActionIcon
            aria-label={t('holidays.remove', { n: at + 1 })}
            onClick={() => onChange(holidays.filter((_, place) => place !== at))}
          >
            <IconTrash size={19} stroke={1.7} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button variant="default" leftSection={<IconPlus size={17} stroke={1.7} aria-hidden />} onClick={() => onChange([...holidays, ''])}>
          {t('holidays.add')}
        </Button>
      </div>
    </div>
  )
}
