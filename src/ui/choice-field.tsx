import type { Endpoint } from '#kernel/endpoint.ts'
import { Choice, type ChoiceProps } from './choice.tsx'
import { useFormHere } from './form.tsx'

type FieldProps<E extends Endpoint> = Omit<ChoiceProps<E>, 'value' | 'onChange' | 'error'> & { name: string }

/** A choice as a field of a `Form`. */
export function ChoiceField<E extends Endpoint>({ name, ...rest }: FieldProps<E>) {
  const { form } = useFormHere()
  const { value, onChange, error } = form.getInputProps(name)
  return (
    <Choice
      {...(rest as ChoiceProps<E>)}
      value={(value as string) || null}
      onChange={next => onChange(next ?? '')}
      error={error as string}
    />
  )
}
