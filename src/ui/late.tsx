import { type AutocompleteProps, type NumberInputProps, type SelectProps, type TagsInputProps, TextInput } from '@mantine/core'
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'

type Given = { label?: ReactNode; description?: ReactNode; placeholder?: string; 'aria-label'?: string; className?: string }

/** Stands where the box will be, with its words and its value, until it is there. */
const StandIn = ({ label, description, placeholder, className, shown, ...rest }: Given & { shown: string }) => (
  <TextInput
    {...{ label, description, placeholder, className, 'aria-label': rest['aria-label'] }}
    value={shown}
    readOnly
    disabled
    aria-busy="true"
  />
)

const boxes = () => import('./boxes.ts')
const SelectBox = lazy(async () => ({ default: (await boxes()).Select as ComponentType<SelectProps> }))
const AutocompleteBox = lazy(async () => ({ default: (await boxes()).Autocomplete as ComponentType<AutocompleteProps> }))
const TagsBox = lazy(async () => ({ default: (await boxes()).TagsInput as ComponentType<TagsInputProps> }))
const NumberBox = lazy(() => import('./number-box.ts')) as unknown as ComponentType<NumberInputProps>

const given = (props: object) => props as Given

/** Mantine's Select; it comes after the page's first picture. */
export const Select = (props: SelectProps) => (
  <Suspense fallback={<StandIn {...given(props)} shown={wordsOf(props)} />}>
    <SelectBox {...props} />
  </Suspense>
)

type Option = string | { value?: unknown; label?: string }

/** The chosen one's words, in a flat list of options. */
function wordsOf({ data = [], value }: SelectProps): string {
  const chosen = (data as readonly Option[]).find(one => (typeof one === 'string' ? one : one.value) === value)
  return (typeof chosen === 'string' ? chosen : chosen?.label) ?? ''
}

/** Mantine's Autocomplete, likewise. */
export const Autocomplete = (props: AutocompleteProps) => (
  <Suspense fallback={<StandIn {...given(props)} shown={props.value ?? ''} />}>
    <AutocompleteBox {...props} />
  </Suspense>
)

/** Mantine's TagsInput, likewise. */
export const TagsInput = (props: TagsInputProps) => (
  <Suspense fallback={<StandIn {...given(props)} shown={(props.value ?? []).join(', ')} />}>
    <TagsBox {...props} />
  </Suspense>
)

/** Mantine's NumberInput, likewise. */
export const NumberInput = (props: NumberInputProps) => (
  <Suspense fallback={<StandIn {...given(props)} shown={String(props.value ?? '')} />}>
    <NumberBox {...props} />
  </Suspense>
)
