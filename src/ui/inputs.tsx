import { PasswordInput, Textarea, TextInput } from '@mantine/core'
import type { KeyboardEvent, ReactNode } from 'react'
import { useFormHere } from './form.tsx'
import { NumberInput, Select } from './late.tsx'
import { type Language, languageNames, languages, useKernelText } from './text.tsx'

export type Field = { name: string; label: string; hint?: ReactNode; required?: boolean; autoFocus?: boolean }

/** What every field shares: value, error and a place for the focus, by its name in the form. */
function useField({ name, label, hint, required, autoFocus }: Field) {
  const { form } = useFormHere()
  const extra = {
    ...(autoFocus && { autoFocus, 'data-autofocus': true }),
    ...(required && { withAsterisk: true, 'aria-required': true }),
    ...(hint ? { description: hint } : {}),
  }
  return { ...form.getInputProps(name), 'data-path': name, name, label, ...extra }
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Only what was given: Mantine takes an absent property, not an undefined one. */
const given = <T extends object>(all: T) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Given<T>

type TextProps = Field & {
  type?: 'text' | 'email' | 'url' | 'tel' | 'date' | 'time'
  autoComplete?: string
  lang?: string
  placeholder?: string
}

/** One line of text; `type="date"` takes a calendar day as `2026-03-02`. */
export function TextField({ type, autoComplete, lang, placeholder, ...field }: TextProps) {
  return <TextInput {...useField(field)} {...given({ type, autoComplete, lang, placeholder })} />
}

export function PasswordField({ autoComplete = 'current-password', ...field }: Field & { autoComplete?: string }) {
  const t = useKernelText()
  const eye = { 'aria-label': t('button.show-password') }
  return <PasswordInput {...useField(field)} autoComplete={autoComplete} visibilityToggleButtonProps={eye} />
}

type AreaProps = Field & { rows?: number; lang?: string; placeholder?: string }

/** Several lines, growing as one types; Ctrl or Cmd with Enter sends. */
export function AreaField({ rows = 3, lang, placeholder, ...field }: AreaProps) {
  const send = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
  }
  return <Textarea {...useField(field)} rows={rows} {...given({ lang, placeholder })} onKeyDown={send} className="growing" />
}

export function NumberField({ min, max, ...field }: Field & { min?: number; max?: number }) {
  return <NumberInput {...useField(field)} thousandSeparator="," {...given({ min, max })} hideControls allowDecimal={false} />
}

export type Option = { value: string; label: string }

export function SelectField({ options, clearable, ...field }: Field & { options: Option[]; clearable?: boolean }) {
  return <Select {...useField(field)} data={options} {...given({ clearable })} allowDeselect={false} checkIconPosition="right" />
}

/** One of the four languages, each in its own name. */
export function LanguageField(field: Field) {
  return <SelectField {...field} options={languages.map((value: Language) => ({ value, label: languageNames[value] }))} />
}
