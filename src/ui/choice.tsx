import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Endpoint } from '#kernel/endpoint.ts'
import { type Filter, type Item, useList } from './api.ts'
import { Select } from './late.tsx'
import { useKernelText } from './text.tsx'

export type ChoiceProps<E extends Endpoint> = {
  /** A `{ items, next }` list that understands `search`. */
  from: E
  filter?: Partial<Filter<E>>
  /** The list's input that holds what is typed. */
  by?: string
  option: (one: Item<E>) => { value: string; label: string }
  label: string
  value: string | null
  /** The chosen one's words, before the list knows it. */
  chosen?: string
  onChange: (value: string | null, one?: Item<E>) => void
  clearable?: boolean
  hideLabel?: boolean
  error?: string
}

/** Choose a member, customer, topic … by typing; the server searches. */
export function Choice<E extends Endpoint>(props: ChoiceProps<E>) {
  const { from, filter, by = 'q', option, label, value, chosen, onChange, clearable = false, hideLabel, error } = props
  const t = useKernelText()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, 250)
  const wanted = search === chosen ? '' : search
  const list = useList(from, { ...filter, ...(wanted && { [by]: wanted }) } as Filter<E>)
  const options = list.items.map(option)
  const known = value && chosen && !options.some(one => one.value === value) ? [{ value, label: chosen }, ...options] : options
  return (
    <Select
      {...(hideLabel ? { 'aria-label': label, placeholder: label } : { label })}
      searchable
      clearable={clearable}
      allowDeselect={clearable}
      data={known}
      value={value}
      error={error}
      filter={({ options: all }) => all}
      onSearchChange={setTyped}
      onChange={next =>
        onChange(
          next,
          list.items.find(one => option(one).value === next),
        )
      }
      nothingFoundMessage={list.waiting ? t('state.loading') : t('state.none')}
    />
  )
}
