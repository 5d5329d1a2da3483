import { useId, useState } from 'react'
import { type DayParts, dayOf, partsOf } from './day.ts'
import { useFormHere } from './form.tsx'
import { useKernelText } from './text.tsx'

type DayInputProps = {
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
  error?: string | undefined
  name?: string
}

/** A calendar day as day, month, year: three fields, no calendar to fight with. Buddhist years and native digits are understood. */
export function DayInput({ label, hint, value, onChange, error, name }: DayInputProps) {
  const t = useKernelText()
  const id = useId()
  const [parts, setParts] = useState(() => partsOf(value))
  const change = (part: Partial<DayParts>) => {
    const next = { ...parts, ...part }
    setParts(next)
    onChange(dayOf(next) ?? `${next.year}-${next.month}-${next.day}`)
  }
  return (
    <fieldset className="day" aria-describedby={error ? id : undefined}>
      <legend className="field-label">{label}</legend>
      {hint && <p className="field-hint">{hint}</p>}
      <div className="row">
        {(['day', 'month', 'year'] as const).map(part => (
          <label key={part}>
            <span className="xs dim">{t(`day.${part}`)}</span>
            <input
              className={`field day-${part}`}
              inputMode="numeric"
              maxLength={part === 'year' ? 4 : 2}
              value={parts[part]}
              aria-invalid={error ? true : undefined}
              onChange={event => change({ [part]: event.currentTarget.value })}
              data-path={part === 'day' ? name : undefined}
            />
          </label>
        ))}
      </div>
      {error && (
        <p id={id} className="wrong">
          {error}
        </p>
      )}
    </fieldset>
  )
}

type DayFieldProps = { name: string; label: string; hint?: string }

/** The same in a `Form`: its value is `2026-03-02`, '' when empty. */
export function DayField({ name, label, hint }: DayFieldProps) {
  const { form } = useFormHere()
  const { value, onChange, error } = form.getInputProps(name)
  return (
    <DayInput name={name} label={label} {...(hint && { hint })} value={String(value ?? '')} onChange={onChange} error={error as string} />
  )
}
