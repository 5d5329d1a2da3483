import { Checkbox } from '@mantine/core'
import { useId } from 'react'
import { useFormHere } from './form.tsx'
import type { Field, Option } from './inputs.tsx'

export function CheckField({ name, label, hint }: Field) {
  const { form } = useFormHere()
  return (
    <Checkbox
      {...form.getInputProps(name, { type: 'checkbox' })}
      name={name}
      label={label}
      {...(hint ? { description: hint } : {})}
      data-path={name}
    />
  )
}

/** A few options side by side with all their words seen; for two to five of them. */
export function RadioField({ name, label, hint, options }: Field & { options: Option[] }) {
  const { form } = useFormHere()
  const id = useId()
  const { value, onChange, error } = form.getInputProps(name)
  return (
    <fieldset className="radios" aria-describedby={error ? id : undefined}>
      <legend>{label}</legend>
      {hint && <p className="sm dim">{hint}</p>}
      {options.map(one => (
        <label key={one.value} className="radio">
          <input
            type="radio"
            name={name}
            value={one.value}
            checked={value === one.value}
            onChange={() => onChange(one.value)}
            data-path={name}
          />
          {one.label}
        </label>
      ))}
      {error && (
        <p id={id} className="sm wrong">
          {error}
        </p>
      )}
    </fieldset>
  )
}
